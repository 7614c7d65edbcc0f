"""The log of what was done to companies: written by acts, never about a respondent."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from string import Formatter
from typing import Any

from diagnostic.pipeline.acts import ACTS, PLACES
from diagnostic.pipeline.installation import Installation
from diagnostic.store import events
from diagnostic.store.database import Session
from diagnostic.store.models import Event

COMMAND_LINE = "command line"
"""Stands for the account where somebody worked without one."""
PAGE = 50
_SLUG = re.compile(r"[a-z0-9-]{0,80}")


@dataclass(frozen=True)
class Entry:
    """One line of the log.

    Args:
        id: rises; pages go on before it.
        at: when, in UTC.
        account: e-mail of who did it, or 'command line'.
        company: its slug at that time; empty if it was done to none.
        act: key of `acts.ACTS`.
        about: what stands in the places of the act's sentence.
        elsewhere: an archive of another installation says so.
    """

    id: int
    at: datetime
    account: str
    company: str
    act: str
    about: Mapping[str, Any]
    elsewhere: bool

    @property
    def sentence(self) -> str:
        """The act in English with places, as the catalogue has it."""
        return ACTS[self.act]


def record(
    installation: Installation,
    account: str,
    company: str,
    act: str,
    now: datetime,
    **about: object,
) -> None:
    """Write down what somebody did.

    Args:
        installation: where.
        account: e-mail of the visitor, or ``COMMAND_LINE``.
        company: its slug; empty for what is done to no company.
        act: key of `acts.ACTS`.
        now: the clock.
        **about: a value for each place of the act's sentence.

    Raises:
        ValueError: an unknown act, or a value that may not stand there, such as an
            address that is not an account's.
    """
    with installation.database.writing() as session:
        note(session, account, company, act, now, **about)


def note(
    session: Session,
    account: str,
    company: str,
    act: str,
    now: datetime,
    **about: object,
) -> int:
    """Write an entry in the transaction of the act itself; gives its id.

    Raises:
        ValueError: as ``record``.
    """
    _check(session, account, company, act, about)
    return events.add(session, now, account, company, act, about)


def entries(
    installation: Installation,
    company: str | None,
    *,
    before: int | None = None,
    limit: int = PAGE,
) -> list[Entry]:
    """List what was done, the latest first.

    Args:
        installation: where.
        company: its slug; None is everything that was done here.
        before: only what is older than the entry of this id.
        limit: at most so many.
    """
    with installation.database.reading() as session:
        return [
            _entry(found) for found in events.listed(session, company, before, limit)
        ]


def deletions(installation: Installation, account: str | None) -> list[Entry]:
    """List the companies that somebody has deleted, the latest first.

    Args:
        installation: where.
        account: e-mail of who did it; None is anybody.
    """
    with installation.database.reading() as session:
        found = events.done(session, "company_deleted", account, PAGE)
        return [_entry(event) for event in found]


def check_shape(act: str, about: Mapping[str, object]) -> None:
    """See that an act is known and its values may stand in its sentence.

    Raises:
        ValueError: not so; the message holds no value.
    """
    if act not in ACTS:
        raise ValueError(f"there is no act {act}")
    places = {name for _, name, _, _ in Formatter().parse(ACTS[act]) if name}
    if places != about.keys():
        raise ValueError(f"{act} tells {sorted(places)}, not {sorted(about)}")
    for name, value in about.items():
        if not PLACES[name](value):
            raise ValueError(f"this cannot stand for {name} of {act}")


def _entry(found: Event) -> Entry:
    return Entry(
        found.id,
        found.at,
        found.account,
        found.company,
        found.act,
        dict(found.about),
        found.elsewhere,
    )


def _check(
    session: Session, account: str, company: str, act: str, about: Mapping[str, object]
) -> None:
    check_shape(act, about)
    if not _SLUG.fullmatch(company):
        raise ValueError("this is not the slug of a company")
    people = [person for person in (account, about.get("member")) if person is not None]
    for person in people:
        if person != COMMAND_LINE and not events.is_account(session, str(person)):
            raise ValueError(f"{act} names somebody who has no account")
