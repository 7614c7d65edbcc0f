"""Accounts, and the companies that they see."""

import secrets
from collections.abc import Sequence

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session, selectinload

from diagnostic.store.models import Account, Company, Membership, Role


def find(session: Session, email: str) -> Account | None:
    """Find an account by its address, in small letters."""
    return _one(session, Account.email == email)


def with_id(session: Session, identity: int, *, hold: bool = False) -> Account | None:
    """Find an account by its id.

    Args:
        session: of the caller.
        identity: of the account.
        hold: others who write it wait for the end of this transaction.
    """
    return _one(session, Account.id == identity, hold=hold)


def with_uniquifier(session: Session, uniquifier: str) -> Account | None:
    """Find an account by what stands in its sessions."""
    return _one(session, Account.uniquifier == uniquifier)


def add(session: Session, email: str, role: Role, language: str) -> Account:
    """Add an account without a password."""
    account = Account(
        email=email, role=role, language=language, uniquifier=new_uniquifier()
    )
    session.add(account)
    session.flush()
    return account


def new_uniquifier() -> str:
    """Draw what stands in the sessions and links of an account."""
    return secrets.token_hex(32)


def listed(session: Session) -> Sequence[Account]:
    """List all accounts by address, with their companies."""
    wanted = (
        select(Account).options(selectinload(Account.companies)).order_by(Account.email)
    )
    return session.scalars(wanted).all()


def members(session: Session, slug: str) -> Sequence[Account]:
    """List the accounts that see a company by membership, by address."""
    wanted = (
        select(Account)
        .join(Membership, Membership.account_id == Account.id)
        .join(Company, Company.id == Membership.company_id)
        .where(Company.slug == slug)
        .order_by(Account.email)
    )
    return session.scalars(wanted).all()


def companies(session: Session, identity: int) -> Sequence[tuple[str, bool]]:
    """List an account's companies: slug, and whether it demands two factors."""
    wanted = (
        select(Company.slug, Company.second_factor)
        .join(Membership, Membership.company_id == Company.id)
        .where(Membership.account_id == identity)
    )
    return [(slug, demands) for slug, demands in session.execute(wanted)]


def anybody_demands(session: Session) -> bool:
    """Tell whether any company demands two factors."""
    wanted = select(Company.id).where(Company.second_factor).limit(1)
    return session.scalar(wanted) is not None


def join(session: Session, identity: int, company: Company) -> bool:
    """Let an account see a company; False if it did already."""
    if session.get(Membership, (identity, company.id)) is not None:
        return False
    session.add(Membership(account_id=identity, company_id=company.id))
    session.flush()
    return True


def leave(session: Session, identity: int, company: Company) -> bool:
    """Take a company from an account; False if it did not see it."""
    done = session.execute(
        delete(Membership)
        .where(Membership.account_id == identity, Membership.company_id == company.id)
        .returning(Membership.account_id)
    )
    return done.one_or_none() is not None


def _one(
    session: Session, which: ColumnElement[bool], *, hold: bool = False
) -> Account | None:
    wanted = select(Account).where(which)
    return session.scalar(wanted.with_for_update() if hold else wanted)
