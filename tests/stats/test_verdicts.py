"""Each verdict at its boundary, in the order in which they are asked."""

from dataclasses import replace
from typing import Any

import pytest

from diagnostic.rules import Rules
from diagnostic.stats import verdicts
from diagnostic.stats.findings import Comparison
from diagnostic.stats.verdicts import Sides, judge

RULES = Rules()
FIVE = Sides(scale=1, strong=3.5)

# Figures that fit no verdict but 'inconclusive'; each case changes what it is about.
OPEN = Comparison(
    n_leadership=8,
    n_team=8,
    mean_leadership=4.0,
    mean_team=3.6,
    sd_leadership=0.8,
    sd_team=0.8,
    difference=0.4,
    ci95=(-0.5, 1.3),
    ci90=(-0.4, 1.2),
    theta=0.6,
    p_value=0.2,
    p_minimum=0.001,
    p_adjusted=0.2,
    p_holm=0.3,
)


def judged(sides=FIVE, rules=RULES, **figures) -> Any:
    return judge(replace(OPEN, **figures), rules, sides)


GAP = {"difference": 0.5, "p_adjusted": 0.05, "p_holm": 0.05, "ci90": (0.1, 0.9)}
CLOSE = {"difference": 0.1, "ci90": (-0.3, 0.5)}
CLOSER = {"difference": 0.1, "ci90": (-0.05, 0.25), "p_adjusted": 0.05}


@pytest.mark.parametrize(
    ("figures", "verdict", "reason"),
    [
        pytest.param({}, "inconclusive", "answers", id="nothing shown"),
        pytest.param(GAP, "gap", None, id="exactly 0.5 at exactly .05"),
        pytest.param(GAP | {"difference": 0.5 - 1e-10}, "gap", None, id="rounded 0.5"),
        pytest.param(GAP | {"difference": 0.4999}, "slight", None, id="below 0.5"),
        pytest.param(
            GAP | {"difference": -0.5, "theta": 0.4}, "gap", None, id="team higher"
        ),
        pytest.param(GAP | {"p_adjusted": 0.0501}, "inconclusive", "answers", id="p"),
        pytest.param(GAP | {"p_cautious": 0.04}, "gap", None, id="cautiously, too"),
        pytest.param(
            GAP | {"p_cautious": 0.0401}, "inconclusive", "answers", id="not cautiously"
        ),
        pytest.param(
            GAP | {"p_cautious": 0.0401, "n_leadership": 10, "n_team": 10},
            "gap",
            None,
            id="ten need no caution",
        ),
        pytest.param(GAP | {"theta": 0.5}, "inconclusive", "shape", id="theta at half"),
        pytest.param(GAP | {"theta": 0.4}, "inconclusive", "shape", id="theta below"),
        pytest.param(
            GAP | {"difference": 0.0}, "inconclusive", "shape", id="no difference"
        ),
        pytest.param(CLOSE, "aligned", None, id="interval ends at 0.5"),
        pytest.param(
            CLOSE | {"ci90": (-0.5, 0.3)}, "aligned", None, id="starts at -0.5"
        ),
        pytest.param(
            CLOSE | {"ci90": (-0.3, 0.5001)}, "inconclusive", "answers", id="beyond 0.5"
        ),
        pytest.param(
            CLOSE | {"ci90": (-0.5001, 0.3)}, "inconclusive", "answers", id="below -0.5"
        ),
        pytest.param(
            CLOSE | {"n_leadership": 7}, "inconclusive", "answers", id="7 leaders"
        ),
        pytest.param(CLOSE | {"n_team": 7}, "inconclusive", "answers", id="team of 7"),
        pytest.param(CLOSER, "aligned", None, id="shown, and inside 0.25"),
        pytest.param(
            CLOSER | {"ci90": (-0.05, 0.26)}, "slight", None, id="shown, beyond 0.25"
        ),
        pytest.param(
            CLOSER | {"p_adjusted": 0.0501, "ci90": (-0.05, 0.26)},
            "aligned",
            None,
            id="not shown, beyond 0.25",
        ),
        pytest.param(
            CLOSER | {"theta": 0.4}, "aligned", None, id="shown, inside 0.25, opposite"
        ),
        pytest.param(
            CLOSER | {"theta": 0.4, "ci90": (-0.05, 0.26)},
            "inconclusive",
            "shape",
            id="shown, beyond 0.25, opposite",
        ),
        pytest.param(
            CLOSER | {"n_team": 7}, "slight", None, id="shown, too few to align"
        ),
        pytest.param({"p_minimum": 0.05}, "inconclusive", "answers", id="p_min at .05"),
        pytest.param(
            {"p_minimum": 0.05 + 1e-12}, "inconclusive", "answers", id="p_min rounded"
        ),
        pytest.param(
            {"p_minimum": 0.0501, "p_adjusted": None, "p_holm": None},
            "not_testable",
            None,
            id="p_min beyond",
        ),
        pytest.param(
            CLOSE | {"p_minimum": 1.0, "p_adjusted": None, "p_holm": None},
            "aligned",
            None,
            id="aligned before not testable",
        ),
        pytest.param({"p_minimum": None}, "inconclusive", "answers", id="large groups"),
        pytest.param(
            {"difference": None, "p_value": None, "p_adjusted": None},
            "not_testable",
            None,
            id="fewer than two",
        ),
    ],
)
def test_verdict(figures, verdict, reason):
    found = judged(**figures)

    assert (found.verdict, found.reason) == (verdict, reason)


