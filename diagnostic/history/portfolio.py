"""Many companies at once: where things move, and figures beside those of others."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from diagnostic.history import Series
from diagnostic.history.since import since
from diagnostic.release.display import Value, average, bound, minus
from questionnaires import Questionnaire
from questionnaires.additions import KEY as OWN
from questionnaires.versions import fully_shared, shared_items

LEAST = 5
"""Companies from which on a figure is set beside those of others."""
HALVES = 8
"""Companies from which on the others have halves: without one, each is of three."""

Figure = Literal["gap", "leadership", "teams"]


@dataclass(frozen=True)
class Moves:
    """What is shown to have moved since the wave before.

    Args:
        follows: whether there is a wave before.
        compared: whether anything can be said of what moved since.
        gaps: comparisons with a gap now.
        status: number of gaps whose difference is shown to have changed, by status.
        rose: changes of groups that are shown to have risen.
        fell: changes of groups that are shown to have fallen.
    """

    follows: bool
    compared: bool
    gaps: int
    status: Mapping[str, int]
    rose: int
    fell: int

    @property
    def number(self) -> int:
        """Count what moved."""
        return sum(self.status.values()) + self.rose + self.fell


@dataclass(frozen=True)
class Benchmark:
    """A figure over companies: averages of three and more, never that of one.

    Args:
        companies: how many have the figure.
        low: average of the lower half; None below eight companies.
        middle: average of all.
        high: average of the upper half; None below eight companies.
    """

    companies: int
    low: float | None
    middle: float
    high: float | None


def moves(series: Series) -> Moves:
    """Count what moved between the last two waves of a series."""
    found, last = since(series), series.quarters[-1].release
    gaps = sum(one["verdict"] == "gap" for one in last["comparisons"])
    if found is None:
        return Moves(
            follows=False, compared=False, gaps=gaps, status={}, rose=0, fell=0
        )
    return Moves(
        follows=True,
        compared=found.compared,
        gaps=gaps,
        status=Counter(one["status"] for one in found.changed),
        rose=sum(one["verdict"] == "rose" for one in found.moved),
        fell=sum(one["verdict"] == "fell" for one in found.moved),
    )


def figures(
    release: Mapping[str, Any], asked: Questionnaire, common: Questionnaire
) -> Iterator[tuple[str, Figure, Value]]:
    """Give dimension, kind and value of the figures that companies share.

    All of them are made of averages that are displayed: leadership's, that of the
    teams (each counts the same, those that are not shown do not count), and
    leadership's minus that of the teams. Of a clamped one a bound is known.

    Args:
        release: of a wave.
        asked: in that wave.
        common: what is compared; only dimensions of the very same questions are, and
            never a company's own, which have nothing in common but their name.
    """
    leaders = {group["name"] for group in release["groups"] if group["leadership"]}
    led: dict[str, Value] = {}
    teams: dict[str, list[Value]] = {}
    for cell in release["cells"]:
        dimension = cell.get("dimension")
        if dimension is None or cell["mean"] is None:
            continue
        if cell["group"] in leaders:
            led[dimension] = cell["mean"]
        else:
            teams.setdefault(dimension, []).append(cell["mean"])
    for dimension in (each.key for each in common.dimensions):
        if not _is_common(asked, common, dimension):
            continue
        shown = teams.get(dimension, [])
        together = average([(1, value) for value in shown]) if shown else None
        found: dict[Figure, Value] = {
            "leadership": led.get(dimension),
            "teams": together,
            "gap": minus(led.get(dimension), together),
        }
        for kind, value in found.items():
            if value is not None:
                yield dimension, kind, value


def benchmark(
    values: Mapping[str, Value], without: str | None = None
) -> Benchmark | None:
    """Set a figure of many companies into averages, one of them left out.

    The halves are those of all companies, whichever is left out: halves of the
    others would be other ones each time, and a single figure could be had by
    subtracting them. See docs/decisions/portfolio.md.

    Args:
        values: in points, by company; a clamped one counts with its bound.
        without: the company that they are set beside; None leaves out none.

    Returns:
        None if fewer than five companies are left.
    """
    ordered = sorted(values, key=lambda name: (_bound(values[name]), name))
    half = len(ordered) // 2
    low, middle, high = (
        [_bound(values[name]) for name in part if name != without]
        for part in (ordered[:half], ordered, ordered[half:])
    )
    if len(middle) < LEAST:
        return None
    has_halves = len(ordered) >= HALVES
    return Benchmark(
        companies=len(middle),
        low=_average(low) if has_halves else None,
        middle=_average(middle),
        high=_average(high) if has_halves else None,
    )


def _is_common(asked: Questionnaire, common: Questionnaire, dimension: str) -> bool:
    shared = shared_items(asked, common, dimension)
    return dimension != OWN and fully_shared(asked, common, dimension, shared)


def _bound(value: Value) -> float:
    return 0.0 if value is None else bound(value)


def _average(values: Sequence[float]) -> float:
    return sum(values) / len(values)
