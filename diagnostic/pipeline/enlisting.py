"""Accounts from the command line: how the first one comes into being."""

from datetime import datetime

from diagnostic.pipeline import accounts, audit, onetime
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.store.models import Role


def enlist(
    installation: Installation,
    email: str,
    role: Role,
    company: str | None,
    now: datetime,
) -> str:
    """Add an account, or another company to one that is there.

    Args:
        installation: where.
        email: that they sign in with.
        role: of a new account; that of one that is there must be the same.
        company: slug; leaders need one, administrators see all.
        now: the clock.

    Returns:
        A link that sets the password, once.

    Raises:
        RefusedError: no address, another role, no such company, or switched off.
    """
    with installation.database.writing() as session:
        visitor, is_new = accounts.enrol(session, email, role, company)
        if is_new:
            act = "account_added" if company is None else "invited"
            who = audit.COMMAND_LINE
            audit.note(session, who, company or "", act, now, member=visitor.email)
    person = accounts.with_id(installation, visitor.id)
    if person is None or not person.active:
        raise RefusedError("{email} is switched off", email=visitor.email)
    return onetime.link(installation, person, "welcome", now)
