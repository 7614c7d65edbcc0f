"""A comparison agrees with R, with brute force, and with its own mirror images."""

import dataclasses
import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostic.rules import Rules
from diagnostic.stats import compare
from tests.stats import reference

FIVE = [1, 2, 3, 4, 5]
FIGURES = (
    "difference", "theta", "cliffs_delta", "t_welch", "df_welch", "p_welch",
    "p_permutation", "p_value", "p_minimum", "p_brunner_munzel", "p_adjusted", "p_holm",
)  # fmt: skip


def on_five(leaders, team, **options) -> Any:
    return compare(leaders, team, values=FIVE, **options)


def compared(leaders, team, values=None, **options) -> Any:
    values = sorted({*leaders, *team}) if values is None else values
    counts = [[list(g).count(v) for v in values] for g in (leaders, team)]
    return compare(*counts, values=values, **options)


X = [1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1]
Y = [3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4]
WATER = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
TERM = [1.15, 0.88, 0.90, 0.74, 1.21]


# Brunner & Munzel (2000); R: t.test, coin::oneway_test with Welch's statistic on all
# 4,457,400 relabellings, the same for Brunner-Munzel.
def test_the_data_of_brunner_and_munzel_agree_with_r():
    found = compared(X, Y, FIVE)

    assert found.theta == pytest.approx(1 - 0.788961038961, abs=5e-12)
    assert found.t_welch == pytest.approx(-2.948615302, abs=5e-10)
    assert found.df_welch == pytest.approx(15.91556879, abs=5e-9)
    assert found.p_welch == pytest.approx(0.009478901687, abs=5e-13)
    assert found.p_permutation == pytest.approx(0.006424822, abs=5e-10)
    assert found.p_brunner_munzel == pytest.approx(0.0080376453, abs=5e-11)
    assert found.p_minimum == pytest.approx(2.2435e-7, abs=5e-12)
    assert found.theta_ci95 == pytest.approx(
        (1 - 0.9182290071, 1 - 0.5544887688), abs=5e-11
    )
    assert found.p_value == found.p_welch


# coin::rotarod; one group is constant.
def test_the_rotarod_data_agree_with_r():
    found = compared([300] * 12, [18, 22, 75, 163, 271, *[300] * 7])

    assert 1 - found.theta == pytest.approx(0.29166666667, abs=5e-12)
    assert found.t_welch == pytest.approx(2.3379082, abs=5e-8)
    assert found.df_welch == pytest.approx(11)
    assert found.p_welch == pytest.approx(0.0393171, abs=5e-8)
    for p in (found.p_permutation, found.p_brunner_munzel, found.p_minimum):
        assert p == pytest.approx(0.037267081, abs=5e-10)
    assert found.p_value == found.p_welch


# coin, water transfer: here the permutation p is the larger of the two.
def test_the_water_transfer_data_agree_with_r():
    found = compared(WATER, TERM)

    assert found.t_welch == pytest.approx(2.0413831, abs=5e-8)
    assert found.df_welch == pytest.approx(12.9705384, abs=5e-8)
    assert found.p_welch == pytest.approx(0.0621013, abs=5e-8)
    assert found.p_permutation == pytest.approx(0.079254079, abs=5e-10)
    assert found.p_brunner_munzel == pytest.approx(0.183816184, abs=5e-10)
    assert found.p_value == found.p_permutation


