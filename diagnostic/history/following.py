"""Departments followed through a series: where a group's change is written down."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from diagnostic.history import Quarter, Series

Entry = Mapping[str, Any]


@dataclass(frozen=True)
class Step:
    """Where the change of a group from a quarter to the last one stands.

    Args:
        earlier: quarter.
        later: the last one.
        group: what the changes call it; of several departments the block.
        team: it is one department in both quarters, of these names; of leadership,
            and of several departments, None.
        document: that has the changes: the last release, or a comparison.
    """

    earlier: Quarter
    later: Quarter
    group: str
    team: tuple[str, str] | None
    document: Entry

    def entry(self, kind: str, group: str, dimension: str) -> Entry | None:
        """Find the group's change, or that of its gap.

        Args:
            kind: ``changes`` or ``gap_changes``.
            group: ``group`` or ``team``, as entries of this kind have it.
            dimension: its key.
        """
        wanted = (self.earlier.name, self.later.name, self.group, dimension)
        for entry in self.document[kind]:
            found = (entry["from"], entry["to"], entry[group], entry["dimension"])
            if found == wanted:
                return entry  # type: ignore[no-any-return]
        return None


def teams(quarter: Quarter) -> frozenset[str]:
    """Name the departments of a quarter, without leadership."""
    return frozenset(
        group["name"] for group in quarter.release["groups"] if not group["leadership"]
    )


def leadership(quarter: Quarter) -> str | None:
    """Name the leadership of a quarter; None if it has none."""
    groups = quarter.release["groups"]
    return next((group["name"] for group in groups if group["leadership"]), None)


def names(series: Series, at: int, team: str) -> list[frozenset[str]]:
    """Follow a department from a quarter to the last one.

    Returns:
        What it is called in each quarter from ``at`` on; none where it is gone.
    """
    found = [frozenset({team})]
    for earlier, later in zip(
        series.quarters[at:], series.quarters[at + 1 :], strict=False
    ):
        pairs = series.maps.get((earlier.name, later.name))
        if pairs is None:
            became = found[-1] & teams(later)
        else:
            became = frozenset(new for old, new in pairs if old in found[-1])
        found.append(became)
    return found


def alone(series: Series, at: int, team: str) -> str | None:
    """Give what a department of a quarter is called in the last one.

    Returns:
        None if it is gone, or if it was split or merged in any quarter since.
    """
    name: str | None = team
    for later in range(at + 1, len(series.quarters)):
        name = renamed(series, later).get(name or "")
    return name


def step(series: Series, at: int, called: frozenset[str] | None) -> Step | None:
    """Find where the change from a quarter to the last one is written down.

    Args:
        series: of at least two quarters.
        at: index of the earlier quarter.
        called: what the department is called there; None is leadership.

    Returns:
        None if the two were not compared, or not this department alone.
    """
    earlier, later = series.quarters[at], series.quarters[-1]
    compared = series.compared.get((earlier.name, later.name))
    if compared is not None:
        return _of_blocks(compared, earlier, later, called)
    if at != len(series.quarters) - 2:
        return None
    if called is None:
        name = leadership(later)
    else:
        name = next(iter(called)) if len(called) == 1 else None
        if name not in teams(later) or (earlier.name, later.name) in series.maps:
            return None
    if name is None:
        return None
    team = (name, name) if called else None
    return Step(earlier, later, name, team, later.release)


def _of_blocks(
    compared: Entry, earlier: Quarter, later: Quarter, called: frozenset[str] | None
) -> Step | None:
    found = [
        block
        for block in compared["groups"]
        if (block["leadership"] if called is None else called & {*block["from"]})
    ]
    if len(found) != 1:
        return None
    block = found[0]
    olds, news = block["from"], block["to"]
    team = (olds[0], news[0]) if len(olds) == len(news) == 1 else None
    return Step(earlier, later, block["name"], team, compared)


def renamed(series: Series, at: int) -> dict[str, str]:
    """Give what the teams of the quarter before are called in a quarter.

    Args:
        series: of more than ``at`` quarters.
        at: index of the later quarter, from 1 on.

    Returns:
        Teams that are the same people in both, by their earlier name: those of equal
        names, or of a confirmed map that neither splits nor merges them.
    """
    earlier, later = series.quarters[at - 1], series.quarters[at]
    pairs = series.maps.get((earlier.name, later.name))
    if pairs is None:
        return {name: name for name in teams(earlier) & teams(later)}
    olds = [old for old, _ in pairs]
    news = [new for _, new in pairs]
    return {old: new for old, new in pairs if olds.count(old) == news.count(new) == 1}
