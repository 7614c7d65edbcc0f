"""A comparison agrees with brute force and with its own mirror images."""

import dataclasses
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostic.stats import compare
from tests.stats import reference
from tests.stats.companies import FIVE, on_five

FIGURES = (
    "difference", "theta", "cliffs_delta", "t_welch", "df_welch", "p_welch",
    "p_permutation", "p_value", "p_minimum", "p_brunner_munzel", "p_adjusted", "p_holm",
)  # fmt: skip


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
