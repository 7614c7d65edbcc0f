"""What may be shown of each group: one cell a dimension or item."""

import math
from dataclasses import replace

from diagnostic.release.clamps import keep_clamps
from diagnostic.release.display import Display, Value, bound, nearest
from diagnostic.release.shown import Shown
from diagnostic.stats.findings import Cell, Diagnosis

SPREAD_ITEMS = 4
"""Below 20 people spreads, intervals, theta and p need as many items. One person who
answered two items otherwise than nine others is the only way to so large a spread; two
or three items have so few different scores that theta and p against three teams of 10
fixed one in 19 % of dimensions of two items."""

AGREED_ITEMS = 5
"""Below 20 people the mean absolute deviation needs as many: beside the spread it
fixed a score in 12 % of dimensions of two items, in 0.7 % of four."""


def shown_cells(diagnosis: Diagnosis, display: Display) -> dict[tuple[str, str], Shown]:
    """Decide for every cell what may be shown of it."""
    leaders = {group.name for group in diagnosis.groups if group.leadership}
    sizes = {
        d.key: len(diagnosis.questionnaire.items_of(d.key))
        for d in diagnosis.questionnaire.dimensions
    }
    divided = {(a.group, a.dimension): a.divided for a in diagnosis.agreement}
    cells = {}
    for cell in diagnosis.cells:
        key = cell.dimension or cell.item or ""
        shown = _shown(
            cell, display, leadership=cell.group in leaders, items=sizes.get(key, 1)
        )
        cells[cell.group, key] = _agreed(shown, divided.get((cell.group, key)), display)
    return keep_clamps(cells, diagnosis, display)


def p1_shows(display: Display, n: int, *, leadership: bool) -> bool:
    """P1: nothing is shown of a cell with fewer answers than the minimum."""
    if "P1" not in display.on:
        return True
    return display.rules.may_show(n, leadership=leadership)


def p3_fine(display: Display, n: int, items: int) -> bool:
    """P3: on two or three points few people's mean of few items is not shown."""
    return "P3" not in display.on or display.rules.fine_enough(n, display.points, items)


def p6_declared(display: Display, n: int, *, leadership: bool) -> bool:
    """P6: a declared leadership below the minimum shows its mean and little else."""
    return "P6" in display.on and leadership and n < display.rules.minimum


def _shown(cell: Cell, display: Display, *, leadership: bool, items: int) -> Shown:
    """Write one cell of so many items; a dimension of a single item is an item."""
    if cell.mean is None or not p1_shows(display, cell.n, leadership=leadership):
        return Shown(cell.n)
    declared = p6_declared(display, cell.n, leadership=leadership)
    item = items == 1
    if not p3_fine(display, cell.n, items):
        return Shown(cell.n)
    if declared and item:
        return Shown(cell.n)
    few = cell.n < display.rules.full_people and "P4" in display.on
    many = cell.n >= display.rules.bands_people or "P3" not in display.on
    enough = items >= SPREAD_ITEMS or (many and not item) or "P3" not in display.on
    full = enough and not few and not declared
    shown = Shown(
        n=cell.n,
        mean=display.mean(cell.n, cell.mean, items=items),
        exact=cell.mean,
        visible=True,
        declared=declared,
        full=full,
        agrees=full and (many or items >= AGREED_ITEMS),
        single=item,
        spread=enough,
    )
    return replace(shown, sd=spread(cell.sd, shown, display, least=0.3))


def _agreed(cell: Shown, divided: bool | None, display: Display) -> Shown:
    """Add whether a group is divided, and the spread that its intervals assume.

    Withheld of a declared leadership and beside '≥ 4.5': from 10 people on only a mean
    below 4.55 leaves room for a divided group.
    """
    if not cell.visible:
        return cell
    if cell.declared or hides_division(cell, display):
        divided = None
    assumed = bound(cell.sd) if cell.sd is not None else largest(divided, cell, display)
    return replace(cell, divided=divided, assumed=assumed)


def hides_division(cell: Shown, display: Display) -> bool:
    """Tell whether a clamp would be undone by saying that a group is divided."""
    many = cell.n >= display.rules.full_people
    return bool(cell.clamped) and many and "P3" in display.on


def largest(divided: bool | None, cell: Shown, display: Display) -> float:
    """Give the largest spread of so many people who are divided, or are not.

    A mean absolute deviation A leaves a variance of A·D/2 at most, D the distance
    between the two answers that there are then: D ≤ A·n²/(2(n − 1)) and the range.
    """
    n, distance = max(cell.n, 2), float(display.points - 1)
    if divided:
        return distance / 2 * math.sqrt(n / (n - 1))
    deviation = display.rules.divided * display.scale
    distance = min(distance, deviation * n * n / (2 * (n - 1)))
    return math.sqrt(deviation * distance / 2 * n / (n - 1))


def spread(
    value: float | None, cell: Shown, display: Display, *, least: float
) -> Value:
    """Write a spread (P3): to 0.1, never below ``least``, none beside a clamp.

    A spread of 0 would say that everybody gave the very score that the mean names;
    a large one beside a clamped mean would tell how far it is from the end.
    """
    if value is None or not cell.full:
        return None
    if "P3" not in display.on:
        return nearest(value, 0.01)
    if cell.clamped:
        return None
    number = nearest(value, display.tenth)
    floor = nearest(least * display.unit, display.tenth)
    return {"at_most": floor} if number <= floor else number
