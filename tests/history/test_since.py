"""Since the quarter before: what moved, what did not, what cannot be said."""

from dataclasses import replace

import pytest

from diagnostic.history.since import between, has_changed, since
from tests.history.quarters import compared, quarter, series
from tests.stats.companies import questionnaire

SALES = ("Sales", "vision")
GROWTH = ("Growth", "vision")
FIRST = quarter("Q1", {SALES: ("gap", 1.0), GROWTH: ("aligned", 0.0)})
SECOND = quarter(
    "Q2",
    {SALES: ("gap", 0.5), GROWTH: ("aligned", 0.0), ("Lab", "vision"): ("gap", 1.0)},
    moved=[
        ("Q1", *SALES, "narrowing"),
        ("Q1", *GROWTH, None),
        ("Q1", "Lab", "vision", "new"),
    ],
    changes=[
        ("Q0", "Sales", "vision", "fell"),
        ("Q1", "Sales", "vision", "rose"),
        ("Q1", "leadership", "vision", "inconclusive"),
        ("Q1", "Growth", "vision", "not_shown"),
        ("Q1", "Growth", "means", "not_comparable"),
        ("Q1", "Lab", "vision", "not_shown"),
    ],
)
LEADERS = {
    "name": "leadership",
    "leadership": True,
    "from": ["leadership"],
    "to": ["leadership"],
}


def groups(found):
    return [one["group"] for one in found]


def under_a_map(blocks, pairs, *quarters, **entries):
    """Sort what a comparison says of two waves under a map of departments."""
    document = compared("Q1", "Q2", blocks, **entries)
    document["groups"].insert(0, LEADERS)
    two = ("Q1", "Q2")
    found = series(*quarters, maps={two: pairs}, compared={two: document})
    return since(found)


def test_first_quarter_has_nothing_before_it():
    assert since(series(FIRST)) is None


def test_changes_are_sorted_by_what_can_be_said_of_them():
    found = since(series(FIRST, SECOND))

    assert (found.before, found.now, found.mapped) == ("Q1", "Q2", False)
    assert groups(found.moved) == ["Sales"]
    assert groups(found.still) == ["leadership"]
    assert groups(found.hidden) == groups(found.unlike) == ["Growth"]
    assert [one["status"] for one in found.gaps] == ["narrowing"]


def test_a_team_of_one_quarter_alone_is_named_and_has_no_change_and_no_gap():
    found = since(series(FIRST, SECOND))

    assert (found.come, found.gone) == (("Lab",), ())
    every = [*found.averages, *found.gaps]
    assert "Lab" not in {one.get("group") or one["team"] for one in every}


@pytest.mark.parametrize("leaderless", ["Q1", "Q2"])
def test_without_a_leadership_in_both_quarters_no_gap_is_followed(leaderless):
    quarters = [
        replace(each, release=without_leadership(each.release))
        if each.name == leaderless
        else each
        for each in (FIRST, SECOND)
    ]

    found = since(series(*quarters))

    assert found.gaps == ()
    assert groups(found.averages) == ["Sales", "Growth", "Growth"]


def without_leadership(release):
    return {**release, "groups": [g for g in release["groups"] if not g["leadership"]]}


def test_under_a_confirmed_map_its_comparison_speaks():
    found = under_a_map(
        {"Sales": (["Sales", "Shops"], ["Sales"])},
        (("Sales", "Sales"), ("Shops", "Sales")),
        FIRST,
        SECOND,
        changes=[(*SALES, "fell")],
    )

    assert found.mapped
    assert [one["verdict"] for one in found.moved] == ["fell"]
    assert found.averages == found.moved
    assert found.gaps == ()


def test_a_name_that_another_team_has_now_hides_neither_of_the_two():
    # Marketing is called Sales now; those who were Sales are gone.
    first = quarter("Q1", {("Marketing", "vision"): ("gap", 1.0), SALES: ("gap", 1.0)})
    second = quarter("Q2", {SALES: ("gap", 0.5)})

    found = under_a_map(
        {"Sales": (["Marketing"], ["Sales"]), "Sales (Q1)": (["Sales"], [])},
        (("Marketing", "Sales"),),
        first,
        second,
        moved=[
            (*SALES, "narrowing"),
            ("Sales (Q1)", "vision", "too_few_to_tell"),
        ],
        changes=[
            (*SALES, "rose"),
            ("Sales (Q1)", "vision", "not_shown"),
        ],
    )

    assert groups(found.averages) == ["Sales"]
    assert [one["team"] for one in found.gaps] == ["Sales"]
    assert (found.come, found.gone) == ((), ("Sales",))


def test_two_quarters_on_which_nothing_is_written_down_were_not_compared():
    found = since(series(FIRST, quarter("Q2", {SALES: ("aligned", 0.1)})))

    assert (found.silent, found.compared) == (True, False)


@pytest.mark.parametrize("verdict", ["not_comparable", "not_shown", "untested"])
def test_changes_of_which_none_can_be_told_are_no_comparison(verdict):
    later = quarter(
        "Q2",
        {SALES: ("gap", 0.5)},
        moved=[("Q1", *SALES, "too_few_to_tell")],
        changes=[("Q1", *SALES, verdict)],
    )

    found = since(series(FIRST, later))

    assert (found.silent, found.compared) == (False, False)


def test_verdicts_side_by_side_are_no_test():
    document = {
        **compared(
            "Q1",
            "Q2",
            {"Sales": (["Sales"], ["Sales"])},
            moved=[(*SALES, "persisting")],
            changes=[(*SALES, "untested")],
        ),
        "untested": ["Q1"],
    }
    document["groups"].insert(0, LEADERS)

    found = between(FIRST, SECOND, document)

    assert found.untested == ("Q1",)
    assert [one["status"] for one in found.gaps] == ["persisting"]
    assert not found.compared
    assert between(FIRST, SECOND, {**document, "untested": []}).compared


@pytest.mark.parametrize(
    ("status", "level", "changed"),
    [
        ("widening", None, True),
        ("narrowing", None, True),
        ("new", None, False),
        ("closed", None, False),
        ("new", {"at_least": 0.05}, False),
        ("new", {"at_most": 0.05}, True),
        ("closed", {"at_most": 0.001}, True),
        ("persisting", {"at_most": 0.05}, False),
    ],
)
def test_another_verdict_is_no_change_unless_its_p_is_displayed(status, level, changed):
    gap = {"status": status, "p_adjusted": level}

    assert has_changed(gap) == changed


def test_dimensions_that_are_no_longer_asked_are_named():
    asked = questionnaire({"vision": ["v1", "v2"]}, version=2)
    second = quarter("Q2", {SALES: ("gap", 0.5)}, asked=asked)

    assert since(series(FIRST, second)).dropped == ("means",)
