"""Which comparisons are tested together, and which are not shown at all."""

import dataclasses
from typing import Any

import pytest

from diagnostic.rules import Rules
from diagnostic.stats.comparison import compare
from diagnostic.stats.family import compare_everybody, compare_teams, standing
from diagnostic.stats.findings import Comparison
from diagnostic.tally import Moments
from tests.stats import reference
from tests.stats.companies import one_item_each, people

RULES = Rules()
HIGH, LOW, MIXED = (
    people([0, 0, 1, 5, 6]),
    people([4, 6, 3, 1, 0]),
    people([1, 2, 4, 3, 1]),
)


def teams(answers, rules=RULES, invited=None, **options) -> Any:
    found = compare_teams(one_item_each(answers, **options), rules, invited or {})
    return {(c.team, c.dimension): c for c in found}


WIDE = {
    "leadership": {"a": HIGH, "b": MIXED, "c": HIGH},
    "Big": {"a": LOW * 5, "b": MIXED * 6, "c": HIGH * 5},
    "Few": {"a": LOW[:4], "b": MIXED, "c": HIGH},
    "Flat": {"a": [4] * 9, "b": [3] * 9, "c": [5] * 9},
    "One": {"a": [2], "b": [], "c": [3] * 6},
}


def test_there_is_one_comparison_a_team_and_dimension_in_their_order():
    found = compare_teams(one_item_each(WIDE), RULES, {})

    assert [(c.team, c.dimension) for c in found] == [
        (team, d) for team in ("Big", "Few", "Flat", "One") for d in "abc"
    ]


def test_the_family_is_what_is_shown_and_testable():
    found = teams(WIDE)
    family = [c for c in found.values() if c.p_adjusted is not None]
    p = [c.p_value for c in family]

    # Few and One are too small in 'a', One also in 'b'; all others can be tested.
    assert set(found) - {(c.team, c.dimension) for c in family} == {
        ("Few", "a"),
        ("One", "a"),
        ("One", "b"),
    }
    assert [c.p_adjusted for c in family] == pytest.approx(
        reference.benjamini_hochberg(p)
    )
    assert [c.p_holm for c in family] == pytest.approx(reference.holm(p))
    # Flat has nine people, the others ten and more.
    held = [
        max(c.p_value, c.p_regularised) if c.team == "Flat" else c.p_value
        for c in family
    ]
    assert held != p
    assert [c.p_cautious for c in family] == pytest.approx(
        reference.benjamini_hochberg(held)
    )


def test_what_could_never_be_shown_does_not_cost_the_others_anything():
    flat = {"leadership": {"d": [3] * 8 + [4]}, "Same": {"d": [3] * 9}}
    alone = teams({"leadership": flat["leadership"], "Low": {"d": LOW}})
    beside = teams({**flat, "Low": {"d": LOW}})

    # One person of eighteen differs: every relabelling is as extreme as the data.
    assert beside["Same", "d"].p_minimum == 1
    assert beside["Same", "d"].p_adjusted is None
    assert beside["Same", "d"].p_holm is None
    assert beside["Low", "d"] == alone["Low", "d"]


def test_figures_are_those_of_a_single_comparison():
    one = teams({"leadership": {"d": HIGH}, "Ops": {"d": LOW}})["Ops", "d"]
    counts = [[g.count(v) for v in range(1, 6)] for g in (HIGH, LOW)]
    alone = compare(*counts, values=[1, 2, 3, 4, 5])

    for field in dataclasses.fields(Comparison):
        if field.name not in ("dimension", "team", "gap_possible"):
            assert getattr(one, field.name) == getattr(alone, field.name)


@pytest.mark.parametrize(
    ("leaders", "team", "rules", "seen"),
    [
        pytest.param(HIGH, LOW[:4], RULES, (True, False), id="a team of 4"),
        pytest.param(HIGH[:4], LOW, RULES, (False, True), id="hidden leadership of 4"),
        pytest.param(HIGH[:4], LOW[:4], RULES, (False, False), id="both"),
        pytest.param(
            HIGH[:2],
            LOW,
            Rules(small_leadership="declared"),
            (False, True),
            id="declared leadership of 2",
        ),
        pytest.param([], LOW, RULES, (False, True), id="no leader answered"),
        pytest.param(HIGH, [], RULES, (True, False), id="nobody of the team answered"),
        pytest.param(HIGH, LOW, Rules(minimum=13), (False, True), id="minimum of 13"),
    ],
)
def test_what_may_not_be_shown_keeps_numbers_of_people_and_the_other_side(
    leaders, team, rules, seen
):
    answers = {
        "leadership": {"d": leaders, "other": [3]},
        "Ops": {"d": team, "other": [3]},
    }
    found = teams(answers, rules)["Ops", "d"]

    assert (found.verdict, found.pattern) == ("not_shown", "not_shown")
    assert (found.n_leadership, found.n_team) == (len(leaders), len(team))
    assert (found.mean_leadership is not None, found.mean_team is not None) == seen
    assert (found.sd_leadership is not None, found.sd_team is not None) == seen
    kept = {
        "dimension", "team", "n_leadership", "n_team", "mean_leadership", "mean_team",
        "sd_leadership", "sd_team", "verdict", "pattern", "opposite_items",
    }  # fmt: skip
    for field in dataclasses.fields(found):
        if field.name not in kept:
            assert getattr(found, field.name) is None


