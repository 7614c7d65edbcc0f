"""What moved between waves, as it may be shown."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from diagnostic.release.display import Display, Value, minus, nearest, outwards
from diagnostic.release.moves import (
    p8_change,
    p8_full,
    written_change,
    written_gap_change,
)
from diagnostic.release.pairs import leadership
from diagnostic.release.shown import Cells, Shown
from diagnostic.stats.findings import Change, Diagnosis, GapChange, Trend

Means = Mapping[tuple[str | None, str, str], Value]
"""Displayed means by (wave, group, dimension)."""


def released_means(previous: Iterable[Mapping[str, Any]]) -> Means:
    """Give what earlier releases display of dimensions."""
    return {
        (release["wave"], cell["group"], cell["dimension"]): cell["mean"]
        for release in previous
        for cell in release["cells"]
        if "dimension" in cell
    }


def released_changes(
    diagnosis: Diagnosis, cells: Cells, display: Display, before: Means
) -> Iterator[dict[str, Any]]:
    """Write how every group moved."""
    means = displayed_means(diagnosis, cells, display, before)
    for found in diagnosis.changes:
        change, items = _displayed(found, means, display), _items(diagnosis, found)
        yield {
            "from": found.from_wave,
            "to": found.to_wave,
            "group": found.group,
            "dimension": found.dimension,
            "n_from": found.n_from,
            "n_to": found.n_to,
            **written_change(found, change, display, items),
            "items": found.items,
        }


def displayed_means(
    diagnosis: Diagnosis, cells: Cells, display: Display, before: Means
) -> Means:
    """Give every wave's displayed means of dimensions, going back by the changes.

    Args:
        diagnosis: of the last wave.
        cells: of the same, as shown.
        display: thresholds and rules.
        before: what releases of earlier waves display; of others it is worked out.
    """
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
        shown = display.mean(found.n_from, exact[earlier], items=items)
        means[earlier] = before.get(earlier, shown)
    return means


def _displayed(found: Change, means: Means, display: Display) -> Value:
    """Give the difference of the displayed means; none are of some items only."""
    if found.items is not None:
        return None if found.change is None else nearest(found.change, display.half)
    key = (found.group, found.dimension)
    return minus(means.get((found.to_wave, *key)), means.get((found.from_wave, *key)))


def released_gap_changes(
    diagnosis: Diagnosis, cells: Cells, display: Display, before: Means
) -> Iterator[dict[str, Any]]:
    """Write how every gap moved: the change of the displayed differences."""
    means = displayed_means(diagnosis, cells, display, before)
    leader = leadership(diagnosis) or ""
    silent = _silent(diagnosis, cells, leader)
    for found in diagnosis.gap_changes:
        items = _items(diagnosis, found)
        written = written_gap_change(
            found, gap_change(found, means, leader), display, items
        )
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


def gap_change(found: GapChange, means: Means, leader: str) -> Value:
    """Give the change of the displayed differences."""
    gaps = [
        minus(
            means.get((wave, leader, found.dimension)),
            means.get((wave, found.team, found.dimension)),
        )
        for wave in (found.to_wave, found.from_wave)
    ]
    return minus(*gaps)


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
