"""Many companies: what moved is counted, and no figure of one is given away."""

import pytest

from diagnostic.history.portfolio import LEAST, benchmark, figures, moves
from tests.history.quarters import quarter

SALES = ("Sales", "vision")


def test_what_moved_since_the_wave_before_is_counted():
    found = moves(
        quarter(
            "Q3",
            {SALES: ("gap", 0.9), ("Growth", "vision"): ("slight", 0.4)},
            moved=[
                ("Q2", *SALES, "widening"),
                ("Q2", "Growth", "vision", "closed"),
                ("Q2", "Growth", "means", None),
            ],
            changes=[
                ("Q2", "Sales", "vision", "fell"),
                ("Q2", "Growth", "vision", "rose"),
                ("Q2", "Growth", "means", "inconclusive"),
            ],
        ).release
    )

    assert found.follows
    assert (found.gaps, found.rose, found.fell, found.number) == (1, 1, 1, 4)
    assert found.status == {"widening": 1, "closed": 1}


def test_what_moved_between_earlier_waves_is_not_counted():
    release = quarter("Q3", {}, changes=[("Q2", "Sales", "vision", "rose")]).release
    before = {**release["changes"][0], "from": "Q1", "to": "Q2", "verdict": "fell"}

    found = moves({**release, "changes": [*release["changes"], before]})

    assert (found.rose, found.fell) == (1, 0)


def test_first_wave_follows_nothing():
    assert not moves(quarter("Q1", {SALES: ("gap", 1.0)}).release).follows


def test_figures_are_made_of_averages_that_are_displayed():
    release = {
        "groups": [
            {"name": "Board", "leadership": True},
            *({"name": team, "leadership": False} for team in "ABC"),
        ],
        "cells": [
            {"group": "Board", "dimension": "vision", "mean": {"at_least": 4.5}},
            {"group": "A", "dimension": "vision", "mean": 3.0},
            {"group": "B", "dimension": "vision", "mean": 4.0},
            {"group": "C", "dimension": "vision", "mean": None},
            {"group": "A", "dimension": "means", "mean": 2.0},
            {"group": "A", "dimension": None, "item": "v1", "mean": 1.0},
        ],
    }

    # By hand: (3 + 4) / 2 and 4.5 − 3.5; leadership has no average of 'means'.
    assert {(d, kind): value for d, kind, value in figures(release)} == {
        ("vision", "leadership"): 4.5,
        ("vision", "teams"): 3.5,
        ("vision", "gap"): 1.0,
        ("means", "teams"): 2.0,
    }


def test_benchmark_is_averages_of_halves_and_of_all():
    # By hand: lower half 0, 0, 1; upper half 1, 1, 2; all 4/5.
    found = benchmark([2.0, 0.0, 1.0, 0.0, 1.0])

    assert found.companies == 5
    assert found.low == pytest.approx(1 / 3)
    assert found.middle == pytest.approx(4 / 5)
    assert found.high == pytest.approx(4 / 3)


def test_benchmark_of_an_even_number_has_two_halves():
    # By hand: 1, 2, 3 and 4, 5, 9.
    found = benchmark([9.0, 1.0, 4.0, 2.0, 5.0, 3.0])

    assert (found.low, found.middle, found.high) == (2.0, 4.0, 6.0)


@pytest.mark.parametrize("number", range(LEAST))
def test_few_companies_have_no_benchmark(number):
    assert benchmark([1.0] * number) is None


@pytest.mark.parametrize("number", range(LEAST, 12))
def test_no_figure_of_a_benchmark_is_that_of_fewer_than_three(number):
    values = [float(2**place) for place in range(number)]

    found = benchmark(values)

    # Sums of powers of two tell how many there are: as many as there are ones.
    half = (number + 1) // 2
    for average, many in (
        (found.low, half),
        (found.middle, number),
        (found.high, half),
    ):
        assert round(average * many).bit_count() == many >= 3
