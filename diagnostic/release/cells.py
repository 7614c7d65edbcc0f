"""What may be shown of each group: one cell a dimension or item."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from diagnostic.release.display import Display, Value, bound, nearest, side
from diagnostic.stats.findings import Cell, Diagnosis


@dataclass(frozen=True)
class Shown:
    """A cell as it may be shown.

    Args:
        n: answers.
        mean: displayed; None if the cell is hidden.
        exact: the mean in points, for what is computed here and nowhere shown.
        sd: displayed; None if withheld.
        visible: whether anything but ``n`` may be shown.
        declared: whether this is a declared leadership below the minimum (P6).
        full: whether it has the figures of 10 people or more: spread, agreement.
        clamped: −1 or 1 if the mean is clamped, else 0.
    """

    n: int
    mean: Value = None
    exact: float | None = None
    sd: Value = None
    visible: bool = False
    declared: bool = False
    full: bool = False

    @property
    def clamped(self) -> int:
        """Tell which end of the scale hides the mean: −1, 1 or 0 for none."""
        return side(self.mean)


Cells = Mapping[tuple[str, str], Shown]
"""By (group, key of the dimension) and (group, id of the item)."""


def shown_cells(diagnosis: Diagnosis, display: Display) -> dict[tuple[str, str], Shown]:
    """Decide for every cell what may be shown of it."""
    leaders = {group.name for group in diagnosis.groups if group.leadership}
    single = {
        d.key
        for d in diagnosis.questionnaire.dimensions
        if len(diagnosis.questionnaire.items_of(d.key)) == 1
    }
    cells = {}
    for cell in diagnosis.cells:
        key = cell.dimension or cell.item or ""
        item = cell.item is not None
        cells[cell.group, key] = _shown(
            cell, display, leadership=cell.group in leaders, item=item or key in single
        )
    _keep_clamps_of_teams(cells, diagnosis, display)
    _keep_clamps_of_items(cells, diagnosis, display)
    return cells


def p1_shows(display: Display, n: int, *, leadership: bool) -> bool:
    """P1: nothing is shown of a cell with fewer answers than the minimum."""
    if "P1" not in display.on:
        return True
    return display.rules.may_show(n, leadership=leadership)


def p6_declared(display: Display, n: int, *, leadership: bool) -> bool:
    """P6: a declared leadership below the minimum shows its mean and little else."""
    return "P6" in display.on and leadership and n < display.rules.minimum


def _shown(cell: Cell, display: Display, *, leadership: bool, item: bool) -> Shown:
    """Write one cell; a dimension of a single item is an item."""
    if cell.mean is None or not p1_shows(display, cell.n, leadership=leadership):
        return Shown(cell.n)
    declared = p6_declared(display, cell.n, leadership=leadership)
    if declared and cell.item is not None:
        return Shown(cell.n)
    mean = display.mean(cell.n, cell.mean, item=item)
    few = cell.n < display.rules.full_people and "P4" in display.on
    full = not few and not declared and not (item and "P3" in display.on)
    shown = Shown(
        n=cell.n,
        mean=mean,
        exact=cell.mean,
        visible=True,
        declared=declared,
        full=full,
    )
    return replace(shown, sd=spread(cell.sd, shown, display, least=0.3))


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


def _keep_clamps_of_teams(
    cells: dict[tuple[str, str], Shown], diagnosis: Diagnosis, display: Display
) -> None:
    """Widen the clamp of a side that has a gap to a side clamped beyond it.

    A gap is at least 0.5: leaders at 4.4 would tell that a team above them, shown
    as '≥ 4.5', is at 4.9 or more. As '≥ 4.2' they leave it 0.3 points.
    """
    if "P3" not in display.on:
        return
    leaders = {group.name for group in diagnosis.groups if group.leadership}
    for found in diagnosis.comparisons:
        if found.verdict != "gap" or found.team is None or not leaders:
            continue
        pair = [(name, found.dimension or "") for name in (*leaders, found.team)]
        if any(key not in cells for key in pair):
            continue
        for near, far in (pair, pair[::-1]):
            end, mean = cells[far].clamped, cells[near].mean
            if end and mean is not None and not cells[near].clamped:
                wide = display.clamped(bound(mean), 0.8 * display.scale)
                if side(wide) == end:
                    cells[near] = replace(cells[near], mean=wide, sd=None)
                    _hide_items(cells, diagnosis, *near)


def _keep_clamps_of_items(
    cells: dict[tuple[str, str], Shown], diagnosis: Diagnosis, display: Display
) -> None:
    """Hide the items of a short dimension of which some are clamped and some not.

    The dimension's mean times the number of items, less those that are shown, is
    the clamped one: two items undo it at any size, four below 20 answers.
    """
    if not {"P3", "P4"} & display.on:
        return
    for group in diagnosis.groups:
        for dimension in diagnosis.questionnaire.dimensions:
            keys = [
                (group.name, item.id)
                for item in diagnosis.questionnaire.items_of(dimension.key)
                if (group.name, item.id) in cells
            ]
            if not 1 < len(keys) <= 4:
                continue
            seen = [cells[key] for key in keys if cells[key].visible]
            n = max((cell.n for cell in seen), default=0)
            short = len(keys) == 2 or n < display.rules.bands_people
            if short and len({bool(cell.clamped) for cell in seen}) == 2:
                _hide_items(cells, diagnosis, group.name, dimension.key)


def _hide_items(
    cells: dict[tuple[str, str], Shown],
    diagnosis: Diagnosis,
    group: str,
    dimension: str,
) -> None:
    for item in diagnosis.questionnaire.items_of(dimension):
        if (group, item.id) in cells:
            cells[group, item.id] = Shown(cells[group, item.id].n)