def test_a_declared_leadership_of_three_is_compared():
    found = teams(
        {"leadership": {"d": [5, 5, 4]}, "Ops": {"d": LOW}},
        Rules(small_leadership="declared"),
    )["Ops", "d"]

    assert found.verdict == "gap"
    assert found.ci95 is not None


def test_without_leadership_nothing_is_compared():
    found = teams({"Ops": {"d": LOW}, "Sales": {"d": HIGH}})

    assert {c.verdict for c in found.values()} == {"not_shown"}
    assert found["Ops", "d"].mean_team is not None
    assert found["Ops", "d"].n_leadership == 0


# By hand: 3 leaders against 5 can at best be one of C(8, 3) = 56 relabellings, 0.0179:
# enough alone, not among three.
@pytest.mark.parametrize(("others", "possible"), [(0, True), (1, True), (2, False)])
def test_few_people_cannot_show_a_single_gap_in_a_large_family(others, possible):
    declared = Rules(small_leadership="declared")
    answers = {"leadership": {"d": [5, 5, 4]}, "Ops": {"d": [2, 2, 1, 2, 3]}}
    answers |= {f"Team {n}": {"d": LOW} for n in range(others)}

    found = teams(answers, declared)["Ops", "d"]

    assert found.p_minimum == pytest.approx(1 / 56)
    assert found.gap_possible is possible


def test_what_is_not_tested_does_not_make_a_family_larger():
    declared = Rules(small_leadership="declared")
    answers = {
        "leadership": {"d": [5, 5, 4], "flat": [3] * 3},
        "Ops": {"d": [2, 2, 1, 2, 3], "flat": [3] * 5},
        "Team": {"d": LOW, "flat": [3] * 5},
    }
    found = teams(answers, declared)

    # By hand: two tests of four, and 2/56 is below .05.
    assert found["Ops", "d"].gap_possible is True
    assert found["Ops", "flat"].gap_possible is False


def test_numbers_of_people_invited_reach_the_verdict():
    answers = {"leadership": {"d": [4] * 20}, "Ops": {"d": [4] * 20}}

    for invited, verdict in [
        ({}, "aligned"),
        ({"Ops": 40, "leadership": 40}, "aligned"),
        ({"Ops": 41}, "not_testable"),
        ({"leadership": 41}, "not_testable"),
    ]:
        assert teams(answers, invited=invited)["Ops", "d"].verdict == verdict
    assert teams(answers, invited={"Ops": 40})["Ops", "d"].tipping_point == 0


@pytest.mark.parametrize("divided", ["leadership", "Ops"])
def test_a_divided_side_reaches_the_verdict(divided):
    split, calm = [1, 5] * 40, [3] * 80
    answers = {g: {"d": split if g == divided else calm} for g in ("leadership", "Ops")}
    found = teams(answers)["Ops", "d"]

    assert (found.verdict, found.reason) == ("inconclusive", "divided")


@pytest.mark.parametrize(("points", "verdict"), [(5, "gap"), (9, "slight")])
def test_the_scale_of_the_questionnaire_reaches_the_verdict(points, verdict):
    # 0.6 points are notable of a range of 4, not of 8, where 1 is needed.
    answers = {
        "leadership": {"d": [4] * 40 + [3] * 10},
        "Ops": {"d": [3] * 40 + [4] * 10},
    }

    assert teams(answers, points=points)["Ops", "d"].verdict == verdict


@pytest.mark.parametrize(
    ("point", "pattern"), [(6, "aligned_weak"), (7, "aligned_strong")]
)
def test_strong_is_five_eighths_of_the_range(point, pattern):
    # By hand: 1 + 5/8 of a range of 8 is 6.
    answers = {"leadership": {"d": [point] * 29 + [5]}, "Ops": {"d": [point] * 30}}

    assert teams(answers, points=9)["Ops", "d"].pattern == pattern


