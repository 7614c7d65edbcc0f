"""Single items: descriptive, and notable only inside a dimension with a gap."""

from dataclasses import replace

import numpy as np

from diagnostic.rules import Rules
from diagnostic.stats.comparison import Spec, measure
from diagnostic.stats.findings import Comparison
from diagnostic.stats.multiplicity import benjamini_hochberg, holm
from diagnostic.stats.verdicts import at_least, same_direction, testable
from diagnostic.tally import Histogram, Tally


def compare_items(
    tally: Tally, rules: Rules, comparisons: tuple[Comparison, ...]
) -> tuple[Comparison, ...]:
    """Compare items; notable ones only inside dimensions with a gap.

    Args:
        tally: whole cells.
        rules: the thresholds.
        comparisons: of the dimensions, judged.

    Source: Benjamini & Bogomolov, Journal of the Royal Statistical Society B 76
    (2014) 297-318: level q·R/m inside R of m families.
    """
    spec = Spec(rules, "item", tally.questionnaire.scale.range)
    gaps = sum(found.verdict == "gap" for found in comparisons)
    family = sum(testable(found, rules) for found in comparisons)
    result: list[Comparison] = []
    for parent in comparisons:
        inside = _items_inside(tally, parent, spec)
        if parent.verdict == "gap":
            inside = _notable(inside, spec, rules.fdr * gaps / family)
        result.extend(inside)
    return tuple(result)


def with_opposite_items(
    comparisons: tuple[Comparison, ...], items: tuple[Comparison, ...], margin: float
) -> tuple[Comparison, ...]:
    """Say where items of one dimension point in opposite directions.

    Args:
        comparisons: of the dimensions.
        items: of the items.
        margin: smallest difference that counts as pointing, in points.
    """
    marked = []
    for parent in comparisons:
        inside = [
            found
            for found in items
            if (found.team, found.dimension) == (parent.team, parent.dimension)
        ]
        below = [f for f in inside if at_least(-(f.difference or 0.0), margin)]
        above = [f for f in inside if at_least(f.difference or 0.0, margin)]
        names = tuple(f.item or "" for f in (*below, *above)) if below and above else ()
        marked.append(replace(parent, opposite_items=names))
    return tuple(marked)


def _items_inside(tally: Tally, parent: Comparison, spec: Spec) -> list[Comparison]:
    team, dimension, leader = parent.team, parent.dimension, tally.leadership
    if team is None or dimension is None or leader is None:
        return []
    codes = np.arange(1, tally.questionnaire.scale.points + 1)
    found = []
    for item in tally.questionnaire.items_of(dimension):
        leaders = Histogram(codes, 1, tally.items[leader, item.id])
        members = Histogram(codes, 1, tally.items[team, item.id])
        if spec.rules.may_show(leaders.n, leadership=True) and spec.rules.may_show(
            members.n, leadership=False
        ):
            one = measure(leaders, members, spec)
            found.append(replace(one, dimension=dimension, team=team, item=item.id))
    return found


def _notable(inside: list[Comparison], spec: Spec, level: float) -> list[Comparison]:
    members = [i for i, found in enumerate(inside) if testable(found, spec.rules)]
    p = [inside[i].p_value or 0.0 for i in members]
    least = spec.rules.item_notable * spec.scale
    for i, adjusted, strict in zip(
        members, benjamini_hochberg(p), holm(p), strict=True
    ):
        found = replace(inside[i], p_adjusted=float(adjusted), p_holm=float(strict))
        size = found.difference or 0.0
        if (
            at_least(level, float(adjusted))
            and at_least(abs(size), least)
            and same_direction(found)
        ):
            found = replace(
                found,
                verdict="gap",
                direction="leadership_higher" if size > 0 else "team_higher",
                strength="strong" if at_least(level, float(strict)) else "notable",
            )
        inside[i] = found
    return inside
