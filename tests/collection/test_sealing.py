"""Sealing: the figures of the answers, and nothing about a single respondent."""

import json
from importlib.metadata import version

import pytest
from sqlalchemy import update

from diagnostic.ballots import keys
from diagnostic.pipeline import documents, life, reporting
from diagnostic.pipeline.intact import TamperedError
from diagnostic.pipeline.links import Links
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.pipeline.sealing import seal, unfinished
from diagnostic.pipeline.submission import Answers, submit
from diagnostic.release import release, verify
from diagnostic.stats import diagnose
from diagnostic.store import ballots, releases, rosters
from diagnostic.store import models as m
from diagnostic.tally import tally_sheets
from tests.collection.company import (
    ASKED,
    DAY,
    NOW,
    SIZES,
    flat,
    identity,
    launched,
    play,
    roster,
    state,
    token,
)

END = NOW + 14 * DAY


def document(installation, name="2026-Q3"):
    found = reporting.report(installation, "acme", name, ["json"])
    return json.loads(found["json"])


def test_release_is_that_of_the_same_answers_from_a_file(installation):
    wave = launched(installation)
    played = play(installation, wave)

    seal(installation, wave, END)

    tally = tally_sheets(ASKED, flat(played), wave="2026-Q3", invited=SIZES)
    expected = release(
        diagnose(tally),
        company="Acme",
        closed=END.date(),
        program=version("alignment-diagnostic"),
        collection={
            "mode": "invited",
            "opened": "2026-09-01",
            "late": 0,
            "reminders": 0,
        },
    )
    assert document(installation) == expected


# Leaders at 4.4 have a gap to a team at 5.0 and are shown as '≥ 4.1' for that. From
# there to 3.6 is a change of −0.5 at most; −0.8 would say where they were.
def test_what_an_earlier_release_hides_no_later_one_tells(installation):
    people = {"leadership": 10, "Sales": 12}
    first = {"leadership": [4] * 6 + [5] * 4, "Sales": [5] * 12}
    second = {"leadership": [3] * 4 + [4] * 6, "Sales": [4] * 12}
    for name, now, points in (
        ("2026-Q3", NOW, first),
        ("2026-Q4", NOW + 90 * DAY, second),
    ):
        wave = launched(installation, name, now=now, people=roster(people))
        answered(installation, wave, points, now)
        seal(installation, wave, now + 14 * DAY)

    leaders = [
        c for c in document(installation, "2026-Q4")["changes"] if c["n_to"] == 10
    ]
    assert {change["group"] for change in leaders} == {"leadership"}
    assert [change["change"] for change in leaders] == [{"at_most": -0.5}] * len(
        leaders
    )


def answered(installation, wave, points, now):
    """Let everybody of a department give all questions their point."""
    collected = Links(installation)
    for name, given in points.items():
        for number, point in enumerate(given):
            mine = token(installation, wave, f"{name}{number}@example.com".lower())
            asked = collected.find(mine, now)
            sheet = Answers({item.id: point for item in ASKED.items}, {}, {})
            assert submit(collected, mine, asked, sheet, now)


def test_nothing_about_respondents_is_left(installation):
    wave = launched(installation)
    play(installation, wave)

    seal(installation, wave, END)

    assert state(installation) == "sealed"
    assert not keys.exists(installation.keys, wave)
    assert unfinished(installation) == []
    with installation.database.reading() as session:
        assert ballots.count(session, wave) == 0
        assert not rosters.addresses(session, wave)


def test_sealing_again_changes_nothing(installation):
    wave = launched(installation)
    play(installation, wave)
    seal(installation, wave, END)
    before = document(installation)

    assert seal(installation, wave, END + DAY) == ()

    assert document(installation) == before


def test_release_that_was_changed_is_noticed(installation, monkeypatch):
    wave = launched(installation)
    play(installation, wave)
    seal(installation, wave, END)
    changed = document(installation)
    assert verify(changed)
    changed["company"] = "Another"
    monkeypatch.setattr(
        releases, "document", lambda session, wave: json.dumps(changed).encode()
    )

    with pytest.raises(TamperedError):
        reporting.report(installation, "acme", "2026-Q3", ["json"])


