"""A group's own figures, only where they may be shown."""

import numpy as np
import pytest

from diagnostic.rules import Rules
from diagnostic.stats.cells import bands, cells, choices
from diagnostic.tally import Histogram, Moments, tally_sheets
from tests.stats.companies import one_item_each, people, questionnaire


# By hand, in eighths of the range: 1 and 2 of five points are low, 3 in the middle,
# 4 and 5 high; of seven 1 to 3, 4, 5 to 7; of eleven 1 to 4, 5 to 7, 8 to 11.
@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([1, 2, 3, 1, 3], (0.3, 0.3, 0.4)),
        ([1, 1, 1, 4, 1, 1, 1], (0.3, 0.4, 0.3)),
        ([1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1], (4 / 12, 4 / 12, 4 / 12)),
        ([3, 1], (0.75, 0.0, 0.25)),
    ],
)
def test_bands_split_the_range_at_three_and_five_eighths(counts, expected):
    cell = Histogram(np.arange(1, len(counts) + 1), 1, np.array(counts))

    assert bands(cell) == pytest.approx(expected)


# A mean of exactly 2.5 (three eighths) is low and one of 3.5 is high.
def test_bands_of_scores_include_their_bounds():
    cell = Histogram(np.array([2, 5, 6, 7, 10]), 2, np.array([0, 1, 2, 1, 0]))

    assert bands(cell) == (0.25, 0.5, 0.25)


def test_only_cells_that_may_be_shown_have_figures():
    tally = one_item_each(
        {
            "leadership": {"d": people([0, 0, 0, 3, 0])},
            "Ops": {"d": people([1, 0, 2, 0, 2])},
            "Sales": {"d": people([0, 0, 4, 0, 0])},
        }
    )
    found = {(c.group, c.dimension): c for c in cells(tally, Rules())}
    declared = cells(tally, Rules(small_leadership="declared"))

    # By hand: 1, 3, 3, 5, 5 have mean 3.4 and variance 2.8.
    ops = found["Ops", "d"]
    assert (ops.n, ops.mean, ops.bands) == (5, 3.4, (0.2, 0.4, 0.4))
    assert ops.sd == pytest.approx(2.8**0.5)
    assert found["Ops", None].sd is None
    assert found["Ops", None].mean == 3.4
    for group, n in (("leadership", 3), ("Sales", 4)):
        hidden = found[group, "d"]
        assert (hidden.n, hidden.mean, hidden.sd, hidden.bands) == (n, None, None, None)
    assert declared[0].mean == 4


def test_an_item_answered_by_too_few_is_not_shown_though_its_dimension_is():
    asked = questionnaire({"d": ["a", "b"]})
    sheets = [("Ops", {"a": 3, "b": 4 if n < 4 else None}) for n in range(6)]
    found = {c.item: c for c in cells(tally_sheets(asked, sheets), Rules())}

    assert found[None].mean == pytest.approx((4 * 3.5 + 2 * 3) / 6)
    assert (found["a"].n, found["a"].mean) == (6, 3)
    assert (found["b"].n, found["b"].mean) == (4, None)


def test_cells_kept_as_moments_are_left_out():
    tally = one_item_each({"Ops": {"d": [3] * 5}, "Sales": {"d": [3] * 5}})
    tally.scores["Ops", "d"] = Moments(5, 15, 45, 1)  # type: ignore[index]

    assert {c.group for c in cells(tally, Rules())} == {"Sales"}


def test_choices_are_shown_from_the_minimum_on():
    asked = questionnaire({"d": ["a"]}, choices={"why": ("d", ["churn", "revenue"])})
    sheets = [
        *[("Ops", {"why": "churn"})] * 4,
        ("Ops", {"why": "revenue"}),
        *[("Sales", {"why": "churn"})] * 4,
    ]
    found = choices(tally_sheets(asked, sheets), Rules())

    assert [(c.group, c.n, c.counts) for c in found] == [
        ("Ops", 5, (4, 1)),
        ("Sales", 4, None),
    ]
