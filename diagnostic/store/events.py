"""The log: who did what to which company."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from diagnostic.store.models import Account, Event


def add(
    session: Session,
    at: datetime,
    account: str,
    company: str,
    act: str,
    about: Mapping[str, Any],
) -> int:
    """Add an entry, the values of which were checked; gives its id."""
    entry = Event(at=at, account=account, company=company, act=act, about=dict(about))
    session.add(entry)
    session.flush()
    return entry.id


def listed(
    session: Session, company: str | None, before: int | None, limit: int
) -> Sequence[Event]:
    """List entries, the latest first.

    Args:
        session: of the caller.
        company: slug; None is all that was done here, also to none.
        before: only entries older than this one.
        limit: at most so many.
    """
    wanted = select(Event).order_by(Event.id.desc()).limit(limit)
    # What an archive tells of another installation is its maker's word.
    here = Event.elsewhere.is_(False)
    wanted = wanted.where(here if company is None else Event.company == company)
    if before is not None:
        wanted = wanted.where(Event.id < before)
    return session.scalars(wanted).all()


def done(session: Session, act: str, account: str | None, limit: int) -> list[Event]:
    """List entries of one act, the latest first; None is by anybody."""
    wanted = select(Event).where(Event.act == act, Event.elsewhere.is_(False))
    if account is not None:
        wanted = wanted.where(Event.account == account)
    return list(session.scalars(wanted.order_by(Event.id.desc()).limit(limit)))


def of_company(session: Session, company: str) -> Sequence[Event]:
    """List all entries of a company in their order."""
    found = select(Event).where(Event.company == company).order_by(Event.id)
    return session.scalars(found).all()


def forget(session: Session, company: str) -> None:
    """Delete the entries of a company."""
    session.execute(delete(Event).where(Event.company == company))


def is_account(session: Session, email: str) -> bool:
    """Tell whether an address is that of an account."""
    found = session.scalar(select(Account.id).where(Account.email == email))
    return found is not None
