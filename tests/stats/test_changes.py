"""Changes of a group between waves: tested like groups, or from moments."""

import dataclasses
from fractions import Fraction
from typing import Any

import pytest

from diagnostic.rules import Rules
from diagnostic.stats.changes import changes
from diagnostic.stats.comparison import compare
from diagnostic.tally import Histogram, tally_sheets
from tests.stats import reference
from tests.stats.companies import one_item_each, people, questionnaire

RULES = Rules()
LOW, HIGH = people([4, 6, 3, 1, 0]), people([0, 0, 1, 5, 6])
SMALL_1, SMALL_2 = [5, 5, 4, 4, 5, 4, 5, 4], [4, 4, 3, 4, 4, 4, 4, 3, 4]


def moved(first, second, rules=RULES, **options) -> Any:
    waves: Any = [
        one_item_each(w, wave=f"Q{n}", **options)
        for n, w in enumerate((first, second), 1)
    ]
    return {(c.group, c.dimension): c for c in changes(waves[0], waves[1], rules)}


def test_large_cells_are_tested_like_two_groups():
    found = moved({"Ops": {"d": LOW}}, {"Ops": {"d": HIGH}})["Ops", "d"]
    counts = [[g.count(v) for v in range(1, 6)] for g in (HIGH, LOW)]
    alone = compare(*counts, values=[1, 2, 3, 4, 5])

    assert (found.from_wave, found.to_wave) == ("Q1", "Q2")
    assert (found.n_from, found.n_to) == (14, 12)
    assert (found.change, found.ci95) == (alone.difference, alone.ci95)
    assert found.p_value == found.p_adjusted == alone.p_value
    assert found.verdict == "rose"
    assert found.items is None


# R: a <- ((n - 1) * var + .5) / n^2; d +- qt(.975, df) * sqrt(sum(a)); 2 * pt(-|T|, df)
def test_small_cells_are_tested_from_their_moments_as_r_does():
    found = moved({"Ops": {"d": SMALL_1}}, {"Ops": {"d": SMALL_2}})["Ops", "d"]

    assert found.change == pytest.approx(-0.72222222222222)
    assert found.ci95 == pytest.approx((-1.26699944016957, -0.17744500427488))
    assert found.p_value == pytest.approx(0.01304131419206)
    assert found.verdict == "fell"


@pytest.mark.parametrize(
    ("first", "second", "permuted"),
    [(9, 10, False), (10, 9, False), (10, 10, True)],
)
def test_below_ten_in_either_wave_only_moments_are_used(first, second, permuted):
    one, two = [4, 5] * 5, [3, 4] * 5
    found = moved({"Ops": {"d": one[:first]}}, {"Ops": {"d": two[:second]}})["Ops", "d"]
    expected = reference.regularised(
        [[*map(Fraction, side)] for side in (two[:second], one[:first])],
        [1, -1],
        0.5,
        0.95,
    )

    assert found.ci95 == pytest.approx(expected[1:3])
    assert (found.p_value == pytest.approx(expected[3])) != permuted


def test_moments_kept_after_sealing_give_the_same_change():
    first = one_item_each({"Ops": {"d": SMALL_1}}, wave="Q1")
    second = one_item_each({"Ops": {"d": SMALL_2}}, wave="Q2")
    whole = changes(first, second, RULES)
    cell = first.scores["Ops", "d"]
    assert isinstance(cell, Histogram)
    first.scores["Ops", "d"] = cell.moments  # type: ignore[index]

    assert changes(first, second, RULES) == whole


def test_moments_of_a_larger_cell_are_used_if_nothing_else_was_kept():
    first = one_item_each({"Ops": {"d": LOW}}, wave="Q1")
    second = one_item_each({"Ops": {"d": HIGH}}, wave="Q2")
    cell = first.scores["Ops", "d"]
    assert isinstance(cell, Histogram)
    first.scores["Ops", "d"] = cell.moments  # type: ignore[index]

    (found,) = changes(first, second, RULES)

    assert found.verdict == "rose"
    assert found.p_value is not None


def test_the_changes_of_a_pair_of_waves_are_one_family():
    calm = people([1, 2, 4, 3, 1])
    first = {"Ops": {"a": LOW, "b": calm}, "Sales": {"a": SMALL_1, "b": [3] * 12}}
    second = {"Ops": {"a": HIGH, "b": calm}, "Sales": {"a": SMALL_2, "b": [3] * 12}}
    found = moved(first, second)
    tested = [("Ops", "a"), ("Ops", "b"), ("Sales", "a")]

    # Twelve threes before and after: nothing could be shown, so it is not tested.
    assert found["Sales", "b"].p_adjusted is None
    assert found["Sales", "b"].verdict == "inconclusive"
    assert [found[key].p_adjusted for key in tested] == pytest.approx(
        reference.benjamini_hochberg([found[key].p_value for key in tested])
    )


@pytest.mark.parametrize(("fdr", "verdict"), [(0.05, "inconclusive"), (0.5, "fell")])
def test_a_change_is_named_where_the_false_discovery_rate_allows(fdr, verdict):
    found = moved(
        {"Ops": {"d": [4, 4, 3, 4, 3, 4]}},
        {"Ops": {"d": [3, 4, 3, 4, 3, 3]}},
        Rules(fdr=fdr),
    )["Ops", "d"]

    assert 0.05 < found.p_adjusted < 0.5
    assert found.verdict == verdict


