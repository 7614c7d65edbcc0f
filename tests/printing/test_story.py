"""What is said of a release: each sentence is a rule, and keeps to its numbers."""

from functools import cache

import pytest

from questionnaires import load
from reports import certainty, sentences, talk
from reports.appendix import THRESHOLDS
from reports.document import read
from reports.fragility import fragility
from reports.headline import headline
from reports.importance import ranked
from reports.narrative import Narrator
from reports.reading import Reading
from reports.vocabulary import needed
from reports.wording import words
from tests.printing.companies import RULES, printed

ASKED = load("leadership-alignment")
EN = words("en")


def gap(**changed):
    """Give a comparison as a release holds it: Marketing, resources, 3.9 and 2.6."""
    return {
        "team": "Marketing",
        "dimension": "resources",
        "n_leadership": 11,
        "n_team": 12,
        "mean_leadership": 3.9,
        "mean_team": 2.6,
        "difference": 1.3,
        "ci95": [0.8, 1.8],
        "theta": 0.88,
        "effect": "large",
        "verdict": "gap",
        "reason": None,
        "direction": "leadership_higher",
        "strength": "strong",
        "pattern": "gap_leadership_higher",
        "answers_needed": None,
        "tipping_point": None,
        "opposite_items": [],
        "note": None,
    } | changed


def reading(*comparisons, language="en", **changed):
    """Read a release of two teams that holds these comparisons."""
    release = {
        "rules": {"strong": 0.625, "aligned_participation": 0.5, "minimum": 5}
        | {"margin": 0.5, "full_people": 10, "fdr": 0.05}
        | {"small_leadership": "hidden", "declared_minimum": 3},
        "groups": [
            {"name": "leadership", "leadership": True, "answered": 11, "invited": 12},
            {"name": "Marketing", "leadership": False, "answered": 12, "invited": 14},
            {"name": "Sales", "leadership": False, "answered": 20, "invited": 30},
        ],
        "cells": [],
        "comparisons": list(comparisons),
        "totals": [],
        "items": [],
        "agreement": [],
        "blind_spots": [],
        "gates": [],
    } | changed
    return Reading(release, ASKED, words(language))


@cache
def known(kind):
    return read(*printed(kind), "en")


ALIGNED = gap(verdict="aligned", direction=None, strength=None, difference=0.1)
OPEN = gap(verdict="inconclusive", direction=None, strength=None, reason="answers")
HIDDEN = gap(verdict="not_shown", direction=None, strength=None, difference=None)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        pytest.param(
            [gap()],
            "Leadership believes that Marketing has what it needs. Marketing does not.",
            id="a gap, team low",
        ),
        pytest.param(
            [gap(mean_team=3.2)],
            "Leadership believes that Marketing has what it needs."
            " Marketing is less sure.",
            id="a gap, team between",
        ),
        pytest.param(
            [gap(mean_leadership=3.2, mean_team=2.2)],
            "Leadership sees resources in a better light than Marketing.",
            id="leadership itself is not convinced",
        ),
        pytest.param(
            [gap(), gap(dimension="vision_clarity", difference=1.1)],
            "Leadership believes that Marketing has what it needs and knows where it is"
            " going. Marketing does not.",
            id="two gaps with a team",
        ),
        pytest.param(
            [gap(), gap(team="Sales", n_team=20)],
            "Leadership believes that Marketing and Sales have what they need."
            " They do not.",
            id="two teams",
        ),
        pytest.param(
            [gap(direction="team_higher", difference=-1.3)],
            "Leadership sees resources in a worse light than Marketing.",
            id="team higher",
        ),
        pytest.param(
            [ALIGNED, OPEN, ALIGNED],
            "Leadership sees it much the same way as Marketing.",
            id="mostly aligned",
        ),
        pytest.param(
            [ALIGNED, OPEN],
            "No gap is shown between leadership and the teams."
            " That is not yet agreement.",
            id="half open",
        ),
        pytest.param(
            [gap(verdict="not_testable")],
            "Too few people answered to tell leadership and the teams apart.",
            id="not testable",
        ),
        pytest.param(
            [HIDDEN], "Nothing can be shown: too few people answered.", id="hidden"
        ),
    ],
)
def test_headline(found, said):
    assert headline(Narrator(reading(*found))).striptags() == said


