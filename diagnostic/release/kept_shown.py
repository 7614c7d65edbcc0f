"""What is kept of a released wave, as far as its release shows it too."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from diagnostic.release.blocks import Displayed, Side
from diagnostic.release.display import Display
from diagnostic.release.shown import Shown
from diagnostic.rules import Rules
from diagnostic.stats.family import compare_teams
from diagnostic.stats.register import IN_PART, Verdicts
from diagnostic.tally import Histogram, Moments, Tally


def kept_shown(wave: Side, display: Display) -> Tally:
    """Take the cells that a release shows, and of small ones no more than sums.

    So a comparison is the same from a whole tally as from what is kept of it, and
    what is not shown takes no part in it.
    """
    tally = wave.tally or _nothing(wave)
    if "L4" not in display.on:
        return tally
    rules = display.rules
    least = max(rules.minimum, wave.release["rules"]["minimum"])
    large = {key for key, cell in wave.cells.items() if cell["n"] >= rules.full_people}
    shown = {
        key
        for key, cell in wave.cells.items()
        if cell["mean"] is not None and cell["n"] >= least
    }
    dimension = {item.id: item.dimension for item in wave.questionnaire.items}
    return replace(
        tally,
        scores={
            key: cell if key in large else cell.moments
            for key, cell in tally.scores.items()
            if key in shown
        },
        items={
            (group, item): counts
            for (group, item), counts in tally.items.items()
            if {(group, item), (group, dimension[item])} <= large & shown
        },
    )


def verdicts(
    wave: Side,
    tally: Tally,
    parts: Mapping[str, tuple[str, ...]],
    cells: Displayed,
    rules: Rules,
) -> Verdicts:
    """Give the verdicts of a wave's gaps by the names of a comparison.

    Args:
        wave: with the verdicts of single teams.
        tally: its groups put together.
        parts: what each consists of.
        cells: what is displayed of each.
        rules: the thresholds.

    Returns:
        As released of single teams. Of several together what ``compare_teams`` finds,
        where they and leadership are kept whole and unclamped: beside a clamp 'gap'
        would say how far beyond it a mean lies. Else ``IN_PART`` if any of them has a
        gap as released, or None.
    """
    told = {
        (found["team"], found["dimension"]): found["verdict"]
        for found in wave.release["comparisons"]
    }
    dimensions = [dimension.key for dimension in wave.questionnaire.dimensions]
    several = {name for name, own in parts.items() if len(own) > 1}
    found = {
        (name, dimension): _of_parts([told.get((part, dimension)) for part in own])
        for name, own in parts.items()
        for dimension in dimensions
        if name != tally.leadership
    }
    if not several:
        return found
    return found | {
        (one.team or "", one.dimension or ""): one.verdict
        for one in compare_teams(_whole(tally, cells), rules, tally.invited)
        if one.team in several and one.verdict != "not_shown"
    }


def _of_parts(told: list[str | None]) -> str | None:
    if len(told) == 1:
        return told[0]
    return IN_PART if "gap" in told else None


def _nothing(wave: Side) -> Tally:
    """Make a tally of a wave of which nothing is kept but its release."""
    groups = wave.release["groups"]
    return Tally(
        wave.questionnaire,
        tuple(group["name"] for group in groups),
        wave.leadership,
        {group["name"]: group["answered"] for group in groups},
        {},
        {},
    )


def _whole(tally: Tally, cells: Displayed) -> Tally:
    """Empty every cell that is not kept whole, or is clamped; bring all to one code.

    Of teams together whose clamps point apart there is no mean at all.
    """
    scores: dict[tuple[str, str], Histogram | Moments] = {}
    points = tally.questionnaire.scale.points
    for dimension in (each.key for each in tally.questionnaire.dimensions):
        kept = {
            group: cell
            for group in tally.groups
            for cell in (tally.scores.get((group, dimension)),)
            if isinstance(cell, Histogram)
            and isinstance(cells.get((group, dimension), Shown(0)).mean, float)
        }
        unit = next((cell.unit for cell in kept.values()), 1)
        codes = np.unique(
            np.concatenate([[unit, unit * points], *(c.codes for c in kept.values())])
        ).astype(np.int64)
        for group in tally.groups:
            counts = np.zeros(codes.size, np.int64)
            if group in kept:
                counts[np.searchsorted(codes, kept[group].codes)] = kept[group].counts
            scores[group, dimension] = Histogram(codes, unit, counts)
    return replace(tally, scores=scores)
