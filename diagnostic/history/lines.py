"""Lines over quarters: gaps, averages and agreement, broken where nothing compares."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from diagnostic.history import Quarter, Series
from diagnostic.history.following import leadership, renamed, teams
from diagnostic.release.display import Value
from questionnaires import Questionnaire
from questionnaires.versions import fully_shared, shared_items

Names = Literal["then", "now"]
"""Departments as they were in each quarter, or as they are in the last one."""


@dataclass(frozen=True)
class Point:
    """A figure in one quarter.

    Args:
        at: index of the quarter in the series.
        wave: its name.
        value: in points; None where nothing is shown.
        ci95: 95 % interval, of gaps only.
        verdict: of the comparison, of gaps only.
        divided: whether the group is, of agreement only.
        joined: whether the line goes on from the point before.
    """

    at: int
    wave: str | None
    value: Value
    ci95: tuple[float, float] | None = None
    verdict: str | None = None
    divided: bool | None = None
    joined: bool = False

    @property
    def worded(self) -> bool:
        """Tell whether only the verdict is shown, and no figure."""
        told = self.divided is not None or self.verdict not in (None, "not_shown")
        return self.value is None and told

    @property
    def hidden(self) -> bool:
        """Tell whether nothing is shown."""
        return self.value is None and not self.worded

    @property
    def stands_out(self) -> bool:
        """Tell whether it is a gap, or a group that is divided."""
        return self.verdict == "gap" or self.divided is True


@dataclass(frozen=True)
class Line:
    """A figure of a group over the quarters.

    Args:
        group: its name in the last quarter in which it is there.
        dimension: key.
        points: one a quarter in which the group was there, oldest first.
    """

    group: str
    dimension: str
    points: tuple[Point, ...]


def gaps(series: Series, names: Names = "now") -> tuple[Line, ...]:
    """Give the gap of every team and dimension over the quarters.

    Args:
        series: at least one quarter.
        names: ``now``: the teams of the last quarter, followed back through renames
            that were confirmed; ``then``: every team that ever was, under its own name.

    Returns:
        Leadership minus team; in the order of the questionnaire, then of names.
    """
    return _lines(series, names, _gaps)


def means(series: Series, names: Names = "now") -> tuple[Line, ...]:
    """Give the average of every team and of leadership, as ``gaps`` does."""
    return _lines(series, names, _means)


def agreement(series: Series) -> tuple[Line, ...]:
    """Give how far leaders are from their own average, over the quarters."""
    last = _leadership(series.quarters)
    found = _lines(series, "now", _agreements)
    return tuple(line for line in found if line.group == last)


def _leadership(quarters: Sequence[Quarter]) -> str | None:
    """Name leadership as in the last of some quarters that has one."""
    found = (leadership(quarter) for quarter in reversed(quarters))
    return next((name for name in found if name is not None), None)


Found = Iterator[tuple[str, str, Point]]
"""Group, dimension and point of a figure in a quarter."""


def _gaps(at: int, quarter: Quarter) -> Found:
    for found in quarter.release["comparisons"]:
        interval = found["ci95"]
        point = Point(
            at,
            quarter.name,
            found["difference"],
            (interval[0], interval[1]) if interval else None,
            found["verdict"],
        )
        yield found["team"], found["dimension"], point


def _means(at: int, quarter: Quarter) -> Found:
    for found in quarter.release["cells"]:
        if found.get("dimension") is not None:
            yield (
                found["group"],
                found["dimension"],
                Point(at, quarter.name, found["mean"]),
            )


def _agreements(at: int, quarter: Quarter) -> Found:
    for found in quarter.release["agreement"]:
        point = Point(at, quarter.name, found["ad"], divided=found["divided"])
        yield found["group"], found["dimension"], point


def _lines(
    series: Series, names: Names, figures: Callable[[int, Quarter], Found]
) -> tuple[Line, ...]:
    drawn: dict[tuple[str, str], list[Point]] = {}
    for at, quarter in enumerate(series.quarters):
        if at and names == "now":
            drawn = _carried(drawn, _same(series, at))
        same = _followed(series, at)
        for group, dimension, point in figures(at, quarter):
            points = drawn.setdefault((group, dimension), [])
            joined = (
                bool(points)
                and group in same
                and _joined(series, points[-1], at, dimension)
            )
            points.append(replace(point, joined=joined))
    last = series.quarters[-1]
    places = {one.key: i for i, one in enumerate(last.questionnaire.dimensions)}
    there = teams(last) | {_leadership(series.quarters)}
    return tuple(
        Line(group, dimension, tuple(points))
        for (group, dimension), points in sorted(
            drawn.items(),
            key=lambda one: (
                places.get(one[0][1], len(places)),
                one[0][1],
                one[0][0].casefold(),
            ),
        )
        if names == "then" or (group in there and dimension in places)
    )


def _carried(
    drawn: Mapping[tuple[str, str], list[Point]], became: Mapping[str, str | None]
) -> dict[tuple[str, str], list[Point]]:
    """Put lines under the names of the next quarter, and end those of other people."""
    return {
        (new, dimension): points
        for (group, dimension), points in drawn.items()
        if (new := became.get(group, group)) is not None
    }


def _same(series: Series, at: int) -> dict[str, str | None]:
    """Give what groups of the quarter before are called now; None: they ended."""
    earlier, later = series.quarters[at - 1], series.quarters[at]
    found: dict[str, str | None] = {}
    if (earlier.name, later.name) in series.maps:
        found = dict.fromkeys(teams(earlier) | teams(later))
        found |= renamed(series, at)
    before, now = _leadership(series.quarters[:at]), leadership(later)
    if before and now:
        found[before] = now
    return found


def _followed(series: Series, at: int) -> frozenset[str | None]:
    """Name the groups of a quarter that are the same people as in the one before."""
    if not at:
        return frozenset()
    return frozenset({leadership(series.quarters[at]), *renamed(series, at).values()})


def _joined(series: Series, before: Point, at: int, dimension: str) -> bool:
    """Tell whether a figure asks the same as that of the quarter before."""
    if before.at != at - 1:
        return False
    earlier, later = series.quarters[at - 1], series.quarters[at]
    return comparable(earlier.questionnaire, later.questionnaire, dimension)


def comparable(earlier: Questionnaire, later: Questionnaire, dimension: str) -> bool:
    """Tell whether a dimension consists of the same items in both."""
    if earlier is later:  # asked again as it was, which is nearly always so
        return True
    shared = shared_items(earlier, later, dimension)
    return fully_shared(earlier, later, dimension, shared)
