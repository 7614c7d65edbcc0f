"""From figures to verdicts, in the order that keeps a false alarm rare."""

from dataclasses import dataclass, replace

from diagnostic.rules import Rules
from diagnostic.stats.findings import (
    Comparison,
    Direction,
    Interval,
    Needed,
    Pattern,
    Reason,
    Verdict,
)
from diagnostic.stats.precision import answers_needed, tipping_point

TOLERANCE = 1e-9
"""A difference of exactly 0.5 is common and counts as 0.5."""


@dataclass(frozen=True)
class Sides:
    """What a verdict needs to know beyond the figures.

    Args:
        scale: points of this scale to a point of a scale from 1 to 5.
        strong: mean from which a side counts as strong, in points.
        invited_leadership: leaders invited, or None.
        invited_team: team members invited, or None.
        divided: whether either side is divided.
    """

    scale: float
    strong: float
    invited_leadership: int | None = None
    invited_team: int | None = None
    divided: bool = False


def at_least(value: float, bound: float) -> bool:
    """Tell whether a value reaches a bound, rounding errors forgiven."""
    return value >= bound - TOLERANCE


def same_direction(found: Comparison) -> bool:
    """Tell whether the means and theta point the same way."""
    if found.difference is None or found.theta is None:
        return False
    return found.difference * (found.theta - 0.5) > 0


def inside(interval: Interval | None, margin: float) -> bool:
    """Tell whether an interval lies within ±margin."""
    return interval is not None and at_least(
        margin, max(abs(interval[0]), abs(interval[1]))
    )


def shown(found: Comparison, rules: Rules) -> bool:
    """Tell whether a difference is shown, large or small."""
    if found.p_adjusted is None or not at_least(rules.fdr, found.p_adjusted):
        return False
    if min(found.n_leadership, found.n_team) >= rules.full_people:
        return True
    return found.p_cautious is None or at_least(rules.cautious, found.p_cautious)


def guarded(found: Comparison, rules: Rules) -> float | None:
    """Give the p that a small comparison is held to besides ``p_value``.

    A few leaders who happen to agree seem to know exactly what they do not: the same
    few stand in every comparison of a wave, and all of them are false together. Where
    a side has fewer than ``rules.full_people``, the regularised interval, which no
    chance agreement narrows to nothing, must exclude 0 as clearly.

    Source: docs/methods.md, 'Few people'.
    """
    if found.p_value is None or found.p_regularised is None:
        return found.p_value
    if min(found.n_leadership, found.n_team) >= rules.full_people:
        return found.p_value
    return max(found.p_value, found.p_regularised)


def testable(found: Comparison, rules: Rules) -> bool:
    """Tell whether a comparison is tested: shown, and able to show anything."""
    if found.p_value is None:
        return False
    return found.p_minimum is None or at_least(rules.alpha, found.p_minimum)


def judge(found: Comparison, rules: Rules, sides: Sides) -> Comparison:
    """Add verdict, reason, direction, strength, pattern and what would settle it.

    Args:
        found: a comparison that may be shown, with its adjusted p-values.
        rules: the thresholds.
        sides: the scale and what is known about both sides.
    """
    verdict = _verdict(found, rules, sides)
    reason = _reason(found, rules, sides) if verdict == "inconclusive" else None
    direction = _direction(found) if verdict in ("gap", "slight") else None
    strong = found.p_holm is not None and at_least(rules.alpha, found.p_holm)
    needed = None
    if reason == "answers":
        needed = _needed(found, rules, sides)
    return replace(
        found,
        verdict=verdict,
        reason=reason,
        direction=direction,
        strength=("strong" if strong else "notable") if verdict == "gap" else None,
        pattern=_pattern(found, verdict, direction, sides),
        answers_needed=needed,
        tipping_point=tipping_point(found, sides.invited_team),
    )


def _verdict(found: Comparison, rules: Rules, sides: Sides) -> Verdict:
    if found.difference is None:
        return "not_testable"
    proven, agree = shown(found, rules), same_direction(found)
    notable = at_least(abs(found.difference), rules.notable * sides.scale)
    if proven and agree and notable:
        return "gap"
    if _aligned(found, rules, sides, proven=proven):
        return "aligned"
    if proven and agree:
        return "slight"
    return "inconclusive" if testable(found, rules) else "not_testable"


def _aligned(found: Comparison, rules: Rules, sides: Sides, *, proven: bool) -> bool:
    margin = rules.margin_if_shown if proven else rules.margin
    return (
        inside(found.ci90, margin * sides.scale)
        and min(found.n_leadership, found.n_team) >= rules.aligned_people
        and not _few_answered(found, rules, sides)
        and not sides.divided
    )


def _few_answered(found: Comparison, rules: Rules, sides: Sides) -> bool:
    """Tell whether either side is known to have answered by less than half."""
    pairs = (
        (found.n_leadership, sides.invited_leadership),
        (found.n_team, sides.invited_team),
    )
    return any(
        invited is not None and n < rules.aligned_participation * invited
        for n, invited in pairs
    )


def _reason(found: Comparison, rules: Rules, sides: Sides) -> Reason:
    if shown(found, rules):
        return "shape"
    if sides.divided and inside(found.ci90, rules.margin * sides.scale):
        return "divided"
    return "answers"


def _direction(found: Comparison) -> Direction:
    higher = found.difference is not None and found.difference > 0
    return "leadership_higher" if higher else "team_higher"


def _pattern(
    found: Comparison, verdict: Verdict, direction: Direction | None, sides: Sides
) -> Pattern:
    match verdict:
        case "gap":
            if direction == "leadership_higher":
                return "gap_leadership_higher"
            return "gap_team_higher"
        case "aligned":
            means = (found.mean_leadership or 0.0, found.mean_team or 0.0)
            strong = at_least(min(means), sides.strong)
            return "aligned_strong" if strong else "aligned_weak"
        case "inconclusive":
            return "too_close"
        case _:
            return verdict


def _needed(found: Comparison, rules: Rules, sides: Sides) -> Needed | None:
    return answers_needed(
        found,
        rules,
        scale=sides.scale,
        invited_leadership=sides.invited_leadership,
        invited_team=sides.invited_team,
    )
