"""Two waves side by side: figures of their releases, and nothing of what they hide."""

import pytest

from diagnostic.release import form, verify
from diagnostic.release.comparing import Side
from diagnostic.release.comparison_form import flaw
from tests.disclosure.sides import (
    ASKED,
    LEADERS,
    MAP,
    SALES,
    SPLIT,
    between,
    gap,
    moved,
    side,
)
from tests.stats.companies import questionnaire as worded


def test_a_split_team_is_compared_as_the_whole_that_it_was():
    found = between(side("Q1", SALES), side("Q2", SPLIT), MAP)
    sales = moved(found, "Field + Shops")

    assert (sales["n_from"], sales["n_to"]) == (20, 30)
    assert sales["change"] == pytest.approx(3.6 - 3.0)
    assert sales["verdict"] == "rose"
    assert sales["ci95"][0] < 0.6 < sales["ci95"][1]
    # Leadership stayed at 4.0: the gap went from 1.0 to 0.4.
    change = gap(found, "Field + Shops")
    assert change["change"] == pytest.approx(0.4 - 1.0)
    assert change["smallest"] == 10
    assert found["mapped"] is True
    assert found["groups"] == [
        {
            "name": "leadership",
            "leadership": True,
            "from": ["leadership"],
            "to": ["leadership"],
        },
        {
            "name": "Field + Shops",
            "leadership": False,
            "from": ["Sales"],
            "to": ["Field", "Shops"],
        },
    ]


def test_merged_teams_are_compared_as_what_they_became():
    found = between(
        side("Q1", SPLIT), side("Q2", SALES), [(new, old) for old, new in MAP]
    )
    sales = moved(found, "Sales")

    assert (sales["n_from"], sales["n_to"]) == (30, 20)
    assert sales["change"] == pytest.approx(3.0 - 3.6)
    assert gap(found, "Sales")["change"] == pytest.approx(1.0 - 0.4)


def test_a_comparison_bears_both_releases_and_its_own_digest():
    one, two = side("Q1", SALES), side("Q2", SPLIT)
    found = between(one, two, MAP)

    assert verify(found)
    assert found["format"] == "alignment-comparison/1"
    assert (found["from"]["wave"], found["to"]["wave"]) == ("Q1", "Q2")
    assert found["from"]["sha256"] == one.release["sha256"]
    assert found["to"]["sha256"] == two.release["sha256"]
    assert found["dimensions"] == [{"dimension": "d0", "items": 5, "shared": 5}]
    assert found["untested"] == []
    assert between(one, two, MAP) == found


def test_as_named_the_later_release_is_repeated():
    one = side("Q1", SALES)
    two = side("Q2", {"leadership": [0, 0, 5, 5, 0], "Sales": [0, 0, 10, 10, 0]}, one)
    found = between(one, two, None)

    assert found["mapped"] is False
    assert found["changes"] == two.release["changes"]
    assert found["gap_changes"] == two.release["gap_changes"]
    assert moved(found, "Sales")["p_value"] is not None


def test_waves_that_are_no_neighbours_have_the_same_verdict_and_no_p():
    one = side("Q1", SALES)
    two = side("Q2", {"leadership": [0, 0, 5, 5, 0], "Sales": [0, 0, 10, 10, 0]}, one)
    alone = side("Q2", {"leadership": [0, 0, 5, 5, 0], "Sales": [0, 0, 10, 10, 0]})
    near, far = between(one, two, None), between(one, alone, None)

    for group in ("leadership", "Sales"):
        assert moved(far, group) | {"p_value": 0, "p_adjusted": 0} == (
            moved(near, group) | {"p_value": 0, "p_adjusted": 0}
        )
        assert moved(far, group)["p_value"] is None


@pytest.mark.parametrize(
    ("few", "wave"), [(SALES, "Q1"), (SPLIT, "Q2")], ids=["earlier", "later"]
)
def test_a_block_with_a_hidden_team_is_hidden_whole(few, wave):
    """Ops, 4 people at 5, joins what is well shown: nothing may be had of them."""
    hidden = {**few, "Ops": [0, 0, 0, 0, 4]}
    one = side("Q1", hidden if wave == "Q1" else {**SALES, "Ops": [0, 0, 0, 8, 0]})
    two = side("Q2", hidden if wave == "Q2" else {**SPLIT, "Ops": [0, 0, 0, 8, 0]})
    found = between(one, two, [*MAP, ("Ops", "Field"), ("Ops", "Ops")])
    block = moved(found, "Field + Ops + Shops")

    assert block["verdict"] == "not_shown"
    assert {block[key] for key in ("change", "ci95", "p_value")} == {None}
    change = gap(found, "Field + Ops + Shops")
    assert (change["change"], change["smallest"]) == (None, 4)
    assert change["status"] == "too_few_to_tell"
    assert moved(found, "leadership")["verdict"] == "inconclusive"


