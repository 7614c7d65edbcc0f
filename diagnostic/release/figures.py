"""The figures of single groups, as they may be shown."""

from collections.abc import Iterator, Sequence
from typing import Any

from diagnostic.release.cells import p1_shows, spread
from diagnostic.release.display import Display, Value, nearest
from diagnostic.release.shown import Cells, Shown
from diagnostic.stats.findings import Cell, Choice, Diagnosis


def released_cells(
    diagnosis: Diagnosis, cells: Cells, display: Display
) -> Iterator[dict[str, Any]]:
    """Write every cell: mean, spread and bands."""
    for cell in diagnosis.cells:
        shown = cells[cell.group, cell.dimension or cell.item or ""]
        which = {"item": cell.item} if cell.item else {"dimension": cell.dimension}
        yield {
            "group": cell.group,
            **which,
            "n": shown.n,
            "mean": shown.mean,
            "sd": shown.sd,
            "bands": bands(cell, shown, display),
        }


def bands(cell: Cell, shown: Shown, display: Display) -> list[Value] | None:
    """P3: three bands from 20 answers on, in steps of 5 %, capped at '≥ 90 %'.

    Those of a single item from 50 on: one of its bands is one answer, and beside the
    mean of 20 people, half at 3 and half at 5, any band tells the number at 3.
    """
    rules = display.rules
    least = rules.large_group if shown.single else rules.bands_people
    least = least if "P3" in display.on else 0
    if cell.bands is None or not shown.visible or shown.declared or shown.n < least:
        return None
    if "P3" not in display.on:
        return [nearest(share, 0.001) for share in cell.bands]
    counts = [round(share * cell.n) for share in cell.bands]
    return shares(counts, single=shown.single)


def released_choices(
    diagnosis: Diagnosis, display: Display
) -> Iterator[dict[str, Any]]:
    """Write the choices from 20 answers on, like the bands of an item (P3)."""
    leaders = {group.name for group in diagnosis.groups if group.leadership}
    for choice in diagnosis.choices:
        yield {
            "group": choice.group,
            "item": choice.item,
            "n": choice.n,
            "shares": _shares_of(choice, display, leadership=choice.group in leaders),
        }


def _shares_of(
    choice: Choice, display: Display, *, leadership: bool
) -> list[Value] | None:
    enough = choice.n >= display.rules.bands_people
    if choice.counts is None or not enough:
        return None
    if not p1_shows(display, choice.n, leadership=leadership):
        return None
    return shares(choice.counts, single=True)


def shares(counts: Sequence[int], *, single: bool) -> list[Value]:
    """Write shares in steps that sum to 1, or the largest as '≥ 0.9' (P3).

    Args:
        counts: people per band or option.
        single: whether one band is one answer. Its steps hold four people then: with
            20 answers 5 % is one person and fixed a count in 71 % of items, 10 % in
            7 %, 20 % in none.

    Steps are given out by largest remainder, or their sum would tell the rest.
    """
    n, most = sum(counts), max(counts)
    steps = next(s for s in (20, 10, 5) if n >= 4 * s or s == 5) if single else 20
    if most >= (0.85 if single else 0.875) * n:
        return [
            {"at_least": 0.9} if count == most else {"at_most": 0.1} for count in counts
        ]
    whole = [count * steps // n for count in counts]
    order = sorted(range(len(counts)), key=lambda i: (-(counts[i] * steps % n), i))
    for i in order[: steps - sum(whole)]:
        whole[i] += 1
    return [round(number / steps, 2) for number in whole]


def released_agreement(
    diagnosis: Diagnosis, cells: Cells, display: Display
) -> Iterator[dict[str, Any]]:
    """Write agreement: P3 the deviation from 10 answers on, P4 'divided' or not."""
    for found in diagnosis.agreement:
        cell = cells.get((found.group, found.dimension), Shown(0))
        yield {
            "group": found.group,
            "dimension": found.dimension,
            "ad": spread(found.ad, cell, display, least=0.2) if cell.agrees else None,
            "divided": cell.divided,
        }
