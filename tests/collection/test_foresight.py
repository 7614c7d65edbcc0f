"""Before launch the set-up knows what will be impossible to show."""

import pytest

from diagnostic.pipeline import drafts, life
from diagnostic.pipeline.drafts import DraftDepartment
from diagnostic.pipeline.foresight import checklist, foresee
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.rules import Rules
from questionnaires import load
from tests.collection.company import ASKED, DAY, NOW, draft, launched, roster


def company(**sizes):
    """Invent departments of these sizes, ``leadership`` being the leadership."""
    return [
        DraftDepartment(name, name.lower(), name == "leadership", size, predicted=True)
        for name, size in sizes.items()
    ]


def foreseen(rules=None, asked=ASKED, language="en", **sizes):
    return foresee(company(**sizes), asked, rules or Rules(), language)


def test_groups_are_shown_by_their_size():
    found = foreseen(leadership=6, Ads=4, Ops=5, Sales=9, Web=10)

    assert [(team.name, team.figures) for team in found.teams] == [
        ("Ads", "never"),
        ("Ops", "rounded"),
        ("Sales", "rounded"),
        ("Web", "full"),
    ]
    assert [team.comments for team in found.teams] == [False, False, False, True]
    assert found.too_small == ("Ads",)
    assert not found.all_teams
    assert foreseen(leadership=6, Ops=5, Web=10).all_teams


def test_minimum_above_ten_shows_nothing_rounded():
    found = foreseen(Rules(minimum=12), leadership=12, Ops=11, Web=12)

    assert [team.figures for team in found.teams] == ["never", "full"]
    assert [team.comments for team in found.teams] == [False, True]


# By hand: 75 % of 7 are 5.25, of 8 are 6; 60 % of 8 are 4.8, of 9 are 5.4 people.
def test_participation_decides_what_is_shown():
    found = foreseen(leadership=6, Six=6, Seven=7, Eight=8, Nine=9)

    assert [(t.needed, t.share, t.at_75, t.at_60) for t in found.teams] == [
        (5, 84, False, False),
        (5, 72, True, False),
        (5, 63, True, False),
        (5, 56, True, True),
    ]


@pytest.mark.parametrize(
    ("leaders", "if_hidden", "if_declared"),
    [
        (2, "hidden", "hidden"),
        (3, "hidden", "declared"),
        (4, "hidden", "declared"),
        (5, "shown", "shown"),
    ],
)
def test_both_ways_to_treat_a_small_leadership_are_told(
    leaders, if_hidden, if_declared
):
    for way in ("hidden", "declared"):
        found = foreseen(Rules(small_leadership=way), leadership=leaders, Ops=20)

        assert found.leadership.if_hidden == if_hidden
        assert found.leadership.if_declared == if_declared
        chosen = if_hidden if way == "hidden" else if_declared
        assert found.leadership.chosen == chosen
        assert (found.teams[0].proof is None) == (chosen == "hidden")


# By hand: 75 % of 6 are 4.5 people, 60 % are 3.6.
def test_leadership_of_which_some_do_not_answer_may_be_too_small():
    hidden = foreseen(leadership=6, Ops=20).leadership
    declared = foreseen(
        Rules(small_leadership="declared"), leadership=6, Ops=20
    ).leadership

    assert (hidden.at_75, hidden.at_60) == ("hidden", "hidden")
    assert (declared.at_75, declared.at_60) == ("declared", "declared")
    assert (hidden.needed_hidden, hidden.needed_declared) == (5, 3)


@pytest.mark.parametrize(
    ("sizes", "joined", "rescued"),
    [
        pytest.param({"A": 2, "B": 3, "C": 9}, ("A", "B"), 5, id="two make five"),
        pytest.param({"A": 3, "C": 9}, ("A", "C"), 3, id="the next smallest helps"),
        pytest.param({"A": 2, "B": 2}, (), 0, id="all together too few"),
        pytest.param({"A": 5, "C": 9}, (), 0, id="nothing to join"),
        pytest.param({"A": 4}, (), 0, id="one team"),
        pytest.param(
            {"A": 3, "Other teams": 4, "C": 9},
            ("A", "Other teams"),
            7,
            id="one has the name",
        ),
    ],
)
def test_joining_small_teams_is_foreseen_as_it_will_be(sizes, joined, rescued):
    found = foreseen(leadership=6, **sizes)

    assert found.joined == joined
    assert found.rescued == rescued


