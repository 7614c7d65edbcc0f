"""The engagement as a whole, in the browser: its log, its archive, its end."""

import io

import pytest
from sqlalchemy import select

from diagnostic.pipeline import audit, deletion, listing
from diagnostic.store import models as m
from diagnostic.store import scrubbing
from tests.collection.company import DAY, NOW, draft, identity, launched, token

ANNA, ADMIN = "anna@consultancy.example", "admin@consultancy.example"


@pytest.fixture
def anna(office):
    """A consultant of a company that has an open wave and a draft."""
    launched(office.installation)
    draft(office.installation, "2026-Q4")
    return office.signed_in(ANNA, "consultant", "acme")


def text(answer):
    return answer.get_data(as_text=True)


def test_log_tells_who_did_what_by_day(office, anna):
    with office.installation.database.writing() as session:
        for number in range(audit.PAGE + 2):
            at = NOW + number * DAY
            audit.note(session, ANNA, "acme", "launched", at, wave=f"W{number}")
        audit.note(session, audit.COMMAND_LINE, "acme", "archived", NOW + 60 * DAY)
        at = NOW + 61 * DAY
        audit.note(session, ANNA, "acme", "extended", at, wave="W", day="2026-11-01")

    page = text(anna.get("/app/companies/acme/log"))

    assert page.index("Extended W to 1 November 2026") < page.index("Downloaded the")
    assert "31 October 2026" in page
    assert "Command line" in page
    assert "Launched W4<" in page
    assert "Launched W3<" not in page
    [older] = [part.split('"')[0] for part in page.split('href="?before=')[1:]]
    rest = text(anna.get(f"/app/companies/acme/log?before={older}"))
    assert "Launched W3<" in rest
    assert "Launched W4<" not in rest
    assert "?before=" not in rest


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30, "٣", "1.5", ""])
def test_strange_page_of_the_log_is_a_page(office, anna, before):
    answer = anna.get("/app/companies/acme/log", query_string={"before": before})

    assert answer.status_code == 200


def test_administrator_reads_what_was_done_everywhere(office, anna):
    office.company("Other")
    for slug in ("acme", "other", ""):
        audit.record(office.installation, ANNA, slug, "archived", NOW)

    page = text(office.signed_in(ADMIN, "administrator").get("/app/log"))

    assert page.count("Downloaded the archive") == 3
    assert "other · anna@consultancy.example" in page


def test_markup_in_the_log_is_text(office, anna):
    audit.record(office.installation, ANNA, "acme", "launched", NOW, wave="<b>{x}</b>")

    page = text(anna.get("/app/companies/acme/log"))

    assert "Launched &lt;b&gt;{x}&lt;/b&gt;" in page


def test_archive_is_downloaded_imported_and_logged(office, anna):
    page = text(anna.get("/app/companies/acme/archive"))
    assert "2026-Q3, 2026-Q4" in page or "2026-Q4, 2026-Q3" in page

    answer = anna.send("/app/companies/acme/archive")

    assert answer.mimetype == "application/zip"
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=acme.engagement.zip"
    )
    assert audit.entries(office.installation, "acme")[0].act == "archived"
    back = bring(anna, answer.data)
    assert (back.status_code, back.location) == (303, "/app/companies/acme-2/")
    page = text(anna.get(back.location))
    assert "The company is imported." in page
    assert "2026-Q3, 2026-Q4" in page
    assert "as the archive tells it" not in text(anna.get("/app/companies/acme/log"))
    assert "as the archive tells it" not in text(anna.get("/app/companies/acme-2/log"))


def bring(client, content):
    file = (io.BytesIO(content), "acme.zip")
    return client.send("/app/companies/import", {"file": file})


@pytest.mark.parametrize("content", [b"PK", b"", b"%PDF-1.7"])
def test_what_is_no_archive_is_refused(office, anna, content):
    answer = bring(anna, content)

    assert answer.status_code == 422
    assert "This file is damaged, or no archive of a company." in text(answer)
    assert len(listing.companies(office.installation)) == 1


def test_import_without_a_file_asks_for_one(office, anna):
    answer = anna.send("/app/companies/import")

    assert answer.status_code == 422
    assert "Please fill this in." in text(answer)


def test_upload_that_is_too_large_is_refused(office, anna):
    answer = anna.post(
        "/app/companies/import",
        data=bytes(4 * 1024 * 1024),
        content_type="multipart/form-data; boundary=end",
    )

    assert answer.status_code == 413


def test_deletion_tells_what_goes_and_asks_for_the_name(office, anna):
    page = text(anna.get("/app/companies/acme/delete"))
    assert "Answers are destroyed unread." in page
    assert "<dd>80</dd>" in page  # two rosters of 40

    for typed in ("", "acme", "Acme Ltd"):
        answer = anna.send("/app/companies/acme/delete", {"name": typed})
        assert answer.status_code == 422

    assert "This is not the company’s name." in text(answer)
    assert listing.find_company(office.installation, "acme")


def test_company_is_deleted_and_the_proof_shown(office, anna):
    office.company("Other")

    answer = anna.send("/app/companies/acme/delete", {"name": "  Acme "})

    assert (answer.status_code, answer.location) == (303, "/app/deleted")
    page = text(anna.get("/app/deleted"))
    assert "Acme is deleted." in page
    assert "No row of them is left" in page
    [entry] = audit.deletions(office.installation, ANNA)
    assert f"<dd>{entry.about['compared']}</dd>" in page
    assert list(office.installation.keys.iterdir()) == []
    assert anna.get("/app/companies/acme/").status_code == 404
    assert [c.slug for c in listing.companies(office.installation)] == ["other"]


def test_deletion_that_is_sent_twice_happens_once(office, anna):
    for _ in range(2):
        answer = anna.send("/app/companies/acme/delete", {"name": "Acme"})
        assert (answer.status_code, answer.location) == (303, "/app/deleted")
    assert anna.get("/app/companies/acme/delete").location == "/app/deleted"

    assert len(audit.deletions(office.installation, None)) == 1


def test_deletion_is_nobody_elses_news(office, anna):
    deletion.delete(office.installation, "acme", ANNA, NOW)
    office.company("Acme")
    rival = office.signed_in("rui@consultancy.example", "consultant", "acme")

    assert "acme" not in text(rival.get("/app/deleted"))
    assert "Deleted" not in text(rival.get("/app/companies/acme/log"))
    assert "acme" in text(office.signed_in(ADMIN, "administrator").get("/app/deleted"))


def test_unfinished_deletion_is_told_and_given_to_a_worker(office, anna, monkeypatch):
    def busy(*_):
        raise scrubbing.ScrubError

    with monkeypatch.context() as patch:
        patch.setattr(scrubbing, "scrub", busy)
        anna.send("/app/companies/acme/delete", {"name": "Acme"})
        assert "still being cleared" in text(anna.get("/app/deleted"))
    assert office.nudges

    deletion.finish(office.installation)

    assert "No row of them is left" in text(anna.get("/app/deleted"))


def test_respondents_of_a_deleted_company_read_that_the_link_cannot_be_opened(
    office, anna
):

    link = token(
        office.installation, identity(office.installation), "sales0@example.com"
    )
    nobody = office.client()
    assert nobody.get(f"/s/{link}").status_code == 200

    anna.send("/app/companies/acme/delete", {"name": "Acme"})

    assert nobody.get(f"/s/{link}").status_code == 404
    with office.installation.database.reading() as session:
        assert session.scalars(select(m.Participant.id)).all() == []
