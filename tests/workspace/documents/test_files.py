"""Files of sealed waves over HTTP: asked for, made by a worker, handed over."""

import threading

import pytest

from diagnostic.jobs import ticking, worker
from diagnostic.jobs.postman import Postman
from diagnostic.jobs.queue import closing_queue
from diagnostic.jobs.tasks import register
from diagnostic.pipeline import documents, making, reporting
from tests.workspace import offices
from tests.workspace.filing import ANNA, BEN, BETA, LEA, asked, files, offered
from tests.workspace.offices import LATER, WAVE

KINDS = {
    "pdf": (b"%PDF-", "acme-2026-q3-en.pdf", "application/pdf"),
    "archival": (b"%PDF-", "acme-2026-q3-archive-en.pdf", "application/pdf"),
    "staff": (b"%PDF-", "acme-2026-q3-staff-en.pdf", "application/pdf"),
    "pptx": (b"PK", "acme-2026-q3-en.pptx", "presentation"),
    "xlsx": (b"PK", "acme-2026-q3-en.xlsx", "spreadsheet"),
    "csv": (b"PK", "acme-2026-q3-tables-en.zip", "application/zip"),
    "json": (b"{", "acme-2026-q3-en.json", "application/json"),
}


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
        patch.setattr(making, "report", fails)
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


def test_file_whose_worker_is_gone_is_made_at_the_next_look(
    office, ids, settings, monkeypatch
):
    client = office.client(ANNA)
    asked(client, files(ids))

    def dies(*_, **__):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(making, "report", dies)
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


@pytest.fixture
def either(database_url, tmp_path):
    """An office on each kind of database."""
    office = offices.opened(tmp_path, database_url)
    yield office
    office.installation.database.close()


def test_files_are_made_and_kept_on_either_database(either):
    office, ids = either, offices.furnished(either)
    client = office.signed_in(ANNA, "consultant", "acme", BETA)
    for kind in ("csv", "archival", "staff"):
        asked(client, files(ids), kind)
    client.send("/app/reports", {"wave": WAVE, "language": "pt"})

    assert making.make_waiting(office.installation) == 4
    assert len(offered(client.get(files(ids)))) == 3
    assert len(offered(client.get("/app/reports"))) == 1
    assert ticking.tick(office.installation, LATER, ticking.VOUCHED_FOR)
