"""A company's quarters on one page, as a leader finds them."""

import re
from typing import Any

import pytest
from sqlalchemy import update

from diagnostic.jobs import ticking
from diagnostic.pipeline import actions, documents, remembering, reporting
from diagnostic.pipeline.actions import Deed, Finding, Wanted
from diagnostic.store import models as m
from questionnaires import content
from tests.collection import reorganised as imported
from tests.collection.company import DAY, NOW, launched, roster
from tests.workspace.exhibits import rows
from tests.workspace.reorganised import (
    ANA,
    HOME,
    LEA,
    TOGETHER,
    page,
    played,
    words,
)


def test_leader_is_led_straight_to_the_quarters(standing):
    answer = standing.client(LEA).get("/app/")

    assert (answer.status_code, answer.location) == (303, HOME)


def test_leader_of_two_companies_chooses_one(acme):
    acme.company("Beta")
    acme.account("both@example.com", "leader", "acme", "beta")

    found = page(acme.client("both@example.com"), "/app/")

    assert f'<h2><a href="{HOME}">Acme</a></h2>' in found
    assert "/app/companies/beta/quarters" in found


def test_company_without_a_sealed_wave_says_what_will_be_there(office):
    office.company()

    found = page(office.signed_in(LEA, "leader", "acme"))

    assert "There are no results yet." in found


def test_first_wave_says_what_will_be_there(office):
    played(office, {"2026-Q1": TOGETHER})

    found = page(office.client(LEA))

    assert "The first quarter is there" in found
    assert "From the second one on, this page says what moved" in found
    assert "Now against last quarter" not in found
    assert "Compare any two" not in found
    assert "Departments as they were" not in found


def test_wave_that_is_open_is_on_no_page_of_quarters(acme):
    launched(acme.installation, "2027-Q1", now=NOW + 280 * DAY)

    assert "2027-Q1" not in page(acme.client(LEA))


def test_page_tells_what_moved_and_what_did_not_as_the_release_has_it(standing, kept):
    release, _ = reporting.released(standing.installation, "acme", "2026-Q3")
    now = {"from": "2026-Q2", "to": "2026-Q3"}
    changes = [c for c in release["changes"] if now.items() <= c.items()]
    gaps = [g for g in release["gap_changes"] if now.items() <= g.items()]
    told = [c for c in changes if c["verdict"] in ("rose", "fell", "inconclusive")]
    told += [g for g in gaps if g["status"] and g["status"] != "too_few_to_tell"]

    found = page(standing.client(LEA))
    shown = [row for row in rows(found, "95 % interval") if row["Verdict"]]

    assert len(shown) == len(told) > 0
    assert {row["2026-Q3"] for row in shown} >= {
        f"{c['mean']:.1f}"
        for c in release["cells"]
        if c["group"] == "Marketing" and "dimension" in c
    }


def test_quarters_stand_with_their_results_and_reports_newest_first(standing, kept):
    found = page(standing.client(LEA))

    results = re.findall(r'<a href="/app/waves/(\w+)/results">2026', found)
    assert results == kept[1][::-1]
    assert found.count("Make the PDF") == 3


def test_report_that_is_made_is_one_click_away(acme, kept):
    made = documents.ask(acme.installation, kept[1][2], "pdf", "en", NOW)
    with acme.installation.database.writing() as session:
        from diagnostic.store.models import Document

        document = session.get(Document, made)
        document.state, document.name, document.content = "done", "a.pdf", b"%PDF"

    found = page(acme.client(LEA))

    assert f'href="/app/files/{made}"' in found
    assert acme.client(LEA).get(f"/app/files/{made}").data == b"%PDF"


def test_every_chart_has_its_numbers_in_a_table(standing):
    found = page(standing.client(LEA))

    tables = [row for row in rows(found, "2026-Q2") if "Verdict" not in row]
    names = re.findall(r'<p class="name">(.*?)</p>', found)
    assert [row["Group"] for row in tables] == names
    labels = re.findall(r'<svg class="figure" role="img" aria-label="([^"]+)"', found)
    assert len(labels) == len(names) > 16


def test_departments_as_they_were_have_lines_of_their_own(standing):
    client = standing.client(LEA)

    now, then = page(client), page(client, f"{HOME}?names=then")

    assert '<p class="name">Sales</p>' not in now
    assert '<p class="name">Sales</p>' in then
    assert "until 2026-Q1" in then


