"""What became of departments from one wave to the next: shown, tried, said for good."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.joined import Joined, Prospect, preview
from diagnostic.pipeline.quarters import (
    Pairs,
    computed,
    keep,
    neighbours,
    quarter,
    teams,
)
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.pipeline.waves import existing_company
from diagnostic.store import companies, documents, quarters
from diagnostic.store.database import Session
from diagnostic.store.models import Wave
from diagnostic.tally.mapping import faults

__all__ = [
    "Departments",
    "Joined",
    "Prospect",
    "Team",
    "confirm",
    "departments",
    "preview",
]

_ALIKE = 0.8
"""Names that share so much of their letters are suggested to be the same."""


@dataclass(frozen=True)
class Team:
    """A department of a wave.

    Args:
        name: of the department.
        invited: people; None if it is not known of an imported wave.
        shown: at least one of its dimensions is.
    """

    name: str
    invited: int | None
    shown: bool


@dataclass(frozen=True)
class Departments:
    """The departments of two neighbouring waves.

    Args:
        earlier: of the earlier wave, leadership apart.
        later: of the later wave.
        confirmed: the confirmed map; None if there is none.
        suggested: pairs of equal names, and of nearly equal ones.
        compared: why it is too late for a map, if it is: what was compared meanwhile.
    """

    earlier: tuple[Team, ...]
    later: tuple[Team, ...]
    confirmed: tuple[tuple[str, str], ...] | None
    suggested: tuple[tuple[str, str], ...]
    compared: RefusedError | None


def departments(
    installation: Installation, company: str, earlier: str, later: str
) -> Departments:
    """Give what an editor of the map between two waves shows.

    Raises:
        RefusedError: they are no two neighbouring sealed waves of a series.
    """
    with installation.database.reading() as session:
        first, last = neighbours(session, company, earlier, later)
        confirmed = quarters.mapped(session, first.id, last.id)
        return Departments(
            tuple(_teams(session, first)),
            tuple(_teams(session, last)),
            None if confirmed is None else tuple(confirmed),
            tuple(_suggested(teams(first), teams(last))),
            _compared(session, first, last),
        )


def confirm(
    installation: Installation,
    company: str,
    earlier: str,
    later: str,
    pairs: Pairs,
    gone: Collection[str],
    new: Collection[str],
    now: datetime,
) -> None:
    """Say for good what became of departments, and compare the waves under it.

    Map and comparison are kept together, or neither is. Reports that showed the
    departments as they were named are made again.

    Args:
        installation: where.
        company: its slug.
        earlier: name of a sealed wave.
        later: name of the one right after it.
        pairs: names of departments, the earlier one first.
        gone: departments of the earlier wave that became none.
        new: departments of the later wave that nothing became.
        now: the clock.

    Raises:
        RefusedError: the first fault of the map; it is confirmed already; or these
            are no neighbours.
    """
    drawn = [(old, become) for old, become in pairs]
    with installation.database.reading() as session:
        first, last = neighbours(session, company, earlier, later)
        for fault in faults(teams(first), teams(last), drawn, gone, new):
            raise RefusedError(fault)
        _refuse_said(session, first, last)
        written = computed(session, first, last, drawn)
    with installation.database.writing() as session:
        companies.hold(session, existing_company(session, company))
        first, last = neighbours(session, company, earlier, later)
        documents.hold(session, last.id)
        _refuse_said(session, first, last)
        quarters.confirm(session, first.id, last.id, drawn, now)
        keep(session, (first.id, last.id), written, mapped=True)
        documents.forget_since(session, quarters.since(session, last))


def _refuse_said(session: Session, first: Wave, last: Wave) -> None:
    """Refuse a map where there is one, or where a comparison went by the names."""
    if quarters.mapped(session, first.id, last.id) is not None:
        raise RefusedError(
            "what became of departments between {earlier} and {later} is confirmed"
            " already",
            earlier=first.name,
            later=last.name,
        )
    if (error := _compared(session, first, last)) is not None:
        raise error


def _compared(session: Session, first: Wave, last: Wave) -> RefusedError | None:
    """Tell why a comparison that is kept would be another one under a map."""
    every = [wave.id for wave in quarters.series(session, last)]
    place = every.index(last.id)
    for one, other, mapped, _ in quarters.hashes(session, every):
        if mapped and every.index(one) < place <= every.index(other):
            return RefusedError(
                "waves before {earlier} and after {later} are compared already, with"
                " departments of equal names as the same",
                earlier=first.name,
                later=last.name,
            )
    return None


def _teams(session: Session, wave: Wave) -> Iterator[Team]:
    release = quarter(session, wave).release
    shown = {cell["group"] for cell in release["cells"] if cell["mean"] is not None}
    # The list of departments has a number even where it is not known.
    invited = {group["name"]: group["invited"] for group in release["groups"]}
    for name in teams(wave):
        yield Team(name, invited[name], name in shown)


def _suggested(
    earlier: tuple[str, ...], later: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    """Pair equal names, and then of the others each with the most alike."""
    for team in earlier:
        if team in later:
            yield team, team
    left = [team for team in later if team not in earlier]
    for team in earlier:
        if team in later or not left:
            continue
        best = max(left, key=lambda name: _likeness(team, name))
        if _likeness(team, best) >= _ALIKE:
            left.remove(best)
            yield team, best


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold(), other.casefold()).ratio()