# Field now 5 at 4, Shops 7 at 3 and 8 at 4: mean (20 + 53)/20 = 3.65; of what is shown,
# 4.0 and 3.5, (5·4.0 + 15·3.5)/20 = 3.625, to 0.1: 3.6.
def test_the_smallest_team_decides_how_closely_a_block_is_told():
    two = side(
        "Q2",
        {"leadership": LEADERS, "Field": [0, 0, 0, 5, 0], "Shops": [0, 0, 7, 8, 0]},
    )
    found = between(side("Q1", SALES), two, MAP)
    block = moved(found, "Field + Shops")

    assert block["change"] == pytest.approx(0.6)
    assert [2 * end % 1 for end in block["ci95"]] == [0, 0]
    assert (block["n_to"], gap(found, "Field + Shops")["smallest"]) == (20, 5)


# Field 4.8 of 10 people is '≥ 4.5': with Shops at 3.5, (10·4.5 + 20·3.5)/30 = 3.83…,
# downwards to 3.8.
def test_a_clamp_in_a_block_is_carried_as_a_bound():
    two = side("Q2", {**SPLIT, "Field": [0, 0, 0, 2, 8]})
    found = between(side("Q1", SALES), two, MAP)

    assert moved(found, "Field + Shops")["change"] == {"at_least": pytest.approx(0.8)}
    assert gap(found, "Field + Shops")["change"] == {"at_most": pytest.approx(-0.8)}
    assert moved(found, "Field + Shops")["ci95"] is None


# Field, 110 people, '≥ 4.5', and Shops, 90, '≤ 1.5': together (550 + 90)/200 = 3.2.
# A gap to leaders at 2.5 would hold Field at (200·3.0 − 90·1.55)/110 = 4.19 and more.
def test_clamps_at_both_ends_say_nothing_together():
    ends = {"Field": [0, 0, 0, 0, 110], "Shops": [90, 0, 0, 0, 0]}
    two = side("Q2", {"leadership": [0, 50, 50, 0, 0], **ends})
    found = between(side("Q1", SALES), two, MAP)

    assert moved(found, "Field + Shops")["change"] is None
    assert gap(found, "Field + Shops")["status"] == "too_few_to_tell"


def test_departments_without_answers_are_hidden_together():
    nobody = {team: [0] * 5 for team in ("Field", "Shops")}
    for few in (nobody, {**SPLIT, "Field": [0] * 5}):
        two = side("Q2", {"leadership": LEADERS, **SPLIT, **few})
        found = between(side("Q1", SALES), two, MAP)
        assert moved(found, "Field + Shops")["verdict"] == "not_shown"


def test_teams_of_one_wave_are_not_compared():
    two = side("Q2", {"leadership": LEADERS, "Field": [0, 0, 2, 8, 0]})
    found = between(side("Q1", SALES), two, [])

    for group, sizes in (("Field", (0, 10)), ("Sales", (20, 0))):
        one = moved(found, group)
        assert (one["verdict"], one["n_from"], one["n_to"]) == ("not_shown", *sizes)
    assert [g["name"] for g in found["groups"]] == ["leadership", "Field", "Sales"]


def test_a_team_that_is_gone_and_one_of_its_name_are_two():
    found = between(side("Q1", SALES), side("Q2", SALES), [])

    assert [(g["name"], g["from"], g["to"]) for g in found["groups"]] == [
        ("leadership", ["leadership"], ["leadership"]),
        ("Sales", [], ["Sales"]),
        ("Sales (Q1)", ["Sales"], []),
    ]
    assert len(found["changes"]) == 3


def test_departments_together_do_not_take_the_name_of_one_that_there_is():
    later = {**SPLIT, "Field + Shops": [0, 0, 0, 9, 0]}
    found = between(side("Q1", SALES), side("Q2", later), MAP)

    assert [(g["name"], g["to"]) for g in found["groups"]] == [
        ("leadership", ["leadership"]),
        ("Field + Shops", ["Field", "Shops"]),
        ("Field + Shops (Q2)", ["Field + Shops"]),
    ]


def test_leadership_may_bear_another_name_or_be_absent():
    board = side(
        "Q2", {"Board": [0, 0, 10, 0, 0], **without(SALES)}, leadership="Board"
    )
    found = between(side("Q1", SALES), board, None)

    assert moved(found, "Board")["change"] == pytest.approx(-1.0)
    assert gap(found, "Sales")["change"] == pytest.approx(-1.0)

    alone = between(side("Q1", SALES), side("Q2", without(SALES)), None)
    assert moved(alone, "leadership")["verdict"] == "not_shown"
    assert moved(alone, "Sales")["change"] == 0.0
    assert gap(alone, "Sales")["change"] is None


def without(groups):
    return {group: people for group, people in groups.items() if group != "leadership"}