@pytest.mark.parametrize("side", ["leadership", "team"])
@pytest.mark.parametrize(
    ("answered", "invited", "verdict"),
    [
        (49, 100, "inconclusive"),
        (50, 100, "aligned"),
        (8, 17, "inconclusive"),
        (8, 16, "aligned"),
        (8, None, "aligned"),
        (9, 4, "aligned"),
    ],
)
def test_alignment_needs_half_of_those_invited(side, answered, invited, verdict):
    sides = replace(FIVE, **{f"invited_{side}": invited})

    found = judged(sides, **CLOSE | {f"n_{side}": answered})

    assert found.verdict == verdict


@pytest.mark.parametrize(
    ("figures", "verdict", "reason"),
    [
        pytest.param(CLOSE, "inconclusive", "divided", id="averages agree"),
        pytest.param({}, "inconclusive", "answers", id="averages open"),
        pytest.param(GAP, "gap", None, id="a gap all the same"),
        pytest.param(CLOSER, "slight", None, id="a small difference all the same"),
        pytest.param(
            CLOSER | {"theta": 0.4}, "inconclusive", "shape", id="shape comes first"
        ),
        pytest.param(
            CLOSE | {"p_minimum": 0.2, "p_adjusted": None, "p_holm": None},
            "not_testable",
            None,
            id="nothing could be shown",
        ),
    ],
)
def test_a_divided_side_is_never_aligned(figures, verdict, reason):
    found = judged(replace(FIVE, divided=True), **figures)

    assert (found.verdict, found.reason) == (verdict, reason)


@pytest.mark.parametrize(
    ("figures", "pattern", "direction", "strength"),
    [
        (GAP, "gap_leadership_higher", "leadership_higher", "strong"),
        (
            GAP | {"p_holm": 0.0501},
            "gap_leadership_higher",
            "leadership_higher",
            "notable",
        ),
        (
            GAP | {"difference": -0.5, "theta": 0.4},
            "gap_team_higher",
            "team_higher",
            "strong",
        ),
        (GAP | {"difference": 0.3}, "slight", "leadership_higher", None),
        (GAP | {"difference": -0.3, "theta": 0.4}, "slight", "team_higher", None),
        ({}, "too_close", None, None),
        (GAP | {"theta": 0.4}, "too_close", None, None),
        ({"p_minimum": 0.3}, "not_testable", None, None),
        (CLOSE | {"mean_team": 3.5}, "aligned_strong", None, None),
        (CLOSE | {"mean_team": 3.5 - 1e-10}, "aligned_strong", None, None),
        (CLOSE | {"mean_team": 3.4999}, "aligned_weak", None, None),
        (CLOSE | {"mean_leadership": 3.5}, "aligned_strong", None, None),
        (CLOSE | {"mean_leadership": 3.4999}, "aligned_weak", None, None),
    ],
)
def test_pattern_direction_and_strength(figures, pattern, direction, strength):
    found = judged(**figures)

    assert (found.pattern, found.direction) == (pattern, direction)
    assert found.strength == strength


# By hand: 0.5 and 0.25 points of a range of 4 are 0.75 and 0.375 of 6, 1.25 and 0.625
# of 10, 0.125 and 0.0625 of 1.
@pytest.mark.parametrize(("range_", "notable"), [(6, 0.75), (10, 1.25), (1, 0.125)])
def test_thresholds_in_points_grow_with_the_range(range_, notable):
    sides = Sides(scale=range_ / 4, strong=1 + 0.625 * range_)
    gap = GAP | {"ci90": (0.1, 5.0)}
    least = gap | {"difference": notable}
    just: dict[str, Any] = {"difference": 0.01, "ci90": (-notable, notable)}
    shown = {"difference": 0.01, "ci90": (0.001, notable / 2), "p_adjusted": 0.01}

    assert judged(sides, **least).verdict == "gap"
    assert judged(sides, **least | {"difference": 0.99 * notable}).verdict == "slight"
    assert judged(sides, **just).verdict == "aligned"
    assert (
        judged(sides, **just | {"ci90": (0, 1.01 * notable)}).verdict == "inconclusive"
    )
    assert judged(sides, **shown).verdict == "aligned"
    assert judged(sides, **shown | {"ci90": (0, 0.51 * notable)}).verdict == "slight"


def test_a_flag_follows_the_false_discovery_rate_and_strength_follows_alpha():
    wide = Rules(fdr=0.1)
    figures = GAP | {"p_adjusted": 0.08, "p_holm": 0.08}

    assert judged(rules=RULES, **figures).verdict == "inconclusive"
    assert judged(rules=wide, **figures).verdict == "gap"
    assert judged(rules=wide, **figures).strength == "notable"


@pytest.mark.parametrize(
    ("p_value", "p_minimum", "expected"),
    [
        (None, None, False),
        (0.2, None, True),
        (0.2, 0.05, True),
        (0.2, 0.05 + 1e-12, True),
        (0.2, 0.0501, False),
    ],
)
def test_what_could_never_be_shown_is_not_tested(p_value, p_minimum, expected):
    found = Comparison(p_value=p_value, p_minimum=p_minimum)

    assert verdicts.testable(found, RULES) is expected


def test_what_was_not_compared_has_no_direction():
    assert not verdicts.same_direction(Comparison())


@pytest.mark.parametrize("reason", ["shape", "divided"])
def test_answers_are_not_what_is_missing_where_shape_or_division_is(reason):
    divided = replace(FIVE, divided=True)
    found = (
        judged(divided, **CLOSE) if reason == "divided" else judged(**GAP, theta=0.4)
    )

    assert found.reason == reason
    assert found.answers_needed is None
