"""One change between two waves, as it may be shown (P5, P8)."""

from collections.abc import Sequence
from typing import Any

from diagnostic.release.cells import SPREAD_ITEMS, largest, p3_fine
from diagnostic.release.display import (
    Display,
    Value,
    average,
    bound,
    coarse,
    level,
    minus,
    nearest,
    outwards,
    side,
    two_digits,
)
from diagnostic.release.notes import contradicted
from diagnostic.release.precision import Spread
from diagnostic.release.shown import Shown
from diagnostic.stats.findings import Change, GapChange, Interval
from diagnostic.stats.welch import regularised

WITHHELD = {"change": None, "ci95": None, "p_value": None, "p_adjusted": None}


def p8_change(smallest: int, display: Display, items: int) -> bool:
    """P8: a change on so many items needs every one of its cells shown."""
    if "P8" not in display.on:
        return True
    return smallest >= display.rules.minimum and p3_fine(display, smallest, items)


def p8_full(smallest: int, display: Display) -> bool:
    """P8: a change has the figures of 10 and more if its smallest cell has (P5)."""
    return not {"P5", "P8"} <= display.on or smallest >= display.rules.full_people


def on_items(
    later: Sequence[Value], earlier: Sequence[Value], display: Display
) -> Value:
    """Give the change of the displayed means of the items that both waves asked.

    Args:
        later: mean of each item; None if one is withheld.
        earlier: the same in the earlier wave.
        display: thresholds and rules.
    """
    means = [average([(1, mean) for mean in wave]) for wave in (later, earlier)]
    return coarse(minus(*means), display.half)


def written_change(
    found: Change,
    change: Value,
    display: Display,
    items: int,
    smallest: int | None = None,
) -> dict[str, Any]:
    """Write how a group moved, and note where its figures seem to contradict that.

    Args:
        found: exact.
        change: of the displayed means.
        display: thresholds and rules.
        items: of the dimension.
        smallest: answers in the smallest cell that either side was put together from;
            None if they are single cells.
    """
    if smallest is None:
        smallest = min(found.n_from, found.n_to)
    written = _change(found, change, display, items, smallest)
    return {**written, "note": contradicted(written)}


def _change(
    found: Change, change: Value, display: Display, items: int, smallest: int
) -> dict[str, Any]:
    if found.change is None:
        return {**WITHHELD, "verdict": found.verdict}
    if not p8_change(smallest, display, found.items or items):
        return {**WITHHELD, "verdict": "not_shown"}
    if "P8" not in display.on:
        return _exactly(found, "verdict")
    if found.items is not None:
        # Of some of the items no spread is displayed.
        return {**WITHHELD, "change": change, "verdict": found.verdict}
    sizes = (found.n_from, found.n_to)
    return {
        **_figures(found, change, display, sizes, items, smallest),
        "verdict": found.verdict,
    }


def written_gap_change(
    found: GapChange,
    change: Value,
    display: Display,
    items: int,
    sizes: Sequence[int] = (),
) -> dict[str, Any]:
    """Write how a gap moved, and note where its figures seem to contradict that.

    Args:
        found: exact; its ``smallest`` is that of a single cell.
        change: of the displayed differences.
        display: thresholds and rules.
        items: of the dimension.
        sizes: answers on the four sides; none if each counts as the smallest.
    """
    sizes = sizes or (found.smallest,) * 4
    written = _gap_change(found, change, display, items, sizes)
    return {**written, "note": contradicted(written)}


def _gap_change(
    found: GapChange,
    change: Value,
    display: Display,
    items: int,
    sizes: Sequence[int],
) -> dict[str, Any]:
    if not p8_change(found.smallest, display, items):
        # A wave whose few points hid a cell hid its verdicts too.
        few_points = found.smallest >= display.rules.minimum
        return {**WITHHELD, "status": None if few_points else found.status}
    if found.change is None:
        return {**WITHHELD, "status": found.status}
    if "P8" not in display.on:
        return _exactly(found, "status")
    return {
        **_figures(found, change, display, sizes, items, found.smallest),
        "status": found.status,
    }


def half_width(
    spreads: Sequence[float], sizes: Sequence[int], display: Display
) -> float:
    """Give half the width of the 95 % interval of groups with such spreads (points)."""
    prior = display.rules.prior_variance * display.scale**2
    cells = [Spread(n, 0.0, sd**2) for n, sd in zip(sizes, spreads, strict=True)]
    return regularised(cells, prior).interval(0.0, 0.95)[1]


def _figures(
    found: Change | GapChange,
    change: Value,
    display: Display,
    sizes: Sequence[int],
    items: int,
    smallest: int,
) -> dict[str, Any]:
    """Write a change like a comparison under P5; beside a clamp without figures."""
    full = p8_full(smallest, display)
    plain = change is not None and not side(change)
    many = smallest >= display.rules.bands_people and items > 1
    spread = plain and (many or items >= SPREAD_ITEMS)
    return {
        "change": change,
        "ci95": _around(found.ci95, change, display, sizes, full=full)
        if spread
        else None,
        "p_value": two_digits(found.p_value) if spread and full else None,
        "p_adjusted": level(found.p_adjusted) if spread and full else None,
    }


def _around(
    interval: Interval | None,
    change: Value,
    display: Display,
    sizes: Sequence[int],
    *,
    full: bool,
) -> list[float] | None:
    """Give the interval around the displayed change: its middle says nothing more.

    It is never narrower than that of groups with the least spread that is written,
    or it would say of two waves of one mind that they are. Below 10 it is that of
    one of two spreads, as in a comparison.
    """
    if interval is None or change is None:
        return None
    half, middle = (interval[1] - interval[0]) / 2, bound(change)
    if full:
        least = [0.35 * display.scale] * len(sizes)
        half = nearest(max(half, half_width(least, sizes, display)), display.tenth)
        return [nearest(middle + way * half, display.tenth) for way in (-1, 1)]
    calm = _widest(False, sizes, display)
    if half > calm:
        calm = _widest(True, sizes, display)
    half = calm + display.tenth
    return outwards(middle - half, middle + half, display.half)


def _widest(divided: bool, sizes: Sequence[int], display: Display) -> float:
    """Give half the widest interval of groups that are divided, or are not."""
    spreads = [largest(divided, Shown(n), display) for n in sizes]
    return half_width(spreads, sizes, display)


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
