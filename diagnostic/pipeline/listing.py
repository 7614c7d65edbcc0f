"""What there is: companies, waves, letters."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.waves import existing, existing_company
from diagnostic.store import companies as stored
from diagnostic.store import mails
from diagnostic.store import waves as stored_waves
from diagnostic.store.database import Session
from diagnostic.store.models import Company, MailState, Mode, State, Wave
from questionnaires import parse
from reports.wording import text_in


@dataclass(frozen=True)
class CompanyEntry:
    """A company.

    Args:
        slug: what commands name it by.
        name: as printed.
        language: of its waves unless they say otherwise.
        waves: how many it has.
        second_factor: whoever sees it must sign in with two factors.
    """

    slug: str
    name: str
    language: str
    waves: int
    second_factor: bool


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
        company_name: as printed.
        subject: the initiative that is asked about, or ''.
        questionnaire: title in the wave's language.
        language: of mails and first pages.
        imported: its answers were collected elsewhere.
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
    company_name: str
    subject: str
    questionnaire: str
    language: str
    imported: bool


@dataclass(frozen=True)
class Glance:
    """A company and the wave that is on there, or the last one.

    Args:
        slug: what commands name it by.
        name: as printed.
        wave: None if it has none.
    """

    slug: str
    name: str
    wave: "WaveGlance | None"


@dataclass(frozen=True)
class WaveGlance:
    """A wave in a list.

    Args:
        id: names its key file.
        name: of the wave.
        state: how far it is.
        subject: the initiative that is asked about, or ''.
        opens: the beginning.
        closes: the end.
        closed: when it was closed.
        invited: people.
        answered: people, as far as rule L1 lets everybody know.
        counted: the day for which they were counted; None if they never were.
        imported: its answers were collected elsewhere.
    """

    id: str
    name: str
    state: State
    subject: str
    opens: datetime
    closes: datetime
    closed: datetime | None
    invited: int
    answered: int | None
    counted: date | None
    imported: bool


@dataclass(frozen=True)
class DepartmentEntry:
    """A department: its name, whether it is leadership, and people invited in it."""

    name: str
    leadership: bool
    invited: int


def glances(
    installation: Installation, slugs: Collection[str] | None = None
) -> list[Glance]:
    """List companies by name, each with the wave that matters most now.

    Args:
        installation: where.
        slugs: of the companies; None is all of them.
    """
    with installation.database.reading() as session:
        current = {
            row[0]: WaveGlance(*tuple(row)[1:]) for row in stored_waves.current(session)
        }
        return [
            Glance(slug, name, current.get(slug))
            for slug, name in stored.names(session)
            if slugs is None or slug in slugs
        ]


def waves_of(installation: Installation, company: str) -> list[WaveGlance]:
    """List the waves of a company, the newest first."""
    with installation.database.reading() as session:
        return [
            WaveGlance(*tuple(row)) for row in stored_waves.of_company(session, company)
        ]


def departments(installation: Installation, company: str) -> list[DepartmentEntry]:
    """List the departments of the newest wave with a roster that was run here."""
    with installation.database.reading() as session:
        found = stored_waves.newest_departments(session, company)
        return [DepartmentEntry(*row) for row in found]


def find_company(installation: Installation, slug: str) -> CompanyEntry | None:
    """Find a company by its slug."""
    with installation.database.reading() as session:
        found = stored.find(session, slug)
        return None if found is None else _company(session, found)


def find_wave(installation: Installation, identity: str) -> WaveEntry | None:
    """Find a wave by its id."""
    with installation.database.reading() as session:
        found = stored_waves.look_up(session, identity)
        return None if found is None else _entry(found)


def companies(installation: Installation) -> list[CompanyEntry]:
    """List the companies by name."""
    with installation.database.reading() as session:
        return [_company(session, found) for found in stored.listed(session)]


def company(installation: Installation, slug: str) -> CompanyEntry:
    """Find a company.

    Raises:
        RefusedError: there is none of this slug.
    """
    with installation.database.reading() as session:
        return _company(session, existing_company(session, slug))


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


def _company(session: Session, company: Company) -> CompanyEntry:
    return CompanyEntry(
        company.slug,
        company.name,
        company.language,
        stored_waves.number(session, company.id),
        company.second_factor,
    )


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
        wave.company.name,
        wave.subject,
        text_in(parse(wave.questionnaire_source).title, wave.language),
        wave.language,
        wave.imported,
    )
