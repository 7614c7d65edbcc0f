"""Comparisons of leadership with teams, as they may be shown."""

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from diagnostic.release.cells import hides_division, spread
from diagnostic.release.display import (
    Display,
    bound,
    level,
    minus,
    nearest,
    two_digits,
)
from diagnostic.release.items import opposite_items
from diagnostic.release.notes import contradiction
from diagnostic.release.pairs import (
    FIGURES,
    leadership,
    p2_total,
    p5_coarse,
    pair_of,
    teams_of,
)
from diagnostic.release.precision import (
    effect,
    narrow_interval,
    needed,
    tipping_point,
    wide_interval,
)
from diagnostic.release.shown import Cells, Shown
from diagnostic.stats.family import standing
from diagnostic.stats.findings import Comparison, Diagnosis


def released_comparisons(
    diagnosis: Diagnosis, cells: Cells, display: Display
) -> Iterator[dict[str, Any]]:
    """Write leadership against every team."""
    leader = leadership(diagnosis)
    items = list(diagnosis.items)
    possible = _tested(diagnosis)
    for found in diagnosis.comparisons:
        pair = pair_of(found, leader, cells)
        written: dict[str, Any] = {
            "dimension": found.dimension,
            "team": found.team,
        }
        written |= _written(found, pair, display, detailed=_detailed(pair, display))
        if written["verdict"] != "not_shown":
            written["tipping_point"] = tipping_point(written, found, diagnosis, display)
            written["gap_possible"] = _possible(found, possible, display)
        written["opposite_items"] = opposite_items(found, items, leader, cells, display)
        yield written


def released_totals(
    diagnosis: Diagnosis, cells: Cells, display: Display
) -> Iterator[dict[str, Any]]:
    """Write leadership against everybody in every team.

    A gap is notable if it stands among the totals of all dimensions, never strong: it
    was tested by itself.
    """
    leader = leadership(diagnosis)
    several = [
        found
        for found in diagnosis.totals
        if p2_total(teams_of(diagnosis, found.dimension or "", cells), display)
    ]
    stand = standing(several, display.rules)
    for found in diagnosis.totals:
        dimension = found.dimension or ""
        own = cells.get((leader or "", dimension), Shown(found.n_leadership))
        teams = teams_of(diagnosis, dimension, cells)
        items = len(diagnosis.questionnaire.items_of(dimension))
        total = _total(found, teams, display, items)
        pair = [own, total]
        # A total's theta is the mean of its teams': with the others known, that of
        # a team of 5 would follow.
        every = all(_detailed([own, team], display) for team in teams)
        written: dict[str, Any] = {"dimension": found.dimension, "team": None}
        written |= _written(found, pair, display, detailed=every)
        if not p2_total(teams, display):
            written["mean_leadership"] = written["sd_leadership"] = None
        if written["verdict"] == "gap":
            written["strength"] = "notable" if dimension in stand else None
        written["opposite_items"] = []
        yield written


def _detailed(pair: list[Shown], display: Display) -> bool:
    """Tell whether theta, p and the intervals to 0.1 may be written."""
    full = all(cell.full for cell in pair) or "P5" not in display.on
    return full and not p5_coarse(pair, display)


def _total(
    found: Comparison, teams: list[Shown], display: Display, items: int
) -> Shown:
    """Write all teams together as one cell, if P2 allows it."""
    if found.mean_team is None or not p2_total(teams, display):
        return Shown(found.n_team)
    mean = display.mean(found.n_team, found.mean_team, items=items)
    total = Shown(
        found.n_team,
        mean,
        found.mean_team,
        visible=True,
        full=all(team.full for team in teams),
        spread=all(team.spread for team in teams),
        assumed=spread_together(teams, found.n_team),
    )
    return replace(total, sd=spread(found.sd_team, total, display, least=0.3))


def spread_together(teams: list[Shown], n: int) -> float:
    """Give the spread of all teams together, from their displayed means."""
    middle = sum(team.n * bound(team.mean or 0.0) for team in teams) / n
    within = sum((team.n - 1) * team.assumed**2 for team in teams)
    between = sum(team.n * (bound(team.mean or 0.0) - middle) ** 2 for team in teams)
    return math.sqrt((within + between) / max(n - 1, 1))


def _written(
    found: Comparison, pair: list[Shown], display: Display, *, detailed: bool
) -> dict[str, Any]:
    one, other = pair
    written: dict[str, Any] = {
        "n_leadership": found.n_leadership,
        "n_team": found.n_team,
        **dict.fromkeys(FIGURES),
        "verdict": "not_shown",
        "pattern": "not_shown",
    }
    written["mean_leadership"], written["mean_team"] = one.mean, other.mean
    written["sd_leadership"], written["sd_team"] = one.sd, other.sd
    if found.verdict == "not_shown" or not (one.visible and other.visible):
        return written
    written["verdict"], written["pattern"] = found.verdict, found.pattern
    written["direction"], written["strength"] = found.direction, found.strength
    written["difference"] = minus(one.mean, other.mean)
    if "P5" not in display.on:
        written["difference"] = _hundredth(found.difference)
    written["reason"] = _reason(found, pair, display)
    if not (one.declared or other.declared):
        written |= _detail(found, pair, display) if detailed else {}
        written["effect"] = effect(found)
        written["answers_needed"] = needed(found, detailed=detailed)
        if not detailed:
            written["ci95"] = wide_interval(found, pair, written["difference"], display)
    written["note"] = contradiction(written, display)
    return written


def _reason(found: Comparison, pair: list[Shown], display: Display) -> str | None:
    """Withhold the reason where it would say that a hidden group is divided."""
    if any(cell.declared or hides_division(cell, display) for cell in pair):
        return None
    return found.reason


def _detail(found: Comparison, pair: list[Shown], display: Display) -> dict[str, Any]:
    """Write what P5 allows from 10 people on both sides on."""
    if "P5" not in display.on:
        intervals = {
            name: [nearest(end, 0.01) for end in value] if value else None
            for name, value in (("ci95", found.ci95), ("ci90", found.ci90))
        }
    else:
        intervals = {
            "ci95": narrow_interval(pair, 0.95, display),
            "ci90": narrow_interval(pair, 0.90, display),
        }
    theta = _hundredth(found.theta)
    return {
        **intervals,
        "theta": theta,
        "cliffs_delta": None if theta is None else nearest(2 * theta - 1, 0.01),
        "p_value": two_digits(found.p_value),
        "p_adjusted": level(found.p_adjusted),
        "p_holm": level(found.p_holm),
    }


def _tested(diagnosis: Diagnosis) -> int:
    """Count the family as far as the verdicts tell it."""
    return sum(
        found.verdict not in ("not_shown", "not_testable")
        for found in diagnosis.comparisons
    )


def _possible(found: Comparison, family: int, display: Display) -> bool:
    """Tell whether so few people could show a single gap at all.

    By numbers of people alone: the exact answer depends on their ties.
    """
    leaders, members, alpha = found.n_leadership, found.n_team, display.rules.alpha
    # There are more relabellings than pairs; counting those of a million people
    # would take seconds.
    if leaders * members * alpha >= max(family, 1):
        return True
    return max(family, 1) / math.comb(leaders + members, members) <= alpha


def _hundredth(value: float | None) -> float | None:
    return None if value is None else nearest(value, 0.01)
