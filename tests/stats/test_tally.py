"""A tally counts every person once, exactly, and keeps nobody."""

import math
from collections import Counter
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnostic.tally import Histogram, Moments, tally_sheets, tally_table
from tests.stats.companies import questionnaire

ASKED = questionnaire(
    {"plan": ["a", "b", "c", "d"], "work": ["e", "f", "g", "h", "i"]},
    reverse=["b", "h"],
    choices={"why": ("work", ["churn", "pipeline", "revenue"])},
)


def scores(tally, group, dimension):
    """Give the scores of a group as exact fractions, counted."""
    cell = tally.scores[group, dimension]
    assert isinstance(cell, Histogram)
    pairs = zip(cell.codes.tolist(), cell.counts.tolist(), strict=True)
    return {Fraction(code, cell.unit): n for code, n in pairs if n}


# By hand: b and h are turned, 1 is 5 and 4 is 2; half of four items are two, half of
# five are three.
@pytest.mark.parametrize(
    ("sheet", "plan", "work"),
    [
        pytest.param({"a": 4, "c": 5}, Fraction(9, 2), None, id="2 of 4"),
        pytest.param({"a": 4}, None, None, id="1 of 4"),
        pytest.param({"a": 4, "b": 1, "c": 4}, Fraction(13, 3), None, id="turned"),
        pytest.param({"e": 1, "f": 2}, None, None, id="2 of 5"),
        pytest.param({"e": 1, "f": 2, "g": 2}, None, Fraction(5, 3), id="3 of 5"),
        pytest.param(
            {"e": 1, "f": 2, "g": 2, "h": 4, "i": 1}, None, Fraction(8, 5), id="all"
        ),
        pytest.param({"why": "churn"}, None, None, id="a choice is no score"),
        pytest.param(
            {"e": 3, "f": 3, "why": "churn"}, None, None, id="nor half of one"
        ),
    ],
)
def test_a_score_is_the_mean_of_the_answers_if_at_least_half_are_given(
    sheet, plan, work
):
    tally = tally_sheets(ASKED, [("Sales", sheet)])

    assert scores(tally, "Sales", "plan") == ({plan: 1} if plan else {})
    assert scores(tally, "Sales", "work") == ({work: 1} if work else {})
    assert tally.answered == {"Sales": int(plan is not None or work is not None)}


def test_codes_are_whole_numbers_of_the_least_common_unit_with_both_ends():
    tally = tally_sheets(ASKED, [("Sales", {"a": 2, "c": 3, "d": 3})])
    cell = tally.scores["Sales", "plan"]

    # By hand: lcm(1, 2, 3, 4) = 12; 8/3 points are 32 twelfths.
    assert isinstance(cell, Histogram)
    assert (cell.unit, cell.codes.tolist()) == (12, [12, 32, 60])
    assert cell.counts.tolist() == [0, 1, 0]


def test_equal_means_of_different_answers_are_one_code():
    sheets = [
        ("Sales", {"a": 3, "c": 4}),
        ("Sales", {"a": 3, "b": 2, "c": 3, "d": 4}),
        ("Sales", {"a": 3, "c": 3, "d": 4}),
    ]
    tally = tally_sheets(ASKED, sheets)

    assert scores(tally, "Sales", "plan") == {Fraction(7, 2): 2, Fraction(10, 3): 1}


def test_item_counts_are_after_reversal_and_include_people_without_a_score():
    sheets = [("Sales", {"b": 1}), ("Sales", {"b": 1, "a": 5}), ("Ops", {"b": 4})]
    tally = tally_sheets(ASKED, sheets)

    assert tally.items["Sales", "b"].tolist() == [0, 0, 0, 0, 2]
    assert tally.items["Ops", "b"].tolist() == [0, 1, 0, 0, 0]
    assert tally.items["Ops", "a"].tolist() == [0] * 5
    assert tally.answered == {"Ops": 0, "Sales": 1}


