"""Who works for which company: inviting, removing, switching off."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from diagnostic.pipeline import audit
from diagnostic.pipeline.accounts import Visitor, enrol
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.pipeline.waves import existing_company
from diagnostic.store import accounts, companies, notices
from diagnostic.store.database import Session
from diagnostic.store.models import Account, Role


@dataclass(frozen=True)
class Member:
    """An account as those read it who look after accounts.

    Args:
        id: of the account.
        email: that they sign in with.
        name: may be empty.
        role: what they may do.
        active: may sign in.
        second_factor: has set one up.
        invited: has never set a password.
        letter: how far the invitation has come; None if there was none.
        companies: slugs and names of those they are members of.
    """

    id: int
    email: str
    name: str
    role: Role
    active: bool
    second_factor: bool
    invited: bool
    letter: str | None
    companies: tuple[tuple[str, str], ...] = ()


def members(installation: Installation, company: str) -> list[Member]:
    """List who sees a company by membership, by address."""
    with installation.database.reading() as session:
        letters = notices.latest(session, "welcome")
        found = accounts.members(session, company)
        return [_member(account, letters.get(account.id)) for account in found]


def everybody(installation: Installation) -> list[Member]:
    """List all accounts by address, with their companies."""
    with installation.database.reading() as session:
        letters = notices.latest(session, "welcome")
        return [
            _member(
                account,
                letters.get(account.id),
                tuple((company.slug, company.name) for company in account.companies),
            )
            for account in accounts.listed(session)
        ]


def company_names(installation: Installation) -> list[tuple[str, str]]:
    """List slugs and names of the companies by name."""
    with installation.database.reading() as session:
        return companies.names(session)


def invite(
    installation: Installation,
    by: Visitor,
    email: str,
    role: Role,
    company: str | None,
    now: datetime,
) -> Visitor:
    """Let somebody see a company; who has no password yet is sent a link to set one.

    Args:
        installation: where.
        by: who invites.
        email: of whom.
        role: of a new account; that of one that is there must be the same.
        company: slug; None for an administrator, or a consultant without any yet.
        now: the clock.

    Raises:
        RefusedError: no address, another role, or already there.
    """
    with installation.database.writing() as session:
        visitor, is_new = enrol(session, email, role, company)
        if not is_new:
            raise RefusedError("{email} is there already", email=visitor.email)
        account = _existing(session, visitor.id)
        if account.password is None:
            notices.add(session, account.id, "welcome")
        act = "account_added" if company is None else "invited"
        audit.note(session, by.email, company or "", act, now, member=visitor.email)
    return visitor


def invite_again(installation: Installation, identity: int) -> None:
    """Send somebody another link to set their first password.

    Raises:
        RefusedError: they have one.
    """
    with installation.database.writing() as session:
        account = _existing(session, identity)
        if account.password is not None:
            raise RefusedError("{email} has a password", email=account.email)
        notices.add(session, identity, "welcome")


def remove(
    installation: Installation,
    by: Visitor,
    identity: int,
    company: str,
    now: datetime,
) -> None:
    """Take a company from somebody.

    Raises:
        RefusedError: it would be one's own, or they do not see it.
    """
    if identity == by.id:
        raise RefusedError("you cannot take yourself off; ask a colleague")
    with installation.database.writing() as session:
        account = _existing(session, identity)
        if not accounts.leave(session, identity, existing_company(session, company)):
            raise RefusedError("{email} does not see this company", email=account.email)
        audit.note(
            session,
            by.email,
            company,
            "membership_removed",
            now,
            member=account.email,
        )


def demand_second_factor(
    installation: Installation,
    by: Visitor,
    company: str,
    now: datetime,
    *,
    demanded: bool,
) -> None:
    """Say whether everybody who sees a company must sign in with two factors."""
    with installation.database.writing() as session:
        found = existing_company(session, company)
        if found.second_factor != demanded:
            found.second_factor = demanded
            act = "two_factor_demanded" if demanded else "two_factor_released"
            audit.note(session, by.email, company, act, now)


def set_active(
    installation: Installation,
    by: Visitor,
    identity: int,
    now: datetime,
    *,
    active: bool,
) -> None:
    """Let somebody sign in, or no longer; then every session of theirs ends."""

    def switch(account: Account) -> str | None:
        if account.active == active:
            return None
        account.active = active
        account.uniquifier = accounts.new_uniquifier()
        return "account_activated" if active else "account_deactivated"

    _changed(installation, by, identity, now, switch)


def set_role(
    installation: Installation, by: Visitor, identity: int, role: Role, now: datetime
) -> None:
    """Give somebody another role; administrators are members of no company."""

    def switch(account: Account) -> str | None:
        if account.role == role:
            return None
        account.role = role
        if role == "administrator":
            account.companies = []
        return "role_changed"

    _changed(installation, by, identity, now, switch)


def reset_second_factor(
    installation: Installation, by: Visitor, identity: int, now: datetime
) -> None:
    """Take the second factor from somebody who has lost it; their sessions end."""

    def switch(account: Account) -> str | None:
        if account.second_factor is None:
            return None
        account.second_factor = account.totp = None
        account.recovery_codes = None
        account.uniquifier = accounts.new_uniquifier()
        return "two_factor_reset"

    _changed(installation, by, identity, now, switch)


def _changed(
    installation: Installation,
    by: Visitor,
    identity: int,
    now: datetime,
    switch: Callable[[Account], str | None],
) -> None:
    """Change an account, and write down the act; one's own is left alone.

    So there is always an administrator left.
    """
    if identity == by.id:
        raise RefusedError("your own account is changed by another administrator")
    with installation.database.writing() as session:
        account = _existing(session, identity)
        act = switch(account)
        session.flush()
        if act is not None:
            audit.note(session, by.email, "", act, now, member=account.email)


def _existing(session: Session, identity: int) -> Account:
    found = accounts.with_id(session, identity, hold=True)
    if found is None:
        raise RefusedError("this account is gone")
    return found


def _member(
    account: Account,
    letter: str | None,
    seen: tuple[tuple[str, str], ...] = (),
) -> Member:
    return Member(
        id=account.id,
        email=account.email,
        name=account.name,
        role=cast("Role", account.role),
        active=account.active,
        second_factor=account.second_factor is not None,
        invited=account.password is None,
        letter=letter,
        companies=seen,
    )