# Items i1 to i3 of five stay, on which Sales gave 3.0 and then 3.5: 0.5. The other two
# were a point lower before: the whole dimension went from 2.6 to 3.5.
def test_some_items_only_are_compared_on_those_and_say_on_how_many():
    before = worded({"d0": ["i1", "i2", "i3", "i4", "i5"]})
    after = worded(
        {"d0": ["i1", "i2", "i3", "n4", "n5"]},
        version=2,
        compared={"i1": "same", "i2": "same", "i3": "same"},
    )
    one = side("Q1", SALES, asked=before, lower=("i4", "i5"))
    two = side("Q2", {**SPLIT, "Field": [0, 0, 5, 5, 0]}, asked=after)
    found = between(one, two, MAP)
    block = moved(found, "Field + Shops")

    assert found["dimensions"] == [{"dimension": "d0", "items": 5, "shared": 3}]
    assert (block["items"], block["change"]) == (3, 0.5)
    assert gap(found, "Field + Shops")["change"] is None
    small = side("Q2", {**SPLIT, "Field": [0, 0, 4, 5, 0]}, asked=after)
    assert moved(between(one, small, MAP), "Field + Shops")["verdict"] == (
        "not_comparable"
    )


def test_another_questionnaire_is_not_comparable():
    other = worded({"d0": ["i1"]}, key="other")
    found = between(side("Q1", SALES), side("Q2", SPLIT, asked=other), MAP)

    assert {one["verdict"] for one in found["changes"]} == {"not_comparable"}
    assert found["dimensions"] == [{"dimension": "d0", "items": 1, "shared": 0}]


# Gaps: Q1 1.0 of 20 people; Q2 Field and Shops both 1.5 below leadership.
def test_a_gap_of_several_teams_is_judged_as_one_where_all_are_whole():
    fall = {
        "leadership": LEADERS,
        "Field": [0, 5, 5, 0, 0],
        "Shops": [0, 10, 10, 0, 0],
    }
    found = between(side("Q1", SALES), side("Q2", fall), MAP)
    assert gap(found, "Field + Shops")["status"] in ("persisting", "widening")

    few = {**fall, "Field": [0, 4, 5, 0, 0]}
    found = between(side("Q1", SALES), side("Q2", few), MAP)
    assert gap(found, "Field + Shops")["status"] == "too_few_to_tell"


def test_a_gap_of_several_teams_is_not_judged_beside_a_clamp():
    """A gap to leaders at 4.0 would say how far beyond 1.5 the clamped team lies."""
    fall = {
        "leadership": LEADERS,
        "Field": [10, 0, 0, 0, 0],
        "Shops": [0, 10, 10, 0, 0],
    }
    found = between(side("Q1", SALES), side("Q2", fall), MAP)

    assert gap(found, "Field + Shops")["status"] == "too_few_to_tell"


def test_a_gap_that_a_part_had_before_is_not_new():
    """Field, 8 people, and Shops are merged: both had a gap, or Field alone."""
    low, high = [0, 4, 4, 0, 0], [0, 0, 0, 8, 0]
    two = side("Q2", {"leadership": LEADERS, "Sales": [0, 8, 8, 0, 0]})
    back = [(new, old) for old, new in MAP]

    for field, shops, status in (
        (low, low, "too_few_to_tell"),
        (low, high, "too_few_to_tell"),
        (high, high, "new"),
    ):
        one = side("Q1", {"leadership": LEADERS, "Field": field, "Shops": shops})
        assert gap(between(one, two, back), "Sales")["status"] == status


def test_a_gap_that_a_part_has_now_is_not_passed_over():
    """Of Sales without a gap came Field, 8 people with one, and Shops without."""
    one = side("Q1", {"leadership": LEADERS, "Sales": [0, 0, 0, 16, 0]})
    apart = {"Field": [0, 4, 4, 0, 0], "Shops": [0, 0, 0, 8, 0]}
    two = side("Q2", {"leadership": LEADERS, **apart})

    assert gap(between(one, two, MAP), "Field + Shops")["status"] == "too_few_to_tell"


def test_of_a_wave_of_which_nothing_is_kept_only_released_verdicts_are_followed():
    one = side("Q1", {**SALES, "Ops": [0, 0, 0, 0, 4]})
    two = side("Q2", {**SALES, "Ops": [0, 0, 0, 0, 9]})
    found = between(Side(one.release, ASKED), two, None)

    assert found["untested"] == ["Q1"]
    assert moved(found, "Sales")["verdict"] == "untested"
    assert moved(found, "Ops")["verdict"] == "not_shown"
    assert {one["change"] for one in found["changes"]} == {None}
    assert gap(found, "Sales")["status"] == "persisting"
    assert moved(found, "Sales")["n_from"] == 20
    assert flaw(found, one.release, two.release) is None

    other = side("Q2", SPLIT, asked=worded({"d0": ["i1"]}, key="other"))
    found = between(
        Side(one.release, ASKED), Side(other.release, other.questionnaire), MAP
    )
    assert found["untested"] == ["Q1", "Q2"]
    assert {one["verdict"] for one in found["changes"]} == {"not_comparable"}


def test_a_release_may_speak_of_a_team_that_is_gone():
    one = side("Q1", SALES)
    two = side("Q2", SPLIT, one)

    assert "Sales" in {change["group"] for change in two.release["changes"]}
    assert form.flaw(two.release, ASKED) is None