def test_choices_are_counted_per_option():
    sheets: Any = [
        ("Sales", {"why": "revenue"}),
        ("Sales", {"why": "churn"}),
        ("Ops", {}),
    ]
    tally = tally_sheets(ASKED, sheets)

    assert tally.choices["Sales", "why"].tolist() == [1, 0, 1]
    assert tally.choices["Ops", "why"].tolist() == [0, 0, 0]
    assert ("Sales", "why") not in tally.items


def test_leadership_comes_first_whatever_its_case_and_teams_by_name():
    sheets: Any = [("Sales", {}), ("LEADERSHIP", {}), ("Ops", {})]
    tally = tally_sheets(ASKED, sheets, wave="2026-Q3", invited={"Ops": 9})

    assert tally.groups == ("LEADERSHIP", "Ops", "Sales")
    assert (tally.leadership, tally.teams) == ("LEADERSHIP", ("Ops", "Sales"))
    assert (tally.wave, tally.invited) == ("2026-Q3", {"Ops": 9})


def test_without_leadership_every_group_is_a_team():
    tally = tally_sheets(ASKED, [("Sales", {}), ("Ops", {})], "board")

    assert (tally.leadership, tally.teams) == (None, ("Ops", "Sales"))


def test_only_predictions_of_leadership_count():
    sheets = [
        ("leadership", {"predict:Ops:plan": 2, "predict:Sales: East:work": 5}),
        ("leadership", {"predict:Ops:plan": 2}),
        ("Ops", {"predict:Ops:plan": 4}),
        ("Sales: East", {}),
    ]
    tally = tally_sheets(ASKED, sheets)

    assert {key: c.tolist() for key, c in tally.predictions.items()} == {
        ("Ops", "plan"): [0, 2, 0, 0, 0],
        ("Sales: East", "work"): [0, 0, 0, 0, 1],
    }


def test_without_leadership_nobody_predicts():
    sheets = [("Ops", {"predict:Ops:plan": 4}), ("Sales", {})]
    tally = tally_sheets(ASKED, sheets, "board")

    assert tally.predictions["Ops", "plan"].tolist() == [0] * 5


@pytest.mark.parametrize(
    ("sheet", "message"),
    [
        pytest.param({"a": 0}, "a: 0 is not a point from 1 to 5", id="below"),
        pytest.param({"a": 6}, "a: 6 is not a point from 1 to 5", id="above"),
        pytest.param({"a": -1}, "a: -1 is not a point", id="negative"),
        pytest.param({"a": 10**30}, "is not a point from 1 to 5", id="huge"),
        pytest.param({"a": 3.5}, "a: 3.5 is not a point", id="between"),
        pytest.param({"a": "3"}, "a: '3' is not a point", id="text"),
        pytest.param({"a": True}, "a: True is not a point", id="truth"),
        pytest.param({"z": 3}, "sheet 1: there is no item 'z'", id="item"),
        pytest.param({"why": "fame"}, "why: there is no option 'fame'", id="option"),
        pytest.param({"why": 1}, "why: there is no option 1", id="option as number"),
        pytest.param(
            {"predict:Nobody:plan": 3},
            "predict:Nobody:plan: .* no such team",
            id="team",
        ),
        pytest.param(
            {"predict:leadership:plan": 3}, "there is no such team", id="itself"
        ),
        pytest.param({"predict:Ops:luck": 3}, "no such dimension", id="dimension"),
        pytest.param({"predict:Ops:plan": 6}, "6 is not a point", id="prediction"),
        pytest.param({"predict:plan": 3}, "no such team", id="half a prediction"),
    ],
)
def test_what_was_not_asked_is_refused(sheet, message):
    with pytest.raises(ValueError, match=message):
        tally_sheets(ASKED, [("leadership", sheet), ("Ops", {})])


