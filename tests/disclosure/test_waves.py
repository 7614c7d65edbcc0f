"""What a release says of the waves before: made of what theirs display."""

from dataclasses import replace

import pytest

from diagnostic.release.comparing import Side
from diagnostic.release.making import release
from diagnostic.rules import Rules
from diagnostic.stats import diagnose
from tests.disclosure.sides import moved, side, tally
from tests.stats.companies import questionnaire as worded

# 3 people at 3, 4 at 4 and 3 at 5: mean 4.0, of ten people exactly.
FOUR = [0, 0, 3, 4, 3]
RULES = Rules(draws=199)


def followed(*teams):
    """Seal waves of leaders at 4.0 and such teams one after another."""
    made: list[Side] = []
    for number, people in enumerate(teams, 1):
        made.append(side(f"Q{number}", {"leadership": FOUR, "Sales": people}, *made))
    return made


def last(made, people):
    """Diagnose one more wave, and give what the releases before it show."""
    counted = tally("Q4", {"leadership": FOUR, "Sales": people})
    before = [one.release for one in made]
    found = diagnose(counted, RULES, previous=[one.tally for one in made])
    return found, before


# Gaps of nothing three times. Then all of Sales at 5 is shown as '≥ 4.5'; that the gap
# has a direction says, of ten people with the spreads that are displayed, ≥ 4.76.
def test_no_direction_is_told_beside_a_clamp():
    found, before = last(followed(FOUR, FOUR, FOUR), [0, 0, 0, 0, 10])

    assert [trend.direction for trend in found.trends] == ["widening"]
    assert release(found, program="1", previous=before)["trends"] == []


# Sales at 4.0, 3.7, 3.4 and 3.1, spreads of 0.8, 0.5, 0.5 and '≤ 0.3', leaders' 0.8: a
# of (9s² + 0.5)/100 0.0626, 0.0275, 0.0275 and 0.0131, and 0.0626 of leaders. By hand
# x̄ = 2.680, Σw(x − x̄)² = 51.83, half the interval 0.272.
def test_a_slope_is_that_of_the_displayed_gaps():
    three = followed(FOUR, [0, 0, 3, 7, 0], [0, 0, 6, 4, 0])
    found, before = last(three, [0, 0, 9, 1, 0])
    (told,) = release(found, program="1", previous=before)["trends"]

    assert (told["slope"], told["ci95"]) == (0.3, [0.0, 0.6])
    assert told["direction"] == "widening"
    other = [replace(one, slope=9.0, ci95=(8.0, 9.0)) for one in found.trends]
    again = replace(found, trends=tuple(other))
    assert release(again, program="1", previous=before)["trends"] == [told]


def test_leadership_may_bear_another_name():
    groups = {"Board": FOUR, "Sales": [0, 0, 3, 7, 0]}
    board = side("Q1", groups, leadership="Board")
    other = {"leadership": [0, 0, 10, 0, 0], "Sales": [0, 0, 3, 7, 0]}
    (change,) = side("Q2", other, board).release["gap_changes"]

    assert (change["change"], change["status"]) == (-1.0, "new")


def test_waves_without_their_releases_give_verdicts_and_no_figures():
    found, before = last(followed(FOUR, FOUR, [0, 0, 6, 4, 0]), [0, 5, 5, 0, 0])
    blind = release(found, program="1", previous=before[:2])

    assert {moved(blind, "Sales")["change"], blind["trends"] == []} == {0.0, True}
    (change,) = (
        one for one in blind["changes"] if (one["group"], one["to"]) == ("Sales", "Q4")
    )
    assert change["verdict"] == "fell"
    assert {change[key] for key in ("change", "ci95", "p_value")} == {None}


# i1 was 3.7 and is 5.0 now, shown as '≥ 4.5': 1.3 more would say that all chose 5.
@pytest.mark.parametrize(
    ("lower", "change"),
    [
        pytest.param((), {"at_least": 0.5}, id="clamped"),
        pytest.param(("n2",), None, id="hidden, as the other item is not clamped"),
    ],
)
def test_a_change_on_some_items_is_that_of_what_is_displayed_of_them(lower, change):
    earlier = worded({"d0": ["i1", "i2"]})
    later = worded({"d0": ["i1", "n2"]}, version=2, compared={"i1": "same"})
    leaders = {"leadership": FOUR}
    one = side("Q1", {**leaders, "Sales": [0, 0, 3, 7, 0]}, asked=earlier)
    sales = {"Sales": [0, 0, 0, 0, 10]}
    two = side("Q2", {**leaders, **sales}, one, asked=later, lower=lower)
    found = moved(two.release, "Sales")

    assert (found["items"], found["verdict"], found["change"]) == (1, "rose", change)
    assert {one["change"] for one in two.release["gap_changes"]} == {None}
