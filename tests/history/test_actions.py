"""An action stands beside the figure that it is meant to move, or beside a reason."""

from dataclasses import replace

import pytest

from diagnostic.history.actions import beside
from tests.history.acting import (
    ACTION,
    FIRST,
    OTHER,
    SALES,
    SHOPS,
    followed,
    moved,
    second,
)
from tests.history.quarters import quarter, series
from tests.stats.companies import questionnaire


@pytest.mark.parametrize(
    ("status", "now", "verdict"),
    [
        ("narrowing", ("gap", 0.5), "narrowing"),
        ("widening", ("gap", 1.4), "widening"),
        ("persisting", ("gap", 1.0), "persisting"),
        ("closed", ("aligned", 0.1), "closed"),
        ("too_few_to_tell", ("inconclusive", 0.4), "too_few_to_tell"),
        (None, ("slight", 0.4), "no_gap"),
    ],
)
def test_gap_is_shown_then_and_now_with_what_became_of_it(status, now, verdict):
    move = moved(ACTION, FIRST, second(status, now))

    assert (move.team, move.teams) == ("Sales", ("Sales",))
    assert (move.found, move.now, move.since) == (1.0, now[1], "Q1")
    assert (move.change, move.ci95) == (-0.2, (-0.5, 0.1))
    assert (move.verdict, move.untold) == (verdict, None)


@pytest.mark.parametrize(
    ("figure", "group"), [("team", "Sales"), ("leadership", "leadership")]
)
@pytest.mark.parametrize("verdict", ["rose", "fell", "inconclusive"])
def test_average_is_shown_then_and_now(figure, group, verdict):
    later = second(changes=[("Q1", group, "vision", verdict)])

    move = moved(replace(ACTION, figure=figure), FIRST, later)

    assert move.team == ("Sales" if figure == "team" else "")
    assert (move.found, move.now, move.verdict) == (3.0, 3.0, verdict)


def test_leadership_is_followed_whatever_it_is_called():
    later = second(leaders="Board", changes=[("Q1", "Board", "vision", "rose")])

    move = moved(replace(ACTION, figure="leadership"), FIRST, later)

    assert (move.found, move.now, move.verdict) == (3.0, 3.0, "rose")


@pytest.mark.parametrize(
    ("verdict", "reason"),
    [
        ("not_shown", "not_shown"),
        ("not_comparable", "not_comparable"),
        ("untested", "untested"),
    ],
)
def test_average_that_cannot_be_compared_has_a_reason(verdict, reason):
    later = second(changes=[("Q1", "Sales", "vision", verdict)])

    move = moved(replace(ACTION, figure="team"), FIRST, later)

    assert (move.change, move.verdict, move.untold) == (None, None, reason)


def test_action_of_the_last_quarter_waits_for_the_next():
    found = followed(ACTION, FIRST)

    assert (found.until, found.untold) == ("Q1", "no_wave_since")
    assert [(move.found, move.now) for move in found.moves] == [(1.0, None)]


def test_action_of_another_series_says_so():
    found = followed(replace(ACTION, wave="2025"), FIRST, second())

    assert (found.untold, found.moves) == ("other_questionnaire", ())


def test_dimension_that_is_no_longer_asked_about_says_so():
    later = quarter("Q2", {("Sales", "means"): ("gap", 1.0)}, asked=OTHER)

    assert followed(ACTION, FIRST, later).untold == "not_asked"


def test_all_teams_of_a_dimension_that_nobody_knows_any_more_have_one_reason():
    later = quarter("Q2", {("Sales", "means"): ("gap", 1.0)}, asked=OTHER)
    unknown = replace(ACTION, dimension="gone", team="")

    assert followed(unknown, FIRST, later).untold == "not_asked"
    assert followed(replace(unknown, dimension="means"), FIRST, later).moves == ()


def test_gap_that_is_not_shown_now_says_so():
    later = quarter("Q2", {SALES: ("not_shown", None)}, moved=[("Q1", *SALES, None)])
    [entry] = later.release["gap_changes"]
    entry["change"] = None

    assert moved(ACTION, FIRST, later).untold == "not_shown"


def test_wave_without_leadership_says_nothing_of_it():
    later = second(leaders=None)

    move = moved(replace(ACTION, figure="leadership"), FIRST, later)

    assert (move.found, move.now, move.untold) == (3.0, None, "not_shown")


