"""Rule L1: participation from five invited on, once a day, nothing by subtraction."""

from datetime import timedelta

import pytest

from diagnostic.pipeline import life, people
from diagnostic.pipeline.links import Links
from diagnostic.pipeline.participation import status
from diagnostic.pipeline.submission import submit
from tests.collection.company import (
    DAY,
    NOW,
    counts,
    draft,
    launched,
    play,
    roster,
    sheet,
    token,
)


def answered(found):
    return {d.name: d.answered for d in found.departments}


def test_participation_is_counted_by_department(installation):
    wave = launched(installation)
    play(installation, wave, share=0.5)

    found = status(installation, "acme", "2026-Q3", NOW)

    assert found.answered == 20
    assert sum(answered(found).values()) == 20
    assert found.invited == 40


def test_a_second_look_on_the_same_day_shows_no_difference(installation):
    wave = launched(installation)
    before = status(installation, "acme", "2026-Q3", NOW)
    play(installation, wave, share=0.5)

    assert status(installation, "acme", "2026-Q3", NOW + timedelta(hours=9)) == before
    assert status(installation, "acme", "2026-Q3", NOW + DAY).answered == 20


@pytest.mark.parametrize(
    ("sizes", "shown", "total"),
    [
        pytest.param(
            {"leadership": 5, "A": 4, "B": 9}, {"leadership", "B"}, None, id="one small"
        ),
        pytest.param(
            {"leadership": 3, "A": 4, "B": 9}, {"B"}, 16, id="two small: total shown"
        ),
        pytest.param(
            {"leadership": 5, "B": 9}, {"leadership", "B"}, 14, id="none small"
        ),
    ],
)
def test_small_departments_are_withheld_also_by_subtraction(
    installation, sizes, shown, total
):
    wave = launched(installation, people=roster(sizes))
    play(installation, wave, sizes=sizes)

    found = status(installation, "acme", "2026-Q3", NOW)

    assert {name for name, n in answered(found).items() if n is not None} == shown
    assert found.answered == total


def test_closing_counts_once_more(installation):
    wave = launched(installation)
    status(installation, "acme", "2026-Q3", NOW)
    play(installation, wave, share=0.25)

    life.close(installation, "acme", "2026-Q3", NOW)

    assert status(installation, "acme", "2026-Q3", NOW).answered == 10


def test_nothing_is_counted_before_the_wave_opens(installation):
    from tests.collection.company import draft

    draft(installation)

    found = status(installation, "acme", "2026-Q3", NOW)
    assert found.answered is None
    assert set(answered(found).values()) == {None}


def test_open_waves_tell_their_links_and_others_none(installation):
    launched(installation, mode="open", people=counts())
    found = status(installation, "acme", "2026-Q3", NOW)
    link = found.departments[1].link
    collected = Links(installation)

    assert link.startswith("https://survey.example/d/")
    asked = collected.find_open(link.rpartition("/")[2], NOW)
    assert asked.slug == found.departments[1].slug
    assert submit(collected, "", asked, sheet(1), NOW)


def test_personal_links_are_told_to_nobody(installation):
    wave = launched(installation)

    found = status(installation, "acme", "2026-Q3", NOW)

    assert {d.link for d in found.departments} == {None}
    assert token(installation, wave, "sales0@example.com") not in repr(found)


def test_status_says_of_which_day_it_is_and_what_is_left_to_do(installation):
    launched(installation)
    life.remind(installation, "acme", "2026-Q3", NOW)
    people.add_late(
        installation,
        "acme",
        "2026-Q3",
        roster({"Sales": 1, "Marketing": 13}),
        NOW,
    )

    found = status(installation, "acme", "2026-Q3", NOW)

    assert (found.counted, found.next_count) == (NOW.date(), (NOW + DAY).date())
    assert (found.reminders, found.reminders_left, found.late) == (1, 2, 1)

    life.close(installation, "acme", "2026-Q3", NOW)

    closed = status(installation, "acme", "2026-Q3", NOW)
    assert (closed.counted, closed.next_count) == (NOW.date(), None)
    assert closed.reminders_left == 0


def test_nobody_is_reminded_where_there_are_no_addresses(installation):
    launched(installation, mode="open", people=counts())

    assert status(installation, "acme", "2026-Q3", NOW).reminders_left == 0


def test_draft_was_never_counted(installation):
    draft(installation)

    found = status(installation, "acme", "2026-Q3", NOW)

    assert (found.counted, found.next_count, found.answered) == (None, None, None)
