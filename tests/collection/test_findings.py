"""A finding says whom it is about, and its action begins with that figure."""

import pytest

from diagnostic.history.concerned import concerned
from diagnostic.pipeline.actions.suggesting import (
    PATTERNS,
    Finding,
    about,
    figure_of,
    findings,
)
from reports.document import read
from tests.printing.edited import (
    HIGHER,
    comparison,
    divided,
    edited,
    no_gap,
    spot,
    together,
)

WAVE, KEY = "2026-Q4", "resources"


def nobody_divided(release):
    for entry in release["agreement"]:
        entry["divided"] = False


def reading(*changes, kind="usual", language="en"):
    release, asked = edited(no_gap, nobody_divided, *changes, kind=kind)
    return read(release, asked, language)


def offered(found, dimension=None):
    """Give team, whom it is about, pattern and figure of what is offered."""
    return [
        (
            one.team,
            about(found, one).unescape(),
            one.pattern,
            figure_of(
                one.pattern, concerned(found.release, one.dimension, one.pattern)
            ),
        )
        for one in findings(found, WAVE, dimension)
    ]


GAPS = [comparison(team, KEY, **HIGHER) for team in ("Marketing", "Sales")]
HIGH = "gap_leadership_higher"
CASES = {
    "a team": (GAPS[:1], [("Marketing", "Marketing", HIGH, "gap")]),
    "two teams": (GAPS, [("", "Marketing and Sales", HIGH, "gap")]),
    "a divided team": (
        [divided("Sales", KEY)],
        [("Sales", "Sales", "divided", "team")],
    ),
    "a divided leadership": (
        [divided("leadership", KEY)],
        [("", "Leadership", "divided", "leadership")],
    ),
    "both": (
        [divided("leadership", KEY), divided("Sales", KEY)],
        [("", "Leadership and Sales", "divided", "team")],
    ),
}


@pytest.mark.parametrize(("changes", "wanted"), CASES.values(), ids=CASES)
def test_summary_offers_each_finding_with_whom_it_is_about(changes, wanted):
    assert offered(reading(*changes)) == wanted


@pytest.mark.parametrize(
    ("changes", "teams"),
    [
        (GAPS, ["Marketing", "Sales"]),
        ([divided("leadership", KEY), divided("Sales", KEY)], ["", "Sales"]),
    ],
)
def test_page_of_a_dimension_offers_each_group(changes, teams):
    assert [team for team, *_ in offered(reading(*changes), KEY)] == teams


def test_all_teams_are_named_only_where_they_were_tested_as_one():
    found = reading(together(KEY), kind="small")

    assert offered(found)[0][:2] == ("", "All teams")


def test_groups_are_named_in_the_language_and_escaped():
    found = reading(divided("leadership", KEY), GAPS[0], language="pt")
    hostile = Finding(WAVE, KEY, "<b>", HIGH)

    assert about(found, Finding(WAVE, KEY, "", "divided")) == "Direção"
    assert about(found, hostile) == "&lt;b&gt;"
    assert about(found, Finding(WAVE, KEY, "", "gap_team_higher")) == "Várias equipas"


def test_gate_that_only_one_side_sees_as_met_is_one_of_both():
    release, asked = edited(kind="readiness")
    gates = release["gates"]
    for gate in gates:
        gate["state"] = "met" if gate["group"] else "not_met"
    key = gates[0]["dimension"]

    first, *_ = offered(read(release, asked, "en"), key)

    assert first == ("", "Leadership and all teams", "sides_disagree", "team")


def test_prediction_that_failed_is_that_of_its_team():
    found = reading(spot("Marketing", KEY, blind=True))

    assert concerned(found.release, KEY, "blind_spot") == ("Marketing",)


def test_every_pattern_but_untestable_ones_has_words():
    shown = {entry["pattern"] for entry in edited()[0]["comparisons"]}

    assert shown - {"not_shown", "not_testable"} <= set(PATTERNS)