def test_gap_against_a_small_team_needs_others_beside_it():
    rules = Rules(small_leadership="declared")
    found = foreseen(rules, leadership=3, Ops=5, Web=12, Ads=4)

    # By hand: two teams that can be shown by four dimensions; 8/56 of .05 needs 3.
    assert found.comparisons == 8
    ops, web, ads = (team.proof for team in found.teams)
    assert (ops.possible, ops.together) == (True, 3)
    assert (web.possible, web.together) == (True, 1)
    assert web.smallest < web.usual
    assert ads is None


TWO_POINTS = """
key = "probe"
version = 1
languages = ["en"]
title.en = "Probe"
[scale]
points = 2
labels.en = ["no", "yes"]
[[dimensions]]
key = "few"
title.en = "Few"
[[dimensions]]
key = "five"
title.en = "Five"
"""


def test_dimension_too_coarse_to_be_shown_is_named(tmp_path):
    items = [("few", n) for n in range(4)] + [("five", n) for n in range(5)]
    source = TWO_POINTS + "".join(
        f'[[items]]\nid = "{key}{n}"\ndimension = "{key}"\ntext.en = "Do {key} {n}."\n'
        for key, n in items
    )
    (tmp_path / "probe.toml").write_text(source)
    found = foreseen(asked=load(tmp_path / "probe.toml"), leadership=6, Ops=20)

    assert found.coarse == ("Few",)
    assert found.coarse_people == 50
    assert foreseen(leadership=6, Ops=20).coarse == ()


# A range of 1 instead of 4.
def test_points_are_those_of_the_scale(tmp_path):
    source = TWO_POINTS + "".join(
        f'[[items]]\nid = "{key}{n}"\ndimension = "{key}"\ntext.en = "Do {key} {n}."\n'
        for key in ("few", "five")
        for n in range(5)
    )
    (tmp_path / "probe.toml").write_text(source)
    found = foreseen(asked=load(tmp_path / "probe.toml"), leadership=6, Ops=8)

    expected = foreseen(leadership=6, Ops=8).teams[0].proof.usual / 4
    assert found.teams[0].proof.usual == pytest.approx(expected)


def test_everything_that_keeps_a_draft_from_being_launched_is_listed(installation):
    launched(installation, "before")
    wave = draft(installation, "next", people=roster({"leadership": 5}))
    (installation.keys / f"wave-{wave}.key").unlink()

    found = checklist(installation, "acme", "next", NOW + DAY)

    assert [str(obstacle) for obstacle in found.obstacles] == [
        "acme/next needs leadership and a team",
        "the key of acme/next is gone",
        "acme/before asks the same in the same days",
    ]
    with pytest.raises(RefusedError, match="needs leadership and a team"):
        life.launch(installation, "acme", "next", NOW + DAY)


def test_draft_without_a_roster_is_not_launched(installation):
    draft(installation)
    drafts.change(
        installation, "acme", "2026-Q3", revision=0, now=NOW, mode="codes"
    )  # which drops it

    found = checklist(installation, "acme", "2026-Q3", NOW)

    assert found.foresight is None
    assert [str(one) for one in found.obstacles] == ["acme/2026-Q3 has no roster yet"]
    with pytest.raises(RefusedError, match="has no roster yet"):
        life.launch(installation, "acme", "2026-Q3", NOW)


def test_draft_that_is_ready_has_no_obstacles(installation):
    draft(installation)

    found = checklist(installation, "acme", "2026-Q3", NOW)

    assert found.obstacles == ()
    assert [team.name for team in found.foresight.teams] == [
        "Marketing",
        "Product",
        "Sales",
    ]
    life.launch(installation, "acme", "2026-Q3", NOW)
