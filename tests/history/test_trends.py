"""Directions: told of a team that is the same department all along."""

import pytest

from diagnostic.history.trends import trends
from tests.history.quarters import quarter, series

NAMES = ("Q1", "Q2", "Q3", "Q4", "Q5")
GAPS = {(team, "vision"): ("gap", 1.0) for team in ("Sales", "Growth")}


def followed(pairs, waves=NAMES):
    """Put five quarters in a row, with a map from the second to the third."""
    quarters = [quarter(name, GAPS) for name in NAMES]
    quarters[-1].release["trends"] = [
        {"team": team, "dimension": "vision", "waves": list(waves)}
        for team in ("Sales", "Growth")
    ]
    maps = {("Q2", "Q3"): pairs} if pairs else None
    return [found["team"] for found in trends(series(*quarters, maps=maps))]


SAME = (("Sales", "Sales"), ("Growth", "Growth"))


@pytest.mark.parametrize(
    ("pairs", "told"),
    [
        pytest.param((), ["Sales", "Growth"], id="no map"),
        pytest.param(SAME, ["Sales", "Growth"], id="all the same"),
        pytest.param((*SAME, ("Sales", "Growth")), [], id="part moved over"),
        pytest.param((SAME[1],), ["Growth"], id="gone, and another of its name"),
        pytest.param((SAME[0], ("Growth", "Sales")), [], id="merged, and a new one"),
    ],
)
def test_no_direction_is_told_over_a_map_that_touches_its_team(pairs, told):
    assert followed(pairs) == told


def test_a_map_before_the_first_wave_does_not_matter():
    assert followed((SAME[1],), NAMES[2:]) == ["Sales", "Growth"]


def test_waves_before_the_first_quarter_are_taken_as_they_were_named():
    assert followed((), ("2019", *NAMES)) == ["Sales", "Growth"]
