"""A wave can end later, and everybody who is still asked reads the new day."""

import pytest

from diagnostic.pipeline import cards, life, mailing
from diagnostic.pipeline.links import Links
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.pipeline.submission import submit
from diagnostic.store import waves as stored
from tests.collection.company import (
    DAY,
    NOW,
    counts,
    draft,
    launched,
    sheet,
    state,
    token,
)


def extend(installation, days, now=NOW, name="2026-Q3"):
    life.extend(installation, "acme", name, NOW + days * DAY, now)


def closes(installation, name="2026-Q3"):
    with installation.database.reading() as session:
        return stored.find(session, "acme", name).closes


def test_wave_takes_answers_until_its_new_end(installation):
    wave = launched(installation)
    mine = token(installation, wave, "marketing0@example.com")
    running = Links(installation)
    before = running.find(mine, NOW).closes
    extend(installation, 20)

    later = NOW + 19 * DAY
    asked = running.find(mine, later)
    assert (before, asked.closes) == (NOW + 14 * DAY, NOW + 20 * DAY)
    assert life.close_due(installation, later) == []
    assert submit(running, mine, asked, sheet(1), later)
    assert life.close_due(installation, NOW + 20 * DAY) == [wave]


def test_pages_that_are_open_anew_say_the_new_end_at_once(installation):
    wave = launched(installation)
    mine = token(installation, wave, "marketing0@example.com")
    running = Links(installation)
    running.find(mine, NOW)

    extend(installation, 20)

    assert running.find(mine, NOW).closes == NOW + 20 * DAY


def test_mails_that_still_wait_say_the_new_end(installation):
    wave = launched(installation)
    before = mailing.sample(installation, wave, "reminder", "marketing")[1]
    extend(installation, 20)

    after = mailing.sample(installation, wave, "reminder", "marketing")[1]
    assert "15 September 2026" in before
    assert "21 September 2026" in after
    assert mailing.occasion(installation, wave).closes == NOW + 20 * DAY


def test_scheduled_wave_can_end_later_too(installation):
    draft(installation, opens=NOW + 3 * DAY)
    life.launch(installation, "acme", "2026-Q3", NOW)

    extend(installation, 40)

    assert closes(installation) == NOW + 40 * DAY


@pytest.mark.parametrize(
    ("days", "now", "sentence"),
    [
        pytest.param(14, NOW, "later, not earlier", id="the same end"),
        pytest.param(9, NOW, "later, not earlier", id="earlier"),
        pytest.param(60.01, NOW, "60 days at most", id="more than 60 days"),
        pytest.param(20, NOW + 14 * DAY, "not scheduled or open", id="has ended"),
    ],
)
def test_impossible_end_is_refused(installation, days, now, sentence):
    launched(installation)

    with pytest.raises(RefusedError, match=sentence):
        extend(installation, days, now)
    assert closes(installation) == NOW + 14 * DAY


def test_sixty_days_are_the_most(installation):
    launched(installation)

    extend(installation, 60)

    assert closes(installation) == NOW + 60 * DAY


@pytest.mark.parametrize("step", [None, life.close])
def test_draft_and_closed_wave_are_not_extended(installation, step):
    draft(installation)
    if step:
        life.launch(installation, "acme", "2026-Q3", NOW)
        step(installation, "acme", "2026-Q3", NOW)

    with pytest.raises(RefusedError, match="not scheduled or open"):
        extend(installation, 20)


def test_wave_does_not_run_into_the_next(installation):
    launched(installation)
    draft(installation, "next", opens=NOW + 15 * DAY)
    life.launch(installation, "acme", "next", NOW)

    with pytest.raises(RefusedError, match="acme/next asks the same"):
        extend(installation, 16)
    extend(installation, 15)
    assert state(installation, "next") == "scheduled"


def test_next_wave_is_extended_while_this_one_is_open(installation):
    launched(installation)
    draft(installation, "next", opens=NOW + 15 * DAY)
    life.launch(installation, "acme", "next", NOW)

    extend(installation, 40, name="next")

    assert closes(installation, "next") == NOW + 40 * DAY


def test_cards_in_the_making_bear_the_new_end(installation):
    launched(installation, mode="codes", people=counts())
    deck = cards.make_cards(installation, "acme", "2026-Q3", NOW)
    extend(installation, 20)

    with pytest.raises(RefusedError, match="was changed while its cards"):
        cards.confirm(installation, "acme", "2026-Q3", deck.version, NOW)
