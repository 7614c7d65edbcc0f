"""Groups put together: hand-counted, and the same from what is kept."""

from typing import Any

import numpy as np
import pytest

from diagnostic.rules import Rules
from diagnostic.tally import Histogram, Moments, keep, revive, tally_sheets
from diagnostic.tally.merging import merged
from tests.stats.companies import questionnaire

ASKED = questionnaire({"focus": ["one", "two"]})
TEAMS = {"Sales": ("Field", "Shops"), "Ops": ("Ops",), "leadership": ("leadership",)}


def counted(**groups):
    """Count people who gave both items the same point, so many a point."""
    sheets = [
        (group, {"one": point, "two": point})
        for group, people in groups.items()
        for point, number in enumerate(people, 1)
        for _ in range(number)
    ]
    return tally_sheets(ASKED, sheets, wave="Q1", invited=dict.fromkeys(groups, 20))


# Field: 2 at 2, 8 at 4. Shops: 1 at 1, 3 at 2, 6 at 5. Together: 1 at 1, 5 at 2, 8 at
# 4, 6 at 5: 20 people, sum 1 + 10 + 32 + 30 = 73.
WAVE = counted(
    leadership=[0, 0, 0, 5, 5],
    Field=[0, 2, 0, 8, 0],
    Shops=[1, 3, 0, 0, 6],
    Ops=[0, 0, 12, 0, 0],
)


def test_people_are_added_score_by_score():
    cell = merged(WAVE, TEAMS).scores["Sales", "focus"]

    assert isinstance(cell, Histogram)
    assert dict(zip(cell.codes / cell.unit, cell.counts, strict=True)) == {
        1: 1,
        2: 5,
        3: 0,
        4: 8,
        5: 6,
    }
    assert cell.n == 20
    assert cell.moments.mean == pytest.approx(73 / 20)


def test_items_answered_and_invited_are_added():
    found = merged(WAVE, TEAMS)

    assert found.items["Sales", "two"].tolist() == [1, 5, 0, 8, 6]
    assert (found.answered["Sales"], found.invited["Sales"]) == (20, 40)
    assert (found.groups, found.leadership) == (
        ("Sales", "Ops", "leadership"),
        "leadership",
    )
    assert found.items["Ops", "one"].tolist() == WAVE.items["Ops", "one"].tolist()


# Shops now has 7: only sums are kept. 10 people with sum 36 and squares 8 + 128; 7 with
# sum 1 + 6 + 15 = 22, squares 1 + 12 + 75 = 88: 17 people, 58, 224.
def test_of_sums_sums_are_added():
    wave = counted(
        leadership=[0, 0, 0, 5, 5], Field=[0, 2, 0, 8, 0], Shops=[1, 3, 0, 0, 3]
    )
    kept = revive(keep(wave, Rules(), {}), ASKED)

    for tally in (wave, kept):
        cell = merged(tally, {"Sales": ("Field", "Shops")}).scores["Sales", "focus"]
        moments = cell.moments
        unit = moments.unit
        assert (moments.n, moments.total, moments.squares) == (
            17,
            58 * unit,
            224 * unit**2,
        )
    assert isinstance(
        merged(kept, {"Sales": ("Field", "Shops")}).scores["Sales", "focus"], Moments
    )


def test_a_block_whose_part_is_missing_has_no_cell():
    wave = counted(leadership=[5, 0, 0, 0, 5], Field=[0, 2, 0, 8, 0], Shops=[0, 0, 4])
    kept = merged(revive(keep(wave, Rules(), {}), ASKED), {"Sales": ("Field", "Shops")})

    assert kept.scores == {}
    assert kept.items == {}
    assert kept.answered == {"Sales": 14}


def test_units_that_differ_are_brought_to_one():
    scores = {
        ("Field", "focus"): Moments(2, 6, 20, 1),
        ("Shops", "focus"): Moments(1, 9, 81, 3),
    }
    wave = type(WAVE)(
        ASKED, ("Field", "Shops"), None, {"Field": 2, "Shops": 1}, scores, {}
    )

    # 2 people with sum 6 and squares 20, one at 3: sum 9, squares 29.
    assert merged(wave, {"All": ("Field", "Shops")}).scores["All", "focus"] == Moments(
        3, 27, 261, 3
    )


def test_verdicts_stay_with_single_teams():
    told = {("Ops", "focus"): "gap", ("Field", "focus"): "aligned"}
    kept = revive(keep(WAVE, Rules(), told), ASKED)
    found = merged(kept, {"Sales": ("Field", "Shops"), "Works": ("Ops",)})

    assert found.verdicts == {("Works", "focus"): "gap"}
    assert merged(WAVE, TEAMS).verdicts is None


def test_merging_single_groups_changes_no_number():
    found: Any = merged(WAVE, {group: (group,) for group in WAVE.groups})
    before: Any = WAVE

    for key, cell in before.scores.items():
        assert np.array_equal(found.scores[key].counts, cell.counts)
    assert found.groups == WAVE.groups
