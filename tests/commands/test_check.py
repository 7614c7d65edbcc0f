"""Whether an installation is in order, a line each."""

import re
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

from diagnostic.store import opening
from tests.commands.collecting import (
    WAVE,
    company,
    done,
    launched,
)
from tests.commands.running import run
from tests.mail.post_office import PostOffice

KEYS = Path("instance/keys")
SUBJECTS = (
    *("settings", "database", "clock", "keys", "sealing", "worker"),
    *("base URL", "queue", "mail", "disk"),
)


def lines():
    """What a check says, by subject; and that its exit code is the worst of it."""
    result = run("check")
    found = {
        line[7:15].strip(): (line[:5].strip(), line[17:])
        for line in result.stdout.splitlines()
    }
    assert result.stderr == ""
    assert result.exit_code == any(state == "WRONG" for state, _ in found.values())
    return found


def wrong(subject):
    """What is wrong with a subject, and with nothing else."""
    found = lines()
    assert [s for s, (state, _) in found.items() if state == "WRONG"] == [subject]
    return found[subject][1]


def test_an_installation_in_order():
    launched()
    found = lines()

    assert tuple(found) == SUBJECTS
    assert {state for state, _ in found.values()} == {"ok"}
    assert found["database"] == ("ok", "SQLite, version 0005")
    assert re.fullmatch(r"[0-9,]+ MB free", found["disk"][1])


def test_a_check_sends_no_mail(monkeypatch):
    with PostOffice() as office:
        monkeypatch.setenv("DIAGNOSTIC_MAIL_URL", office.url)
        monkeypatch.setenv("DIAGNOSTIC_BASE_URL", "https://survey.example.org")
        found = lines()

    assert found["mail"] == ("ok", f"127.0.0.1, port {office.port}, takes it")
    assert found["base URL"] == ("ok", "https://survey.example.org")
    assert (office.connections, office.letters) == (1, [])


def test_a_mail_server_that_is_down(monkeypatch):
    monkeypatch.setenv("DIAGNOSTIC_MAIL_URL", "smtp://127.0.0.1:1")
    monkeypatch.setenv("DIAGNOSTIC_BASE_URL", "https://survey.example.org")

    assert wrong("mail") == "the mail server cannot be reached: connection refused"


def test_links_that_open_on_this_machine_alone(monkeypatch):
    with PostOffice() as office:
        monkeypatch.setenv("DIAGNOSTIC_MAIL_URL", office.url)

        assert wrong("base URL") == (
            "http://127.0.0.1:8000 opens on this machine alone, but mail goes out"
        )


def test_a_queue_that_is_down(monkeypatch):
    monkeypatch.setenv("DIAGNOSTIC_QUEUE_URL", "redis://127.0.0.1:1/0")

    assert wrong("queue").startswith("the queue is out of reach: ")


def test_a_database_that_is_down_is_not_all_that_is_told(monkeypatch):
    nobody = "postgresql://me:secret@127.0.0.1:1/diagnostic"
    monkeypatch.setenv("DIAGNOSTIC_DATABASE_URL", nobody)

    assert wrong("database").startswith("the database cannot be used: ")
    assert "mail" in lines()


def test_a_clock_that_is_not_the_databases(postgresql_url, monkeypatch):
    monkeypatch.setenv("DIAGNOSTIC_DATABASE_URL", postgresql_url)
    assert lines()["clock"] == ("ok", "that of the database")

    ahead = datetime.now(UTC) + timedelta(minutes=5)
    monkeypatch.setattr(opening, "clock", lambda _: ahead)

    assert re.fullmatch(r"\d{3} seconds from that of the database", wrong("clock"))


def test_a_wave_without_its_key():
    launched()
    for key in KEYS.iterdir():
        key.unlink()

    assert wrong("keys") == ("acme/2026-Q3 has no key, and nobody can read its answers")


def test_a_key_that_others_may_read():
    launched()
    [key] = KEYS.iterdir()
    key.chmod(0o644)

    assert "others may read this key; chmod 600 it" in wrong("keys")


def test_what_does_not_belong_among_keys():
    launched()
    [key] = KEYS.iterdir()
    shutil.copy(key, KEYS / "wave-0123456789abcdef.key")
    shutil.copy(key, KEYS / "copy")

    told = wrong("keys")
    assert "copy is not a key, and does not belong there; " in told
    assert "wave-0123456789abcdef.key is the key of no wave; delete it" in told


def changed(statement):
    with sqlite3.connect("instance/diagnostic.db") as database:
        database.execute(statement)
    database.close()


def test_a_sealing_that_was_interrupted():
    launched()
    done("wave", "seal", WAVE)
    changed("UPDATE wave SET scrubbed = 0")

    assert wrong("sealing") == (
        "acme/2026-Q3 is not sealed to the end; diagnostic wave seal acme/2026-Q3"
    )
    done("wave", "seal", WAVE)
    assert lines()["sealing"][0] == "ok"


def test_a_worker_that_does_not_open_a_wave():
    launched("2026-Q3", "--opens", "2130-10-01")
    changed("UPDATE wave SET opens = '2020-01-01 00:00:00.000000'")

    assert wrong("worker") == "acme/2026-Q3 was not opened in time: does any run?"


def test_a_worker_that_does_not_close_a_wave():
    launched()
    changed(
        "UPDATE wave SET opens = '2020-01-01 00:00:00.000000',"
        " closes = '2020-01-15 00:00:00.000000'"
    )

    assert wrong("worker") == "acme/2026-Q3 was not closed in time: does any run?"


def test_a_disk_that_is_nearly_full(monkeypatch):
    monkeypatch.setattr("diagnostic.cli.check.LEAST_FREE", 10**9)

    assert re.fullmatch(r"[0-9,]+ MB free, less than 1000000000", wrong("disk"))


def test_a_database_of_another_version():
    company()
    changed("UPDATE alembic_version SET version_num = '9999'")

    assert wrong("database") == (
        "the database is of a newer version than this program; install that one"
    )
