"""What a company has already, and whether earlier waves fit before it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from diagnostic.pipeline.intact import intact
from diagnostic.pipeline.past.reading import PastWave
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.pipeline.waves import existing_company
from diagnostic.roster import LEADERSHIP
from diagnostic.store import quarters, releases, waves
from diagnostic.store.database import Session
from diagnostic.store.models import Wave
from diagnostic.tally import Tally
from diagnostic.tally.kept import revive
from questionnaires import parse

_EARLIEST = 2000


@dataclass(frozen=True)
class Calendar:
    """When there are waves of a series, and between which of them none can come.

    Args:
        begun: the day on which its first wave opened here; None if there is none.
        days: on which imported waves of it were closed.
        spans: days and names of two waves whose departments were mapped from one to
            the other; the map would be one of other waves if one came between.
    """

    begun: date | None
    days: tuple[date, ...]
    spans: tuple[tuple[date, date, str, str], ...]

    def refuse_changed(self, now: "Calendar") -> None:
        """Refuse to go on if somebody has written to the series meanwhile."""
        if self != now:
            raise RefusedError(
                "somebody else has changed the waves of this company meanwhile;"
                " please try again"
            )


@dataclass(frozen=True)
class Ground:
    """What there is of the series that earlier waves are to join.

    Args:
        name: of the company, as printed.
        leadership: what the company's waves call it.
        names: of all its waves.
        calendar: of the series.
        earlier: what was kept of its imported waves, with their days.
        released: their releases.
    """

    name: str
    leadership: str
    names: frozenset[str]
    calendar: Calendar
    earlier: tuple[tuple[date, Tally], ...]
    released: tuple[dict[str, Any], ...]


def calendar(session: Session, company: int, key: str, subject: str) -> Calendar:
    """Look at the days of a series."""
    series = {one.id: one for one in quarters.named(session, company, key, subject)}
    begun = quarters.begun(session, company, key, subject)
    ends = {(one.earlier_id, one.later_id) for one in quarters.maps(session, [*series])}
    for earlier, later, mapped, _ in quarters.hashes(session, [*series]):
        if mapped:
            ends.add((earlier, later))
    found = [(series[one], series[other]) for one, other in sorted(ends)]
    return Calendar(
        None if begun is None else begun.astimezone(UTC).date(),
        tuple(_day(wave) for wave in series.values() if wave.imported),
        tuple((_day(one), _day(two), one.name, two.name) for one, two in found),
    )


def survey(session: Session, company: str, key: str, subject: str) -> Ground:
    """Look at a company's waves of a questionnaire and subject.

    Raises:
        RefusedError: there is no such company.
    """
    owner = existing_company(session, company)
    series = quarters.named(session, owner.id, key, subject)
    imported = [(_day(wave), wave) for wave in series if wave.imported]
    return Ground(
        owner.name,
        _leadership(session, company),
        frozenset(wave.name for wave in owner.waves),
        calendar(session, owner.id, key, subject),
        tuple(
            (day, revive(json.loads(kept), parse(wave.questionnaire_source)))
            for day, wave in imported
            # Of a wave that a page imported nothing is kept.
            if (kept := releases.kept(session, wave.id)) is not None
        ),
        tuple(
            intact(releases.document(session, wave.id), f"the release of {wave.name}")
            for _, wave in imported
        ),
    )


def check_days(found: Sequence[PastWave], ground: Ground, now: datetime) -> None:
    """Refuse waves that the company has, or that do not lie before its own.

    Raises:
        RefusedError: the first that does not fit.
    """
    known = ground.calendar
    taken = dict.fromkeys(known.days)
    for wave in found:
        if wave.name in ground.names:
            raise RefusedError("there is a wave {wave} already", wave=wave.name)
        if wave.closed is None:
            raise RefusedError(
                "the name of {wave} does not tell on which day it was closed",
                wave=wave.name,
            )
        values = {"wave": wave.name, "day": wave.closed.isoformat()}
        if wave.closed >= now.astimezone(UTC).date():
            raise RefusedError("{wave} closed on {day}, which is not past", **values)
        if wave.closed.year < _EARLIEST:
            raise RefusedError("{wave} closed on {day}, before 2000", **values)
        if known.begun is not None and wave.closed >= known.begun:
            raise RefusedError(
                "{wave} closed on {day}, but the first wave that was run here opened"
                " on {begun}: only earlier ones can be imported",
                begun=known.begun.isoformat(),
                **values,
            )
        if wave.closed in taken:
            raise RefusedError(
                "{wave} closed on {day}, as another wave did: which came first?",
                **values,
            )
        for first, last, earlier, later in known.spans:
            if first < wave.closed < last:
                raise RefusedError(
                    "{wave} closed on {day}, between {earlier} and {later}: somebody"
                    " has said for good what became of departments from one to the"
                    " other",
                    earlier=earlier,
                    later=later,
                    **values,
                )
        taken[wave.closed] = None


def _day(wave: Wave) -> date:
    return (wave.closed or wave.closes).astimezone(UTC).date()


def _leadership(session: Session, company: str) -> str:
    found = waves.newest_departments(session, company)
    return next((name for name, leadership, _ in found if leadership), LEADERSHIP)
