"""Many companies at once: where things move, and figures beside those of others."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from diagnostic.history import since
from diagnostic.release.display import bound

LEAST = 5
"""Companies from which on a figure is set beside those of others."""

Figure = Literal["gap", "leadership", "teams"]


@dataclass(frozen=True)
class Moves:
    """What a release says has moved since the wave before.

    Args:
        follows: whether there is a wave before.
        gaps: comparisons with a gap now.
        status: number of gaps by their status against the wave before.
        rose: changes of groups that are shown to have risen.
        fell: changes of groups that are shown to have fallen.
    """

    follows: bool
    gaps: int
    status: Mapping[str, int]
    rose: int
    fell: int

    @property
    def number(self) -> int:
        """Count what moved."""
        moved = ("new", "widening", "narrowing", "closed")
        return sum(self.status.get(one, 0) for one in moved) + self.rose + self.fell


@dataclass(frozen=True)
class Benchmark:
    """A figure over companies: averages of three and more, never that of one.

    Args:
        companies: how many have the figure.
        low: average of the lower half, the middle one included.
        middle: average of all.
        high: average of the upper half, the middle one included.
    """

    companies: int
    low: float
    middle: float
    high: float


def moves(release: Mapping[str, Any]) -> Moves:
    """Count what moved between the last two waves of a release."""
    found = since.of_release(release)
    gaps = sum(one["verdict"] == "gap" for one in release["comparisons"])
    if found is None:
        return Moves(follows=False, gaps=gaps, status={}, rose=0, fell=0)
    return Moves(
        follows=True,
        gaps=gaps,
        status=Counter(one["status"] for one in found.gaps),
        rose=sum(one["verdict"] == "rose" for one in found.moved),
        fell=sum(one["verdict"] == "fell" for one in found.moved),
    )


def figures(release: Mapping[str, Any]) -> Iterator[tuple[str, Figure, float]]:
    """Give dimension, kind and value of the figures that companies share.

    All of them are made of averages that are displayed, a clamped one with its bound:
    leadership's, that of the teams (each counts the same, those that are not shown do
    not count), and leadership's minus that of the teams.
    """
    leaders = {group["name"] for group in release["groups"] if group["leadership"]}
    led: dict[str, float] = {}
    teams: dict[str, list[float]] = {}
    for cell in release["cells"]:
        dimension = cell.get("dimension")
        if dimension is None or cell["mean"] is None:
            continue
        value = bound(cell["mean"])
        if cell["group"] in leaders:
            led[dimension] = value
        else:
            teams.setdefault(dimension, []).append(value)
    for dimension, value in led.items():
        yield dimension, "leadership", value
    for dimension, values in teams.items():
        yield dimension, "teams", _average(values)
        if dimension in led:
            yield dimension, "gap", led[dimension] - _average(values)


def benchmark(values: Sequence[float]) -> Benchmark | None:
    """Set a figure of many companies into three averages.

    Args:
        values: one a company, in points.

    Returns:
        None below five companies: each average is then one of fewer than three.
    """
    if len(values) < LEAST:
        return None
    ordered = sorted(values)
    half = (len(ordered) + 1) // 2
    return Benchmark(
        companies=len(ordered),
        low=_average(ordered[:half]),
        middle=_average(ordered),
        high=_average(ordered[-half:]),
    )


def _average(values: Sequence[float]) -> float:
    return sum(values) / len(values)