def test_leaders_read_that_departments_changed_and_consultants_map_them(standing, kept):
    path = f"{HOME}/map/{kept[1][0]}/{kept[1][1]}"

    theirs, ours = (page(standing.client(who)) for who in (LEA, ANA))

    assert "Departments changed between 2026-Q1 and 2026-Q2: those of" in theirs
    assert path not in theirs
    assert f'<a href="{path}">Say what became of them</a>' in ours


def test_consultants_map_departments_that_kept_their_names(standing, kept):
    path = f"{HOME}/map/{kept[1][1]}/{kept[1][2]}"

    theirs, ours = (page(standing.client(who)) for who in (LEA, ANA))

    assert path not in theirs
    assert f'<a href="{path}">What became of departments between' in ours


@pytest.mark.parametrize(
    ("state", "sentence", "offers"),
    [("queued", "Being made", 2), ("failed", "This file could not be made.", 3)],
)
def test_page_tells_of_a_report_that_is_on_its_way(acme, kept, state, sentence, offers):
    made = documents.ask(acme.installation, kept[1][2], "pdf", "en", acme.now)
    with acme.installation.database.writing() as session:
        session.get(m.Document, made).state = state

    found = words(page(acme.client(LEA)))

    assert sentence in found
    assert found.count("Make the PDF :") == offers


def test_results_are_where_a_leader_is_if_they_lead_there(acme):
    here = '<a href="/app/" aria-current="page">Results</a>'
    assert here in page(acme.client(LEA))

    acme.account(LEA, "leader", acme.company("Beta"))

    assert here not in page(acme.client(LEA))


def test_other_questionnaires_have_quarters_of_their_own(acme):
    other = content("execution-health")
    sizes = {"leadership": 6, "Marketing": 8}
    wave = launched(
        acme.installation, "E1", now=acme.now, people=roster(sizes), questionnaire=other
    )
    ticking.seal(acme.installation, [wave], acme.now + 14 * DAY)
    client = acme.client(LEA)

    last = page(client)
    links = re.findall(r'<a href="([^"]+)"[^>]*>Leadership alignment</a>', last)
    assert "The first quarter is there: E1." in words(last)
    assert "Now against last quarter" in page(client, links[0])


@pytest.mark.parametrize(
    "series", ["0123456789abcdef", "%00", "x" * 300], ids=["unknown", "nul", "long"]
)
def test_unknown_series_is_nothing(standing, series):
    page(standing.client(LEA), f"{HOME}?series={series}", 404)


def test_actions_that_are_not_over_stand_there_overdue_ones_told(acme, kept):
    deed = Deed(ANA, acme.now)
    found = Finding("2026-Q3", "resources", "Field", "gap_leadership_higher")
    due = acme.now.date()
    agreed: tuple[tuple[str, str, Any, int], ...] = (
        ("Meet weekly.", "COO", "doing", -1),
        ("Name one owner.", "CEO", "open", 30),
        ("Moved house.", "CFO", "done", -9),
    )
    for what, owner, state, days in agreed:
        wanted = Wanted(what, owner=owner, state=state, due=due + days * DAY)
        actions.add(acme.installation, "acme", found, wanted, deed)

    listed = rows(page(acme.client(LEA)), "Owner")

    assert [(row["Action"], row["Owner"]) for row in listed] == [
        ("Meet weekly.", "COO"),
        ("Name one owner.", "CEO"),
    ]
    assert ["Overdue" in row["Due"] for row in listed] == [True, False]


def test_imported_quarters_are_marked(office):
    imported.company(office.installation)
    office.account(LEA, "leader", "acme")

    found = page(office.client(LEA))

    assert words(found).count("2026-Q1 Imported") == 1
    assert "2026-Q1 (imported)" in found
    assert "Underlined: imported." in found


def test_release_that_was_changed_is_not_shown(acme, kept, monkeypatch):
    monkeypatch.setattr(remembering, "memory", remembering.Memory())
    with acme.installation.database.writing() as session:
        for name in _triggers(session):
            session.connection().exec_driver_sql(f"DROP TRIGGER {name}")
        session.execute(
            update(m.Release)
            .where(m.Release.wave_id == kept[1][0])
            .values(document=b'{"wave": "2026-Q1"}')
        )

    page(acme.client(LEA), HOME, 500)


def _triggers(session):
    found = session.connection().exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'release'"
    )
    return [name for (name,) in found]
