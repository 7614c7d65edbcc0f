"""A comparison agrees with R, draws what it cannot list, and takes what it is given."""

import math
from fractions import Fraction

import numpy as np
import pytest

from diagnostic.rules import Rules
from diagnostic.stats import compare
from tests.stats import reference
from tests.stats.companies import FIVE, compared, on_five

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


# R: g <- function(x, y) { a <- ((length(x) - 1) * var(x) + .5) / length(x)^2
#      b <- ((length(y) - 1) * var(y) + .5) / length(y)^2; d <- mean(x) - mean(y)
#      df <- (a + b)^2 / (a^2 / (length(x) - 1) + b^2 / (length(y) - 1))
#      c(2 * pt(-abs(d) / sqrt(a + b), df), t.test(x, y)$p.value) }
# g(c(4,4,4,5), y), g(c(4,4,4,5,4,4,4,5,4), y), g(c(4,4,4,5,4,4,4,5,4,4), c(y, 3, 3))
# with y <- c(3,3,3,2,4,3,3,4)
@pytest.mark.parametrize(
    ("leaders", "team", "regularised", "held"),
    [
        pytest.param(
            [0, 0, 0, 3, 1], [0, 1, 5, 2, 0], 0.0169538689606, True, id="4 and 8"
        ),
        pytest.param(
            [0, 0, 0, 7, 2], [0, 1, 5, 2, 0], 0.00179620455785, True, id="9 and 8"
        ),
        pytest.param(
            [0, 0, 0, 8, 2], [0, 1, 7, 2, 0], 0.000208958289385, False, id="10 and 10"
        ),
    ],
)
def test_few_people_are_held_to_the_regularised_p_too(leaders, team, regularised, held):
    found = compare(leaders, team, values=[1, 2, 3, 4, 5])

    assert found.p_regularised == pytest.approx(regularised, abs=1e-12)
    larger = max(found.p_value, found.p_regularised)
    assert found.p_cautious == (larger if held else found.p_value)
    assert found.p_adjusted == found.p_value
