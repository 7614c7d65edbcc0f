"""When the machine fails: nothing is recorded, it is said so, and nothing is told."""

import logging
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import event

from diagnostic.ballots import keys
from tests.web.survey import ALL, FIRST, Page, text

SAID = "This does not work at the moment. Nothing was recorded."
REMARK = "Only the boss and I know about the lawsuit."


@pytest.fixture
def logged(caplog):
    caplog.set_level(logging.DEBUG)
    return caplog


def refused(answer, survey, logged):
    """What a failure tells: to the respondent enough, to the log no more than that."""
    assert answer.status_code == 503
    said = text(answer)
    assert SAID in said
    assert "De momento, isto não funciona. Nada ficou registado." in said
    assert answer.headers["Retry-After"] == "60"
    lines = [record.getMessage() for record in logged.records]
    assert any(line.startswith("a questionnaire failed: ") for line in lines)
    everything = "\n".join([*lines, logged.text])
    for secret in (survey.link().removeprefix("/s/"), REMARK, "Traceback"):
        assert secret not in everything


@pytest.fixture
def gone(kept):
    """A survey whose database goes away when it is to be written to."""
    link = kept.link()
    assert kept.get(link).status_code == 200
    engine = kept.installation.database.engine

    def break_off(connection, cursor, statement, *_):
        if statement.startswith("INSERT INTO ballot"):
            connection.connection.driver_connection.close()

    event.listen(engine, "before_cursor_execute", break_off)
    yield kept
    event.remove(engine, "before_cursor_execute", break_off)


def test_database_that_goes_away_records_nothing(gone, logged):
    sent = ALL | {"comment-resources": REMARK}

    answer = gone.post(gone.link(), sent)

    refused(answer, gone, logged)
    assert gone.urn() == []


def full(*_):
    raise OSError(28, "No space left on device")


def test_answers_can_be_sent_again_from_the_page_that_says_so(survey, monkeypatch):
    link = survey.link("leadership1")
    sent = ALL | {"comment-resources": 'a "b"\nc', "predict-sales-resources": "2"}
    with monkeypatch.context() as patch:
        patch.setattr("diagnostic.web.respond.views.submit", full)
        answer = survey.post(link, sent)

    kept = Page(answer.get_data(as_text=True)).hidden

    assert answer.status_code == 503
    assert kept == sent
    assert survey.post(link, kept).status_code == 303


def test_full_disk_records_nothing(survey, logged):
    """SQLite refuses to grow, as it does on a full disk."""
    link = survey.link()
    survey.get(link)
    engine = survey.installation.database.engine
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    event.listen(
        engine,
        "begin",
        lambda c: c.exec_driver_sql(f"PRAGMA max_page_count = {pages}"),
    )

    codes = []
    for n in range(12):
        sent = {FIRST: "4", "comment-resources": REMARK}
        codes.append(survey.post(survey.link(f"sales{n}"), sent).status_code)

    assert set(codes) == {303, 503}
    assert len(survey.urn()) == codes.count(303)
    answer = survey.post(survey.link(f"sales{codes.index(503)}"), {FIRST: "4"})
    refused(answer, survey, logged)


def test_locked_database_records_nothing(survey, logged):
    link = survey.link()
    survey.get(link)
    database = survey.installation.database
    event.listen(
        database.engine,
        "begin",
        lambda c: c.exec_driver_sql("PRAGMA busy_timeout = 1"),
        insert=True,
    )
    other = database.engine.raw_connection()
    other.driver_connection.execute("BEGIN IMMEDIATE")

    answer = survey.post(link, ALL | {"comment-resources": REMARK})

    refused(answer, survey, logged)
    other.driver_connection.execute("ROLLBACK")
    other.close()
    assert survey.urn() == []
    assert survey.post(link, ALL).status_code == 303


def test_database_that_is_not_there_is_told_on_opening_too(survey, logged):
    survey.installation.database.close()
    path = Path(survey.installation.database.engine.url.database)
    path.write_bytes(b"this is no database" * 100)

    answer = survey.get(survey.link())

    refused(answer, survey, logged)


def test_wave_without_its_key_records_nothing(survey):
    link = survey.link()
    keys.destroy(survey.installation.keys, survey.wave)

    answer = survey.post(link, ALL)

    assert answer.status_code in (404, 503)


def test_failure_elsewhere_is_logged_without_words_or_address(survey, logged):
    def broken(typed):
        raise ValueError(f"{typed}: {REMARK}")

    survey.app.add_url_rule("/x/<typed>", "broken", broken)

    answer = survey.get("/x/0123456789")

    assert answer.status_code == 500
    assert "Something went wrong. Nothing was recorded." in text(answer)
    assert "0123456789" not in logged.text
    assert REMARK not in logged.text
    assert "ValueError at test_failures.py:" in logged.text


@pytest.mark.parametrize(
    ("method", "path", "status", "said"),
    [
        ("PUT", "/thanks", 405, "This cannot be done here."),
        ("POST", "/thanks", 405, "Isto não se pode fazer aqui."),
        ("GET", "/nowhere", 404, "This link cannot be opened."),
    ],
)
def test_what_is_not_there_is_said_plainly(survey, method, path, status, said):
    answer = survey.client.open(path, method=method)

    assert answer.status_code == status
    assert said in text(answer)


def test_refused_method_names_the_others(survey):
    answer = survey.client.put(survey.link())

    allowed = set(answer.headers["Allow"].split(", "))
    assert allowed == {"GET", "HEAD", "OPTIONS", "POST"}


@pytest.mark.parametrize("path", ["link", "/", "/s/unknown"])
def test_body_of_a_megabyte_is_refused_plainly(survey, path):
    path = survey.link() if path == "link" else path

    answer = survey.post(path, b"a=" + b"x" * 1024 * 1024)

    assert answer.status_code == 413
    assert "This is too long to be sent. Nothing was recorded." in text(answer)
    assert survey.urn() == []


def test_comment_of_100_kb_in_the_longest_letters_is_kept(survey):
    sent = {"comment-resources": "é" * 100_000}

    answer = survey.post(survey.link(), sent)

    assert answer.status_code == 422
    assert "é" * 100_000 in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"--x\r\n", "multipart/form-data"),
        (b"--x\r\nContent-Disposition: form-data; name=a; filename=b\r\n\r\nc\r\n--x--",
         "multipart/form-data; boundary=x"),
        (b'{"vision_known": 4}', "application/json"),
        (b"vision_known=4", "application/x-www-form-urlencoded; charset=utf-16"),
        (b"\xff\xfe", "application/x-www-form-urlencoded"),
    ],
    ids=["cut off", "no boundary", "a file", "JSON", "other letters", "no letters"],
)  # fmt: skip
def test_body_of_another_make_is_never_a_failure(survey, body, kind):
    link = survey.link()

    answer = survey.client.post(link, data=body, content_type=kind)

    assert answer.status_code in (303, 413, 422)
    assert len(survey.urn()) == (answer.status_code == 303)


def test_thousand_parts_are_refused_plainly(survey):
    part = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n'

    answer = survey.client.post(
        survey.link(),
        data=part * 1001 + b"--x--",
        content_type="multipart/form-data; boundary=x",
    )

    assert answer.status_code == 413
    assert survey.urn() == []


def test_survey_is_imported_without_the_statistics():
    code = (
        "import sys, diagnostic.web; print(*{'scipy', 'weasyprint'} & {*sys.modules})"
    )

    said = subprocess.run(  # noqa: S603  # our own code
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert said.stdout == "\n"
