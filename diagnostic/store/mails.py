"""The outbox: who gets which message once, and how far it has come."""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import get_args

from sqlalchemy import ColumnElement, and_, func, insert, or_, select, update
from sqlalchemy.orm import Session

from diagnostic.store.models import Department, Mail, MailState, Participant, Wave

Row = tuple[bytes, str]
"""What names a message: id of the participant, and kind."""


@dataclass(frozen=True)
class Claimed:
    """A message that this worker alone is sending.

    Args:
        participant: the random id of who gets it.
        kind: ``invitation``, or ``reminder-1`` to ``reminder-3``.
        department: number in the wave of the department that they answer for.
        address: locked with the wave's key.
    """

    participant: bytes
    kind: str
    department: int
    address: bytes = field(repr=False)

    @property
    def row(self) -> Row:
        """Name the message."""
        return self.participant, self.kind


def queue(session: Session, wave: str, kind: str) -> int:
    """Queue a message to everybody on the roster who was not to get it yet.

    Repeated, it adds those who have come since, and nobody twice.

    Returns:
        How many were queued.
    """
    has_one = select(Mail.participant_id).where(
        Mail.participant_id == Participant.id, Mail.kind == kind
    )
    lacking = select(Participant.id).where(
        Participant.wave_id == wave, ~has_one.exists()
    )
    rows = [
        {"participant_id": participant, "kind": kind, "wave_id": wave}
        for participant in session.scalars(lacking)
    ]
    # The order of rows would be that of the roster's pages.
    secrets.SystemRandom().shuffle(rows)
    if rows:
        session.execute(insert(Mail), rows)
    return len(rows)


def claim(
    session: Session, wave: str, now: datetime, after: Row | None = None
) -> Claimed | None:
    """Take a queued message of an open wave, so that no other worker gets it.

    Commit before sending: what is not committed could be sent twice after a crash.

    Args:
        session: a writing one, of the caller.
        wave: its id.
        now: the clock; nobody is written to after the end.
        after: the message claimed before, so that a round reaches each once.
    """
    wanted = (
        select(Mail.participant_id, Mail.kind, Department.number, Participant.address)
        .join(Participant, Participant.id == Mail.participant_id)
        .join(Department, Department.id == Participant.department_id)
        .join(Wave, Wave.id == Mail.wave_id)
        .where(
            Mail.wave_id == wave,
            Mail.state == "queued",
            Wave.state == "open",
            Wave.closes > now,
            *(() if after is None else (_behind(after),)),
        )
        .order_by(Mail.participant_id, Mail.kind)
        .limit(1)
        .with_for_update(of=Mail, skip_locked=True)
    )
    found = session.execute(wanted).one_or_none()
    if found is None:
        return None
    claimed = Claimed(*found)
    mark(session, claimed.row, "sending")
    return claimed


def mark(
    session: Session, row: Row, state: MailState, reply: str | None = None
) -> None:
    """Write down how far a message has come; nothing if it is gone by now.

    Args:
        session: of the caller.
        row: the message.
        state: ``queued`` gives it back, to be claimed again.
        reply: the three digits with which a server refused the address.
    """
    session.execute(
        update(Mail)
        .where(Mail.participant_id == row[0], Mail.kind == row[1])
        .values(state=state, reply=reply)
    )


def sending(session: Session) -> set[Row]:
    """Name the messages that are on their way, or were when a worker died."""
    found = select(Mail.participant_id, Mail.kind).where(Mail.state == "sending")
    return {(participant, kind) for participant, kind in session.execute(found)}


def abandon(session: Session, rows: Collection[Row], state: MailState) -> int:
    """Give up messages that are still on their way; gives how many.

    Taken for abandoned by mistake does no harm: whoever sends such a message marks
    it afterwards all the same.

    Args:
        session: of the caller.
        rows: the messages.
        state: ``unsure`` where sending again could reach somebody twice.
    """
    return sum(_abandon(session, row, state) for row in rows)


def waiting(session: Session, now: datetime) -> list[str]:
    """List the open waves that have queued messages."""
    found = (
        select(Mail.wave_id)
        .join(Wave, Wave.id == Mail.wave_id)
        .where(Mail.state == "queued", Wave.state == "open", Wave.closes > now)
        .distinct()
    )
    return sorted(session.scalars(found))


def progress(
    session: Session, wave: str, kind: str | None = None
) -> Mapping[MailState, int]:
    """Count the messages of a wave, of one kind or of all, in each state."""
    found = (
        select(Mail.state, func.count())
        .where(Mail.wave_id == wave, *(() if kind is None else (Mail.kind == kind,)))
        .group_by(Mail.state)
    )
    counted = {state: number for state, number in session.execute(found)}
    return {state: counted.get(state, 0) for state in get_args(MailState)}


def _behind(row: Row) -> ColumnElement[bool]:
    participant, kind = row
    return or_(
        Mail.participant_id > participant,
        and_(Mail.participant_id == participant, Mail.kind > kind),
    )


def _abandon(session: Session, row: Row, state: MailState) -> bool:
    done = session.execute(
        update(Mail)
        .where(
            Mail.participant_id == row[0], Mail.kind == row[1], Mail.state == "sending"
        )
        .values(state=state)
        .returning(Mail.participant_id)
    )
    return done.one_or_none() is not None
