"""What may be shown of each group: one cell a dimension or item."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from diagnostic.release.display import Display, Form, Value, nearest, side
from diagnostic.stats.findings import Cell, Diagnosis

HIDDEN_ITEMS = 3
"""Up to so many items of a dimension are all hidden where steps of 0.5 would not keep
the clamp of one."""

SPREAD_ITEMS = 3
"""Below 20 people spreads and intervals need as many items: the one person of ten who
answered two items otherwise than all others is the only way to so large a spread."""

RANKED_ITEMS = 4
"""Below 20 people theta and p need as many items: 10 people have so few different
scores of two that theta and p against three teams fixed one in 19 % of dimensions."""

AGREED_ITEMS = 5
"""Below 20 people the mean absolute deviation needs as many: beside the spread it
fixed a score in 12 % of dimensions of two items, in 0.7 % of four."""


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
        full: whether it has the figures of 10 people or more.
        ranks: whether comparisons may give theta and p of it.
        agrees: whether its mean absolute deviation may stand beside its spread.
        single: whether it is one item, or a dimension of one.
        spread: whether intervals may be given of it.
        clamped: −1 or 1 if the mean is clamped, else 0.
    """

    n: int
    mean: Value = None
    exact: float | None = None
    sd: Value = None
    visible: bool = False
    declared: bool = False
    full: bool = False
    ranks: bool = False
    agrees: bool = False
    single: bool = False
    spread: bool = False

    @property
    def clamped(self) -> int:
        """Tell which end of the scale hides the mean: −1, 1 or 0 for none."""
        return side(self.mean)


Cells = Mapping[tuple[str, str], Shown]
"""By (group, key of the dimension) and (group, id of the item)."""


def shown_cells(diagnosis: Diagnosis, display: Display) -> dict[tuple[str, str], Shown]:
    """Decide for every cell what may be shown of it."""
    leaders = {group.name for group in diagnosis.groups if group.leadership}
    sizes = {
        d.key: len(diagnosis.questionnaire.items_of(d.key))
        for d in diagnosis.questionnaire.dimensions
    }
    cells = {}
    for cell in diagnosis.cells:
        key = cell.dimension or cell.item or ""
        cells[cell.group, key] = _shown(
            cell, display, leadership=cell.group in leaders, items=sizes.get(key, 1)
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


def _shown(cell: Cell, display: Display, *, leadership: bool, items: int) -> Shown:
    """Write one cell of so many items; a dimension of a single item is an item."""
    if cell.mean is None or not p1_shows(display, cell.n, leadership=leadership):
        return Shown(cell.n)
    declared = p6_declared(display, cell.n, leadership=leadership)
    item = items == 1
    if declared and item:
        return Shown(cell.n)
    few = cell.n < display.rules.full_people and "P4" in display.on
    many = cell.n >= display.rules.bands_people or "P3" not in display.on
    enough = items >= SPREAD_ITEMS or (many and not item) or "P3" not in display.on
    full = enough and not few and not declared
    shown = Shown(
        n=cell.n,
        mean=display.mean(cell.n, cell.mean, item=item),
        exact=cell.mean,
        visible=True,
        declared=declared,
        full=full,
        ranks=full and (many or items >= RANKED_ITEMS),
        agrees=full and (many or items >= AGREED_ITEMS),
        single=item,
        spread=enough,
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
    """Widen the clamp of the side of a gap that lies further from the end.

    A gap is at least 0.5: leaders at 4.4 would tell that a team above them, shown
    as '≥ 4.5', is at 4.9 or more. As '≥ 4.1' they leave it 0.3 points and more.
    """
    if not {"P3", "P4"} <= display.on:
        return
    form = Form(display.tenth, 0.9 * display.scale)
    leaders = [group.name for group in diagnosis.groups if group.leadership]
    for found in diagnosis.comparisons:
        if found.verdict != "gap" or found.team is None or not leaders:
            continue
        dimension = found.dimension or ""
        pair = [(leaders[0], dimension), (found.team, dimension)]
        if any(key not in cells or not cells[key].visible for key in pair):
            continue
        higher = 0 if (found.difference or 0.0) > 0 else 1
        for far, near, end in (
            (pair[higher], pair[1 - higher], 1),
            (pair[1 - higher], pair[higher], -1),
        ):
            wide = display.write(cells[near].exact, form)
            if cells[far].clamped == end == side(wide):
                cells[near] = replace(cells[near], mean=wide, sd=None)
                _hide_items(cells, diagnosis, *near)


def _keep_clamps_of_items(
    cells: dict[tuple[str, str], Shown], diagnosis: Diagnosis, display: Display
) -> None:
    """Write the items of a dimension coarser if some are clamped and some are not.

    The dimension's mean times the number of items, less those that are written, is
    the clamped one, at any size. Steps of 0.5 (P4) keep it; of two or three items
    not even they do, nor if the dimension's own mean is not clamped like theirs.
    """
    if not {"P3", "P4"} <= display.on:
        return
    form = display.p4_form(item=True)
    for group in diagnosis.groups:
        for dimension in diagnosis.questionnaire.dimensions:
            items = diagnosis.questionnaire.items_of(dimension.key)
            keys = [(group.name, item.id) for item in items]
            seen = {k: cells[k] for k in keys if k in cells and cells[k].visible}
            ends = {cell.clamped for cell in seen.values()}
            if 1 < len(keys) <= HIDDEN_ITEMS and ends != {0}:
                ends.add(cells[group.name, dimension.key].clamped)
            if len(ends) < 2:
                continue
            if len(keys) <= HIDDEN_ITEMS:
                _hide_items(cells, diagnosis, group.name, dimension.key)
                continue
            for key, cell in seen.items():
                if cell.n >= display.rules.full_people:
                    cells[key] = replace(cell, mean=display.write(cell.exact, form))


def _hide_items(
    cells: dict[tuple[str, str], Shown],
    diagnosis: Diagnosis,
    group: str,
    dimension: str,
) -> None:
    for item in diagnosis.questionnaire.items_of(dimension):
        if (group, item.id) in cells:
            cells[group, item.id] = Shown(cells[group, item.id].n)
