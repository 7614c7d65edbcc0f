"""How many took part, by rule L1: counted once a day, never for a small department."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from diagnostic.ballots import keys, links, sheets
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.links import shape
from diagnostic.pipeline.waves import existing
from diagnostic.store import ballots, releases, waves
from diagnostic.store.database import Session
from diagnostic.store.models import Wave
from questionnaires import parse

FEWEST_INVITED = 5
MOST_REMINDERS = 3


@dataclass(frozen=True)
class DepartmentStatus:
    """A department of a wave; ``answered`` is None where it is withheld.

    ``invited`` is None where nobody said it of an imported wave.
    """

    name: str
    slug: str
    leadership: bool
    invited: int | None
    answered: int | None
    predicted: bool
    link: str | None


@dataclass(frozen=True)
class Status:
    """Where a wave stands.

    Args:
        state: how far it is.
        mode: how links are handed out.
        opens: the beginning.
        closes: the end.
        invited: people; None where it is not known of every department.
        answered: people; None where it is withheld or was not counted yet.
        departments: leadership first, then teams by name.
        counted: the day for which answers were counted, in UTC; None if never.
        next_count: the day on which they are counted again; None unless it is open.
        late: people added after launch.
        reminders: how often everybody was reminded.
        reminders_left: how often they still can be.
        imported: its answers were collected elsewhere.
    """

    state: str
    mode: str
    opens: datetime
    closes: datetime
    invited: int | None
    answered: int | None
    departments: tuple[DepartmentStatus, ...]
    counted: date | None
    next_count: date | None
    late: int
    reminders: int
    reminders_left: int
    imported: bool


def status(
    installation: Installation, company: str, name: str, now: datetime
) -> Status:
    """Tell where a wave stands, counting once if today's count is still missing.

    Raises:
        RefusedError: there is no such wave.
    """
    with installation.database.reading() as session:
        wave = existing(session, company, name)
        identity, due = wave.id, wave.state == "open" and wave.counted != now.date()
    if due:
        count(installation, identity, now)
    with installation.database.reading() as session:
        wave = waves.get(session, identity)
        addresses = _addresses(installation, wave)
        invited = _invited(session, wave)
        return Status(
            state=wave.state,
            mode=wave.mode,
            opens=wave.opens,
            closes=wave.closes,
            invited=_sum(invited.values()),
            answered=wave.answered,
            departments=tuple(
                DepartmentStatus(
                    department.name,
                    department.slug,
                    department.leadership,
                    invited[department.name],
                    department.answered,
                    department.predicted,
                    addresses.get(department.slug),
                )
                for department in wave.departments
            ),
            counted=wave.counted,
            next_count=_next_count(wave),
            late=wave.late,
            reminders=wave.reminders,
            reminders_left=_reminders_left(wave),
            imported=wave.imported,
        )


def _invited(session: Session, wave: Wave) -> dict[str, int | None]:
    """Give the people invited; of an imported wave only its release tells them."""
    if not wave.imported:
        return {each.name: each.invited for each in wave.departments}
    release = json.loads(releases.document(session, wave.id) or b"")
    return {group["name"]: group["invited"] for group in release["groups"]}


def _sum(numbers: Iterable[int | None]) -> int | None:
    known = [*numbers]
    return None if None in known else sum(number or 0 for number in known)


def count_due(installation: Installation, now: datetime) -> None:
    """Count the open waves that were not counted today."""
    with installation.database.reading() as session:
        due = [
            identity
            for identity in waves.in_state(session, "open")
            if waves.get(session, identity).counted != now.date()
        ]
    for identity in due:
        count(installation, identity, now)


def count(installation: Installation, wave: str, now: datetime) -> None:
    """Count who took part, and store only what everybody may see.

    The boxes are opened in memory and only the department is looked at. Who answered
    could be derived from key and roster as well; that is never done. Without its key
    a wave cannot be counted, and stays as it was.
    """
    if not keys.exists(installation.keys, wave):
        return
    with installation.database.reading() as session:
        found = waves.get(session, wave)
        key = keys.load(installation.keys, wave)
        room = shape(found, parse(found.questionnaire_source))
        answered = Counter(
            sheets.unseal(key, room, box).department
            for box in ballots.boxes(session, wave)
        )
    with installation.database.writing() as session:
        found = waves.get(session, wave)
        found.counted = now.date()
        for department in found.departments:
            shown = department.invited >= FEWEST_INVITED
            department.answered = answered[department.number] if shown else None
        withheld = sum(department.answered is None for department in found.departments)
        # One department alone would be the total less the others.
        found.answered = None if withheld == 1 else answered.total()


def _next_count(wave: Wave) -> date | None:
    if wave.state != "open" or wave.counted is None:
        return None
    return wave.counted + timedelta(days=1)


def _reminders_left(wave: Wave) -> int:
    if wave.mode != "invited" or wave.state not in ("scheduled", "open"):
        return 0
    return MOST_REMINDERS - wave.reminders


def _addresses(installation: Installation, wave: Wave) -> Mapping[str, str]:
    if wave.mode != "open" or not keys.exists(installation.keys, wave.id):
        return {}
    key = keys.load(installation.keys, wave.id)
    slugs = [department.slug for department in wave.departments]
    base = installation.base_url
    return {slug: f"{base}/d/{links.open_code(key, slug)}" for slug in slugs}
