"""Agreement and reliability, against R's multilevel, base R and counts by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnostic.rules import Rules
from diagnostic.stats.agreement import (
    agreement,
    alpha,
    divided,
    item_deviation,
    mean_absolute_deviation,
    r_wg,
    reliability,
)
from diagnostic.tally import CompleteSheets, Histogram, Moments, tally_sheets
from tests.stats.companies import one_item_each, people, questionnaire

# multilevel::cohesion, complete rows: five items, one row a person.
PLATOON_1 = [(4, 5, 5, 5, 5), (2, 3, 3, 3, 3), (3, 3, 3, 3, 3), (3, 1, 4, 3, 4)]
PLATOON_2 = [
    (3, 4, 3, 4, 4), (4, 4, 3, 4, 4), (3, 3, 2, 2, 1), (3, 3, 3, 3, 3),
    (2, 2, 2, 3, 2), (1, 1, 1, 3, 3),
]  # fmt: skip


def by_item(rows):
    return [
        np.array([c.count(k) for k in range(1, 6)]) for c in zip(*rows, strict=True)
    ]


# R: multilevel::ad.m(cohesion[, 3:7], cohesion$PLT); r_wg from mean(var) over
# (5^2 - 1)/12 = 2, as multilevel::rwg.j does.
@pytest.mark.parametrize(
    ("rows", "deviation", "agreed"),
    [
        pytest.param(PLATOON_1, 0.75, 0.7565789473684, id="platoon 1"),
        pytest.param(PLATOON_2, 0.7555555556, 0.8314732142857, id="platoon 2"),
    ],
)
def test_agreement_on_items_agrees_with_r(rows, deviation, agreed):
    items = by_item(rows)

    assert item_deviation(items) == pytest.approx(deviation, abs=5e-11)
    assert r_wg(items) == pytest.approx(agreed, abs=5e-13)


def test_items_with_fewer_than_two_answers_are_skipped():
    one, none = np.array([0, 0, 1, 0, 0]), np.zeros(5, int)
    items = [*by_item(PLATOON_1), one, none]

    assert item_deviation(items) == item_deviation(by_item(PLATOON_1))
    assert r_wg(items) == r_wg(by_item(PLATOON_1))
    assert item_deviation([one, none]) is None
    assert r_wg([one, none]) is None


def test_answers_no_better_than_chance_are_no_agreement():
    # By hand: variance 16/3 of two ones and two fives, uniform answers have 2.
    assert r_wg([np.array([2, 0, 0, 0, 2])]) == 0


def test_people_who_all_agree_agree_entirely():
    assert r_wg([np.array([0, 7, 0, 0, 0])]) == 1
    assert item_deviation([np.array([0, 7, 0, 0, 0])]) == 0


# By hand: 1, 1, 4 have mean 2 and distances 1, 1, 2.
def test_deviation_is_the_mean_distance_from_the_mean():
    found = mean_absolute_deviation(np.array([1, 3, 4]), np.array([2, 0, 1]))

    assert found == pytest.approx(4 / 3)


def cell(scores, unit=1, points=5):
    codes = sorted({*scores, unit, points * unit})
    return Histogram(
        np.array(codes), unit, np.array([list(scores).count(c) for c in codes])
    )


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        # By hand: 2, 2, 3, 4, 4 have mean 3 and deviation 4/5.
        pytest.param([2, 2, 3, 4, 4], False, id="exactly 0.8"),
        pytest.param([2, 2, 4, 4], True, id="deviation 1"),
        pytest.param([1, 5, 5], False, id="three people"),
        pytest.param([1, 5, 5, 5], True, id="four people"),
        pytest.param([3] * 9, False, id="all agree"),
    ],
)
def test_a_group_is_divided_beyond_a_deviation_of_eight_tenths(scores, expected):
    assert divided(cell(scores), Rules(), 1.0) is expected


def test_a_deviation_that_only_rounding_puts_beyond_is_not_beyond():
    # Ten means of five items: sixtieths with a deviation of exactly 48/60.
    counts = [0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 0, 1, 1, 1, 0, 2, 0, 0]
    group = Histogram(np.arange(60, 301, 12), 60, np.array(counts))
    deviation = mean_absolute_deviation(group.codes, group.counts) / group.unit

    assert deviation == pytest.approx(0.8, abs=1e-15)
    assert not divided(group, Rules(), 1.0)


@pytest.mark.parametrize(("points", "bound"), [(7, 1.2), (11, 2.0), (2, 0.2)])
def test_the_bound_grows_with_the_range(points, bound):
    # Two groups of two, as far from their mean as the bound, and a little farther.
    low, unit = 1_000, 1_000
    at = cell([low, low, low + round(2 * bound * unit)] * 2, unit, points)
    scale = (points - 1) / 4
    inside, beyond = (
        cell([2_000] * 2 + [2_000 + round(2 * d * bound * unit)] * 2, unit, points)
        for d in (1, 1.01)
    )

    assert not divided(inside, Rules(), scale)
    assert divided(beyond, Rules(), scale)
    assert at.n == 6


COMPANY = {
    "leadership": {"d": people([0, 1, 1, 2, 1])},
    "Ops": {"d": people([3, 0, 0, 0, 3])},
    "Sales": {"d": people([0, 2, 2, 0, 0])},
}


def test_every_group_is_described_where_it_may_be_shown():
    found = agreement(one_item_each(COMPANY), Rules())

    # By hand: 2, 3, 4, 4, 5 have mean 3.6 and distances 1.6, .6, .4, .4, 1.4.
    assert [a.group for a in found] == ["leadership", "Ops", "Sales"]
    assert found[0].ad == pytest.approx(4.4 / 5)
    assert [a.divided for a in found] == [True, True, None]
    assert found[1].ad == found[1].ad_m == 2
    assert found[1].r_wg == 0
    assert (found[2].ad, found[2].ad_m, found[2].r_wg) == (None, None, None)


def test_cells_kept_as_moments_have_no_agreement():
    tally = one_item_each(COMPANY)
    tally.scores["Ops", "d"] = Moments(6, 18, 78, 1)  # type: ignore[index]

    found = agreement(tally, Rules())

    assert (found[1].ad, found[1].divided) == (None, None)


def within(rows, groups):
    """Tally rows of answers as one dimension, each with its group."""
    items = [f"q{n}" for n in range(len(rows[0]))]
    sheets = [
        (group, dict(zip(items, row, strict=True)))
        for row, group in zip(rows, groups, strict=True)
    ]
    return tally_sheets(questionnaire({"d": items}, points=11), sheets)


# R: X <- as.matrix(attitude); 7/6 * (1 - sum(apply(X, 2, var)) / var(rowSums(X)));
# psych's manual gives the same 0.84 for alpha(attitude).
def test_alpha_agrees_with_r():
    numbers = """
        43 51 30 39 61 92 45 63 64 51 54 63 73 47 71 70 68 69 76 86 48 61 63 45
        47 54 84 35 81 78 56 66 71 83 47 43 55 49 44 54 49 34 58 67 42 56 66 68
        35 71 75 50 55 70 66 41 72 82 72 67 71 83 31 67 61 45 47 62 80 41 64 53
        53 58 58 67 34 67 60 47 39 59 74 41 69 62 57 42 55 63 25 68 83 83 45 59
        77 35 77 77 54 72 79 77 46 81 90 50 72 60 54 36 74 85 64 69 79 79 63 65
        60 65 75 55 80 60 65 70 46 57 75 85 46 50 58 68 54 64 78 52 50 40 33 34
        43 64 33 64 61 52 62 66 80 41 53 66 52 50 63 80 37 40 37 42 58 50 57 49
        63 54 42 48 66 75 33 66 77 66 63 88 76 72 78 75 58 74 80 78 49 48 57 44
        45 51 83 38 85 85 71 71 77 74 55 82 82 39 59 64 78 39
    """
    attitude = np.array(numbers.split(), float).reshape(30, 7)
    away = attitude - attitude.mean(axis=0)

    found = alpha(CompleteSheets(30, away.T @ away))

    assert found == pytest.approx(0.8431427695648, abs=5e-13)


# By hand: two groups, each with answers 1,1 and 3,2; cross-products 4, 2, 1:
# alpha is 2·(1 − 5/9). The distance between the groups does not count.
def test_alpha_is_within_groups():
    rows = [(1, 1), (3, 2), (8, 8), (10, 9)]
    tally = within(rows, ["Ops", "Ops", "Sales", "Sales"])

    assert alpha(tally.complete["d"]) == pytest.approx(2 * (1 - 5 / 9))


def test_sheets_with_a_missing_answer_are_left_out():
    rows = [(1, 1), (3, 2), (9, None), (8, 8), (10, 9)]
    tally = within(rows, ["Ops", "Ops", "Ops", "Sales", "Sales"])

    assert tally.complete["d"].people == 4
    assert alpha(tally.complete["d"]) == pytest.approx(2 * (1 - 5 / 9))


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([(1,), (3,), (5,)], id="a single item"),
        pytest.param([(2, 4), (2, 4), (2, 4)], id="all the same"),
        pytest.param([(2, 4), (3, 3), (5, 1)], id="a sum that never varies"),
    ],
)
def test_without_a_varying_sum_of_several_items_there_is_no_alpha(rows):
    assert alpha(within(rows, ["Ops"] * len(rows)).complete["d"]) is None


@given(
    st.lists(st.tuples(st.integers(1, 11), st.integers(0, 6)), min_size=2, max_size=80)
)
def test_rounding_does_not_pass_for_a_sum_that_varies(pairs):
    rows = [(a, 12 - a) for a, _ in pairs]
    tally = within(rows, [f"Team {g}" for _, g in pairs])

    assert alpha(tally.complete["d"]) is None


@pytest.mark.parametrize(("n", "enough"), [(29, False), (30, True)])
def test_reliability_needs_thirty_sheets(n, enough):
    rows = [(1 + i % 5, 1 + i % 4) for i in range(n)]
    found = reliability(within(rows, ["Ops"] * n), Rules())

    assert [(r.dimension, r.n) for r in found] == [("d", n)]
    assert (found[0].alpha is not None) == enough


def test_alpha_of_items_that_oppose_each_other_is_negative_and_finite():
    rows = [(1, 5), (2, 4), (5, 2)]
    found = alpha(within(rows, ["Ops"] * 3).complete["d"])

    assert found is not None
    assert math.isfinite(found)
    assert found < 0
