"""Lines over quarters go on only where the same was asked of the same people."""

import pytest

from diagnostic.history.lines import agreement, gaps, means
from tests.history.quarters import ASKED, REWORDED, quarter, series
from tests.stats.companies import questionnaire

SALES = ("Sales", "vision")
TOOLS = ("Sales", "means")


def drawn(lines):
    return {
        (line.group, line.dimension): [
            (point.wave, point.value, point.joined) for point in line.points
        ]
        for line in lines
    }


def both(name, asked=ASKED, **options):
    found = {SALES: ("gap", 1.0), TOOLS: ("slight", 0.4)}
    return quarter(name, found, asked=asked, **options)


def test_line_goes_on_from_quarter_to_quarter():
    found = drawn(gaps(series(both("Q1"), both("Q2"))))

    assert found == {
        SALES: [("Q1", 1.0, False), ("Q2", 1.0, True)],
        TOOLS: [("Q1", 0.4, False), ("Q2", 0.4, True)],
    }


def test_line_breaks_where_a_question_was_reworded():
    found = drawn(gaps(series(both("Q1"), both("Q2", REWORDED))))

    assert [joined for *_, joined in found[SALES]] == [False, True]
    assert [joined for *_, joined in found[TOOLS]] == [False, False]


def test_point_that_is_not_shown_stays_in_the_line_without_a_value():
    hidden = quarter("Q2", {SALES: ("not_shown", None)})

    found = drawn(gaps(series(both("Q1"), hidden, both("Q3"))))

    assert [value for _, value, _ in found[SALES]] == [1.0, None, 1.0]


def test_line_does_not_go_on_across_a_quarter_without_the_team():
    other = quarter("Q2", {("Growth", "vision"): ("gap", 1.0)})

    found = drawn(gaps(series(both("Q1"), other, both("Q3"))))

    assert found[SALES] == [("Q1", 1.0, False), ("Q3", 1.0, False)]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("now", {"Growth": ["Q1", "Q2"]}),
        ("then", {"Sales": ["Q1"], "Growth": ["Q2"]}),
    ],
)
def test_renamed_team_is_one_line_now_and_two_then(names, expected):
    waves = [
        quarter("Q1", {SALES: ("gap", 1.0)}),
        quarter("Q2", {("Growth", "vision"): ("gap", 0.8)}),
    ]
    maps = {("Q1", "Q2"): (("Sales", "Growth"),)}

    found = gaps(series(*waves, maps=maps), names)

    assert {line.group: [p.wave for p in line.points] for line in found} == expected
    assert [p.joined for p in found[0].points][1:] == ([True] if names == "now" else [])


@pytest.mark.parametrize(
    ("names", "expected"),
    [("now", ["Q2"]), ("then", ["Q1", "Q2"])],
)
def test_part_of_a_split_team_does_not_go_on_with_the_line_of_the_whole(
    names, expected
):
    waves = [
        quarter("Q1", {SALES: ("gap", 1.0)}),
        quarter("Q2", {SALES: ("gap", 0.8), ("Partners", "vision"): ("gap", 0.7)}),
    ]
    maps = {("Q1", "Q2"): (("Sales", "Sales"), ("Sales", "Partners"))}

    found = drawn(gaps(series(*waves, maps=maps), names))

    assert [wave for wave, _, _ in found[SALES]] == expected
    assert not any(joined for *_, joined in found[SALES])


def test_leadership_is_one_line_whatever_it_is_called():
    waves = [both("Q1"), both("Q2", leaders="Board")]

    found = drawn(means(series(*waves)))

    assert found["Board", "vision"] == [("Q1", 3.0, False), ("Q2", 3.0, True)]


def test_line_of_leadership_does_not_go_on_across_a_quarter_without_it():
    found = drawn(means(series(both("Q1"), both("Q2", leaders=None), both("Q3"))))

    assert found["leadership", "vision"] == [("Q1", 3.0, False), ("Q3", 3.0, False)]


def test_agreement_is_that_of_leadership_alone():
    [line] = agreement(series(both("Q1"), both("Q2")))

    assert (line.group, line.dimension) == ("leadership", "vision")
    assert [(p.value, p.divided) for p in line.points] == [(0.4, False)] * 2


@pytest.mark.parametrize("last", [None, "Board"], ids=["without", "renamed"])
def test_agreement_is_followed_across_quarters_without_leadership(last):
    waves = [both("Q1"), both("Q2", leaders=None), both("Q3", leaders=last)]

    [line] = agreement(series(*waves))

    there = ["Q1"] if last is None else ["Q1", "Q3"]
    assert [point.wave for point in line.points] == there
    assert not any(point.joined for point in line.points)


def test_dimensions_that_are_no_longer_asked_stay_together():
    other = questionnaire({"speed": ["s1"]}, version=2)
    found = {(team, key): ("gap", 1.0) for team in "AB" for key in ("vision", "means")}
    waves = [
        quarter("Q1", found),
        quarter("Q2", {("A", "speed"): ("gap", 1.0)}, asked=other),
    ]

    assert [(line.dimension, line.group) for line in gaps(series(*waves), "then")] == [
        ("speed", "A"),
        ("means", "A"),
        ("means", "B"),
        ("vision", "A"),
        ("vision", "B"),
    ]