# R: sleep, t.test(extra ~ group).
def test_the_sleep_data_agree_with_r():
    found = compared(
        [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2],
        [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
    )

    assert found.t_welch == pytest.approx(-1.8608135, abs=5e-8)
    assert found.df_welch == pytest.approx(17.776474, abs=5e-7)
    assert found.p_welch == pytest.approx(0.07939414, abs=5e-9)


# By hand: scaled by 4/4 and 10/4 and 1/4; s0² = .5 and 1 times the square of that.
@pytest.mark.parametrize(
    ("values", "kind", "prior"),
    [
        (FIVE, "score", 0.5),
        (FIVE, "item", 1.0),
        (range(11), "score", 3.125),
        (range(11), "item", 6.25),
        ([1, 2], "score", 0.03125),
        (range(1, 8), "score", 1.125),
    ],
)
def test_the_prior_variance_grows_with_the_square_of_the_range(values, kind, prior):
    values = list(values)
    counts = np.zeros((2, len(values)), int)
    counts[0, :2], counts[1, :2] = (3, 5), (6, 2)
    x, y = (
        [Fraction(v) for v, n in zip(values, row, strict=True) for _ in range(n)]
        for row in counts.tolist()
    )

    found = compare(*counts, values=values, kind=kind)

    for interval, level in ((found.ci95, 0.95), (found.ci90, 0.9)):
        expected = reference.regularised([x, y], [1, -1], prior, level)
        assert interval == pytest.approx(expected[1:3])


def histograms(most):
    answers = st.lists(st.integers(0, 4), min_size=2, max_size=most)
    return answers.map(lambda given: [given.count(point) for point in range(5)])


pairs = st.tuples(histograms(5), histograms(6))


@settings(max_examples=50)
@given(pairs)
def test_every_figure_agrees_with_brute_force(pair):
    x, y = ([Fraction(i + 1) for i, n in enumerate(g) for _ in range(n)] for g in pair)
    found = on_five(*pair)

    assert found.difference == pytest.approx(
        float(reference.mean(x) - reference.mean(y))
    )
    assert found.theta == pytest.approx(float(reference.theta(x, y)))
    assert found.cliffs_delta == pytest.approx(2 * found.theta - 1)
    assert found.theta_ci95 == pytest.approx(reference.theta_interval(x, y), abs=1e-9)
    assert found.p_welch == pytest.approx(reference.welch_p(x, y))
    p, smallest = reference.permutation(x, y, reference.welch_t)
    assert found.p_permutation == pytest.approx(p)
    assert found.p_minimum == pytest.approx(smallest)
    assert found.p_value == pytest.approx(max(p, found.p_welch or 0))
    order, _ = reference.permutation(
        x, y, lambda a, b: reference.brunner_munzel(a, b)[0]
    )
    assert found.p_brunner_munzel == pytest.approx(order)
    for interval, level in ((found.ci95, 0.95), (found.ci90, 0.9)):
        expected = reference.regularised([x, y], [1, -1], 0.5, level)
        assert interval == pytest.approx(expected[1:3])


any_counts = st.lists(st.integers(0, 40), min_size=5, max_size=5)


@given(any_counts, any_counts, st.sampled_from(["score", "item"]))
def test_no_figure_is_ever_infinite_or_not_a_number_and_no_p_is_nothing(x, y, kind):
    found = on_five(x, y, kind=kind)

    for field in dataclasses.fields(found):
        value = getattr(found, field.name)
        for number in value if isinstance(value, tuple) else (value,):
            if isinstance(number, float):
                assert math.isfinite(number)
        if field.name.startswith("p_") and value is not None:
            assert 0 < value <= 1


@given(pairs)
def test_swapping_the_sides_turns_the_signs_and_keeps_every_p(pair):
    one, other = on_five(*pair), on_five(*pair[::-1])

    assert other.difference == -one.difference
    assert other.theta == pytest.approx(1 - one.theta)
    assert other.theta_ci95 == pytest.approx(tuple(1 - v for v in one.theta_ci95[::-1]))
    assert other.ci95 == pytest.approx(tuple(-v for v in one.ci95[::-1]))
    assert (other.t_welch is None) == (one.t_welch is None)
    for name in FIGURES[5:]:
        assert getattr(other, name) == pytest.approx(getattr(one, name))
    assert other.verdict == one.verdict


@given(pairs)
def test_turning_the_scale_turns_the_signs_and_keeps_every_p(pair):
    one = on_five(*pair)
    turned = on_five(pair[0][::-1], pair[1][::-1])

    assert turned.difference == pytest.approx(-one.difference)
    assert turned.theta == pytest.approx(1 - one.theta)
    for name in FIGURES[5:]:
        assert getattr(turned, name) == pytest.approx(getattr(one, name))
    assert turned.verdict == one.verdict


@given(any_counts, any_counts)
def test_points_that_nobody_chose_change_nothing(x, y):
    finer = [1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5]
    spread = [np.insert(np.array(g), [1, 2, 3, 4], 0) for g in (x, y)]

    assert compare(*spread, values=finer) == on_five(x, y)


@given(pairs, st.sampled_from([2, 3, 10]), st.sampled_from([-7, 0, 4]))
def test_a_longer_scale_stretches_the_points_and_keeps_the_rest(pair, factor, start):
    one = on_five(*pair)
    other = compare(*pair, values=[start + factor * v for v in FIVE])

    assert other.difference == pytest.approx(factor * one.difference)
    assert other.ci90 == pytest.approx([factor * v for v in one.ci90])
    for name in FIGURES[1:]:
        assert getattr(other, name) == pytest.approx(getattr(one, name))
    assert (other.verdict, other.reason) == (one.verdict, one.reason)
    assert other.answers_needed == one.answers_needed


# More tables than may be listed: the draws are those of the data, so the same again.
BROAD = [i % 7 for i in range(30)], [(i * i) % 11 for i in range(45)]


def test_the_same_answers_give_the_same_drawn_p():
    first, again = compared(*BROAD), compared(*BROAD)

    assert first == again
    assert first.p_minimum == 1e-4
    assert first.p_permutation * 10_000 == pytest.approx(
        round(first.p_permutation * 10_000)
    )


def test_a_drawn_p_is_close_to_the_exact_one():
    x, y = [3, 2, 4, 5, 1], [6, 4, 4, 2, 2]
    exact = on_five(x, y)
    drawn = compare(x, y, values=FIVE, rules=Rules(max_tables=0))

    assert exact.p_minimum < 1e-4 < drawn.p_minimum * 1.01
    for name in ("p_permutation", "p_brunner_munzel"):
        p = getattr(exact, name)
        # Five standard errors of a share among 9,999.
        margin = 5 * math.sqrt(p * (1 - p) / 9_999)
        assert getattr(drawn, name) == pytest.approx(p, abs=margin)


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
    assert found.p_adjusted is None


def test_when_all_but_one_say_the_same_nothing_can_be_shown():
    found = on_five([0, 0, 9, 1, 0], [0, 0, 12, 0, 0])

    # By hand: the one person sits in a group of ten or of twelve, and |T| is 1 always.
    assert found.p_minimum == 1
    assert found.p_adjusted is None


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


@pytest.mark.parametrize(
    ("leaders", "team"),
    [
        pytest.param([1, 2], [1, 2, 3, 4, 5], id="shapes differ"),
        pytest.param([1, 2, 3, 4], [1, 2, 3, 4], id="not the values"),
        pytest.param([1, 2, 3, 4, -1], [1, 2, 3, 4, 5], id="negative"),
        pytest.param([1, 2, 3, 4, 0.5], [1, 2, 3, 4, 5], id="not whole"),
        pytest.param([1, 2, 3, 4, math.nan], [1, 2, 3, 4, 5], id="not a number"),
        pytest.param([1, 2, 3, 4, math.inf], [1, 2, 3, 4, 5], id="infinite"),
        pytest.param([[1, 2, 3, 4, 5]], [[1, 2, 3, 4, 5]], id="a table"),
    ],
)
def test_counts_that_are_none_are_refused(leaders, team):
    with pytest.raises(ValueError, match="counts"):
        on_five(leaders, team)


def test_whole_numbers_may_come_as_floats():
    x, y = [1.0, 2.0, 3.0, 0, 0], [0, 1.0, 2.0, 0, 3.0]

    assert on_five(x, y) == compare([1, 2, 3, 0, 0], [0, 1, 2, 0, 3], values=FIVE)


# 24 items, every mean of 12 to 24 answers: 0 in a person's place changes nothing.
def test_means_of_many_items_are_told_apart_and_ties_are_ties():
    values = sorted(
        {Fraction(s, k) for k in range(12, 25) for s in range(k, 5 * k + 1)}
    )
    floats = [float(v) for v in values]
    third = floats.index(10 / 3)
    x, y = np.zeros((2, len(values)), int)
    x[[third, third + 1, 40]] = 2
    y[[third, third - 1, 700]] = 3
    few = [floats.index(v) for v in (1.0, 5.0)]
    used = sorted({*np.flatnonzero(x + y).tolist(), *few})

    found = compare(x, y, values=floats)
    alone = compare(x[used], y[used], values=[floats[i] for i in used])

    assert found == alone
    exact = [[values[i] for i, n in enumerate(g) for _ in range(n)] for g in (x, y)]
    assert found.difference == pytest.approx(
        float(reference.mean(exact[0]) - reference.mean(exact[1])), rel=1e-12
    )


def test_values_that_are_no_fractions_are_kept_closely():
    values = [1, math.sqrt(3), math.pi, 4.2, 5]
    found = compare([3, 2, 1, 0, 1], [0, 1, 2, 3, 4], values=values)
    x = [1, 1, 1, math.sqrt(3), math.sqrt(3), math.pi, 5]
    y = [math.sqrt(3), math.pi, math.pi, 4.2, 4.2, 4.2, 5, 5, 5, 5]

    assert found.difference == pytest.approx(sum(x) / 7 - sum(y) / 10, abs=1e-11)


def test_fractions_without_a_small_common_unit_are_kept_closely():
    primes = [99_991, 99_989, 99_971, 99_961]
    values = [0, *(n / p for n, p in enumerate(primes, 1)), 4]
    counts = [1, 2, 3, 1, 2, 1]
    found = compare(counts, counts[::-1], values=values)
    mean = np.dot(counts, values) / 10 - np.dot(counts[::-1], values) / 10

    assert found.difference == pytest.approx(mean, abs=1e-11)
