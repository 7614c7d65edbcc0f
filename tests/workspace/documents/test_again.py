"""Files that are made again, and the reports of all companies in one."""

import io
import threading
import zipfile

from diagnostic.brand import Brand
from diagnostic.jobs import worker
from diagnostic.pipeline import batch as drawing
from diagnostic.pipeline import brands, companies, documents, making, reporting, staff
from diagnostic.pipeline.brands import Typed
from tests.workspace.filing import ANNA, BEN, BETA, LEA, asked, files, offered
from tests.workspace.offices import LATER, WAVE


def test_brand_that_changes_takes_back_reports_and_nothing_else(office, ids):
    client = office.client(ANNA)
    for company in ("acme", BETA):
        asked(client, files(ids, company), "pdf")
    for kind in ("archival", "staff", "xlsx"):
        asked(client, files(ids), kind)
    making.make_waiting(office.installation)
    (before,) = offered(client.get(files(ids, BETA)))

    brands.save(office.installation, "acme", Typed(footer="Another"))

    kinds = {d.kind for d in documents.of_wave(office.installation, ids["acme"])}
    assert kinds == {"xlsx"}
    assert offered(client.get(files(ids, BETA))) == [before]
    brands.save(office.installation, None, Typed(name="House"))
    assert offered(client.get(files(ids, BETA))) == []


def test_report_that_is_being_made_while_the_brand_changes_is_made_again(
    office, ids, monkeypatch
):
    client = office.client(ANNA)
    asked(client, files(ids), "pdf")
    seen: list[Brand] = []

    def interrupted(*arguments, **options):
        seen.append(brands.of_company(office.installation, "acme"))
        found = report(*arguments, **options)
        if len(seen) == 1:
            brands.save(office.installation, "acme", Typed(footer="Another"))
        return found

    report = reporting.report
    monkeypatch.setattr(making, "report", interrupted)
    making.make_waiting(office.installation)
    assert "<progress" in client.get(files(ids)).text
    making.make_waiting(office.installation)

    assert [brand.footer for brand in seen] == ["", "Another"]
    assert len(offered(client.get(files(ids)))) == 1


def test_renamed_company_has_its_reports_made_anew(office, ids):
    client = office.client(ANNA)
    asked(client, files(ids), "pdf")
    making.make_waiting(office.installation)

    companies.change(office.installation, "acme", "Acme Group", "en")

    assert offered(client.get(files(ids))) == []


def batch(client, language="en"):
    client.send("/app/reports", {"wave": WAVE, "language": language})
    return client.get("/app/reports")


def test_reports_of_all_companies_come_in_one_archive(office, settings):
    client = office.client(ANNA)

    page = batch(client)
    assert "<progress" in page.text
    batch(client)  # a double click
    worker.drain(office.installation, settings, threading.Event())
    batch(client)
    page = client.get("/app/reports")
    (path,) = offered(page)
    given = client.get(path)

    with zipfile.ZipFile(io.BytesIO(given.data)) as archive:
        assert archive.namelist() == ["acme-2026-q3.pdf", f"{BETA}-2026-q3.pdf"]
        for name, company in zip(archive.namelist(), ("acme", BETA), strict=True):
            ours = reporting.report(
                office.installation, company, WAVE, ["pdf"], language="en"
            )
            assert archive.read(name) == ours["pdf"]
    assert given.content_type == "application/zip"


def test_archive_that_was_stopped_half_way_is_made_again(office, monkeypatch):
    client, stopping, drawn = office.client(ANNA), threading.Event(), []

    def stopped(_form, found):
        stopping.set()
        drawn.append(found)
        return found.written

    monkeypatch.setattr(drawing, "present", stopped)
    batch(client)
    assert making.make_waiting(office.installation, stopping) == 0
    assert len(drawn) == 1
    assert "<progress" in client.get("/app/reports").text

    making.find_abandoned(office.installation, None)  # the next worker, as it begins
    assert making.make_waiting(office.installation) == 1

    (path,) = offered(client.get("/app/reports"))
    with zipfile.ZipFile(io.BytesIO(client.get(path).data)) as archive:
        assert archive.namelist() == ["acme-2026-q3.pdf", f"{BETA}-2026-q3.pdf"]
        assert archive.read("acme-2026-q3.pdf") == drawn[0].written


def test_archive_has_no_company_that_who_asked_does_not_see(office):
    client = office.client(BEN)
    batch(client)
    making.make_waiting(office.installation)
    (path,) = offered(client.get("/app/reports"))

    with zipfile.ZipFile(io.BytesIO(client.get(path).data)) as archive:
        assert archive.namelist() == ["acme-2026-q3.pdf"]
    assert office.client(ANNA).get(path).status_code == 404
    assert office.client(LEA).get("/app/reports").status_code == 404


def test_archive_is_gone_for_who_no_longer_sees_one_of_its_companies(office):
    client = office.client(ANNA)
    batch(client)
    making.make_waiting(office.installation)
    (path,) = offered(client.get("/app/reports"))
    assert client.get(path).status_code == 200
    found = staff.members(office.installation, BETA)
    anna = next(one.id for one in found if one.email == ANNA)

    root = office.account("root@example.com", "administrator")
    staff.remove(office.installation, root, anna, BETA, LATER)

    assert client.get(path).status_code == 404
    assert offered(client.get("/app/reports")) == []
    batch(client)
    making.make_waiting(office.installation)
    (new,) = offered(client.get("/app/reports"))
    with zipfile.ZipFile(io.BytesIO(client.get(new).data)) as archive:
        assert archive.namelist() == ["acme-2026-q3.pdf"]


def test_wave_that_no_company_has_gives_no_archive(office):
    client = office.client(ANNA)
    client.send("/app/reports", {"wave": "2030-Q1", "language": "en"})

    assert "No company has a sealed wave of this name." in client.get(
        "/app/reports"
    ).get_data(as_text=True)
