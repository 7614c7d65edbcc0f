"""What moved between waves, as it may be shown."""

from collections.abc import Iterator, Mapping
from typing import Any

from diagnostic.release.cells import SPREAD_ITEMS, largest, p3_fine
from diagnostic.release.display import (
    Display,
    Value,
    bound,
    level,
    minus,
    nearest,
    outwards,
    side,
    two_digits,
)
from diagnostic.release.pairs import leadership
from diagnostic.release.precision import Spread
from diagnostic.release.shown import Cells, Shown
from diagnostic.stats.findings import Change, Diagnosis, GapChange, Interval, Trend
from diagnostic.stats.welch import regularised

Means = Mapping[tuple[str | None, str, str], Value]
"""Displayed means by (wave, group, dimension)."""


def released_changes(
    diagnosis: Diagnosis, cells: Cells, display: Display
) -> Iterator[dict[str, Any]]:
    """Write how every group moved."""
    means = displayed_means(diagnosis, cells, display)
    for found in diagnosis.changes:
        yield {
            "from": found.from_wave,
            "to": found.to_wave,
            "group": found.group,
            "dimension": found.dimension,
            "n_from": found.n_from,
            "n_to": found.n_to,
            **_change(found, means, display, _items(diagnosis, found)),
            "items": found.items,
        }


def p8_change(smallest: int, display: Display, items: int) -> bool:
    """P8: a change on so many items needs every one of its cells shown."""
    if "P8" not in display.on:
        return True
    return smallest >= display.rules.minimum and p3_fine(display, smallest, items)


def p8_full(smallest: int, display: Display) -> bool:
    """P8: a change has the figures of 10 and more if its smallest cell has (P5)."""
    return not {"P5", "P8"} <= display.on or smallest >= display.rules.full_people


def displayed_means(diagnosis: Diagnosis, cells: Cells, display: Display) -> Means:
    """Give every wave's displayed means of dimensions, going back by the changes."""
    last: str | None = diagnosis.wave
    exact: dict[tuple[str | None, str, str], float] = {}
    means: dict[tuple[str | None, str, str], Value] = {}
    for (group, key), cell in cells.items():
        means[last, group, key] = cell.mean
        if cell.exact is not None:
            exact[last, group, key] = cell.exact
    for found in reversed(diagnosis.changes):
        later = exact.get((found.to_wave, found.group, found.dimension))
        if later is None or found.change is None or found.items is not None:
            continue
        earlier = (found.from_wave, found.group, found.dimension)
        exact[earlier] = later - found.change
        items = _items(diagnosis, found)
        means[earlier] = display.mean(found.n_from, exact[earlier], items=items)
    return means


def _change(
    found: Change, means: Means, display: Display, items: int
) -> dict[str, Any]:
    withheld = {"change": None, "ci95": None, "p_value": None, "p_adjusted": None}
    smallest = min(found.n_from, found.n_to)
    if found.change is None:
        return {**withheld, "verdict": found.verdict}
    if not p8_change(smallest, display, found.items or items):
        return {**withheld, "verdict": "not_shown"}
    if "P8" not in display.on:
        return _exactly(found, "verdict")
    key = (found.group, found.dimension)
    change = minus(means.get((found.to_wave, *key)), means.get((found.from_wave, *key)))
    if found.items is not None:
        # On some of the items the means are nowhere displayed.
        change = nearest(found.change, display.half)
        return {**withheld, "change": change, "verdict": found.verdict}
    return {
        **_figures(found, change, display, (found.n_from, found.n_to), items),
        "verdict": found.verdict,
    }


def released_gap_changes(
    diagnosis: Diagnosis, cells: Cells, display: Display
) -> Iterator[dict[str, Any]]:
    """Write how every gap moved: the change of the displayed differences."""
    means = displayed_means(diagnosis, cells, display)
    leader = leadership(diagnosis) or ""
    silent = _silent(diagnosis, cells, leader)
    for found in diagnosis.gap_changes:
        items = _items(diagnosis, found)
        written = _gap_change(found, means, leader, display, items)
        if (found.to_wave, found.team, found.dimension) in silent:
            written["status"] = None
        yield {
            "from": found.from_wave,
            "to": found.to_wave,
            "team": found.team,
            "dimension": found.dimension,
            "smallest": found.smallest,
            **written,
        }


