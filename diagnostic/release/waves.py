"""What moved between waves, as it may be shown."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from diagnostic.release.display import (
    Display,
    Value,
    bound,
    minus,
    nearest,
    outwards,
    side,
)
from diagnostic.release.moves import (
    on_items,
    p8_change,
    p8_full,
    written_change,
    written_gap_change,
)
from diagnostic.release.pairs import leadership
from diagnostic.release.precision import Spread
from diagnostic.release.shown import Cells, Shown
from diagnostic.stats.findings import Change, Diagnosis, GapChange, Trend
from diagnostic.stats.trends import line
from diagnostic.stats.welch import regularised


class Displayed(NamedTuple):
    """What a release displays of a cell."""

    n: int
    mean: Value
    sd: Value


Displays = Mapping[tuple[str | None, str, str], Displayed]
"""By (wave, group, key of the dimension or id of the item)."""

LEADERS = ""
"""The group that leads, whatever it is called in a wave."""
NOTHING = Displayed(0, None, None)


def displays(
    previous: Iterable[Mapping[str, Any]], diagnosis: Diagnosis, cells: Cells
) -> Displays:
    """Put together what a release and those of earlier waves display.

    Args:
        previous: releases of earlier waves.
        diagnosis: of the last wave.
        cells: of the last wave, as shown.
    """
    known = {
        (release["wave"], group, cell.get("dimension") or cell["item"]): (
            Displayed(cell["n"], cell["mean"], cell["sd"])
        )
        for release in previous
        for leads in ({g["name"]: g["leadership"] for g in release["groups"]},)
        for cell in release["cells"]
        for group in (cell["group"], *((LEADERS,) if leads[cell["group"]] else ()))
    }
    leader = leadership(diagnosis)
    for (name, key), cell in cells.items():
        for group in (name, *((LEADERS,) if name == leader else ())):
            shown = Displayed(cell.n, cell.mean, cell.sd)
            known[diagnosis.wave, group, key] = shown
    return known


def released_changes(
    diagnosis: Diagnosis, cells: Cells, display: Display, known: Displays
) -> Iterator[dict[str, Any]]:
    """Write how every group moved: the change of what is displayed of it."""
    for found in diagnosis.changes:
        change, items = _change(found, known, display), _items(diagnosis, found)
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


def _change(found: Change, known: Displays, display: Display) -> Value:
    """Give the difference of the displayed means, or of those of the shared items."""
    keys = found.shared or (found.dimension,)
    later, earlier = (
        [known.get((wave, found.group, key), NOTHING).mean for key in keys]
        for wave in (found.to_wave, found.from_wave)
    )
    if found.shared:
        return on_items(later, earlier, display)
    return minus(later[0], earlier[0])


def released_gap_changes(
    diagnosis: Diagnosis, cells: Cells, display: Display, known: Displays
) -> Iterator[dict[str, Any]]:
    """Write how every gap moved: the change of the displayed differences."""
    silent = _silent(diagnosis, cells)
    some = {(c.from_wave, c.to_wave, c.dimension) for c in diagnosis.changes if c.items}
    for found in diagnosis.gap_changes:
        change = None
        if (found.from_wave, found.to_wave, found.dimension) not in some:
            change = _gap_change(found, known)
        items = _items(diagnosis, found)
        written = written_gap_change(found, change, display, items)
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


def _gap_change(found: GapChange, known: Displays) -> Value:
    gaps = [
        minus(
            *(
                known.get((wave, group, found.dimension), NOTHING).mean
                for group in (LEADERS, found.team)
            )
        )
        for wave in (found.to_wave, found.from_wave)
    ]
    return minus(*gaps)


def _silent(diagnosis: Diagnosis, cells: Cells) -> set[tuple[str | None, str, str]]:
    """List the comparisons whose verdict exists and is not shown (P3, P6)."""
    leader = leadership(diagnosis) or ""
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
    diagnosis: Diagnosis, cells: Cells, display: Display, known: Displays
) -> Iterator[dict[str, Any]]:
    """Write directions over time; none with a declared leadership (P6).

    Nor beside a clamp: three gaps of nothing and a direction hold the fourth within
    less than the clamp leaves.
    """
    for found in diagnosis.trends:
        pairs = [
            [
                known.get((wave, group, found.dimension), NOTHING)
                for group in (LEADERS, found.team)
            ]
            for wave in found.waves
        ]
        if not p8_change(found.smallest, display, _items(diagnosis, found)):
            continue
        if "P8" in display.on and not all(_plain(cell) for p in pairs for cell in p):
            continue
        yield {
            "team": found.team,
            "dimension": found.dimension,
            "waves": list(found.waves),
            "smallest": found.smallest,
            **_slope(found, pairs, diagnosis, display),
            "direction": found.direction,
        }


def _plain(cell: Displayed) -> bool:
    return cell.mean is not None and not side(cell.mean)


def _slope(
    found: Trend,
    pairs: list[list[Displayed]],
    diagnosis: Diagnosis,
    display: Display,
) -> dict[str, Any]:
    """Give the line through the displayed gaps, if their spreads are displayed too.

    That through the exact ones would hold each of them closer than it is displayed.
    """
    spread = all(cell.sd is not None for pair in pairs for cell in pair)
    if not spread or not p8_full(found.smallest, display):
        return {"slope": None, "ci95": None}
    waves = dict.fromkeys(
        wave for c in diagnosis.changes for wave in (c.from_wave, c.to_wave)
    )
    places = [list(waves).index(wave) for wave in found.waves]
    prior = display.rules.prior_variance * display.scale**2
    cells = [
        [Spread(c.n, bound(c.mean or 0.0), bound(c.sd or 0.0) ** 2) for c in pair]
        for pair in pairs
    ]
    fitted = line(
        places,
        [leaders.mean - team.mean for leaders, team in cells],
        [regularised(pair, prior).variance for pair in cells],
    )
    low, high = fitted.slope - fitted.half, fitted.slope + fitted.half
    return {
        "slope": nearest(fitted.slope, display.tenth / 2),
        "ci95": outwards(low, high, display.tenth),
    }


def _items(diagnosis: Diagnosis, found: Change | GapChange | Trend) -> int:
    return len(diagnosis.questionnaire.items_of(found.dimension))