@pytest.mark.parametrize(
    ("direction", "light"), [("leadership_higher", "worse"), ("team_higher", "better")]
)
def test_headline_tells_what_only_all_teams_together_show(direction, light):
    total = gap(team=None, n_team=32, direction=direction, strength="notable")

    said = headline(Narrator(reading(OPEN, OPEN, totals=[total]))).striptags()

    assert said == (
        "No gap with any single team is shown. Taken together, the teams see resources"
        f" in a {light} light than leadership."
    )


@pytest.mark.parametrize(
    ("answer", "gates", "said"),
    [
        ("go", [], "Go. Leadership and the teams see every gate as met."),
        ("go_once_fixed", ["resources"], "Go once it is settled: resources."),
        ("pause", ["resources"], "Pause. One gate is not met: resources."),
        (None, [], "Too early to say"),
    ],
)
def test_headline_of_readiness(answer, gates, said):
    found = answer and {"answer": answer, "gates": gates}
    shown = [{"dimension": "resources", "state": None}]

    narrator = Narrator(reading(gates=shown, readiness=found))

    assert headline(narrator).striptags().startswith(said)


def test_strong_gaps_come_first_then_large_ones():
    found = [
        gap(team="a", strength="notable", difference=2.0),
        gap(team="b", difference=0.6),
        gap(team="c", difference={"at_least": 1.1}),
    ]

    assert [entry["team"] for entry in ranked(found)] == ["c", "b", "a"]


@pytest.mark.parametrize(
    ("difference", "said"),
    [
        (1.3, "1.3 points apart"),
        (-1.3, "1.3 points apart"),
        ({"at_least": 1.3}, "at least 1.3 points apart"),
        ({"at_most": -0.8}, "at least 0.8 points apart"),
        ({"at_least": -0.3}, "a gap"),
        (None, "a gap"),
    ],
)
def test_size_is_never_more_than_the_release_tells(difference, said):
    assert sentences.apart(reading(), gap(difference=difference)) == said


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "In 88 of 100 pairs the leader gives the higher score."),
        (
            {"theta": 0.12, "direction": "team_higher"},
            "In 88 of 100 pairs the team member gives the higher score.",
        ),
        (
            {"theta": None},
            "From person to person that is a large effect.",
        ),
        ({"theta": None, "effect": None}, None),
    ],
)
def test_evidence_is_pairs_or_a_word(changed, said):
    assert sentences.evidence(Narrator(reading()), gap(**changed)) == said


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        pytest.param({}, None, id="none known"),
        pytest.param(
            {"tipping_point": 9.1},
            "Whatever the two people who did not answer had said, the average"
            " difference would not have closed.",
            id="beyond the scale",
        ),
        # 5 − 2.6 leaves 2.4 points.
        pytest.param(
            {"tipping_point": 2.0},
            "To close it, the two people who did not answer would have had to score 2.0"
            " points above those who did, on average.",
            id="within the scale",
        ),
        pytest.param(
            {"tipping_point": -1.2, "direction": "team_higher"},
            "To close it, the two people who did not answer would have had to score 1.2"
            " points below those who did, on average.",
            id="team higher",
        ),
    ],
)
def test_fragility_of_a_gap(changed, said):
    assert fragility(Narrator(reading()), gap(**changed)) == said


def test_gap_of_a_group_that_hardly_answered_is_one_among_those_who_answered():
    found = reading(gap(team="Sales", n_team=14))

    said = talk.points(Narrator(found))[0].said.striptags()

    assert said == "Resources, Sales: 1.3 points apart among those who answered."


