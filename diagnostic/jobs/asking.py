"""What a command asks of the queue: the work itself is a worker's."""

import threading

from diagnostic.config import Settings
from diagnostic.jobs.postman import Postman
from diagnostic.jobs.queue import closing_queue
from diagnostic.jobs.tasks import OUT_OF_REACH, register
from diagnostic.pipeline.installation import Installation


def nudge(installation: Installation, settings: Settings) -> bool:
    """Ask the workers to look into the outboxes at once.

    Returns:
        False if the queue is out of reach: they look by themselves each minute.
    """
    postman = Postman(installation, settings, threading.Event())
    try:
        with closing_queue(settings.queue_url) as queue:
            return register(queue, postman).nudge()
    except OUT_OF_REACH:
        return False


def waiting(url: str) -> int:
    """Count the tasks that wait in a queue.

    Raises:
        ConnectionError: it is out of reach.
    """
    try:
        with closing_queue(url) as queue:
            return int(queue.pending_count())
    except OUT_OF_REACH as error:
        reason = str(error).partition("\n")[0]
        raise ConnectionError(f"the queue is out of reach: {reason}") from None
