"""Letters to accounts: who gets which, once, and how far it has come."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import cast

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.orm import Session

from diagnostic.store.models import Account, Notice, NoticeKind, NoticeState

_DONE = ("sent", "failed")


@dataclass(frozen=True)
class ClaimedNotice:
    """A letter that this worker alone is sending.

    Args:
        id: of its row.
        account: id.
        kind: what it says.
        wave: id, of a test mail.
    """

    id: str
    account: int
    kind: NoticeKind
    wave: str | None


def add(
    session: Session, account: int, kind: NoticeKind, wave: str | None = None
) -> None:
    """Queue a letter, unless the same one waits already; those before are forgotten."""
    same = (
        Notice.account_id == account,
        Notice.kind == kind,
        Notice.wave_id.is_(None) if wave is None else Notice.wave_id == wave,
    )
    session.execute(delete(Notice).where(*same, Notice.state.in_(_DONE)))
    if not session.scalar(select(exists().where(*same, Notice.state == "queued"))):
        session.add(Notice(account_id=account, kind=kind, wave_id=wave))
        session.flush()


def pretend(session: Session) -> None:
    """Take as long as ``add`` does, and leave nothing behind.

    Who asks for a link to an address that has no account would else be told so by
    how soon the answer comes: what is committed has to reach the disk.
    """
    somebody = session.scalar(select(func.min(Account.id)))
    if somebody is not None:
        notice = Notice(account_id=somebody, kind="password")
        session.add(notice)
        session.flush()
        session.delete(notice)
        session.flush()


def claim(session: Session, after: str = "") -> ClaimedNotice | None:
    """Take a queued letter, so that no other worker gets it; commit before sending.

    Args:
        session: a writing one, of the caller.
        after: the letter claimed before, so that a round reaches each once.
    """
    wanted = (
        select(Notice)
        .where(Notice.state == "queued", Notice.id > after)
        .order_by(Notice.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    found = session.scalar(wanted)
    if found is None:
        return None
    found.state = "sending"
    session.flush()
    kind = cast("NoticeKind", found.kind)
    return ClaimedNotice(found.id, found.account_id, kind, found.wave_id)


def mark(session: Session, notice: str, state: NoticeState) -> None:
    """Write down how far a letter has come; nothing if it is gone by now."""
    session.execute(update(Notice).where(Notice.id == notice).values(state=state))


def waiting(session: Session) -> bool:
    """Tell whether a letter is queued."""
    return bool(session.scalar(select(exists().where(Notice.state == "queued"))))


def sending(session: Session) -> set[str]:
    """Name the letters that are on their way, or were when a worker died."""
    return set(session.scalars(select(Notice.id).where(Notice.state == "sending")))


def abandon(session: Session, notices: Collection[str]) -> int:
    """Give up letters that are still on their way; gives how many.

    Never sent again: the server may have taken them.
    """
    done = session.execute(
        update(Notice)
        .where(Notice.id.in_(notices), Notice.state == "sending")
        .values(state="failed")
        .returning(Notice.id)
    )
    return len(done.all())


def latest(session: Session, kind: NoticeKind) -> dict[int, str]:
    """Give how far the letters of a kind have come, by account."""
    found = select(Notice.account_id, Notice.state).where(Notice.kind == kind)
    return {account: state for account, state in session.execute(found)}