def test_blind_spot_and_division_are_told_with_the_gap():
    spot = {"team": "Marketing", "dimension": "resources", "predicted": 3.8}
    found = reading(
        gap(),
        blind_spots=[spot | {"actual": 2.6, "blind": True}],
        agreement=[{"group": "leadership", "dimension": "resources", "divided": True}],
    )

    detail = talk.points(Narrator(found))[0].detail

    assert "A blind spot: leadership expected 3.8, the team answered 2.6." in detail
    assert "Leadership itself is divided." in detail


def test_opposite_questions_are_named():
    items = [
        {"team": "Marketing", "item": "resources_budget", "difference": -0.6},
        {"team": "Marketing", "item": "resources_tools", "difference": 0.7},
    ]
    found = gap(
        verdict="aligned", opposite_items=["resources_budget", "resources_tools"]
    )

    said = sentences.story(Narrator(reading(found, items=items)), found)

    assert said.striptags() == (
        "Marketing. The questions point both ways: leadership is lower on “budget” and"
        " higher on “tools and infrastructure”. The average hides this."
    )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "strong, 88 of 100 pairs"),
        ({"theta": None, "strength": "notable"}, "notable, large effect"),
        (
            {"verdict": "inconclusive", "answers_needed": "about 10"},
            "about 10 more answers",
        ),
        (
            {"verdict": "inconclusive", "reason": "shape"},
            "a few extreme answers move the average",
        ),
        (
            {"verdict": "inconclusive", "reason": "divided"},
            "the averages agree, the people do not",
        ),
        (
            {"verdict": "not_testable", "gap_possible": False},
            "so few could not show a gap",
        ),
        ({"verdict": "aligned"}, ""),
    ],
)
def test_remark(changed, said):
    assert sentences.remark(reading(), gap(**changed)) == said


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (None, None),
        ("up to 5", "up to 5 more answers"),
        ("more than there are people", "too few people to settle it"),
        ({"team": 10, "leadership": 0}, "about 10 more answers"),
        ({"team": 0, "leadership": 5}, "about 5 more leaders"),
        ({"team": 0, "leadership": 0}, "chance is not ruled out"),
        ({"team": 10, "leadership": 5}, "about 10 more answers and 5 more leaders"),
    ],
)
def test_answers_still_needed(wanted, said):
    assert needed(EN, wanted) == said


def test_certainty_counts_every_verdict():
    found = reading(gap(), gap(team="Sales", strength="notable"), ALIGNED, OPEN, HIDDEN)

    assert certainty.certainty(Narrator(found)) == (
        "43 of 56 people answered. Two gaps are shown, one of them strong; agreement is"
        " shown in one comparison; one comparison is too close to call; one comparison"
        " is not shown."
    )


def test_what_only_all_teams_together_show_is_worth_a_talk():
    total = gap(team=None, n_team=32, difference=0.6, strength="notable")
    alone, beside = (
        talk.points(Narrator(reading(*found, totals=[total])))
        for found in ([OPEN], [gap(team="Sales")])
    )

    assert (
        alone[0].said.striptags() == "Resources, all teams together: 0.6 points apart."
    )
    assert [point.team for point in beside] == ["Sales"]


def test_shared_problem_is_worth_a_talk():
    weak = gap(verdict="aligned", pattern="aligned_weak", strength=None)
    both = gap(**weak | {"mean_leadership": 2.9})
    said = [talk.points(Narrator(reading(e)))[0].said.striptags() for e in (weak, both)]

    # 3.9 is no problem in leadership's eyes; 2.9 is.
    assert said == [
        "Resources: agreed, with room to improve.",
        "Resources: a problem that both sides see.",
    ]


@pytest.mark.parametrize(
    "kind", ["usual", "small", "declared", "everything", "nothing", "hidden"]
)
def test_numbers_of_the_first_page_are_those_of_the_release(kind):
    found = known(kind)
    for point in talk.points(Narrator(found)):
        if point.team is None:
            continue
        entry = found.comparisons[point.team, point.dimension]
        size = sentences.apart(found, entry)
        assert size in point.said
        if entry["theta"] is None:
            assert "of 100 pairs" not in point.detail


def test_every_rule_has_a_meaning():
    assert set(vars(RULES)) == set(THRESHOLDS)
