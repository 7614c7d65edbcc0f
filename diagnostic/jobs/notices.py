"""Letters to those who have an account: claim, commit, send, write down, commit."""

import logging

from diagnostic.jobs.delivery import Post
from diagnostic.jobs.outcomes import UnreachableError
from diagnostic.pipeline import notices as written
from diagnostic.pipeline import reminders
from diagnostic.pipeline.envelope import Letter, UnwritableError
from diagnostic.pipeline.installation import Installation
from diagnostic.store import notices
from diagnostic.store.models import NoticeState
from diagnostic.store.notices import ClaimedNotice

_POSTPONED = "the mail server asks to try some addresses again"

_log = logging.getLogger(__name__)


def send_all(post: Post) -> str | None:
    """Send what waits; that a letter is on its way is committed before it leaves.

    Args:
        post: how.

    Returns:
        Why letters still wait, in a sentence without an address; None if none does.
    """
    last, later, postponed = "", None, False
    while not post.stopping.is_set():
        with post.installation.database.writing() as session:
            claimed = notices.claim(session, last)
        if claimed is None:
            break
        last = claimed.id
        if post.pace is not None:
            post.pace.wait()
        try:
            state = _carried(post, claimed)
        except UnreachableError as error:
            state, later = "queued", str(error)
        with post.installation.database.writing() as session:
            notices.mark(session, claimed.id, state)
        if later is not None:
            break
        if state == "queued":
            postponed = True
    return later or (_POSTPONED if postponed else None)


def find_abandoned(installation: Installation, seen: set[str] | None) -> set[str]:
    """Give up what a worker that died was sending.

    Args:
        installation: where.
        seen: what was on its way at the call before; None gives up everything.

    Returns:
        What is on its way now.
    """
    with installation.database.reading() as session:
        found = notices.sending(session)
    given_up = found if seen is None else found & seen
    if given_up:
        with installation.database.writing() as session:
            count = notices.abandon(session, given_up)
        _log.warning("%d letters to accounts were given up", count)
    return found - given_up


def _carried(post: Post, claimed: ClaimedNotice) -> NoticeState:
    """Send a letter; what cannot be written does not hold up the others.

    Only the kind of a failure is told: its words may hold an address (rule S4).
    """
    try:
        letter = written.compose(post.installation, claimed, post.sender, post.clock())
    except UnwritableError:
        return "failed"
    except Exception as error:
        kind = type(error).__name__
        _log.error("a letter to an account cannot be written: %s", kind)
        return "failed"
    if letter is None:
        return "failed"
    return _sent(post, letter)


def _sent(post: Post, letter: Letter) -> NoticeState:
    """Send a letter; one that has not left is written anew, of the same actions."""
    try:
        outcome = post.send(letter)
    except UnreachableError:
        reminders.put_back(post.installation, letter)
        raise
    if outcome.state == "queued":
        reminders.put_back(post.installation, letter)
    return outcome.state if outcome.state in ("sent", "queued") else "failed"
