"""Welch's test and the regularised interval, against R."""

import math

import numpy as np
import pytest

from diagnostic.stats.welch import (
    SMALLEST_P,
    difference,
    regularised,
    studentised,
    two_sided,
    welch,
)
from diagnostic.tally import Moments


def moments(answers, unit=1):
    codes = [round(v * unit) for v in answers]
    return Moments(len(codes), sum(codes), sum(c * c for c in codes), unit)


# Brunner & Munzel (2000).
X = moments([1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1])
Y = moments([3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4])
CONTROL = moments([300] * 12)
TREATMENT = moments([18, 22, 75, 163, 271, *[300] * 7])
WATER = moments([0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46], 100)
TERM = moments([1.15, 0.88, 0.90, 0.74, 1.21], 100)
SLEEP1 = moments([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2], 10)
SLEEP2 = moments([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4], 10)


# R: t.test(x, y); the data of coin::rotarod and coin's water transfer; sleep.
@pytest.mark.parametrize(
    ("x", "y", "t", "df", "p"),
    [
        pytest.param(X, Y, -2.948615302, 15.91556879, 0.009478901687, id="2000"),
        pytest.param(CONTROL, TREATMENT, 2.3379082, 11, 0.0393171, id="rotarod"),
        pytest.param(WATER, TERM, 2.0413831, 12.9705384, 0.0621013, id="water"),
        pytest.param(SLEEP1, SLEEP2, -1.8608135, 17.776474, 0.07939414, id="sleep"),
    ],
)
def test_welch_agrees_with_r(x, y, t, df, p):
    found = welch(x, y)

    assert found.t == pytest.approx(t, rel=3e-8)
    assert found.df == pytest.approx(df, rel=3e-8)
    assert found.p == pytest.approx(p, rel=1e-6)


# R: t.test(x, y)$conf.int, and qt(.975, df)
@pytest.mark.parametrize(
    ("x", "y", "quantile", "low", "high"),
    [
        pytest.param(X, Y, 2.1208196577, -2.3556088374, -0.3846509029, id="2000"),
        pytest.param(SLEEP1, SLEEP2, 2.1028172374, -3.36548323, 0.20548323, id="sleep"),
    ],
)
def test_the_standard_error_gives_the_interval_of_r(x, y, quantile, low, high):
    found = welch(x, y)
    half = quantile * found.difference / found.t

    assert (found.difference - half, found.difference + half) == pytest.approx(
        (low, high), abs=5e-9
    )


# R: a <- ((n - 1) * var + s0) / n^2; df <- sum(a)^2 / sum(a^2 / (n - 1));
#    d +- qt(c(.975, .95), df) * sqrt(sum(a)), with s0 = .5 and 1
@pytest.mark.parametrize(
    ("prior", "coverage", "low", "high"),
    [
        (0.5, 0.95, -2.326702261446087, -0.413557478813652),
        (0.5, 0.90, -2.158095305709797, -0.582164434549942),
        (1.0, 0.95, -2.341619249551624, -0.398640490708116),
    ],
)
def test_the_regularised_interval_agrees_with_r(prior, coverage, low, high):
    band = regularised([X, Y], prior)

    assert band.interval(difference(X, Y), coverage) == pytest.approx((low, high))


# R, as above: 2 * pt(-abs(d) / sqrt(sum(a)), df)
def test_the_regularised_p_agrees_with_r():
    band = regularised([X, Y], 0.5)

    assert band.variance == pytest.approx(0.203957873801018)
    assert band.df == pytest.approx(16.169033114779523)
    assert band.p(difference(X, Y)) == pytest.approx(0.007828114044813)


def test_people_who_all_agree_still_have_an_interval():
    alike = moments([4] * 5)
    band = regularised([alike, alike], 0.5)

    # By hand: two times 0.5/25, and 4 + 4 degrees of freedom of equal parts.
    assert band.variance == pytest.approx(0.04)
    assert band.df == pytest.approx(8)


def test_a_single_person_adds_no_spread_of_their_own_but_the_prior():
    assert moments([4]).n == 1
    band = regularised([moments([3, 5])], 0.5)

    # By hand: ((2 - 1)·2 + 0.5)/2² = 0.625.
    assert band.variance == pytest.approx(0.625)


@pytest.mark.parametrize(
    ("x", "y", "t", "p"),
    [
        pytest.param([3] * 4, [3] * 9, 0.0, 1.0, id="all the same"),
        pytest.param([4] * 4, [3] * 9, math.inf, None, id="apart, first higher"),
        pytest.param([2] * 4, [3] * 9, -math.inf, None, id="apart, second higher"),
    ],
)
def test_without_spread_only_equality_has_a_p(x, y, t, p):
    found = welch(moments(x), moments(y))

    assert (found.t, found.df, found.p) == (t, None, p)


def test_equal_means_of_unequal_groups_differ_by_exactly_nothing():
    thirds = Moments(3, 3 * 7, 3 * 49, 6)
    sevenths = Moments(7, 7 * 7, 7 * 49 + 14, 6)

    assert difference(thirds, sevenths) == 0.0


def test_units_may_differ_between_the_two_groups():
    assert difference(moments([2, 3], 60), moments([1, 2], 1)) == pytest.approx(1)


def test_no_p_is_ever_nothing():
    assert two_sided(1e9, 50) == SMALLEST_P
    assert two_sided(0.0, 50) == 1.0


def test_a_tiny_spread_beside_a_large_one_does_not_underflow():
    tiny = Moments(3, 3, 3, 10**90)
    wide = Moments(3, 0, 2, 1)

    found = welch(tiny, wide)

    assert found.df == pytest.approx(2)


def test_relabelled_t_values_are_those_of_each_table():
    codes = np.array([0, 1, 3])
    tables = np.array([[2, 0, 0], [1, 1, 0], [0, 0, 2], [1, 0, 1]])
    others = np.array([3, 1, 2]) - tables

    found = studentised(codes, tables, others)

    for t, table, other in zip(found, tables, others, strict=True):
        first, second = (moments(np.repeat(codes, c).tolist()) for c in (table, other))
        assert t == pytest.approx(abs(welch(first, second).t))


def test_relabelled_t_is_infinite_apart_and_nothing_when_all_agree():
    apart = studentised(np.array([0, 2]), np.array([[3, 0]]), np.array([[0, 4]]))
    alike = studentised(np.array([0]), np.array([[3]]), np.array([[4]]))

    assert apart.tolist() == [math.inf]
    assert alike.tolist() == [0.0]


def test_huge_sums_do_not_pass_for_spread_where_everybody_agrees():
    # Their sums of squares exceed what a float keeps exactly, and do not cancel.
    code, n = 20_999_998_677, 11
    assert n * (n * float(code) ** 2) != (n * float(code)) ** 2
    codes, one, other = np.array([0, code]), np.array([[0, n]]), np.array([[7, 0]])

    assert studentised(codes, one, other).tolist() == [math.inf]
