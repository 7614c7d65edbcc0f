"""What of a kept wave may take part in a comparison."""

from diagnostic.release import release
from diagnostic.release.comparing import EVERY, Side
from diagnostic.release.display import Display
from diagnostic.release.kept_shown import kept_shown
from diagnostic.rules import Rules
from diagnostic.stats import diagnose
from diagnostic.tally import Histogram, Moments
from tests.disclosure.sides import (
    ASKED,
    SALES,
    between,
    gap,
    moved,
    side,
    tally,
)


def test_hidden_cells_take_no_part_in_the_family_either():
    counted = tally("Q1", {**SALES, "Field": [0, 3, 4, 0, 0], "Ops": [0, 0, 0, 0, 4]})
    found = release(diagnose(counted, Rules(draws=199)), company="Acme", program="1")
    taken = kept_shown(Side(found, ASKED, counted), Display(5, Rules(), EVERY))

    assert {group for group, _ in taken.scores} == {"leadership", "Sales", "Field"}
    assert {group for group, _ in taken.items} == {"leadership", "Sales"}
    assert isinstance(taken.scores["Sales", "d0"], Histogram)
    assert isinstance(taken.scores["Field", "d0"], Moments)


# Field has 6 people in both waves: enough for five, too few for eight.
def test_cells_below_the_larger_minimum_of_both_waves_take_no_part():
    groups = {**SALES, "Field": [0, 0, 6, 0, 0]}
    one = side("Q1", groups)
    two = side("Q2", groups, one, rules=Rules(draws=199, minimum=8))
    rules = Rules(**two.release["rules"])
    taken = kept_shown(one, Display(5, rules, EVERY))

    assert {group for group, _ in taken.scores} == {"leadership", "Sales"}
    found = between(one, two, [(team, team) for team in ("Field", "Sales")])
    assert moved(found, "Field")["verdict"] == "not_shown"
    assert moved(found, "Sales")["verdict"] == "inconclusive"


# Six declared leaders are shown below a minimum of eight; later five would be enough.
def test_a_leadership_that_was_declared_is_followed_by_its_verdicts_alone():
    leaders = {**SALES, "leadership": [0, 0, 0, 6, 0]}
    rules = Rules(draws=199, minimum=8, small_leadership="declared")
    one, two = side("Q1", leaders, rules=rules), side("Q2", leaders)
    whole = Side(one.release, ASKED, tally("Q1", leaders))
    found = between(one, two, [("Sales", "Sales")])

    assert one.release["cells"][0]["mean"] is not None
    assert moved(found, "leadership")["verdict"] == "not_shown"
    assert gap(found, "Sales")["change"] is None
    assert gap(found, "Sales")["status"] == "persisting"
    assert between(whole, two, [("Sales", "Sales")]) == found
