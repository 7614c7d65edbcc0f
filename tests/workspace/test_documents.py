"""Files of sealed waves over HTTP: asked for, made by a worker, handed over."""

import io
import re
import shutil
import threading
import zipfile
from html import unescape

import pytest

from diagnostic.brand import Brand
from diagnostic.config import load
from diagnostic.jobs import ticking, worker
from diagnostic.jobs.postman import Postman
from diagnostic.jobs.queue import closing_queue
from diagnostic.jobs.tasks import register
from diagnostic.pipeline import brands, companies, documents, making, reporting, staff
from diagnostic.pipeline.brands import Typed
from tests.workspace import offices
from tests.workspace.offices import LATER, WAVE

ANNA, BEN, LEA = "anna@example.com", "ben@example.com", "lea@example.com"
BETA = "beta-sn"
KINDS = {
    "pdf": (b"%PDF-", "acme-2026-q3-en.pdf", "application/pdf"),
    "archival": (b"%PDF-", "acme-2026-q3-archive-en.pdf", "application/pdf"),
    "staff": (b"%PDF-", "acme-2026-q3-staff-en.pdf", "application/pdf"),
    "pptx": (b"PK", "acme-2026-q3-en.pptx", "presentation"),
    "xlsx": (b"PK", "acme-2026-q3-en.xlsx", "spreadsheet"),
    "csv": (b"PK", "acme-2026-q3-tables-en.zip", "application/zip"),
    "json": (b"{", "acme-2026-q3-en.json", "application/json"),
}


@pytest.fixture(scope="module")
def made(prepared_sqlite, tmp_path_factory):
    """A furnished office, to be copied, and the ids of its waves."""
    folder = tmp_path_factory.mktemp("made")
    shutil.copy(prepared_sqlite, folder / "diagnostic.db")
    office = offices.opened(folder)
    ids = offices.furnished(office)
    office.account(ANNA, "consultant", "acme", BETA)
    office.account(BEN, "consultant", "acme")
    office.account(LEA, "leader", "acme")
    office.installation.database.close()
    return folder, ids


@pytest.fixture
def ids(made):
    return made[1]


@pytest.fixture
def office(made, tmp_path):
    office = offices.copied(made[0], tmp_path)
    yield office
    office.installation.database.close()


@pytest.fixture
def settings(tmp_path):
    found = load({}, tmp_path)
    found.instance.mkdir()
    return found


def files(ids, company="acme"):
    return f"/app/waves/{ids[company]}/files"


def asked(client, path, kind="json", language="en"):
    answer = client.send(path, {"kind": kind, "language": language})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return client.get(path)


def offered(page):
    """Addresses of the files that a page offers."""
    return re.findall(r'href="(/app/files/[^"]+)"', unescape(page.get_data(True)))


@pytest.mark.parametrize(
    ("kind", "who"), [*((kind, ANNA) for kind in KINDS), ("json", LEA)]
)
def test_file_is_asked_for_made_by_a_worker_and_handed_over(
    office, ids, settings, kind, who
):
    client = office.client(who)
    begins, name, content_type = KINDS[kind]

    page = asked(client, files(ids), kind)
    assert "<progress" in page.text
    assert '<noscript><meta http-equiv="refresh" content="2">' in page.text
    assert offered(page) == []
    assert office.nudges
    worker.drain(office.installation, settings, threading.Event())
    page = client.get(files(ids))
    assert "<progress" not in page.text
    assert "refresh" not in page.text
    given = client.get(offered(page)[0])

    assert given.data.startswith(begins)
    assert content_type in given.content_type
    assert given.headers["Content-Disposition"] == f"attachment; filename={name}"
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    ours = reporting.report(office.installation, "acme", WAVE, [kind], language="en")
    assert given.data == ours[kind]


@pytest.mark.parametrize("is_made", [False, True])
def test_file_asked_for_twice_is_made_once(office, ids, is_made):
    client = office.client(ANNA)

    asked(client, files(ids))
    if is_made:
        making.make_waiting(office.installation)
    asked(client, files(ids))

    assert len(documents.of_wave(office.installation, ids["acme"])) == 1
    asked(client, files(ids), language="pt")
    assert len(documents.of_wave(office.installation, ids["acme"])) == 2


def test_wave_that_is_not_sealed_has_no_files(office, ids):
    client = office.client(ANNA)

    assert client.get(files(ids, "open")).status_code == 404
    sent = client.send(files(ids, "open"), {"kind": "pdf", "language": "en"})
    assert sent.status_code == 404
    assert documents.of_wave(office.installation, ids["open"]) == []


