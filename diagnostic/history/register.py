"""The register of gaps: each gap ever shown, with its status and its history."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from diagnostic.history import Quarter, Series
from diagnostic.history.following import renamed
from diagnostic.release.display import Value


@dataclass(frozen=True)
class Entry:
    """A gap in one quarter.

    Args:
        wave: name of the quarter.
        team: what the team was called.
        verdict: of the comparison; ``not_shown`` if it may not be told.
        difference: leadership minus team, in points.
        change: of the difference since the quarter before, in points.
        status: against the quarter before; None if neither has a gap, or of the first.
    """

    wave: str | None
    team: str
    verdict: str
    difference: Value
    change: Value
    status: str | None


@dataclass(frozen=True)
class Gap:
    """A gap that was shown at least once.

    Args:
        team: its name in the last quarter in which it is there.
        dimension: key.
        status: of the last quarter that has one: ``new``, ``persisting``,
            ``widening``, ``narrowing``, ``closed`` or ``too_few_to_tell``; ``gone`` if
            the team is in no later quarter, or is no longer the same team.
        since: name of the quarter of that status; of the last one it was in if gone.
        first: name of the quarter in which it was first shown.
        entries: one a quarter in which the team was there, oldest first.
    """

    team: str
    dimension: str
    status: str
    since: str | None
    first: str | None
    entries: tuple[Entry, ...]


def register(series: Series) -> tuple[Gap, ...]:
    """List every gap that a series has ever shown.

    A team is followed under one name, or through a rename that was confirmed; one that
    was split or merged ends, and what it became begins anew.

    Args:
        series: at least one quarter.

    Returns:
        Gaps that are there now first, then those that were, each in the order of the
        questionnaire and of names.
    """
    tracks: dict[tuple[str, str], list[Entry]] = {}
    ended: list[Gap] = []
    for at, quarter in enumerate(series.quarters):
        kept: dict[tuple[str, str], list[Entry]] = {}
        became = renamed(series, at) if at else {}
        for (team, dimension), entries in tracks.items():
            new = became.get(team)
            if new is None:
                ended += _gap(team, dimension, entries, gone=True)
            else:
                kept[new, dimension] = entries
        for entry, dimension in _entries(series, at, quarter):
            kept.setdefault((entry.team, dimension), []).append(entry)
        tracks = kept
    current = [
        gap
        for (team, dimension), entries in tracks.items()
        for gap in _gap(team, dimension, entries, gone=False)
    ]
    return tuple(sorted([*current, *ended], key=_order(series)))


def _entries(series: Series, at: int, quarter: Quarter) -> Iterator[tuple[Entry, str]]:
    moved = _moved(series, at)
    for found in quarter.release["comparisons"]:
        team, dimension = found["team"], found["dimension"]
        change = moved.get((team, dimension), {})
        entry = Entry(
            wave=quarter.name,
            team=team,
            verdict=found["verdict"] or "not_shown",
            difference=found["difference"],
            change=change.get("change"),
            status=change.get("status"),
        )
        yield entry, dimension


def _moved(series: Series, at: int) -> dict[tuple[str, str], Mapping[str, Any]]:
    """Give how gaps moved since the quarter before, by team now and dimension."""
    if not at:
        return {}
    before, quarter = series.quarters[at - 1], series.quarters[at]
    document = series.compared.get((before.name, quarter.name), quarter.release)
    single = {
        block["name"]: block["to"][0]
        for block in document.get("groups", ())
        if len(block.get("to", ())) == len(block.get("from", ())) == 1
    }
    return {
        (single.get(found["team"], found["team"]), found["dimension"]): found
        for found in document["gap_changes"]
        if (found["from"], found["to"]) == (before.name, quarter.name)
    }


def _gap(
    team: str, dimension: str, entries: list[Entry], *, gone: bool
) -> Iterator[Gap]:
    """Give the gap of a team's entries, if there ever was one."""
    shown = [entry for entry in entries if entry.verdict == "gap"]
    if not shown:
        return
    status, since = "new", shown[0].wave
    for entry in entries[entries.index(shown[0]) + 1 :]:
        if entry.status is not None:
            status, since = entry.status, entry.wave
    if gone:
        status, since = "gone", entries[-1].wave
    yield Gap(team, dimension, status, since, shown[0].wave, tuple(entries))


def _order(series: Series) -> Any:
    last = series.quarters[-1].questionnaire
    places = {one.key: place for place, one in enumerate(last.dimensions)}

    def key(gap: Gap) -> tuple[bool, int, str, str]:
        now = gap.entries[-1]
        there = gap.status != "gone" and now.verdict == "gap"
        place = places.get(gap.dimension, len(places))
        return (not there, place, gap.team.casefold(), gap.dimension)

    return key
