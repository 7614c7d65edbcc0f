"""A turn of delivery: claim, commit, send, write down, commit."""

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from diagnostic.jobs.outcomes import Outcome, Send, UnreachableError
from diagnostic.jobs.pace import Pace
from diagnostic.pipeline import mailing
from diagnostic.pipeline.envelope import UnwritableError
from diagnostic.pipeline.installation import Installation
from diagnostic.store import mails
from diagnostic.store.mails import Row

MOST = 50
"""Letters of a turn: then another wave has one."""
_NO_SUCH_NAME = "553"
"""What a server says of an address that cannot be one (RFC 5321)."""


@dataclass
class Turn:
    """What came of a turn.

    Args:
        last: the message reached; None once the outbox is through.
        counts: letters by the state that they are in now.
        trouble: why the turn ended early, in a sentence without an address.
    """

    last: Row | None
    counts: Counter[str] = field(default_factory=Counter)
    trouble: str | None = None


@dataclass(frozen=True)
class Post:
    """What a delivery needs beside the wave.

    Args:
        installation: where waves live.
        send: what carries a letter away.
        sender: an address, with or without a name.
        clock: gives the moment.
        pace: lets so many letters a second pass; None lets all.
        stopping: set when the process is to end.
    """

    installation: Installation
    send: Send
    sender: str
    clock: Callable[[], datetime]
    pace: Pace | None
    stopping: threading.Event


def take_turn(
    post: Post, wave: str, after: Row | None = None, most: int = MOST
) -> Turn:
    """Send queued messages of an open wave, each to be reached once in a round.

    That a message is on its way is committed before it leaves, and what became of it
    right after: however many work at once, and whenever one of them dies, nobody
    gets a message twice.

    Args:
        post: how.
        wave: its id.
        after: the message reached in the turn before.
        most: letters to send.

    Raises:
        MissingKeyError: the wave has no key, and so no links.
    """
    told = mailing.occasion(post.installation, wave)
    turn = Turn(after)
    for _ in range(most):
        if post.pace is not None:
            post.pace.wait()
        if post.stopping.is_set():
            return turn
        with post.installation.database.writing() as session:
            claimed = mails.claim(session, wave, post.clock(), turn.last)
        if claimed is None:
            turn.last = None
            return turn
        turn.last = claimed.row
        outcome = _carried(post, told, claimed, turn)
        with post.installation.database.writing() as session:
            mails.mark(session, claimed.row, outcome.state, outcome.reply)
        turn.counts[outcome.state] += 1
        if outcome.state == "unsure":
            turn.trouble = "the mail server hung up without an answer"
        if turn.trouble is not None:
            return turn
    return turn


def _carried(
    post: Post, told: mailing.Occasion, claimed: mails.Claimed, turn: Turn
) -> Outcome:
    try:
        letter = mailing.letter(told, claimed, post.sender, post.clock())
    except UnwritableError:
        return Outcome("refused", _NO_SUCH_NAME)
    except Exception:
        # Nothing has left yet: a damaged key must not use up the outbox.
        with post.installation.database.writing() as session:
            mails.mark(session, claimed.row, "queued")
        raise
    try:
        return post.send(letter)
    except UnreachableError as error:
        turn.trouble = str(error)
        return Outcome("queued")
