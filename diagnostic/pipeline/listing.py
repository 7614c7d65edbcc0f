"""What there is: companies, waves, letters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.waves import existing, existing_company
from diagnostic.store import companies as stored
from diagnostic.store import mails
from diagnostic.store.models import MailState, Mode, State, Wave


@dataclass(frozen=True)
class CompanyEntry:
    """A company.

    Args:
        slug: what commands name it by.
        name: as printed.
        language: of its waves unless they say otherwise.
        waves: how many it has.
    """

    slug: str
    name: str
    language: str
    waves: int


@dataclass(frozen=True)
class WaveEntry:
    """A wave.

    Args:
        id: names its key file.
        company: the company's slug.
        name: of the wave.
        state: how far it is.
        mode: how links are handed out.
        opens: the beginning.
        closes: the end.
        invited: people.
        reminders: how often everybody was reminded.
    """

    id: str
    company: str
    name: str
    state: State
    mode: Mode
    opens: datetime
    closes: datetime
    invited: int
    reminders: int


def companies(installation: Installation) -> list[CompanyEntry]:
    """List the companies by name."""
    with installation.database.reading() as session:
        return [
            CompanyEntry(found.slug, found.name, found.language, len(found.waves))
            for found in stored.listed(session)
        ]


def company(installation: Installation, slug: str) -> CompanyEntry:
    """Find a company.

    Raises:
        RefusedError: there is none of this slug.
    """
    with installation.database.reading() as session:
        found = existing_company(session, slug)
        return CompanyEntry(found.slug, found.name, found.language, len(found.waves))


def waves(installation: Installation, company: str | None = None) -> list[WaveEntry]:
    """List the waves of a company, or of all, in the order of their making.

    Raises:
        RefusedError: there is no such company.
    """
    with installation.database.reading() as session:
        owners = (
            stored.listed(session)
            if company is None
            else [existing_company(session, company)]
        )
        return [_entry(wave) for owner in owners for wave in owner.waves]


def wave(installation: Installation, company: str, name: str) -> WaveEntry:
    """Find a wave.

    Raises:
        RefusedError: there is no such company or wave.
    """
    with installation.database.reading() as session:
        return _entry(existing(session, company, name))


def letters(
    installation: Installation, wave: str, kind: str | None = None
) -> Mapping[MailState, int]:
    """Count the letters of a wave in each state.

    Args:
        installation: where.
        wave: its id.
        kind: ``invitation``, ``reminder-1`` to ``reminder-3``; None is all of them.
    """
    with installation.database.reading() as session:
        return mails.progress(session, wave, kind)


def _entry(wave: Wave) -> WaveEntry:
    return WaveEntry(
        wave.id,
        wave.company.slug,
        wave.name,
        cast("State", wave.state),
        cast("Mode", wave.mode),
        wave.opens,
        wave.closes,
        sum(department.invited for department in wave.departments),
        wave.reminders,
    )