@pytest.mark.parametrize(
    "fields", [{"kind": "exe", "language": "en"}, {"kind": "pdf", "language": "xx"}]
)
def test_file_that_there_is_not_is_not_made(office, ids, fields):
    answer = office.client(ANNA).send(files(ids), fields)

    assert answer.status_code == 400
    assert documents.of_wave(office.installation, ids["acme"]) == []


def test_file_that_is_not_made_yet_cannot_be_had(office, ids):
    client = office.client(ANNA)
    asked(client, files(ids))
    (found,) = documents.of_wave(office.installation, ids["acme"])

    assert client.get(f"/app/files/{found.id}").status_code == 404


def test_file_of_another_company_is_as_unknown_as_none(office, ids):
    client = office.client(ANNA)
    asked(client, files(ids, BETA))
    making.make_waiting(office.installation)
    (path,) = offered(client.get(files(ids, BETA)))

    assert client.get(path).status_code == 200
    for stranger in (BEN, LEA):
        other = office.client(stranger)
        forbidden, unknown = other.get(path), other.get("/app/files/0123456789abcdef")
        assert forbidden.status_code == unknown.status_code == 404
        assert forbidden.data == unknown.data


def test_failure_is_told_without_its_words_and_keeps_no_other_file(
    office, ids, monkeypatch, caplog
):
    client = office.client(ANNA)
    asked(client, files(ids), "pdf")
    asked(client, files(ids), "json")

    def fails(*arguments, **options):
        if arguments[3] == ["pdf"]:
            raise RuntimeError("what nobody is to know")
        return report(*arguments, **options)

    report = reporting.report
    with monkeypatch.context() as patch:
        patch.setattr(reporting, "report", fails)
        making.make_waiting(office.installation)
    page = client.get(files(ids))
    assert "could not be made" in page.text
    assert "nobody" not in page.text + caplog.text
    assert "RuntimeError" in caplog.text
    assert len(offered(page)) == 1

    asked(client, files(ids), "pdf")
    making.make_waiting(office.installation)
    page = client.get(files(ids))
    assert "could not be made" not in page.text
    assert len(offered(page)) == 2


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
    monkeypatch.setattr(reporting, "report", interrupted)
    making.make_waiting(office.installation)
    assert "<progress" in client.get(files(ids)).text
    making.make_waiting(office.installation)

    assert [brand.footer for brand in seen] == ["", "Another"]
    assert len(offered(client.get(files(ids)))) == 1


def test_file_whose_worker_is_gone_is_made_at_the_next_look(
    office, ids, settings, monkeypatch
):
    client = office.client(ANNA)
    asked(client, files(ids))

    def dies(*_, **__):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(reporting, "report", dies)
        with pytest.raises(SystemExit):
            making.make_waiting(office.installation)
    assert making.make_waiting(office.installation) == 0
    far = making.find_abandoned(office.installation, {})
    assert list(far.values()) == [10]
    making.find_abandoned(office.installation, far)

    assert making.make_waiting(office.installation) == 1
    assert len(offered(client.get(files(ids)))) == 1


def test_file_is_made_at_a_nudge_and_at_each_tick(office, ids, settings):
    client = office.client(ANNA)
    stopping = threading.Event()
    postman = Postman(office.installation, settings, stopping, clock=lambda: LATER)
    with closing_queue(settings.queue_url) as queue:
        tasks = register(queue, postman)
        for wake in (tasks.nudge, tasks.tick.call_local):
            asked(client, files(ids), language="en" if wake == tasks.nudge else "pt")
            wake()
            while (task := queue.dequeue()) is not None:
                queue.execute(task)

    assert len(offered(client.get(files(ids)))) == 2


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


def test_renamed_company_has_its_reports_made_anew(office, ids):
    client = office.client(ANNA)
    asked(client, files(ids), "pdf")
    making.make_waiting(office.installation)

    companies.change(office.installation, "acme", "Acme Group", "en")

    assert offered(client.get(files(ids))) == []


def test_files_are_made_and_kept_on_either_database(database_url, tmp_path):
    office = offices.opened(tmp_path, database_url)
    ids = offices.furnished(office)
    client = office.signed_in(ANNA, "consultant", "acme", BETA)
    for kind in ("csv", "archival", "staff"):
        asked(client, files(ids), kind)
    batch(client, "pt")

    assert making.make_waiting(office.installation) == 4
    assert len(offered(client.get(files(ids)))) == 3
    assert len(offered(client.get("/app/reports"))) == 1
    assert ticking.tick(office.installation, LATER, ticking.VOUCHED_FOR)
    office.installation.database.close()
