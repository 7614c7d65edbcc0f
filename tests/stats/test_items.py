"""Items: notable only inside a dimension with a gap, at a level that pays for it."""

from typing import Any

import pytest

from diagnostic.rules import Rules
from diagnostic.stats.comparison import compare
from diagnostic.stats.family import compare_teams
from diagnostic.stats.items import compare_items, with_opposite_items
from diagnostic.tally import tally_sheets
from tests.stats import reference
from tests.stats.companies import people, questionnaire

RULES = Rules()
FAR = people([0, 0, 0, 6, 6]), people([6, 6, 0, 0, 0])
NEAR = people([0, 0, 4, 4, 4]), people([0, 1, 4, 4, 3])
DIMENSIONS = {"plan": ["a", "b", "c"], "work": ["d", "e"]}


def company(cells, dimensions=None, points=5):
    """Tally a leadership and one team, Ops, from answers by item."""
    asked = questionnaire(dimensions or DIMENSIONS, points)
    sheets: list[Any] = []
    for side, group in enumerate(("leadership", "Ops")):
        size = max(len(pair[side]) for pair in cells.values())
        for i in range(size):
            sheet = {
                q: pair[side][i] for q, pair in cells.items() if i < len(pair[side])
            }
            sheets.append((group, sheet))
    return tally_sheets(asked, sheets)


def items(cells, rules=RULES, **options) -> Any:
    tally = company(cells, **options)
    parents = compare_teams(tally, rules, {})
    found = {c.item: c for c in compare_items(tally, rules, parents)}
    return {c.dimension: c for c in parents}, found


ONE_GAP = {"a": FAR, "b": FAR, "c": NEAR, "d": NEAR, "e": NEAR}


def test_items_are_described_everywhere_and_tested_inside_gaps_only():
    parents, found = items(ONE_GAP)

    assert {d: c.verdict for d, c in parents.items()} == {
        "plan": "gap",
        "work": "inconclusive",
    }
    assert list(found) == ["a", "b", "c", "d", "e"]
    assert [found[i].verdict for i in "abcde"] == ["gap", "gap", None, None, None]
    assert [found[i].p_adjusted is None for i in "abcde"] == [False] * 3 + [True] * 2
    inside = [found[i] for i in "abc"]
    p = [c.p_value for c in inside]
    assert [c.p_adjusted for c in inside] == pytest.approx(
        reference.benjamini_hochberg(p)
    )
    assert [c.p_holm for c in inside] == pytest.approx(reference.holm(p))


def test_items_have_the_figures_of_a_comparison_with_the_prior_of_items():
    _, found = items(ONE_GAP)
    counts = [[g.count(v) for v in range(1, 6)] for g in NEAR]
    alone = compare(*counts, values=[1, 2, 3, 4, 5], kind="item")
    one = found["d"]

    assert (one.team, one.dimension, one.pattern) == ("Ops", "work", None)
    assert (one.difference, one.ci95, one.p_value) == (
        alone.difference,
        alone.ci95,
        alone.p_value,
    )
    assert (one.answers_needed, one.tipping_point, one.reason) == (None, None, None)


@pytest.mark.parametrize(
    ("pair", "direction"),
    [(FAR, "leadership_higher"), (FAR[::-1], "team_higher")],
)
def test_a_notable_item_has_a_direction_and_a_strength(pair, direction):
    _, found = items(dict.fromkeys("abc", pair) | {"d": NEAR, "e": NEAR})

    assert {found[i].direction for i in "abc"} == {direction}
    assert {found[i].strength for i in "abc"} == {"strong"}


# By hand: leadership all at 4 but one; the team so that the means differ by 9/12 and
# 8/12 of a point.
@pytest.mark.parametrize(("moved", "verdict"), [(9, "gap"), (8, None)])
def test_an_item_is_notable_from_three_quarters_of_a_point_on(moved, verdict):
    close = [4] * 12, [3] * moved + [4] * (12 - moved)
    _, found = items({"a": FAR, "b": FAR, "c": close, "d": FAR, "e": FAR})

    assert found["c"].p_adjusted < 0.05
    assert found["c"].verdict == verdict