@pytest.mark.parametrize(
    ("answers", "predictions", "message"),
    [
        pytest.param(
            [6, 0, 0], None, "an answer is 6, the scale ends at 5", id="scale"
        ),
        pytest.param(
            [0, 0, 3], None, "an answer is 3, the scale ends at 2", id="option"
        ),
        pytest.param([0, 0, 0], 6, "6 is not a point from 1 to 5", id="prediction"),
    ],
)
def test_a_table_off_the_scale_is_refused(answers, predictions, message):
    asked = questionnaire({"d": ["a", "b"]}, choices={"c": ("d", ["x", "y"])})
    cells = {("Ops", "d"): np.array([predictions or 0, 0], np.uint8)}
    table = np.array([answers, [0, 0, 0]], np.uint8)

    with pytest.raises(ValueError, match=message):
        tally_table(asked, ["leadership", "Ops"], np.array([0, 1]), table, cells)


def test_numbers_of_numpy_are_points_too():
    sheet: Any = {"a": np.int64(4), "c": np.uint8(4)}
    tally = tally_sheets(ASKED, [("Sales", sheet)])

    assert scores(tally, "Sales", "plan") == {Fraction(4): 1}


def test_nobody_at_all_is_a_tally_too():
    tally = tally_sheets(ASKED, [])

    assert (tally.groups, tally.leadership, tally.answered) == ((), None, {})
    assert tally.complete["plan"].people == 0
    empty = tally_table(ASKED, ["Ops"], np.zeros(0, int), np.zeros((0, 10), np.uint8))
    assert empty.answered == {"Ops": 0}
    assert scores(empty, "Ops", "plan") == {}


answer = st.none() | st.integers(1, 5)
sheet = st.fixed_dictionaries({i: answer for i in "abcdefghi"})
companies = st.lists(
    st.tuples(st.sampled_from(["leadership", "Ops", "Sales"]), sheet), max_size=25
)


def upright(item, point):
    return 6 - point if item in "bh" else point


@given(companies)
def test_every_count_agrees_with_counting_by_hand(sheets):
    tally = tally_sheets(ASKED, sheets)

    for group in tally.groups:
        mine = [sheet for name, sheet in sheets if name == group]
        some = 0
        for item in "abcdefghi":
            counts = Counter(upright(item, s[item]) for s in mine if s[item])
            assert tally.items[group, item].tolist() == [counts[k] for k in range(1, 6)]
        for dimension, items in (("plan", "abcd"), ("work", "efghi")):
            means = Counter(
                Fraction(sum(given), len(given))
                for s in mine
                for given in ([upright(i, s[i]) for i in items if s[i]],)
                if 2 * len(given) >= len(items)
            )
            assert scores(tally, group, dimension) == means
        for s in mine:
            plan, work = (sum(s[i] is not None for i in d) for d in ("abcd", "efghi"))
            some += plan >= 2 or work >= 3
        assert tally.answered[group] == some


@given(companies)
def test_cross_products_are_those_around_each_groups_own_means(sheets):
    tally = tally_sheets(ASKED, sheets)

    rows, people = np.zeros((4, 4)), 0
    for group in tally.groups:
        whole = np.array(
            [
                [upright(i, s[i]) for i in "abcd"]
                for name, s in sheets
                if name == group and all(s[i] for i in "abcd")
            ]
        )
        if len(whole):
            away = whole - whole.mean(axis=0)
            rows += away.T @ away
            people += len(whole)

    assert tally.complete["plan"].people == people
    assert tally.complete["plan"].products == pytest.approx(rows, abs=1e-9)


@given(companies)
def test_sheets_and_tables_agree(sheets):
    names = ["Sales", "leadership", "Ops"]
    rows = [[s[i] or 0 for i in "abcdefghi"] + [0] for _, s in sheets]
    table = tally_table(
        ASKED,
        names,
        np.array([names.index(name) for name, _ in sheets], int),
        np.array(rows, np.uint8).reshape(len(rows), 10),
    )
    tally = tally_sheets(ASKED, sheets)

    for group in tally.groups:
        assert tally.answered[group] == table.answered[group]
        for dimension in ("plan", "work"):
            assert scores(tally, group, dimension) == scores(table, group, dimension)
        for item in "abcdefghi":
            both = tally.items[group, item], table.items[group, item]
            assert both[0].tolist() == both[1].tolist()


