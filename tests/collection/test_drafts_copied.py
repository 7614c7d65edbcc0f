"""A draft is copied from the last wave, and deleted whole."""

from datetime import UTC, datetime

import pytest

from diagnostic.ballots import keys
from diagnostic.pipeline import drafts, life, sealing, texts
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.store import drafts as stored_drafts
from diagnostic.store import waves as stored
from tests.collection.company import DAY, NOW, draft, launched, state
from tests.collection.drafting import OWN, described


def test_draft_is_deleted_with_its_key_and_nothing_is_left(installation):
    draft(installation, "other")
    wave = draft(installation)
    texts.change(installation, wave, "reminder", "S", "{link}\n{promise}", revision=0)

    drafts.delete(installation, "acme", "2026-Q3")

    with installation.database.reading() as session:
        assert stored_drafts.remains(session, wave) == []
        other = stored.find(session, "acme", "other").id
        assert stored_drafts.remains(session, other) == ["wave", "department",
                                                         "participant"]  # fmt: skip
    assert [path.name for path in installation.keys.iterdir()] == [f"wave-{other}.key"]
    with pytest.raises(RefusedError, match="no wave 2026-Q3"):
        drafts.delete(installation, "acme", "2026-Q3")


def test_what_was_launched_is_not_deleted(installation):
    wave = launched(installation)

    with pytest.raises(RefusedError, match="launched already"):
        drafts.delete(installation, "acme", "2026-Q3")
    assert state(installation) == "open"
    assert keys.exists(installation.keys, wave)


def test_copy_has_everything_but_people_and_dates(installation):
    wave = draft(
        installation,
        minimum=7,
        small_leadership="declared",
        subject="New website",
        language="pt",
    )
    drafts.set_additions(installation, "acme", "2026-Q3", [OWN], revision=0)
    texts.change(installation, wave, "invitation", "S", "{link}\n{promise}", revision=1)
    life.launch(installation, "acme", "2026-Q3", NOW)
    life.close(installation, "acme", "2026-Q3", NOW + DAY)
    sealing.seal(installation, wave, NOW + DAY)

    later = NOW + 90 * DAY
    made = drafts.copy(
        installation, "acme", "2026-Q3", "2026-Q4", opens=later + DAY, now=later
    )

    before, after = described(installation), described(installation, "2026-Q4")
    for same in ("subject", "language", "source", "mode", "minimum",
                 "small_leadership", "additions"):  # fmt: skip
        assert getattr(after, same) == getattr(before, same)
    assert (after.id, after.state, after.revision) == (made, "draft", 0)
    assert after.has_key
    assert after.departments == ()
    assert (after.opens, after.closes) == (later + DAY, later + 15 * DAY)
    text = texts.current(installation, made, "invitation")
    assert (text.subject, text.body, text.own) == ("S", "{link}\n{promise}\n", True)
    assert not texts.current(installation, made, "reminder").own


def test_copy_of_nothing_is_refused(installation):
    draft(installation)

    with pytest.raises(RefusedError, match="no wave 2026-Q1"):
        drafts.copy(installation, "acme", "2026-Q1", "2026-Q4", now=NOW)
    with pytest.raises(RefusedError, match="a wave 2026-Q3 already"):
        drafts.copy(installation, "acme", "2026-Q3", "2026-Q3", now=NOW)


@pytest.mark.parametrize(
    ("names", "month", "expected"),
    [
        pytest.param([], 9, "2026-Q3", id="the quarter that is on"),
        pytest.param([], 1, "2026-Q1", id="January"),
        pytest.param([], 12, "2026-Q4", id="December"),
        pytest.param(["2026-Q3"], 9, "2026-Q4", id="the one after the last"),
        pytest.param(["2026-Q4", "2026-Q2"], 11, "2027-Q1", id="over the year"),
        pytest.param(["2025-Q1"], 11, "2026-Q4", id="not one that is past"),
        pytest.param(["crm", "2026-Q5", "12026-Q1"], 11, "2026-Q4", id="other names"),
    ],
)
def test_next_quarter_is_suggested(names, month, expected):
    assert drafts.suggest_name(names, datetime(2026, month, 5, tzinfo=UTC)) == expected
