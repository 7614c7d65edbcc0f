"""Blind spots: leadership did not know what the team would answer."""

import pytest

from diagnostic.rules import Rules
from diagnostic.stats.family import compare_teams
from diagnostic.stats.predictions import blind_spots
from tests.stats.companies import one_item_each

LEADERS = [5, 5, 4, 5, 4, 5]
TEAM = [2, 3, 2, 3, 3, 2, 4, 3, 2, 3, 2, 3]
PREDICTED = [4, 4, 5, 4, 4, 3]


def spots(leaders, team, predicted, points=5, rules=None):
    rules = rules or Rules()
    tally = one_item_each(
        {"leadership": {"d": leaders}, "Ops": {"d": team}},
        points,
        predictions={("Ops", "d"): predicted},
    )
    return blind_spots(tally, rules, compare_teams(tally, rules, {}))


# R: a <- ((n - 1) * var + .5) / n^2 of predictions and team; d +- qt(.975, df) * se
def test_the_error_of_a_prediction_agrees_with_r():
    (found,) = spots(LEADERS, TEAM, PREDICTED)

    assert (found.team, found.dimension, found.n) == ("Ops", "d", 6)
    assert found.predicted == 4
    assert found.actual == pytest.approx(8 / 3)
    assert found.difference == pytest.approx(4 / 3)
    assert found.ci95 == pytest.approx((0.612667419144579, 2.053999247522088))
    assert found.blind is True


@pytest.mark.parametrize(
    ("leaders", "team", "predicted", "blind"),
    [
        pytest.param(LEADERS, TEAM, [3, 3, 3, 2, 3, 2], False, id="they knew"),
        pytest.param(LEADERS, TEAM, [1] * 6, False, id="against the gap"),
        pytest.param([3] * 6, TEAM, [5] * 6, False, id="no gap"),
        pytest.param(TEAM[:6], [5] * 9, [1] * 6, True, id="the team is higher"),
        pytest.param([5] * 6, [2] * 40, [3, 3, 2, 2, 2, 3], False, id="0.5, few"),
        pytest.param([5] * 60, [2] * 60, [3] * 30 + [2] * 30, True, id="0.5, many"),
        pytest.param([5] * 60, [2] * 60, [3] * 29 + [2] * 31, False, id="below 0.5"),
    ],
)
def test_a_blind_spot_is_a_large_error_in_the_direction_of_a_gap(
    leaders, team, predicted, blind
):
    (found,) = spots(leaders, team, predicted)

    assert found.blind is blind


@pytest.mark.parametrize(("predicted", "blind"), [(3, True), (2, False)])
def test_the_least_error_grows_with_the_range(predicted, blind):
    # By hand: 1.25 of eleven points; predictions of 3 and 4 are 1.5 off, 3 and 2 0.5.
    (found,) = spots([10] * 60, [2] * 60, [predicted, predicted + 1] * 30, points=11)

    assert found.blind is blind


@pytest.mark.parametrize(
    ("leaders", "team", "predicted", "shown"),
    [
        pytest.param(LEADERS, TEAM[:4], PREDICTED, (4, None), id="a team of 4"),
        pytest.param(LEADERS, TEAM, [4, 4, 4, 4], (None, 8 / 3), id="4 predictions"),
        pytest.param(LEADERS, TEAM[:4], [4], (None, None), id="both"),
    ],
)
def test_too_few_predictions_or_answers_are_not_shown(leaders, team, predicted, shown):
    (found,) = spots(leaders, team, predicted)

    assert (found.predicted, found.actual) == pytest.approx(shown)
    assert (found.difference, found.ci95, found.blind) == (None, None, None)


def test_a_declared_leadership_of_three_predicts_in_the_exact_diagnosis():
    declared = Rules(small_leadership="declared")
    (found,) = spots([5] * 3, TEAM, [4] * 3, rules=declared)

    assert found.predicted == 4
    assert found.ci95 is not None


def test_nothing_is_said_where_nobody_was_asked_to_predict():
    tally = one_item_each({"leadership": {"d": LEADERS}, "Ops": {"d": TEAM}})

    assert blind_spots(tally, Rules(), compare_teams(tally, Rules(), {})) == ()
