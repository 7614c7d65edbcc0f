"""Items inside a comparison, as they may be shown."""

from collections.abc import Iterator
from typing import Any

from diagnostic.release.display import (
    TOLERANCE,
    Display,
    Value,
    bound,
    minus,
    side,
)
from diagnostic.release.notes import contradiction
from diagnostic.release.pairs import FIGURES, leadership, p5_coarse, pair_of
from diagnostic.release.precision import effect
from diagnostic.release.shown import Cells, Shown
from diagnostic.stats.findings import Comparison, Diagnosis


def released_items(
    diagnosis: Diagnosis, cells: Cells, display: Display
) -> Iterator[dict[str, Any]]:
    """Write items: means, their difference and the verdict; nothing of spread."""
    leader = leadership(diagnosis)
    for found in diagnosis.items:
        one, other = pair = pair_of(found, leader, cells)
        written: dict[str, Any] = {
            "dimension": found.dimension,
            "team": found.team,
            "item": found.item,
            "n_leadership": one.n,
            "n_team": other.n,
            **dict.fromkeys(FIGURES),
            "verdict": None,
            "pattern": None,
        }
        written["mean_leadership"] = one.mean
        written["mean_team"] = other.mean
        if all(cell.visible and not cell.declared for cell in pair):
            written["difference"] = minus(one.mean, other.mean)
            if not _tells_end(pair, display):
                written["verdict"] = found.verdict
                written["direction"] = found.direction
            if not p5_coarse(pair, display):
                written["effect"] = effect(found)
        written["note"] = contradiction(written, display)
        yield written


def _tells_end(pair: list[Shown], display: Display) -> bool:
    """Tell whether an item's verdict would say how near the end a mean is.

    A gap between items is at least 0.75: beside a mean of 4.2 the other side, shown
    as '≥ 4', would have to be 4.9 or more. So there is no verdict within 1.1 points
    of the end that hides the other side, whatever it would be.
    """
    if not {"P3", "P4"} & display.on:
        return False
    for near, far in (pair, pair[::-1]):
        if far.clamped and near.mean is not None:
            end = display.points if far.clamped > 0 else 1
            reach = (display.rules.item_notable + 0.35) * display.scale
            if abs(end - bound(near.mean)) <= reach + TOLERANCE:
                return True
    return False


def opposite_items(
    found: Comparison,
    items: list[Comparison],
    leader: str | None,
    cells: Cells,
    display: Display,
) -> list[str]:
    """List items that point one way while others point the other, lower first.

    From displayed differences only; a clamped one points where its bound does.
    """
    least = display.rules.margin_if_shown * display.scale
    pointing: dict[int, list[str]] = {-1: [], 1: []}
    for one in items:
        if (one.team, one.dimension) != (found.team, found.dimension):
            continue
        pair = pair_of(one, leader, cells)
        if all(cell.visible for cell in pair):
            way = _points(minus(pair[0].mean, pair[1].mean), least)
            if way and one.item:
                pointing[way].append(one.item)
    return [*pointing[-1], *pointing[1]] if all(pointing.values()) else []


def _points(difference: Value, least: float) -> int:
    if difference is None:
        return 0
    number, beyond = bound(difference), side(difference)
    way = 1 if number > 0 else -1
    return way if abs(number) >= least - TOLERANCE and beyond in (0, way) else 0
