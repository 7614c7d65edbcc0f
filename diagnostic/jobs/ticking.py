"""What falls due with time: opening, closing, counting, sealing."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from diagnostic.pipeline import deletion, life, participation, reminders
from diagnostic.pipeline.installation import Installation
from diagnostic.store import waves

MOVES_AFTER = timedelta(seconds=55)
"""How long the clock has run steadily before a wave is opened or closed: a minute,
less what one tick may be earlier than the other."""
SEALS_AFTER = timedelta(hours=1)
VOUCHED_FOR = timedelta.max
"""Steadiness of a clock that somebody answers for."""

_log = logging.getLogger(__name__)


def tick(installation: Installation, now: datetime, steady: timedelta) -> bool:
    """Do what is due; each part by itself, and nothing twice.

    Args:
        installation: where waves live.
        now: the machine's clock.
        steady: for how long it has run steadily. What cannot be undone waits: a
            wave is not opened or closed before a minute, nor sealed before an hour.

    Returns:
        False if a part failed; it comes again with the next tick.
    """
    done = [
        seal_asked(installation, now),
        _did("erasing", lambda: erase(installation)),
    ]
    if steady >= MOVES_AFTER:
        done += [
            _did("closing", lambda: life.close_due(installation, now)),
            _did("opening", lambda: life.open_due(installation, now)),
            _did("counting", lambda: participation.count_due(installation, now)),
            _did("reminding", lambda: reminders.queue_due(installation, now)),
        ]
    if steady >= SEALS_AFTER:
        due = life.due_for_sealing
        done.append(
            _did("sealing", lambda: seal(installation, due(installation, now), now))
        )
    return all(done)


def seal_asked(installation: Installation, now: datetime) -> bool:
    """Finish sealings that were begun, and do those that somebody waits for."""
    asked = life.asked_to_seal
    return all(
        [
            _did("resuming", lambda: seal(installation, _begun(installation), now)),
            _did("sealing", lambda: seal(installation, asked(installation), now)),
        ]
    )


def _begun(installation: Installation) -> Iterable[str]:
    with installation.database.reading() as session:
        return waves.to_scrub(session)


def seal(installation: Installation, due: Iterable[str], now: datetime) -> None:
    """Seal waves, or finish a sealing; one that fails does not keep the others.

    Raises:
        Exception: the last failure, when all have been tried.
    """
    due = list(due)
    if not due:
        return
    from diagnostic.pipeline import sealing  # statistics take a second to load

    failed = None
    for wave in due:
        try:
            left = sealing.seal(installation, wave, now)
        except Exception as error:
            # The others' respondents were promised a date as well.
            _log.error("wave %s cannot be sealed: %s", wave, type(error).__name__)
            failed = error
        else:
            _log.info("wave %s is sealed", wave)
            for sentence in left:
                _log.warning("wave %s: %s", wave, sentence)
    if failed is not None:
        raise failed


def erase(installation: Installation) -> None:
    """Finish deletions that were interrupted.

    Raises:
        ScrubError: somebody still reads what was deleted.
    """
    for sentence in deletion.finish(installation):
        _log.warning("a deletion: %s", sentence)


def _did(part: str, work: Callable[[], object]) -> bool:
    """Do a part; its failure must not keep the others from being done.

    Only the kind is told: the words may hold an answer (rule S4).
    """
    try:
        work()
    except Exception as error:
        _log.error("%s has failed: %s", part, type(error).__name__)
        return False
    return True
