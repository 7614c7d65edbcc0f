"""What a company has already, and whether earlier waves fit before it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

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
class Ground:
    """What there is of the series that earlier waves are to join.

    Args:
        name: of the company, as printed.
        leadership: what the company's waves call it.
        names: of all its waves.
        begun: the day on which its first wave of the series opened here; None if
            there is none.
        days: on which imported waves of the series were closed.
        earlier: what was kept of them, with these days.
        released: their releases.
    """

    name: str
    leadership: str
    names: frozenset[str]
    begun: date | None
    days: tuple[date, ...]
    earlier: tuple[tuple[date, Tally], ...]
    released: tuple[dict[str, Any], ...]

    def refuse_changed(self, now: "Ground") -> None:
        """Refuse to go on if somebody has written to the series meanwhile."""
        if (self.begun, self.days) != (now.begun, now.days):
            raise RefusedError(
                "somebody else has changed the waves of this company meanwhile;"
                " please try again"
            )


def survey(session: Session, company: str, key: str, subject: str) -> Ground:
    """Look at a company's waves of a questionnaire and subject.

    Raises:
        RefusedError: there is no such company.
    """
    owner = existing_company(session, company)
    series = quarters.series(
        session,
        Wave(company_id=owner.id, questionnaire_key=key, subject=subject),
    )
    imported = [(_day(wave), wave) for wave in series if wave.imported]
    begun = quarters.begun(session, owner.id, key, subject)
    return Ground(
        owner.name,
        _leadership(session, company),
        frozenset(wave.name for wave in owner.waves),
        None if begun is None else begun.astimezone(UTC).date(),
        tuple(day for day, _ in imported),
        tuple(
            (day, revive(json.loads(kept), parse(wave.questionnaire_source)))
            for day, wave in imported
            # Of a wave that a page imported nothing is kept.
            if (kept := releases.kept(session, wave.id)) is not None
        ),
        tuple(
            json.loads(releases.document(session, wave.id) or b"")
            for _, wave in imported
        ),
    )


def check_days(found: Sequence[PastWave], ground: Ground, now: datetime) -> None:
    """Refuse waves that the company has, or that do not lie before its own.

    Raises:
        RefusedError: the first that does not fit.
    """
    taken = dict.fromkeys(ground.days)
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
        if ground.begun is not None and wave.closed >= ground.begun:
            raise RefusedError(
                "{wave} closed on {day}, but the first wave that was run here opened"
                " on {begun}: only earlier ones can be imported",
                begun=ground.begun.isoformat(),
                **values,
            )
        if wave.closed in taken:
            raise RefusedError(
                "{wave} closed on {day}, as another wave did: which came first?",
                **values,
            )
        taken[wave.closed] = None


def _day(wave: Wave) -> date:
    return (wave.closed or wave.closes).astimezone(UTC).date()


def _leadership(session: Session, company: str) -> str:
    found = waves.newest_departments(session, company)
    return next((name for name, leadership, _ in found if leadership), LEADERSHIP)
