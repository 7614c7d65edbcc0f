"""One company as a file: all of it comes back, and nothing more than may."""

import json
import re
from datetime import date

import pytest
from sqlalchemy import select

from diagnostic.pipeline import actions, audit, reporting
from diagnostic.pipeline.engagements import export, parcels
from diagnostic.pipeline.sealing import seal
from diagnostic.store import companies
from diagnostic.store import models as m
from tests.collection.company import DAY, NOW, launched, play, roster
from tests.collection.engaged import (
    ANNA,
    LATER,
    OVER,
    SMALL,
    members,
    refused,
    taken,
    told,
)

KEPT = re.compile(r"waves/[0-9a-f]{16}/kept.json")


def test_everything_comes_back_but_the_days_work(made, elsewhere):
    taken(elsewhere, made)

    again = export(elsewhere, "acme", LATER, whole=True).content

    before, after = members(made), members(again)
    for name in (OVER, parcels.SUMS):
        before.pop(name), after.pop(name)
    assert before == after
    # A logo, three files of each wave, the consultant's words on one, actions on one.
    assert len(before) == 9
    assert told(again).pop("log")[:-1] == told(made)["log"]
    assert told(again)["log"][-1]["act"] == "imported"
    assert told(made)["left_out"] == [
        {"name": "2027-Q1", "state": "open"},
        {"name": "2027-Q2", "state": "draft"},
    ]
    differing = {key for key in told(made) if told(made)[key] != told(again)[key]}
    assert differing == {"log", "left_out"}  # there are no other waves here


def test_archive_of_the_same_is_the_same(made, elsewhere):
    taken(elsewhere, made)

    first, second = (export(elsewhere, "acme", NOW, whole=True) for _ in range(2))

    assert first == second
    assert first.name == "acme.engagement.zip"


def test_releases_are_those_that_were_made(made, elsewhere):
    found = taken(elsewhere, made)

    assert found.waves == ("2026-Q3", "2026-Q4")
    assert (found.company, found.left_out) == ("acme", ("2027-Q1", "2027-Q2"))
    for wave in told(made)["waves"]:
        report = reporting.report(elsewhere, "acme", wave["name"], ["json", "summary"])
        assert report["json"] == members(made)[f"waves/{wave['id']}/release.json"]
        assert b"Sales" in report["summary"]


def test_archive_holds_nothing_of_respondents_accounts_and_open_waves(made):
    files = members(made)
    everything = b"".join(files.values())

    for address in ("leadership0@example.com", "sales11@example.com"):
        assert address.encode() not in everything
    assert files[OVER].count(ANNA.encode()) == 1  # who did what is in the log
    assert {wave["name"] for wave in told(made)["waves"]} == {"2026-Q3", "2026-Q4"}
    assert b"uniquifier" not in everything


def test_actions_come_back_with_their_figures_and_without_an_account(made, elsewhere):
    taken(elsewhere, made)

    found = actions.listed(elsewhere, "acme", LATER)
    assert [entry.agreed.what for entry in found] == [
        "Percorrer os trabalhos.\n\nשלם",
        "Look again.",
    ]
    action = found[0].agreed
    assert (action.wave, action.team, action.owner) == ("2026-Q3", "Sales", "Direção")
    assert (action.due, action.figure) == (LATER.date(), "team")
    assert action.measured == ((date(2026, 7, 1), 12.5), (date(2026, 10, 1), -3.0))
    assert found[0].reminds is None


def test_page_gives_and_takes_nothing_more_exact_than_what_is_shown(made, elsewhere):
    found = taken(elsewhere, made, whole=False)

    with elsewhere.database.reading() as session:
        assert session.scalars(select(m.Kept)).all() == []
    assert not found.compared
    less = export(elsewhere, "acme", LATER, whole=False)
    assert not any(map(KEPT.fullmatch, members(less.content)))
    assert {wave["kept"] for wave in told(less.content)["waves"]} == {False}
    assert any(map(KEPT.fullmatch, members(made)))


@pytest.mark.parametrize("whole", [True, False])
def test_later_wave_is_compared_where_all_was_brought(made, sqlite_elsewhere, whole):
    taken(sqlite_elsewhere, made, whole=whole)
    wave = launched(sqlite_elsewhere, "2027-Q1", now=LATER, people=roster(SMALL))
    play(sqlite_elsewhere, wave, sizes=SMALL, now=LATER, seed=9)

    seal(sqlite_elsewhere, wave, LATER + 14 * DAY)

    report = reporting.report(sqlite_elsewhere, "acme", "2027-Q1", ["json"])
    assert bool(json.loads(report["json"])["changes"]) == whole


def test_slug_that_is_taken_becomes_another(made, elsewhere):
    with elsewhere.database.writing() as session:
        companies.add(session, "acme", "Acme", "en")

    found = taken(elsewhere, made)

    assert found.company == "acme-2"
    assert len(audit.entries(elsewhere, "acme-2")) == 2
    assert audit.entries(elsewhere, "acme") == []


def test_consultant_works_for_what_they_brought(made, elsewhere):
    taken(elsewhere, made)

    with elsewhere.database.reading() as session:
        [member] = session.scalars(select(m.Membership))
        [company] = session.scalars(select(m.Company))
    assert member.company_id == company.id
    assert company.name == "Ação & Filhos, Lda."
    assert company.second_factor


def test_what_the_archive_tells_is_not_taken_for_what_happened_here(made, elsewhere):
    taken(elsewhere, made)

    here, there = audit.entries(elsewhere, "acme")
    assert (here.act, here.elsewhere) == ("imported", False)
    assert (there.act, there.elsewhere) == ("sealed", True)
    assert [entry.act for entry in audit.entries(elsewhere, None)] == ["imported"]


def test_engagement_is_imported_once(made, elsewhere):
    taken(elsewhere, made)

    refused(elsewhere, made, "^this engagement is here already$")
