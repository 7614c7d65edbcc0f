"""Only what asked the same thing is compared from wave to wave."""

from typing import Any

import numpy as np
import pytest

from diagnostic.rules import Rules
from diagnostic.stats.comparability import (
    may_show,
    moments,
    samples,
)
from diagnostic.tally import Moments, tally_sheets
from tests.stats.companies import questionnaire

ITEMS = {"d": ["a", "b", "c"]}
FIRST = questionnaire(ITEMS)


def version(number, *, items=ITEMS, **options):
    return questionnaire(items, version=number, **options)


def wave(asked, rows, group="Ops") -> Any:
    names = [item.id for item in asked.items]
    return tally_sheets(
        asked, [(group, dict(zip(names, row, strict=True))) for row in rows]
    )


TEN = [(1, 2, 5), (2, 2, 4), (3, 4, 4), (4, 3, 5), (5, 5, 5)] * 2


def test_cells_of_the_same_items_are_taken_whole():
    first, second = wave(FIRST, TEN), wave(version(2), TEN[:6])

    found = samples(first, second, "Ops", "d", Rules())

    assert found is not None
    assert (found[0].n, found[1].n, found[2]) == (10, 6, ())
    assert found[0].mean == pytest.approx(np.mean(TEN))


# By hand: a has 1 to 5 twice, variance 20/9; c has 5,4,4,5,5 twice, variance 24/90.
def test_cells_of_some_shared_items_are_their_mean_with_the_widest_spread():
    first = wave(FIRST, TEN)
    second = wave(version(2, compared={"b": "reworded"}), TEN)

    found = samples(first, second, "Ops", "d", Rules())

    assert found is not None
    assert (found[0].n, found[2]) == (10, ("a", "c"))
    assert found[0].mean == pytest.approx((3 + 4.6) / 2)
    deviation = ((20 / 9) ** 0.5 + (24 / 90) ** 0.5) / 2
    assert found[0].variance == pytest.approx(deviation**2)


def test_the_bound_is_never_below_the_variance_of_the_mean_of_the_items():
    first = wave(FIRST, TEN)
    second = wave(version(2, compared={"b": "reworded"}), TEN)
    found = samples(first, second, "Ops", "d", Rules())
    scores = [(a + c) / 2 for a, _, c in TEN]

    assert found is not None
    assert found[0].variance >= np.var(scores, ddof=1)


CHANGED = version(2, compared={"b": "reworded"})
PARTLY = [(None, 3, 4), *TEN[:9]]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(TEN[:9], TEN, id="nine in the earlier wave"),
        pytest.param(TEN, TEN[:9], id="nine in the later wave"),
        pytest.param(PARTLY, TEN, id="nine answers to one item"),
    ],
)
def test_on_some_items_fewer_than_ten_cannot_be_compared(first, second):
    tallies = wave(FIRST, first), wave(CHANGED, second)

    assert samples(*tallies, "Ops", "d", Rules()) is None


@pytest.mark.parametrize(
    "second",
    [
        pytest.param(wave(version(2, key="other"), TEN), id="nothing shared"),
        pytest.param(wave(FIRST, TEN, "Sales"), id="no such group"),
    ],
)
def test_what_is_not_there_twice_cannot_be_compared(second):
    assert samples(wave(FIRST, TEN), second, "Ops", "d", Rules()) is None


def test_item_histograms_that_were_not_kept_cannot_be_compared():
    first, second = wave(FIRST, TEN), wave(CHANGED, TEN)
    del first.items["Ops", "a"]

    assert samples(first, second, "Ops", "d", Rules()) is None


def test_moments_are_the_same_whether_kept_or_counted():
    tally = wave(FIRST, TEN[:7])
    counted = moments(tally, "Ops", "d")
    tally.scores["Ops", "d"] = counted

    assert isinstance(counted, Moments)
    assert moments(tally, "Ops", "d") == counted
    assert moments(tally, "Sales", "d") is None
    assert moments(tally, None, "d") is None


@pytest.mark.parametrize(
    ("n", "group", "expected"),
    [(4, "Ops", False), (5, "Ops", True), (5, "Sales", False), (5, None, False)],
)
def test_a_cell_may_be_shown_if_it_exists_and_is_large_enough(n, group, expected):
    assert may_show(wave(FIRST, TEN[:n]), group, "d", Rules()) is expected