def test_totals_compare_leadership_with_everybody_each_alone():
    tally = one_item_each(WIDE)
    found = {c.dimension: c for c in compare_everybody(tally, RULES, {})}
    pool = [v for team in ("Big", "Few", "Flat", "One") for v in WIDE[team]["a"]]
    counts = [[g.count(v) for v in range(1, 6)] for g in (HIGH, pool)]
    alone = compare(*counts, values=[1, 2, 3, 4, 5])

    assert list(found) == ["a", "b", "c"]
    assert found["a"].team is None
    assert found["a"].n_team == len(pool)
    for total in found.values():
        assert total.p_adjusted == total.p_holm == total.p_value
    assert found["a"].verdict == alone.verdict
    assert found["a"].difference == alone.difference
    assert found["a"].p_value == alone.p_value


@pytest.mark.parametrize(
    ("invited", "tipping"),
    [({"Ops": 20, "Sales": 20}, 2.0), ({"Ops": 20}, None), ({}, None)],
)
def test_totals_know_how_many_were_asked_only_if_every_team_does(invited, tipping):
    answers = {
        "leadership": {"d": [4] * 20},
        "Ops": {"d": [3] * 10},
        "Sales": {"d": [3] * 10},
    }
    (found,) = compare_everybody(one_item_each(answers), RULES, invited)

    # By hand: 1 / (1 − 20/40).
    assert found.tipping_point == tipping


def test_totals_that_could_never_be_shown_are_said_to_be_so():
    answers = {"leadership": {"d": [3] * 9}, "Ops": {"d": [3] * 9}}
    (found,) = compare_everybody(one_item_each(answers), RULES, {})

    assert (found.p_adjusted, found.p_holm) == (1, 1)
    assert found.gap_possible is False


def test_without_teams_there_are_no_totals():
    assert (
        compare_everybody(one_item_each({"leadership": {"d": HIGH}}), RULES, {}) == ()
    )


def test_totals_are_not_shown_where_leadership_is_not():
    answers = {"leadership": {"d": HIGH[:4]}, "Ops": {"d": LOW}}
    (found,) = compare_everybody(one_item_each(answers), RULES, {})

    assert found.verdict == "not_shown"
    assert found.mean_leadership is None
    assert found.mean_team is not None


def test_a_wave_kept_as_moments_cannot_be_diagnosed_again():
    tally = one_item_each({"leadership": {"d": HIGH}, "Ops": {"d": LOW}})
    tally.scores["Ops", "d"] = Moments(14, 29, 70, 1)  # type: ignore[index]

    with pytest.raises(TypeError, match="only moments are kept of Ops, d"):
        compare_teams(tally, RULES, {})


# Benjamini-Hochberg of four by hand: .012 and .02 become min(4·.012, 2·.02) = .04;
# .02 beside .2 becomes 4·.02 = .08; of two, 2·.02 = .04.
@pytest.mark.parametrize(
    ("p", "stand"),
    [
        pytest.param([0.012, 0.02, 0.5, 0.6], {0, 1}, id="two of four"),
        pytest.param([0.02, 0.2, 0.5, 0.6], set(), id="none of four"),
        pytest.param([0.02, 0.2], {0}, id="one of two"),
        pytest.param([0.02, 0.2, None, None], {0}, id="two cannot be tested"),
    ],
)
def test_total_stands_only_among_the_totals_of_all_dimensions(p, stand):
    totals = [
        Comparison(
            dimension=str(number),
            n_leadership=12,
            n_team=40,
            p_value=value,
            verdict="gap" if value and value <= 0.05 else "inconclusive",
        )
        for number, value in enumerate(p)
    ]

    assert standing(totals, RULES) == {str(number) for number in stand}


# Of nine leaders a regularised p of .03 is held to the cautious level of .04 as well:
# with one more dimension it becomes 2·.03.
@pytest.mark.parametrize(("dimensions", "stand"), [(1, {"0"}), (2, set())])
def test_total_of_few_people_stands_only_if_it_is_held_to_more(dimensions, stand):
    totals = [
        Comparison(
            dimension=str(number),
            n_leadership=9,
            n_team=40,
            p_value=0.001 if not number else 0.9,
            p_regularised=0.03 if not number else 0.9,
            verdict="inconclusive" if number else "gap",
        )
        for number in range(dimensions)
    ]

    assert standing(totals, RULES) == stand
