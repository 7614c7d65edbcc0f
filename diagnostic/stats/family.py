"""The comparisons of one wave: which are tested together, and what comes of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from diagnostic.rules import Rules
from diagnostic.stats.agreement import divided
from diagnostic.stats.comparison import Spec, alone, measure
from diagnostic.stats.findings import Comparison
from diagnostic.stats.multiplicity import benjamini_hochberg, holm
from diagnostic.stats.verdicts import Sides, at_least, guarded, judge, shown, testable
from diagnostic.tally import Histogram, Tally


def score_spec(tally: Tally, rules: Rules) -> Spec:
    """Give the thresholds for this tally's dimension scores."""
    return Spec(rules, "score", tally.questionnaire.scale.range)


def compare_teams(
    tally: Tally, rules: Rules, invited: Mapping[str, int]
) -> tuple[Comparison, ...]:
    """Compare leadership with every team in every dimension, as one family.

    Args:
        tally: whole cells, as counted from answers.
        rules: the thresholds.
        invited: people invited per group, where known.
    """
    measured = [
        _measure(tally, team, dimension.key, rules)
        for team in tally.teams
        for dimension in tally.questionnaire.dimensions
    ]
    family = sum(testable(found, rules) for found in measured)
    return tuple(
        _judged(found, tally, rules, invited, family)
        for found in _adjusted(measured, rules)
    )


def standing(totals: Sequence[Comparison], rules: Rules) -> frozenset[str]:
    """Give the dimensions whose total shows a gap with all totals as one family.

    A total is tested by itself. What is said of it before anything else, though, is
    chosen among the totals of all dimensions.

    Args:
        totals: of one wave, those that may be shown.
        rules: the thresholds.
    """
    return frozenset(
        found.dimension or ""
        for found in _adjusted(totals, rules)
        if found.verdict == "gap" and shown(found, rules)
    )


def _adjusted(measured: Sequence[Comparison], rules: Rules) -> list[Comparison]:
    """Adjust the p-values of those that can be tested, as one family."""
    found = list(measured)
    members = [i for i, one in enumerate(found) if testable(one, rules)]
    p = [found[i].p_value or 0.0 for i in members]
    held = [guarded(found[i], rules) or 0.0 for i in members]
    for i, adjusted, strict, cautious in zip(
        members, benjamini_hochberg(p), holm(p), benjamini_hochberg(held), strict=True
    ):
        found[i] = replace(
            found[i],
            p_adjusted=float(adjusted),
            p_holm=float(strict),
            p_cautious=float(cautious),
        )
    return found


def compare_everybody(
    tally: Tally, rules: Rules, invited: Mapping[str, int]
) -> tuple[Comparison, ...]:
    """Compare leadership with everybody in every team, each its own family."""
    known = [invited.get(team) for team in tally.teams]
    everybody = sum(n or 0 for n in known) if known and None not in known else None
    found = []
    for dimension in tally.questionnaire.dimensions:
        cells = [_histogram(tally, team, dimension.key) for team in tally.teams]
        if not cells:
            continue
        total = replace(cells[0], counts=np.sum([c.counts for c in cells], axis=0))
        one = _compare_cells(tally, None, dimension.key, total, rules)
        if one.p_value is not None:
            one = alone(one, rules)
        sides = _sides(tally, rules, invited, dimension.key, total, everybody)
        found.append(_conclude(one, rules, sides, family=1))
    return tuple(found)


def _measure(tally: Tally, team: str, dimension: str, rules: Rules) -> Comparison:
    cell = _histogram(tally, team, dimension)
    return _compare_cells(tally, team, dimension, cell, rules)


def _compare_cells(
    tally: Tally, team: str | None, dimension: str, cell: Histogram, rules: Rules
) -> Comparison:
    """Compare a cell with leadership's if both may be shown (P1 and P6)."""
    leader = tally.leadership
    leaders = (
        _histogram(tally, leader, dimension)
        if leader is not None
        else replace(cell, counts=np.zeros_like(cell.counts))
    )
    found = measure(leaders, cell, score_spec(tally, rules))
    found = replace(found, team=team, dimension=dimension)
    seen = rules.may_show(leaders.n, leadership=True)
    seen_team = rules.may_show(cell.n, leadership=False)
    if seen and seen_team:
        return found
    return Comparison(
        dimension=dimension,
        team=team,
        n_leadership=found.n_leadership,
        n_team=found.n_team,
        mean_leadership=found.mean_leadership if seen else None,
        sd_leadership=found.sd_leadership if seen else None,
        mean_team=found.mean_team if seen_team else None,
        sd_team=found.sd_team if seen_team else None,
        verdict="not_shown",
        pattern="not_shown",
    )


def _judged(
    found: Comparison,
    tally: Tally,
    rules: Rules,
    invited: Mapping[str, int],
    family: int,
) -> Comparison:
    team, dimension = found.team or "", found.dimension or ""
    cell = _histogram(tally, team, dimension)
    sides = _sides(tally, rules, invited, dimension, cell, invited.get(team))
    return _conclude(found, rules, sides, family)


def _conclude(found: Comparison, rules: Rules, sides: Sides, family: int) -> Comparison:
    if found.verdict == "not_shown":
        return found
    possible = testable(found, rules) and (
        found.p_minimum is None or at_least(rules.alpha, found.p_minimum * family)
    )
    return replace(judge(found, rules, sides), gap_possible=possible)


def _sides(
    tally: Tally,
    rules: Rules,
    invited: Mapping[str, int],
    dimension: str,
    team: Histogram,
    invited_team: int | None,
) -> Sides:
    leader = tally.leadership
    scale = tally.questionnaire.scale.range / 4
    cells = [team]
    if leader is not None:
        cells.append(_histogram(tally, leader, dimension))
    return Sides(
        scale=scale,
        strong=1 + rules.strong * tally.questionnaire.scale.range,
        invited_leadership=invited.get(leader) if leader is not None else None,
        invited_team=invited_team,
        divided=any(divided(cell, rules, scale) for cell in cells),
    )


def _histogram(tally: Tally, group: str, dimension: str) -> Histogram:
    cell = tally.scores[group, dimension]
    if not isinstance(cell, Histogram):
        raise TypeError(f"only moments are kept of {group}, {dimension}")
    return cell