@given(st.lists(sheet, max_size=12))
def test_a_reversed_item_counts_as_its_mirror_image(sheets):
    plain = questionnaire({"plan": list("abcd"), "work": list("efghi")})
    turned = [
        {i: None if v is None else upright(i, v) for i, v in s.items()} for s in sheets
    ]

    one = tally_sheets(ASKED, [("Ops", s) for s in sheets])
    other = tally_sheets(plain, [("Ops", s) for s in turned])

    for dimension in ("plan", "work") if sheets else ():
        assert scores(one, "Ops", dimension) == scores(other, "Ops", dimension)


def test_twenty_four_items_of_eleven_points_are_exact():
    items = [f"q{n}" for n in range(24)]
    asked = questionnaire({"d": items}, points=11)
    sheets = [("Ops", dict.fromkeys(items[:n], 11) | {"q0": 10}) for n in (23, 24, 19)]
    tally = tally_sheets(asked, [*sheets, ("Ops", dict.fromkeys(items, 1))])
    cell = tally.scores["Ops", "d"]
    expected = [Fraction(11) - Fraction(1, n) for n in (23, 24, 19)]

    assert scores(tally, "Ops", "d") == dict.fromkeys([*expected, Fraction(1)], 1)
    assert isinstance(cell, Histogram)
    assert cell.unit == math.lcm(*range(1, 25))
    total = sum(expected) + 1
    squares = sum(v * v for v in expected) + 1
    assert Fraction(cell.moments.total, cell.unit) == total
    assert Fraction(cell.moments.squares, cell.unit**2) == squares


def test_sums_of_squares_do_not_overflow():
    unit = math.lcm(*range(1, 25))
    counts = np.array([0, 600_000, 400_000])
    cell = Histogram(np.array([unit, 7 * unit, 11 * unit]), unit, counts)

    # By hand: 600,000 times 7 and 400,000 times 11; mean 8.6, variance 3.84·n/(n−1).
    assert cell.moments.total == 8_600_000 * unit
    assert cell.moments.squares == (600_000 * 49 + 400_000 * 121) * unit**2
    assert cell.moments.mean == pytest.approx(8.6, rel=1e-15)
    assert cell.moments.variance == pytest.approx(3.84 * 1e6 / (1e6 - 1), rel=1e-14)


@pytest.mark.parametrize(
    ("moments", "mean", "variance"),
    [
        pytest.param(Moments(0, 0, 0, 12), None, None, id="nobody"),
        pytest.param(Moments(1, 30, 900, 12), 2.5, None, id="one"),
        pytest.param(Moments(3, 21, 147, 2), 3.5, 0, id="all the same"),
        # By hand: 1, 2 and 4 have mean 7/3 and variance 7/3.
        pytest.param(Moments(3, 14, 84, 2), 7 / 3, 7 / 3, id="three"),
    ],
)
def test_moments(moments, mean, variance):
    assert moments.mean == pytest.approx(
        math.nan if mean is None else mean, nan_ok=True
    )
    expected = math.nan if variance is None else variance
    assert moments.variance == pytest.approx(expected, nan_ok=True)
    if variance == 0:
        assert moments.variance == 0.0


def test_an_invited_group_of_whom_nobody_answered_is_a_group():
    sheets = [
        ("leadership", {"a": 4, "b": 4, "predict:Sales:plan": 3}),
        ("Ops", {"a": 2, "b": 2}),
    ]

    tally = tally_sheets(ASKED, sheets, invited={"Ops": 9, "Sales": 7})

    assert tally.groups == ("leadership", "Ops", "Sales")
    assert tally.answered["Sales"] == 0
    assert tally.predictions["Sales", "plan"].tolist() == [0, 0, 1, 0, 0]
