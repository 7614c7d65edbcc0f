"""The life of a wave: one way only, and what was promised at launch stays."""

import pytest

from diagnostic.pipeline import drafts, life
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.store import mails
from diagnostic.store import waves as stored
from tests.collection.company import DAY, NOW, draft, identity, launched, state


def test_wave_opens_at_launch_and_everybody_is_written_to_once(installation):
    wave = launched(installation)

    assert state(installation) == "open"
    with installation.database.reading() as session:
        assert mails.progress(session, wave)["queued"] == 40


def test_wave_with_a_later_day_waits_for_it(installation):
    wave = draft(installation, opens=NOW + 3 * DAY)
    life.launch(installation, "acme", "2026-Q3", NOW)

    assert state(installation) == "scheduled"
    assert life.open_due(installation, NOW + 2 * DAY) == []
    assert life.open_due(installation, NOW + 3 * DAY) == [wave]
    assert life.open_due(installation, NOW + 3 * DAY) == []
    assert state(installation) == "open"


def test_wave_closes_on_its_day(installation):
    wave = launched(installation)

    assert life.close_due(installation, NOW + 13 * DAY) == []
    assert life.close_due(installation, NOW + 14 * DAY) == [wave]
    assert state(installation) == "closed"


def test_sealing_is_due_14_days_after_the_wave_was_closed(installation):
    wave = launched(installation)
    life.close(installation, "acme", "2026-Q3", NOW + 3 * DAY)

    assert life.due_for_sealing(installation, NOW + 16 * DAY) == []
    assert life.due_for_sealing(installation, NOW + 17 * DAY) == [wave]


def test_wave_without_its_key_is_not_due_for_sealing(installation):
    wave = launched(installation)
    life.close(installation, "acme", "2026-Q3", NOW)
    (installation.keys / f"wave-{wave}.key").unlink()

    assert life.due_for_sealing(installation, NOW + 15 * DAY) == []


def test_launch_freezes_the_rules(installation):
    draft(installation, minimum=7, small_leadership="declared")
    life.launch(installation, "acme", "2026-Q3", NOW)

    with installation.database.reading() as session:
        rules = stored.find(session, "acme", "2026-Q3").rules
    assert rules["minimum"] == 7
    assert rules["small_leadership"] == "declared"


def test_closing_is_irreversible(installation):
    launched(installation)
    life.close(installation, "acme", "2026-Q3", NOW)

    with pytest.raises(RefusedError, match="closed already"):
        life.close(installation, "acme", "2026-Q3", NOW)
    with pytest.raises(RefusedError, match="launched already"):
        life.launch(installation, "acme", "2026-Q3", NOW)


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        pytest.param(life.close, "not open yet", id="close"),
        pytest.param(life.remind, "not open", id="remind"),
    ],
)
def test_draft_cannot_be_closed_or_reminded_of(installation, step, sentence):
    draft(installation)

    with pytest.raises(RefusedError, match=sentence):
        step(installation, "acme", "2026-Q3", NOW)


def test_wave_whose_end_is_past_is_not_launched(installation):
    draft(installation)

    with pytest.raises(RefusedError, match="ended already"):
        life.launch(installation, "acme", "2026-Q3", NOW + 15 * DAY)


def test_wave_without_its_key_is_not_launched(installation):
    wave = draft(installation)
    (installation.keys / f"wave-{wave}.key").unlink()

    with pytest.raises(RefusedError, match="key"):
        life.launch(installation, "acme", "2026-Q3", NOW)


def test_draft_that_somebody_else_has_changed_is_not_launched(installation):
    draft(installation)
    drafts.change(
        installation,
        "acme",
        "2026-Q3",
        revision=0,
        now=NOW,
        small_leadership="declared",
    )

    with pytest.raises(drafts.ChangedMeanwhileError, match="somebody else"):
        life.launch(installation, "acme", "2026-Q3", NOW, revision=0)
    assert state(installation) == "draft"
    life.launch(installation, "acme", "2026-Q3", NOW, revision=1)
    assert state(installation) == "open"


def test_two_waves_do_not_ask_the_same_in_the_same_days(installation):
    launched(installation)
    draft(installation, "again")

    with pytest.raises(RefusedError, match="acme/2026-Q3 asks the same"):
        life.launch(installation, "acme", "again", NOW + DAY)
    assert state(installation, "again") == "draft"


def test_another_subject_may_be_asked_about_in_the_same_days(installation):
    launched(installation, subject="New website")
    launched(installation, "other", subject="New prices")

    assert state(installation, "other") == "open"


def test_next_wave_may_be_scheduled_after_the_end_of_this_one(installation):
    launched(installation)
    launched(installation, "next", opens=NOW + 14 * DAY, closes=NOW + 28 * DAY)

    assert life.open_due(installation, NOW + 14 * DAY) == []
    life.close_due(installation, NOW + 14 * DAY)
    assert life.open_due(installation, NOW + 14 * DAY) == [
        identity(installation, "next")
    ]


def test_next_wave_does_not_open_before_this_one_is_closed(installation):
    launched(installation)
    later = NOW + 20 * DAY  # nobody was at work on the fourteenth day
    draft(installation, "2026-Q4", now=later)

    with pytest.raises(RefusedError, match="2026-Q3 has ended, but is not closed yet"):
        life.launch(installation, "acme", "2026-Q4", later)

    life.close(installation, "acme", "2026-Q3", later)
    life.launch(installation, "acme", "2026-Q4", later)
    assert state(installation, "2026-Q4") == "open"


def test_reminders_go_to_everybody_three_times(installation):
    wave = launched(installation)
    for _ in range(3):
        life.remind(installation, "acme", "2026-Q3", NOW)

    with pytest.raises(RefusedError, match="3 reminders"):
        life.remind(installation, "acme", "2026-Q3", NOW)
    with installation.database.reading() as session:
        assert mails.progress(session, wave)["queued"] == 160
