"""The direction of a gap: a weighted line through four waves or more."""

from typing import Any

import pytest

from diagnostic.rules import Rules
from diagnostic.stats.trends import trends
from diagnostic.tally import tally_sheets
from tests.stats.companies import one_item_each, questionnaire

RULES = Rules()
WAVES = [
    ([5, 4, 4, 5, 4, 3], [4, 4, 3, 4, 3, 4, 3, 5]),
    ([5, 5, 4, 5, 4, 4], [4, 3, 3, 4, 3, 4, 3, 4]),
    ([5, 5, 4, 5, 5, 4], [3, 3, 3, 4, 3, 3, 3, 4]),
    ([5, 5, 5, 5, 5, 4], [3, 3, 2, 3, 3, 3, 2, 3]),
]


def waves(pairs, points=5):
    return [
        one_item_each(
            {"leadership": {"d": top}, "Ops": {"d": team}}, points, wave=f"Q{n}"
        )
        for n, (top, team) in enumerate(pairs, 1)
    ]


def trend(pairs, rules=RULES, points=5) -> Any:
    return trends(waves(pairs, points), rules)


# R: w <- 1 / se2 of each wave; lm(gap ~ x, weights = w);
#    1.96 / sqrt(sum(w * (x - weighted.mean(x, w))^2))
def test_the_slope_agrees_with_r():
    (found,) = trend(WAVES)

    assert (found.team, found.dimension, found.smallest) == ("Ops", "d", 6)
    assert found.waves == ("Q1", "Q2", "Q3", "Q4")
    assert found.slope == pytest.approx(0.5452649184081)
    assert found.ci95 == pytest.approx((0.2659167318712, 0.8246131049450))
    assert found.direction == "widening"


# R: the same with x <- c(1, 2, 4, 5)
def test_a_wave_that_is_missing_leaves_its_place():
    gone: Any = ([], [3] * 8)
    (found,) = trend([*WAVES[:2], gone, *WAVES[2:]])

    assert found.waves == ("Q1", "Q2", "Q4", "Q5")
    assert found.slope == pytest.approx(0.3737666518096)


FLAT = [3] * 20


@pytest.mark.parametrize(
    ("gaps", "direction"),
    [
        pytest.param([0, 1, 1, 2], "widening", id="leadership ever higher"),
        pytest.param([2, 1, 1, 0], "narrowing", id="leadership less and less higher"),
        pytest.param([0, -1, -1, -2], "widening", id="the team ever higher"),
        pytest.param([-2, -1, -1, 0], "narrowing", id="the team less and less higher"),
        pytest.param([1, 1, 1, 1], None, id="no slope"),
        pytest.param([-1, 0, 1, 2], "widening", id="turned, and larger in the end"),
        pytest.param([-2, -1, 0, 1], "narrowing", id="turned, and smaller in the end"),
    ],
)
def test_a_direction_says_whether_the_gap_grows(gaps, direction):
    (found,) = trend([([3 + g] * 20, FLAT) for g in gaps])

    assert found.direction == direction


def test_a_slope_that_could_be_nothing_has_no_direction():
    low, high = ([1, 3, 3, 3, 5], [3] * 5), ([2, 4, 4, 4, 5], [3] * 5)
    (found,) = trend([low, high, low, high])

    assert found.slope > 0 > found.ci95[0]
    assert found.direction is None


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        pytest.param(WAVES[:3], 0, id="three waves"),
        pytest.param(
            [*WAVES[:3], (WAVES[3][0][:4], WAVES[3][1])], 0, id="four leaders"
        ),
        pytest.param(
            [*WAVES[:3], (WAVES[3][0], WAVES[3][1][:4])], 0, id="team of four"
        ),
        pytest.param(WAVES, 1, id="four waves"),
    ],
)
def test_a_trend_needs_four_waves_that_may_be_shown(pairs, expected):
    assert len(trend(pairs)) == expected


def test_waves_without_leadership_do_not_count():
    four = waves(WAVES)
    four[1] = one_item_each({"Ops": {"d": WAVES[1][1]}})

    assert trends(four, RULES) == ()
    assert len(trends(four, Rules(trend_waves=3))) == 1


def test_leadership_may_have_gone_by_another_name():
    four = waves(WAVES)
    four[0] = one_item_each(
        {"Board": {"d": WAVES[0][0]}, "Ops": {"d": WAVES[0][1]}}, leadership="Board"
    )

    assert trends(four, RULES)[0].slope == pytest.approx(0.5452649184081)


def test_waves_that_asked_something_else_do_not_count():
    four = waves(WAVES)
    other = questionnaire({"d": ["d", "e"]})
    four[0] = tally_sheets(other, [("leadership", {"d": 3, "e": 3})] * 9)

    assert trends(four, RULES) == ()


# By hand: with a range of 8 every prior is four times larger; scores twice as far
# apart then have twice the slope and twice the interval.
def test_a_longer_scale_stretches_the_slope():
    wide = [tuple([2 * v - 1 for v in side] for side in pair) for pair in WAVES]
    (found,), (usual,) = trend(wide, points=9), trend(WAVES)

    assert found.slope == pytest.approx(2 * usual.slope)
    assert found.ci95 == pytest.approx([2 * v for v in usual.ci95])