def test_an_item_of_a_longer_scale_needs_more_points():
    close = [4] * 12, [3] * 9 + [4] * 3
    _, found = items({"a": FAR, "b": FAR, "c": close, "d": FAR, "e": FAR}, points=7)

    # 0.75 points of a range of 6 are half a point of 4.
    assert found["c"].verdict is None


def test_an_item_whose_mean_and_middle_disagree_is_not_notable():
    # The mean of the team is higher by one point, but leaders mostly score above.
    skewed = [3] * 40, [2] * 22 + [5] * 18
    assert sum(skewed[1]) / 40 - 3 > 0.3
    loose = Rules(item_notable=0.3, fdr=0.5)
    far = [5] * 40, [1] * 40
    _, found = items({"a": far, "b": far, "c": skewed, "d": far, "e": far}, loose)

    assert found["c"].p_adjusted < 0.5
    assert found["c"].theta > 0.5 > 0 > found["c"].difference
    assert found["c"].verdict is None


def test_the_level_inside_is_the_share_of_gaps():
    """With R gaps among m comparisons an item has to reach .05·R/m."""
    middling = (
        [4, 4, 5, 3, 4, 4, 5, 3, 4, 4, 4, 5],
        [3, 4, 3, 2, 4, 3, 5, 3, 2, 4, 3, 3],
    )
    dimensions = {"plan": ["a", "b", "c"], **{f"x{n}": [f"x{n}"] for n in range(7)}}
    cells = {"a": FAR, "b": FAR, "c": middling}
    quiet = {f"x{n}": NEAR for n in range(7)}
    loud = {f"x{n}": FAR for n in range(7)}

    parents, strict = items(cells | quiet, dimensions=dimensions)
    p = strict["c"].p_adjusted
    _, loose = items(cells | loud, dimensions=dimensions)

    # One gap of eight, .00625, against eight of eight, .05: the same p between them.
    assert sum(c.verdict == "gap" for c in parents.values()) == 1
    assert 0.05 / 8 < p < 0.05
    assert loose["c"].p_adjusted == p
    assert abs(strict["c"].difference) >= 0.75
    assert (strict["c"].verdict, loose["c"].verdict) == (None, "gap")


def test_an_item_answered_by_too_few_is_left_out_though_its_dimension_is_shown():
    few = FAR[0], FAR[1][:4]
    _, found = items(
        {"a": few, "b": FAR, "c": FAR, "d": (FAR[0][:4], FAR[1]), "e": FAR}
    )

    assert list(found) == ["b", "c", "e"]


def test_an_item_that_can_show_nothing_is_not_in_the_family():
    same = [4] * 12, [4] * 11 + [3]
    _, found = items({"a": FAR, "b": FAR, "c": same, "d": NEAR, "e": NEAR})

    assert found["c"].p_adjusted is None
    assert found["a"].p_adjusted == pytest.approx(found["a"].p_value)


def test_without_leadership_there_are_no_items():
    tally = tally_sheets(questionnaire(DIMENSIONS), [("Ops", {"a": 3})] * 9)

    assert compare_items(tally, RULES, compare_teams(tally, RULES, {})) == ()


UP, DOWN = ([4] * 12, [3] * 12), ([3] * 12, [4] * 12)
BIT_UP, BIT_DOWN = ([4] * 3 + [3] * 9, [3] * 12), ([3] * 12, [4] * 3 + [3] * 9)
LESS_DOWN = [3] * 12, [4] * 2 + [3] * 10


# By hand: 3 of 12 people a point apart are 0.25, 2 of 12 are less.
@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param((UP, DOWN, UP), ("b", "a", "c"), id="lower side first"),
        pytest.param((UP, UP, UP), (), id="one direction"),
        pytest.param(
            (BIT_UP, BIT_DOWN, UP), ("b", "a", "c"), id="a quarter of a point"
        ),
        pytest.param((UP, LESS_DOWN, UP), (), id="less than a quarter"),
    ],
)
def test_items_of_one_dimension_that_point_apart_are_named(cells, expected):
    tally = company(dict(zip("abc", cells, strict=True)) | {"d": UP, "e": UP})
    parents = compare_teams(tally, RULES, {})
    described = compare_items(tally, RULES, parents)

    found = with_opposite_items(parents, described, 0.25)

    assert found[0].opposite_items == expected
    assert found[1].opposite_items == ()
