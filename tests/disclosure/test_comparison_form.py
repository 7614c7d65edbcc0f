"""Documents from elsewhere that say that they compare two waves."""

import pytest

from diagnostic.release import digest
from diagnostic.release.comparison_form import flaw
from tests.disclosure.sides import MAP, SALES, SPLIT, between, side


def test_comparisons_have_the_form_of_one():
    one, two = side("Q1", SALES), side("Q2", SPLIT)
    named, mapped = between(one, two, None), between(one, two, MAP)

    assert flaw(named, one.release, two.release) is None
    assert flaw(mapped, one.release, two.release) is None
    assert flaw(mapped, two.release, one.release) == "from.wave"
    assert flaw({**mapped, "program": "2"}, one.release, two.release) == "sha256"
    assert flaw([], one.release, two.release) == "comparison"


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"format": "alignment-release/1"}, "format"),
        ({"changes": []}, "changes"),
        ({"gap_changes": []}, "gap_changes"),
        ({"dimensions": []}, "dimensions"),
        ({"groups": []}, "groups"),
        ({"mapped": 1}, "mapped"),
        ({"untested": ["Q3"]}, "untested[0]"),
        ({"questionnaire": {"key": "x", "from": 1, "to": 1}}, "questionnaire.key"),
        ({"rules": {}}, "rules"),
        ({"to": {"wave": "Q2", "closed": None, "sha256": "0" * 64}}, "to.sha256"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_comparison_says_where(change, place):
    one, two = side("Q1", SALES), side("Q2", SPLIT)
    forged = {**between(one, two, MAP), **change}
    forged["sha256"] = digest(forged)

    assert flaw(forged, one.release, two.release) == place


def test_a_comparison_of_other_teams_is_refused():
    one, two = side("Q1", SALES), side("Q2", SPLIT)
    forged = between(one, two, MAP)
    forged["groups"][1]["to"] = ["Field", "Field"]
    forged["sha256"] = digest(forged)

    assert flaw(forged, one.release, two.release) == "groups"
