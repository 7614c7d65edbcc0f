"""The register of gaps: each gap ever shown, with its status and its history."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from diagnostic.history import Quarter, Series
from diagnostic.history.following import renamed
from diagnostic.release.display import Value
from questionnaires.versions import is_followed


@dataclass(frozen=True)
class Entry:
    """A gap in one quarter.

    Args:
        wave: name of the quarter.
        team: what the team was called.
        verdict: of the comparison; ``not_shown`` if it may not be told.
        pattern: of the comparison, which tells the sides of a gap apart.
        difference: leadership minus team, in points.
        change: of the difference since the quarter before, in points.
        status: against the quarter before; None if neither has a gap, or of the first.
        compared: whether it was tested against the quarter before.
    """

    wave: str | None
    team: str
    verdict: str
    pattern: str | None
    difference: Value
    change: Value = None
    status: str | None = None
    compared: bool = False


@dataclass(frozen=True)
class Gap:
    """A gap that was shown at least once.

    Args:
        team: its name in the last quarter in which it is there.
        dimension: key.
        status: of the last quarter that has one: ``new``, ``persisting``,
            ``widening``, ``narrowing``, ``closed`` or ``too_few_to_tell``; ``gone`` if
            the team is not in the next quarter, or is no longer the same team;
            ``not_asked`` if that does not ask about it.
        since: name of the quarter of that status; of the last one if it has ended.
        first: name of the quarter in which it was first shown.
        entries: one a quarter in which the team was there, oldest first.
    """

    team: str
    dimension: str
    status: str
    since: str | None
    first: str | None
    entries: tuple[Entry, ...]

    @property
    def ended(self) -> bool:
        """Tell whether the last quarter can have nothing of it."""
        return self.status in ("gone", "not_asked")

    @property
    def there(self) -> bool:
        """Tell whether it is a gap in the last quarter."""
        return not self.ended and self.entries[-1].verdict == "gap"


def register(series: Series) -> tuple[Gap, ...]:
    """List every gap that a series has ever shown.

    A team is followed under one name, or through a rename that was confirmed; one that
    was split or merged ends, and what it became begins anew. So does a dimension that
    a quarter does not ask about.

    Args:
        series: at least one quarter.

    Returns:
        Gaps that are there now first, then those that were, each in the order of the
        questionnaire and of names.
    """
    tracks: dict[tuple[str, str], list[Entry]] = {}
    found: list[Gap] = []
    for at, quarter in enumerate(series.quarters):
        kept: dict[tuple[str, str], list[Entry]] = {}
        became = renamed(series, at) if at else {}
        for (team, dimension), entries in tracks.items():
            new = became.get(team)
            if new is None:
                found += _gap(team, dimension, entries, "gone")
            elif not _is_followed(series, at, dimension):
                found += _gap(team, dimension, entries, "not_asked")
            else:
                kept[new, dimension] = entries
        moved = _moved(series, at)
        for comparison in quarter.release["comparisons"]:
            key = comparison["team"], comparison["dimension"]
            entries = kept.setdefault(key, [])
            entries.append(_entry(quarter, comparison, moved.get(key), entries))
        tracks = kept
    for (team, dimension), entries in tracks.items():
        found += _gap(team, dimension, entries)
    return tuple(sorted(found, key=_order(series)))


def _is_followed(series: Series, at: int, dimension: str) -> bool:
    earlier, later = series.quarters[at - 1], series.quarters[at]
    return is_followed(earlier.questionnaire, later.questionnaire, dimension)


def _entry(
    quarter: Quarter,
    found: Mapping[str, Any],
    moved: Mapping[str, Any] | None,
    before: list[Entry],
) -> Entry:
    entry = Entry(
        wave=quarter.name,
        team=found["team"],
        verdict=found["verdict"] or "not_shown",
        pattern=found["pattern"],
        difference=found["difference"],
    )
    if moved is not None:
        change, status = moved["change"], moved["status"]
        return replace(entry, change=change, status=status, compared=moved["tested"])
    return replace(entry, status=_untested(before[-1], entry)) if before else entry


def _untested(before: Entry, now: Entry) -> str | None:
    """Give the status that two verdicts have without a test of the change."""
    if now.verdict == "gap":
        return "persisting" if before.pattern == now.pattern else "new"
    if before.verdict != "gap":
        return None
    return "closed" if now.verdict in ("aligned", "slight") else "too_few_to_tell"


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
    tested = not document.get("untested")
    return {
        (single.get(found["team"], found["team"]), found["dimension"]): {
            **found,
            "tested": tested,
        }
        for found in document["gap_changes"]
        if (found["from"], found["to"]) == (before.name, quarter.name)
    }


def _gap(
    team: str, dimension: str, entries: list[Entry], ended: str | None = None
) -> Iterator[Gap]:
    """Give the gap of a team's entries, if there ever was one."""
    shown = [entry for entry in entries if entry.verdict == "gap"]
    if not shown:
        return
    status, since = "new", shown[0].wave
    for entry in entries[entries.index(shown[0]) + 1 :]:
        if entry.status is not None:
            status, since = entry.status, entry.wave
    if ended:
        status, since = ended, entries[-1].wave
    yield Gap(team, dimension, status, since, shown[0].wave, tuple(entries))


def _order(series: Series) -> Any:
    last = series.quarters[-1].questionnaire
    places = {one.key: place for place, one in enumerate(last.dimensions)}

    def key(gap: Gap) -> tuple[bool, int, str, str]:
        place = places.get(gap.dimension, len(places))
        return (not gap.there, place, gap.team.casefold(), gap.dimension)

    return key
