"""Accounts: who signs in, and which companies they see."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.pipeline.waves import existing_company
from diagnostic.roster import RosterError, read_address
from diagnostic.store import accounts
from diagnostic.store.database import Session
from diagnostic.store.models import Account, Role

KEPT = (
    "password",
    "uniquifier",
    "active",
    "second_factor",
    "totp",
    "code_used",
    "recovery_codes",
)
"""What signing in reads and changes."""


class LostRaceError(Exception):
    """Somebody else has just changed the same: a code can be used only once."""


@dataclass(frozen=True)
class Visitor:
    """Who is signed in.

    Args:
        id: of the account.
        email: that they sign in with.
        name: as colleagues read it; may be empty.
        role: administrators see every company, consultants and leaders their own.
        language: that pages speak to them.
        companies: slugs of the companies that they are members of.
    """

    id: int
    email: str
    name: str
    role: Role
    language: str
    companies: frozenset[str]


@dataclass(frozen=True)
class Signing:
    """An account as signing in needs it; nothing of it is ever logged.

    Args:
        visitor: who it is.
        password: its hash; None until one was set.
        uniquifier: stands in every session and link; a new one ends them all.
        active: may sign in.
        second_factor: ``authenticator`` once it is set up.
        totp: the locked secret of the authenticator.
        code_used: number of the code of the authenticator that was used last.
        recovery_codes: that are left, locked.
        demanded: a company that the account sees demands two factors.
    """

    visitor: Visitor
    password: str | None = field(repr=False)
    uniquifier: str = field(repr=False)
    active: bool
    second_factor: str | None
    totp: str | None = field(repr=False)
    code_used: int | None
    recovery_codes: tuple[str, ...] = field(repr=False)
    demanded: bool


def find(installation: Installation, email: str) -> Signing | None:
    """Find an account by its address, whatever its case."""
    return _found(installation, lambda s: accounts.find(s, email.strip().lower()))


def with_id(installation: Installation, identity: int) -> Signing | None:
    """Find an account by its id."""
    return _found(installation, lambda s: accounts.with_id(s, identity))


def with_uniquifier(installation: Installation, uniquifier: str) -> Signing | None:
    """Find the account of a session."""
    return _found(installation, lambda s: accounts.with_uniquifier(s, uniquifier))


def change(
    installation: Installation,
    identity: int,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> None:
    """Write what signing in has changed, unless it was changed since it was read.

    Args:
        installation: where.
        identity: of the account.
        before: by the names of ``KEPT``, as read.
        after: the same, as they are to be.

    Raises:
        LostRaceError: another request was faster; nothing is written.
    """
    changed = [name for name in KEPT if before[name] != after[name]]
    with installation.database.writing() as session:
        account = accounts.with_id(session, identity, hold=True)
        if account is None:
            raise LostRaceError
        for name in changed:
            if _plain(account, name) != before[name]:
                raise LostRaceError
            value = after[name]
            setattr(account, name, list(value) if isinstance(value, tuple) else value)


def add(
    installation: Installation, email: str, role: Role, company: str | None
) -> Visitor:
    """Add an account, or another company to one that is there; as ``enrol`` does."""
    with installation.database.writing() as session:
        return enrol(session, email, role, company)[0]


def enrol(
    session: Session, email: str, role: Role, company: str | None
) -> tuple[Visitor, bool]:
    """Add an account, or another company to one that is there.

    Args:
        session: a writing one, of the caller.
        email: that they sign in with.
        role: of a new account; that of one that is there must be the same.
        company: slug; leaders need one, administrators see all.

    Returns:
        Who it is, and whether there is anything new.

    Raises:
        RefusedError: no address, another role, or no such company.
    """
    if role == "leader" and company is None:
        raise RefusedError("a leader needs a company")
    if role == "administrator" and company is not None:
        raise RefusedError("administrators see every company and are members of none")
    address = _address(email)
    member = None if company is None else existing_company(session, company)
    found = accounts.find(session, address)
    is_new = found is None
    if found is None:
        language = member.language if member else "en"
        found = accounts.add(session, address, role, language)
    elif found.role != role:
        raise RefusedError("{email} is there already, in another role", email=address)
    if member is not None:
        is_new = accounts.join(session, found.id, member) or is_new
    return visitor_of(session, found), is_new


def describe(
    installation: Installation, identity: int, name: str, language: str
) -> None:
    """Write down how somebody is called, and which language they read."""
    with installation.database.writing() as session:
        account = accounts.with_id(session, identity, hold=True)
        if account is not None:
            account.name, account.language = name, language


def join(installation: Installation, identity: int, company: str) -> None:
    """Let an account see a company."""
    with installation.database.writing() as session:
        accounts.join(session, identity, existing_company(session, company))


def visitor_of(session: Session, account: Account) -> Visitor:
    """Give the plain values of an account."""
    companies = accounts.companies(session, account.id)
    return replace(_bare(account), companies=frozenset(slug for slug, _ in companies))


def _found(
    installation: Installation, look: Callable[[Session], Account | None]
) -> Signing | None:
    with installation.database.reading() as session:
        account = look(session)
        return None if account is None else _signing(session, account)


def _signing(session: Session, account: Account) -> Signing:
    companies = accounts.companies(session, account.id)
    demanded = any(demands for _, demands in companies)
    if account.role == "administrator":
        demanded = accounts.anybody_demands(session)
    slugs = frozenset(slug for slug, _ in companies)
    return Signing(
        visitor=replace(_bare(account), companies=slugs),
        demanded=demanded,
        **{name: _plain(account, name) for name in KEPT},
    )


def _bare(account: Account) -> Visitor:
    role = cast("Role", account.role)
    return Visitor(
        account.id, account.email, account.name, role, account.language, frozenset()
    )


def _plain(account: Account, name: str) -> Any:
    value = getattr(account, name)
    return tuple(value or ()) if name == "recovery_codes" else value


def _address(email: str) -> str:
    try:
        return read_address(email.strip()).lower()
    except RosterError as error:
        raise RefusedError(error.said) from None
