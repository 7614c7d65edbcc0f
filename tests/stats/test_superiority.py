"""Theta, its interval and Brunner-Munzel's test, against R and full enumeration."""

import math
from itertools import product

import numpy as np
import pytest

from diagnostic.stats.superiority import studentised, superiority


def counted(*groups):
    values = sorted({v for group in groups for v in group})
    return [np.array([list(g).count(v) for v in values]) for g in groups]


X, Y = counted(
    [1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1], [3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4]
)
CONTROL, TREATMENT = counted([300] * 12, [18, 22, 75, 163, 271, *[300] * 7])
WATER, TERM = counted(
    [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46],
    [1.15, 0.88, 0.90, 0.74, 1.21],
)


# R: lawstat::brunner.munzel.test, whose effect is P(x < y) + P(=)/2 = 1 - theta.
@pytest.mark.parametrize(
    ("x", "y", "effect", "t", "df", "p"),
    [
        pytest.param(
            X, Y, 0.788961038961, 3.1374674823, 17.682841979, 0.005786208666, id="2000"
        ),
        pytest.param(
            CONTROL, TREATMENT, 0.29166666667, -2.80305955291, 11, 0.01718048734,
            id="rotarod",
        ),
        pytest.param(
            WATER, TERM, 0.3, -1.410301484, 11.628257333, 0.184635897, id="water"
        ),
    ],
)  # fmt: skip
def test_brunner_munzel_agrees_with_r(x, y, effect, t, df, p):
    found = superiority(x, y)

    assert 1 - found.theta == pytest.approx(effect, abs=5e-12)
    assert found.t == pytest.approx(-t, rel=1e-9)
    assert found.df == pytest.approx(df, rel=1e-9)
    assert found.p == pytest.approx(p, rel=5e-9)


# R: P(x < y) + P(=)/2 +- qt(.975, df) * sqrt(V), rejected as an interval but a check
# of V: half-widths of .5952168643 to .9827052137 and .12808163882 to .45525169451.
@pytest.mark.parametrize(
    ("x", "y", "quantile", "width"),
    [
        (X, Y, 2.103626323523, 0.9827052137 - 0.5952168643),
        (CONTROL, TREATMENT, 2.200985160092, 0.45525169451 - 0.12808163882),
    ],
)
def test_the_wald_interval_agrees_with_r(x, y, quantile, width):
    found = superiority(x, y)
    error = abs((found.theta - 0.5) / found.t)

    assert 2 * quantile * error == pytest.approx(width, rel=1e-8)


def test_the_unbiased_variance_agrees_with_r():
    assert superiority(X, Y).variance == pytest.approx(0.008373606913, abs=5e-13)


# R, by the formulas of docs/methods.md, 'Theta'; the first also in the specification
# of 1 - theta: .5544887688 to .9182290071.
@pytest.mark.parametrize(
    ("x", "y", "low", "high"),
    [
        pytest.param(X, Y, 1 - 0.9182290071, 1 - 0.5544887688, id="2000"),
        pytest.param(CONTROL, TREATMENT, 0.483813961335, 0.862874557086, id="capped"),
        pytest.param(WATER, TERM, 0.38145998298631, 0.89825201597931, id="water"),
        pytest.param(
            *counted([4, 4, 5, 5], [1, 2, 2, 3, 3, 3]), 0.2831264195178, 1, id="apart"
        ),
        pytest.param(
            *counted([3] * 5, [3] * 9), 0.2020504643346, 0.7979495356654, id="all tied"
        ),
        pytest.param(
            *counted([5] * 3, [5] * 15 + [4] * 5),
            *(0.338990089105803, 0.844151711870764),
            id="never worth more than four times the fewer people",
        ),
        pytest.param(
            *counted([4, 5, 5], [5] * 15 + [4] * 5 + [2]),
            *(0.10904304759755, 0.8779893968121),
            id="worth less than that",
        ),
    ],
)
def test_the_interval_of_theta_agrees_with_r(x, y, low, high):
    assert superiority(x, y).interval == pytest.approx((low, high), abs=5e-11)


@pytest.mark.parametrize(
    ("x", "y", "theta", "t"),
    [
        pytest.param([4, 5, 5], [1, 1, 3, 2], 1, math.inf, id="all leaders above"),
        pytest.param([1, 1, 2], [4, 4, 3, 5], 0, -math.inf, id="all leaders below"),
        pytest.param([3, 3, 3], [3, 3, 3, 3], 0.5, 0, id="all tied"),
    ],
)
def test_without_overlap_or_spread_there_is_no_p_but_an_interval(x, y, theta, t):
    found = superiority(*counted(x, y))

    assert (found.theta, found.t, found.df, found.p) == (theta, t, None, None)
    low, high = found.interval
    assert 0 <= low < theta or theta == 0
    assert low < high <= 1


# Expectation over every possible sample of n and m people with these shares of the
# answers; the true variance of theta is its own variance over the same samples.
@pytest.mark.parametrize(
    ("n", "m", "expected"),
    [(3, 4, 0.0439354166667), (4, 4, 0.038049609375), (2, 5, 0.05087875)],
)
def test_the_variance_of_theta_is_right_on_average(n, m, expected):
    p, q = (0.1, 0.2, 0.3, 0.4), (0.3, 0.1, 0.35, 0.25)
    weights, variances, thetas = [], [], []
    for x, y in product(samples(n), samples(m)):
        weights.append(chance(x, p) * chance(y, q))
        found = superiority(np.array(x), np.array(y))
        variances.append(found.variance)
        thetas.append(found.theta)
    mean = np.dot(weights, thetas)

    assert np.dot(weights, variances) == pytest.approx(expected, abs=5e-14)
    assert np.dot(weights, (thetas - mean) ** 2) == pytest.approx(expected, abs=5e-14)


def samples(n):
    return [c for c in product(range(n + 1), repeat=4) if sum(c) == n]


def chance(counts, shares):
    ways = math.factorial(sum(counts)) / math.prod(map(math.factorial, counts))
    return ways * math.prod(s**c for s, c in zip(shares, counts, strict=True))


def test_relabelled_t_values_are_those_of_each_table():
    total = np.array([2, 3, 1])
    tables = np.array([[2, 1, 0], [0, 2, 1], [1, 1, 1], [0, 3, 0]])

    found = studentised(tables, total - tables)

    assert found == pytest.approx([abs(superiority(t, total - t).t) for t in tables])


def test_a_million_people_keep_their_placements_apart():
    wide = np.array([1, 999_999])
    found = superiority(wide, np.array([0, 1_000_000]))

    # By hand: one of a million leaders stands below everybody, the others are tied.
    assert found.theta == pytest.approx(0.5 - 0.5e-6, abs=1e-15)
    assert found.t == pytest.approx(-1.0, rel=1e-5)