def test_action_on_all_teams_is_followed_team_by_team_where_the_finding_was():
    slight = quarter(
        "Q1",
        {SALES: ("gap", 1.0), SHOPS: ("gap", 0.8), ("Lab", "vision"): ("slight", 0.4)},
    )

    found = followed(replace(ACTION, team=""), slight, second())

    assert [(move.team, move.verdict) for move in found.moves] == [
        ("Sales", "narrowing"),
        ("Shops", "persisting"),
    ]
    assert found.untold is None


OWN = questionnaire({"own": ["o1"]}), questionnaire({"own": ["o2"]})


@pytest.mark.parametrize("status", [None, "new"])
def test_own_questions_that_are_others_are_not_compared(status):
    place = ("Sales", "own")
    first = quarter("Q1", {place: ("gap", 1.0)}, asked=OWN[0])
    later = quarter(
        "Q2", {place: ("slight", 0.3)}, asked=OWN[1], moved=[("Q1", *place, status)]
    )

    move = moved(replace(ACTION, dimension="own"), first, later)

    assert (move.found, move.now) == (1.0, None)
    assert (move.verdict, move.untold) == (None, "not_comparable")


def test_figure_of_other_questions_does_not_stand_beside_the_one_that_was_found():
    asked = questionnaire(
        {"vision": ["v1", "v2"], "means": ["m1"]},
        version=2,
        compared={"v1": "reworded"},
    )

    move = moved(ACTION, FIRST, second(asked=asked))

    assert (move.found, move.now, move.verdict) == (1.0, None, "narrowing")


def test_that_there_was_no_gap_is_not_said_of_a_wave_that_shows_nothing():
    hidden = quarter("Q2", {SALES: ("not_shown", None)})
    last = quarter("Q3", {SALES: ("slight", 0.3)}, moved=[("Q2", *SALES, None)])
    last.release["gap_changes"][0]["change"] = None

    assert moved(ACTION, FIRST, hidden, last).untold == "not_shown"


def test_divided_groups_are_those_that_are_followed():
    changes = [("Q1", group, "vision", "rose") for group in ("Sales", "Shops")]
    divided = replace(ACTION, team="", pattern="divided", figure="team")
    first = quarter("Q1", {SALES: ("gap", 1.0), SHOPS: ("gap", 0.8)})
    first.release["agreement"] = [
        {"group": group, "dimension": "vision", "divided": group != "Sales"}
        for group in ("leadership", "Sales", "Shops")
    ]

    found = followed(divided, first, second(changes=changes))

    assert found.groups == (None, "Shops")
    assert [move.team for move in found.moves] == ["Shops"]


def test_gap_of_all_teams_as_one_is_followed_team_by_team():
    first = quarter("Q1", {SALES: ("slight", 0.4), SHOPS: ("slight", 0.4)})
    first.release["totals"] = [{"dimension": "vision", "pattern": ACTION.pattern}]

    found = followed(replace(ACTION, team=""), first, second())

    assert found.groups == ("",)
    assert [move.team for move in found.moves] == ["Sales", "Shops"]


@pytest.mark.parametrize(
    ("state", "pattern", "groups"),
    [
        ("in_doubt", "met", (None,)),
        ("in_doubt", "in_doubt", ("",)),
        ("not_met", "sides_disagree", (None, "")),
        ("in_doubt", "sides_disagree", ()),
    ],
)
def test_gate_is_that_of_the_sides_that_see_it_so(state, pattern, groups):
    first = quarter("Q1", {SALES: ("slight", 0.4)})
    first.release["gates"] = [
        {"dimension": "vision", "group": group, "state": seen}
        for group, seen in (("leadership", "met"), (None, state))
    ]

    assert followed(replace(ACTION, team="", pattern=pattern), first).groups == groups


def test_actions_keep_their_order():
    others = [replace(ACTION, id=name, team=name) for name in ("Shops", "Sales")]

    found = beside(others, series(FIRST, second()))

    assert [one.action.id for one in found] == ["Shops", "Sales"]


def test_released_figures_stay_as_they_are_clamped():
    clamped = quarter("Q1", {SALES: ("gap", 1.0)})
    clamped.release["comparisons"][0]["difference"] = {"at_least": 1.3}

    assert moved(ACTION, clamped, second()).found == {"at_least": 1.3}
