"""Groups without spread, apart, tied, tiny and huge have figures all the same."""

import dataclasses
import math

import pytest

from tests.stats.companies import on_five


@pytest.mark.parametrize(
    ("sizes", "permuted"),
    [((49, 50), True), ((50, 49), True), ((50, 50), False), ((50, 90), False)],
)
def test_from_fifty_on_both_sides_welch_stands_alone(sizes, permuted):
    x, y = ([n - 9, 3, 6, 0, 0] for n in sizes)

    found = on_five(x, y)

    assert (found.p_permutation is not None) == permuted
    assert (found.p_minimum is not None) == permuted
    if not permuted:
        assert found.p_value == found.p_adjusted == found.p_welch


# R: 2 * pt(-abs(T), df) of Brunner-Munzel for 40,3,6,1,0 against 41,3,6,0,0, by the
# formulas of docs/methods.md.
def test_from_fifty_on_both_sides_brunner_munzel_is_not_permuted():
    found = on_five([40, 3, 6, 1, 0], [41, 3, 6, 0, 0])

    assert found.p_brunner_munzel == pytest.approx(0.7675912201249, rel=1e-9)


def test_large_groups_without_spread_are_still_told_apart_by_relabelling():
    found = on_five([60, 0, 0, 0, 0], [0, 0, 70, 0, 0])

    assert (found.t_welch, found.df_welch, found.p_welch) == (None, None, None)
    assert found.p_brunner_munzel is None
    # By hand: one of C(130, 60) relabellings.
    assert found.p_value == pytest.approx(1 / math.comb(130, 60), rel=1e-9)
    assert found.p_minimum == found.p_permutation
    assert found.verdict == "gap"


def test_a_hundred_thousand_who_all_agree_against_as_many_are_told_apart():
    n = 100_000
    found = on_five([n, 0, 0, 0, 0], [0, n, 0, 0, 0])

    # More tables than are listed: 1/(9,999 + 1).
    assert found.p_value == found.p_minimum == 1e-4
    assert found.verdict == "gap"


def test_an_exact_p_too_small_for_a_float_is_not_nothing():
    found = on_five([20_000, 0, 0, 0, 0], [0, 20_000, 0, 0, 0])

    assert found.p_value == found.p_minimum == 1e-300


@pytest.mark.parametrize(
    ("x", "y", "verdict"),
    [
        pytest.param([30, 30], [3, 3], "aligned", id="30 against 30"),
        pytest.param([3, 5], [3, 3], "not_testable", id="3 against 5"),
        pytest.param([60, 70], [3, 3], "aligned", id="60 against 70"),
    ],
)
def test_when_all_say_the_same_the_interval_still_has_a_width(x, y, verdict):
    leaders, team = [[0, 0, n, 0, 0] for n in x]

    found = on_five(leaders, team)

    assert (found.difference, found.p_value, found.p_minimum) == (0, 1, 1)
    assert found.theta == 0.5
    assert found.ci95[0] < 0 < found.ci95[1]
    assert found.t_welch == 0
    assert found.verdict == verdict
    assert found.p_adjusted == found.p_holm == 1


def test_when_all_but_one_say_the_same_nothing_can_be_shown():
    found = on_five([0, 0, 9, 1, 0], [0, 0, 12, 0, 0])

    # By hand: the one person sits in a group of ten or of twelve, and |T| is 1 always.
    assert found.p_minimum == 1
    assert found.p_adjusted == found.p_value == 1


def test_groups_entirely_apart_have_a_p_and_both_intervals():
    found = on_five([0, 0, 0, 2, 2], [1, 2, 3, 0, 0])

    # By hand: of C(10, 4) = 210 relabellings only this one is so far apart.
    assert found.p_brunner_munzel == pytest.approx(1 / 210)
    assert found.theta == 1
    assert found.theta_ci95 == pytest.approx((0.2831264195178, 1))


@pytest.mark.parametrize("sizes", [(1, 9), (9, 1), (0, 5), (5, 0), (0, 0), (1, 1)])
def test_fewer_than_two_on_a_side_are_not_testable(sizes):
    leaders, team = [[0, n, 0, 0, 0] for n in sizes]

    found = on_five(leaders, team)

    assert found.verdict == found.pattern == "not_testable"
    assert (found.n_leadership, found.n_team) == sizes
    assert found.mean_leadership == (2 if sizes[0] else None)
    assert found.sd_team == (0 if sizes[1] > 1 else None)
    given_anyway = {
        "n_leadership", "n_team", "mean_leadership", "mean_team", "sd_leadership",
        "sd_team", "verdict", "pattern", "opposite_items",
    }  # fmt: skip
    for field in dataclasses.fields(found):
        if field.name not in given_anyway:
            assert getattr(found, field.name) is None
