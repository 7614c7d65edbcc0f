"""Where the displayed figures of a change seem to contradict what was tested."""

import pytest

from diagnostic.release.notes import contradicted
from tests.disclosure.sides import LEADERS, between, moved, side


@pytest.mark.parametrize(
    ("word", "change", "ci95", "note"),
    [
        ("rose", 0.4, [0.1, 0.7], None),
        ("rose", 0.4, [-0.5, 1.5], "rounding"),
        ("rose", 0.4, [0.0, 1.0], "rounding"),
        ("rose", 0.0, None, "rounding"),
        ("rose", -0.1, None, "rounding"),
        ("rose", {"at_least": -0.2}, None, None),
        ("rose", {"at_most": 0.4}, None, None),
        ("rose", {"at_most": 0.0}, None, "rounding"),
        ("fell", -0.4, [-0.7, -0.1], None),
        ("fell", 0.1, None, "rounding"),
        ("fell", {"at_most": 0.2}, None, None),
        ("fell", None, None, None),
        ("inconclusive", 0.0, [-0.3, 0.3], None),
        ("not_shown", None, None, None),
    ],
)
def test_a_change_that_seems_to_be_none_has_a_note(word, change, ci95, note):
    written = {"verdict": word, "change": change, "ci95": ci95}

    assert contradicted(written) == note


@pytest.mark.parametrize(
    ("word", "change", "ci95", "note"),
    [
        ("widening", -0.4, [-0.7, -0.1], None),
        ("narrowing", 0.4, [-0.5, 1.5], "rounding"),
        ("widening", 0.0, None, "rounding"),
        ("narrowing", {"at_most": 0.0}, None, None),
        ("persisting", 0.0, [-0.3, 0.3], None),
        ("new", 0.0, [-0.3, 0.3], None),
        (None, 0.0, [-0.3, 0.3], None),
    ],
)
def test_so_has_a_gap_whose_size_seems_to_be_the_same(word, change, ci95, note):
    written = {"status": word, "change": change, "ci95": ci95}

    assert contradicted(written) == note


# Nine people all at 3 and then all at 4: the interval is that of the largest spread
# that nine who are not divided can have.
def test_releases_and_comparisons_bear_the_note():
    one = side("Q1", {"leadership": LEADERS, "Sales": [0, 0, 9, 0, 0]})
    two = side("Q2", {"leadership": LEADERS, "Sales": [0, 0, 0, 9, 0]}, one)

    for document in (two.release, between(one, two, [("Sales", "Sales")])):
        sales = moved(document, "Sales")
        assert (sales["verdict"], sales["ci95"]) == ("rose", [-0.5, 2.5])
        assert sales["note"] == "rounding"
        assert moved(document, "leadership")["note"] is None
        assert {one["note"] for one in document["gap_changes"]} == {None}