def test_results_do_not_exist_before_sealing(installation):
    wave = launched(installation)
    play(installation, wave)

    for expected in ("open", "closed"):
        with pytest.raises(RefusedError, match=f"is {expected}"):
            reporting.report(installation, "acme", "2026-Q3", ["pdf"])
        if expected == "open":
            life.close(installation, "acme", "2026-Q3", NOW)


def test_wave_without_answers_is_sealed_too(installation):
    wave = launched(installation)

    seal(installation, wave, END)

    groups = document(installation)["groups"]
    assert {group["answered"] for group in groups} == {0}
    assert groups[0]["name"] == "leadership"


def test_draft_is_not_sealed(installation):
    from tests.collection.company import draft

    draft(installation)

    with pytest.raises(ValueError, match="is draft"):
        seal(installation, identity(installation), NOW)


def test_without_its_key_a_wave_is_not_sealed_and_not_deleted(installation):
    wave = launched(installation)
    play(installation, wave, share=0.2)
    life.close(installation, "acme", "2026-Q3", NOW)
    (installation.keys / f"wave-{wave}.key").unlink()

    with pytest.raises(keys.MissingKeyError):
        seal(installation, wave, END)
    with installation.database.reading() as session:
        assert ballots.count(session, wave) == 8


def test_next_quarter_is_followed_up_from_what_was_kept(installation):
    for number, name in enumerate(("2026-Q3", "2026-Q4")):
        start = NOW + 60 * number * DAY
        wave = launched(installation, name, now=start)
        play(installation, wave, now=start, seed=number)
        seal(installation, wave, start + 14 * DAY)

    found = document(installation, "2026-Q4")

    assert {(c["from"], c["to"]) for c in found["changes"]} == {("2026-Q3", "2026-Q4")}
    marketing = [c for c in found["changes"] if c["group"] == "Marketing"]
    assert all(c["change"] is not None for c in marketing)


def two_closed(installation):
    """Two quarters that were closed one after the other and not sealed."""
    for number, name in enumerate(("2026-Q3", "2026-Q4")):
        start = NOW + 20 * number * DAY
        launched(installation, name, now=start)
        life.close(installation, "acme", name, start + DAY)


def test_nobody_seals_a_wave_before_one_that_was_closed_earlier(sqlite):
    two_closed(sqlite)

    with pytest.raises(RefusedError, match="2026-Q3 was closed before 2026-Q4 and"):
        life.seal_soon(sqlite, "acme", "2026-Q4")
    assert life.asked_to_seal(sqlite) == []

    life.seal_soon(sqlite, "acme", "2026-Q3")
    seal(sqlite, identity(sqlite), END)
    life.seal_soon(sqlite, "acme", "2026-Q4")


def test_wave_without_its_key_is_in_nobodys_way(sqlite):
    two_closed(sqlite)
    (sqlite.keys / f"wave-{identity(sqlite)}.key").unlink()

    life.seal_soon(sqlite, "acme", "2026-Q4")


def test_sealing_late_takes_back_what_says_what_was_before(installation):
    """A key came back from a backup after a later wave was sealed."""
    two_closed(installation)
    first, last = (identity(installation, name) for name in ("2026-Q3", "2026-Q4"))
    seal(installation, last, END + 60 * DAY)
    asked = documents.ask(installation, last, "csv", "en", END)
    with installation.database.writing() as session:
        session.execute(update(m.Document).values(state="done", content=b"x"))

    seal(installation, first, END + 61 * DAY)

    assert documents.find(installation, asked) is None


def test_comments_stand_apart_from_scores_and_in_another_order(installation):
    wave = launched(installation)
    played = play(installation, wave)
    given = [c for _, sheet in played.sheets for c in sheet.comments.values()]

    seal(installation, wave, END)

    with installation.database.reading() as session:
        told = [text for _, _, text in releases.comments(session, wave)]
    assert sorted(told) == sorted(given)
    assert told != given
