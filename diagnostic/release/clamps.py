"""What else must be coarser, or clamped means would follow from it."""

import math
from collections.abc import Sequence
from dataclasses import replace

from diagnostic.release.display import TOLERANCE, Display, Form, bound, side
from diagnostic.release.shown import Shown
from diagnostic.stats.findings import Diagnosis

HIDDEN_ITEMS = 4
"""Up to so many items of a dimension (one less from 20 people on) are all hidden where
steps of 0.5 would not keep the clamp of one."""

ROOM = 0.3
"""So many points a clamp leaves a mean at the least, on a scale from 1 to 5."""


def keep_clamps(
    cells: dict[tuple[str, str], Shown], diagnosis: Diagnosis, display: Display
) -> dict[tuple[str, str], Shown]:
    """Give the cells again, so that no clamped mean follows from another figure."""
    _keep_clamps_of_teams(cells, diagnosis, display)
    _keep_clamps_of_items(cells, diagnosis, display)
    _hide_items_without_room(cells, diagnosis, display)
    return cells


def _keep_clamps_of_teams(
    cells: dict[tuple[str, str], Shown], diagnosis: Diagnosis, display: Display
) -> None:
    """Widen the clamp of the side of a gap that lies further from the end.

    A gap is at least 0.5: leaders at 4.4 would tell that a team above them, shown
    as '≥ 4.5', is at 4.9 or more. As '≥ 4.1' they leave it 0.3 points and more, if
    no team at 3.9 has a gap to them in turn.
    """
    if not {"P3", "P4"} <= display.on:
        return
    leader = next((g.name for g in diagnosis.groups if g.leadership), "")
    beyond = {key for key, cell in cells.items() if cell.clamped}
    for distance in (0.9, 1.4):
        form, widened = Form(display.tenth, distance * display.scale), set()
        for found in diagnosis.comparisons:
            key = found.dimension or ""
            pair = [(leader, key), (found.team or "", key)]
            if found.verdict != "gap" or not all(k in cells for k in pair):
                continue
            higher = 0 if (found.difference or 0.0) > 0 else 1
            for far, near, end in (
                (pair[higher], pair[1 - higher], 1),
                (pair[1 - higher], pair[higher], -1),
            ):
                wide = display.write(cells[near].exact, form)
                if far in beyond and cells[far].clamped == end == side(wide):
                    cells[near] = replace(cells[near], mean=wide, sd=None)
                    _hide_items(cells, diagnosis, *near)
                    widened.add(near)
        beyond = widened


def _keep_clamps_of_items(
    cells: dict[tuple[str, str], Shown], diagnosis: Diagnosis, display: Display
) -> None:
    """Write the items of a dimension coarser if some are clamped and some are not.

    The dimension's mean times the number of items, less those that are written, is
    the clamped one. Steps of 0.5 (P4) keep it; of few items, of items at opposite
    ends and beside a mean that is not clamped like theirs not even they do.
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
            many = all(c.n >= display.rules.bands_people for c in seen.values())
            few = 1 < len(keys) <= HIDDEN_ITEMS - many
            if few and ends != {0}:
                ends.add(cells[group.name, dimension.key].clamped)
            if len(ends) < 2:
                continue
            coarse = {
                key: replace(cell, mean=display.write(cell.exact, form))
                for key, cell in seen.items()
                if cell.n >= display.rules.full_people
            }
            if few or {-1, 1} <= ends | {cell.clamped for cell in coarse.values()}:
                _hide_items(cells, diagnosis, group.name, dimension.key)
            else:
                cells.update(coarse)


def _hide_items_without_room(
    cells: dict[tuple[str, str], Shown], diagnosis: Diagnosis, display: Display
) -> None:
    """Hide the items of a dimension if the clamped ones follow from the others.

    Five people, six items: of '≥ 4.2' and twice 2.5 four items take 99 of 100 points.
    """
    if not {"P3", "P4"} <= display.on:
        return
    for group in diagnosis.groups:
        for dimension in diagnosis.questionnaire.dimensions:
            asked = diagnosis.questionnaire.items_of(dimension.key)
            items = [cells.get((group.name, i.id), Shown(0)) for i in asked]
            whole = cells.get((group.name, dimension.key), Shown(0))
            # A score of some of the items is no sum of theirs.
            if {(one.n, one.visible) for one in (whole, *items)} == {(whole.n, True)}:
                left = [_left(whole, items, end, display) for end in (1, -1)]
                if min(left) < ROOM * display.scale - TOLERANCE:
                    _hide_items(cells, diagnosis, group.name, dimension.key)


def _left(whole: Shown, items: Sequence[Shown], end: int, display: Display) -> float:
    """Give how far from an end the rest leaves a clamped item, in points.

    In whole answers: the most that the dimension can be away from the end, all people
    and items together, less the least that the other items are.
    """
    others = [one for one in items if one.clamped != end]
    if len(others) == len(items) or whole.clamped == -end:
        return math.inf
    n, step = whole.n, display.p4_form(item=True).step
    own = display.form(n, items=len(items)).step
    most = n * len(items) * (_away(whole, end, display) + own / 2)
    least = [n * (_away(one, end, display) - step / 2) for one in others]
    # Halves are rounded upwards, so of a window only the lower bound is in it.
    if end > 0:
        rest = sum(math.floor(number + TOLERANCE) + 1 for number in least)
        return (math.floor(most + TOLERANCE) - rest) / n
    rest = sum(math.ceil(number - TOLERANCE) for number in least)
    return (math.ceil(most - TOLERANCE) - 1 - rest) / n


def _away(cell: Shown, end: int, display: Display) -> float:
    number = bound(cell.mean or 0.0)
    return display.points - number if end > 0 else number - 1


def _hide_items(
    cells: dict[tuple[str, str], Shown],
    diagnosis: Diagnosis,
    group: str,
    dimension: str,
) -> None:
    for item in diagnosis.questionnaire.items_of(dimension):
        if (group, item.id) in cells:
            cells[group, item.id] = Shown(cells[group, item.id].n)