def test_no_change_is_named_where_there_is_none():
    found = moved({"Ops": {"d": [4] * 6}}, {"Ops": {"d": [4] * 6}}, Rules(fdr=1.0))

    assert found["Ops", "d"].p_adjusted == 1
    assert found["Ops", "d"].verdict == "inconclusive"


@pytest.mark.parametrize(
    ("first", "second", "people_"),
    [
        pytest.param(
            {"Ops": {"d": LOW[:4]}}, {"Ops": {"d": LOW}}, (4, 14), id="4 before"
        ),
        pytest.param(
            {"Ops": {"d": LOW}}, {"Ops": {"d": LOW[:4]}}, (14, 4), id="4 after"
        ),
        pytest.param(
            {"Sales": {"d": LOW}}, {"Ops": {"d": LOW}}, (0, 14), id="new group"
        ),
    ],
)
def test_a_change_is_shown_only_if_both_cells_are(first, second, people_):
    found = moved(first, second)["Ops", "d"]

    assert (found.n_from, found.n_to) == people_
    assert found.verdict == "not_shown"
    for field in dataclasses.fields(found):
        if field.name in ("change", "ci95", "p_value", "p_adjusted"):
            assert getattr(found, field.name) is None


def test_groups_of_either_wave_are_listed_later_ones_first():
    found = moved({"Ops": {"d": LOW}, "Ads": {"d": LOW}}, {"Sales": {"d": LOW}})

    assert list(found) == [("Sales", "d"), ("Ads", "d"), ("Ops", "d")]
    assert {c.verdict for c in found.values()} == {"not_shown"}


@pytest.mark.parametrize(
    ("rules", "verdict"),
    [(RULES, "not_shown"), (Rules(small_leadership="declared"), "inconclusive")],
)
def test_a_leadership_of_three_is_followed_only_if_declared(rules, verdict):
    found = moved(
        {"leadership": {"d": [4, 4, 3]}}, {"leadership": {"d": [4, 3, 3]}}, rules
    )

    assert found["leadership", "d"].verdict == verdict


# By hand: the prior of a range of 6 is .5·(6/4)² = 1.125.
def test_the_prior_of_a_change_grows_with_the_range():
    one, two = [4, 5, 6, 7, 5], [3, 4, 4, 5, 3]
    found = moved({"Ops": {"d": one}}, {"Ops": {"d": two}}, points=7)["Ops", "d"]
    cells = [[*map(Fraction, side)] for side in (two, one)]

    expected = reference.regularised(cells, [1, -1], 1.125, 0.95)
    assert found.ci95 == pytest.approx(expected[1:3])


ITEMS = {"d": ["a", "b", "c"]}
ROWS = [(1, 2, 5), (2, 2, 4), (3, 4, 4), (4, 3, 5), (5, 5, 5)] * 4


def versions(rows, later, *, version=2, items=ITEMS, **options) -> Any:
    sheets = [
        [("Ops", dict(zip(names["d"], row, strict=True))) for row in table]
        for names, table in ((ITEMS, rows), (items, later))
    ]
    first = tally_sheets(questionnaire(ITEMS), sheets[0])
    asked = questionnaire(items, version=version, **options)
    return changes(first, tally_sheets(asked, sheets[1]), RULES)[0]


def test_a_new_version_of_the_same_items_is_tested_in_full():
    assert versions(ROWS, ROWS) == versions(ROWS, ROWS, version=1)
    assert versions(ROWS, ROWS[:12]).items is None


def test_scores_of_both_waves_meet_on_the_same_codes():
    holes = [(a, None, c) for a, _, c in ROWS]
    found = versions(ROWS, holes)
    before = [Fraction(sum(row), 3) for row in ROWS]
    after = [Fraction(a + c, 2) for a, _, c in holes]

    assert found.change == pytest.approx(
        float(reference.mean(after) - reference.mean(before))
    )
    assert found.p_value is not None
    assert found.p_value >= reference.welch_p(after, before) * (1 - 1e-12)


def test_with_a_reworded_item_the_others_are_compared():
    up = [(min(a + 1, 5), b, 5) for a, b, c in ROWS]
    found = versions(ROWS, up, compared={"b": "reworded"})

    # By hand: a rises from 3 to 3.8, c from 4.6 to 5; their mean by 0.6.
    assert found.items == 2
    assert found.change == pytest.approx(0.6)
    assert found.ci95[0] < 0.6 < found.ci95[1]


@pytest.mark.parametrize(
    ("rows", "options"),
    [
        pytest.param(ROWS[:9], {"compared": {"b": "reworded"}}, id="nine people"),
        pytest.param(
            ROWS, {"compared": dict.fromkeys("abc", "reworded")}, id="all reworded"
        ),
        pytest.param(ROWS, {"key": "other"}, id="another questionnaire"),
        pytest.param(
            ROWS[:3], {"compared": dict.fromkeys("abc", "new")}, id="and too few"
        ),
    ],
)
def test_what_asks_something_else_is_not_comparable(rows, options):
    found = versions(rows, ROWS, **options)

    assert (found.verdict, found.change, found.p_adjusted) == (
        "not_comparable",
        None,
        None,
    )
    assert found.n_from == len(rows)