def _silent(
    diagnosis: Diagnosis, cells: Cells, leader: str
) -> set[tuple[str | None, str, str]]:
    """List the comparisons whose verdict exists and is not shown (P3, P6)."""
    return {
        (diagnosis.wave, found.team or "", found.dimension or "")
        for found in diagnosis.comparisons
        if found.verdict != "not_shown"
        and not all(
            cells.get((group, found.dimension or ""), Shown(0)).visible
            for group in (leader, found.team or "")
        )
    }


def _gap_change(
    found: GapChange, means: Means, leader: str, display: Display, items: int
) -> dict[str, Any]:
    withheld = {"change": None, "ci95": None, "p_value": None, "p_adjusted": None}
    if not p8_change(found.smallest, display, items):
        # A wave whose few points hid a cell hid its verdicts too.
        few_points = found.smallest >= display.rules.minimum
        return {**withheld, "status": None if few_points else found.status}
    if found.change is None:
        return {**withheld, "status": found.status}
    if "P8" not in display.on:
        return _exactly(found, "status")
    gaps = [
        minus(
            means.get((wave, leader, found.dimension)),
            means.get((wave, found.team, found.dimension)),
        )
        for wave in (found.to_wave, found.from_wave)
    ]
    return {
        **_figures(found, minus(*gaps), display, (found.smallest,) * 4, items),
        "status": found.status,
    }


def released_trends(
    diagnosis: Diagnosis, cells: Cells, display: Display
) -> Iterator[dict[str, Any]]:
    """Write directions over time; none with a declared leadership (P6)."""
    for found in diagnosis.trends:
        full = p8_full(found.smallest, display)
        if not p8_change(found.smallest, display, _items(diagnosis, found)):
            continue
        yield {
            "team": found.team,
            "dimension": found.dimension,
            "waves": list(found.waves),
            "smallest": found.smallest,
            "slope": nearest(found.slope, display.tenth / 2) if full else None,
            "ci95": outwards(*found.ci95, display.tenth) if full else None,
            "direction": found.direction,
        }


def _items(diagnosis: Diagnosis, found: Change | GapChange | Trend) -> int:
    return len(diagnosis.questionnaire.items_of(found.dimension))


def _figures(
    found: Change | GapChange,
    change: Value,
    display: Display,
    sizes: tuple[int, ...],
    items: int,
) -> dict[str, Any]:
    """Write a change like a comparison under P5; beside a clamp without figures."""
    full = p8_full(min(sizes), display)
    plain = change is not None and not side(change)
    many = min(sizes) >= display.rules.bands_people and items > 1
    spread = plain and (many or items >= SPREAD_ITEMS)
    return {
        "change": change,
        "ci95": _around(found.ci95, change, display, sizes) if spread else None,
        "p_value": two_digits(found.p_value) if spread and full else None,
        "p_adjusted": level(found.p_adjusted) if spread and full else None,
    }


def _around(
    interval: Interval | None, change: Value, display: Display, sizes: tuple[int, ...]
) -> list[float] | None:
    """Give the interval around the displayed change: its middle says nothing more.

    It is never narrower than that of groups with the least spread that is written,
    or it would say of two waves of one mind that they are. Below 10 it is that of
    one of two spreads, as in a comparison.
    """
    if interval is None or change is None:
        return None
    half, middle = (interval[1] - interval[0]) / 2, bound(change)
    if p8_full(min(sizes), display):
        half = max(half, _half([0.35 * display.scale] * len(sizes), sizes, display))
        half = nearest(half, display.tenth)
        return [nearest(middle + way * half, display.tenth) for way in (-1, 1)]
    calm = _half([largest(False, Shown(n), display) for n in sizes], sizes, display)
    if half > calm:
        most = [largest(True, Shown(n), display) for n in sizes]
        calm = _half(most, sizes, display)
    half = calm + display.tenth
    return outwards(middle - half, middle + half, display.half)


def _half(spreads: list[float], sizes: tuple[int, ...], display: Display) -> float:
    prior = display.rules.prior_variance * display.scale**2
    cells = [Spread(n, 0.0, sd**2) for n, sd in zip(sizes, spreads, strict=True)]
    return regularised(cells, prior).interval(0.0, 0.95)[1]


def _exactly(found: Change | GapChange, word: str) -> dict[str, Any]:
    """Write a change without P8, which only the attack of the tests does."""
    low, high = found.ci95 or (0.0, 0.0)
    return {
        "change": nearest(found.change or 0.0, 0.001),
        "ci95": [nearest(low, 0.001), nearest(high, 0.001)],
        "p_value": two_digits(found.p_value),
        "p_adjusted": two_digits(found.p_adjusted),
        word: getattr(found, word),
    }
