"""Settings, database, keys and disk that fail: one sentence, and whose fault it is."""

import sqlite3
from pathlib import Path

import pytest

from tests.commands.collecting import (
    WAVE,
    company,
    denied,
    done,
    draft,
    launched,
)
from tests.commands.running import run


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        (
            "DIAGNOSTIC_BASE_URL",
            "http://survey.example.org",
            "DIAGNOSTIC_BASE_URL: it must begin with https://, or whoever is on the"
            " way reads links and answers; http:// is for this machine alone, as"
            " 127.0.0.1 or localhost.",
        ),
        (
            "DIAGNOSTIC_DATABASE",
            "x",
            "DIAGNOSTIC_DATABASE: there is no such setting; the nearest is"
            " DIAGNOSTIC_DATABASE_URL.",
        ),
    ],
)
@pytest.mark.parametrize("command", [["company", "list"], ["upgrade"], ["check"]])
def test_settings_that_cannot_be_used(monkeypatch, command, name, value, sentence):
    monkeypatch.setenv(name, value)

    assert denied(*command) == sentence
    assert not Path("instance").exists()


@pytest.mark.parametrize(
    ("version", "sentence", "upgraded"),
    [
        pytest.param(
            "9999",
            "the database is of a newer version than this program; install that one.",
            False,
            id="newer",
        ),
        pytest.param(
            None, "The database is of version 0005 now.\n", True, id="no tables"
        ),
    ],
)
def test_a_database_of_another_version(version, sentence, upgraded):
    if version:
        company()
        with sqlite3.connect("instance/diagnostic.db") as database:
            database.execute("UPDATE alembic_version SET version_num = ?", [version])
        database.close()
        assert denied("company", "list") == sentence
        assert denied("upgrade") == sentence
    else:
        assert done("upgrade") == sentence
        assert done("upgrade") == "The database is of version 0005 already.\n"


@pytest.mark.parametrize(
    "command", [["company", "list"], ["upgrade"], ["wave", "list"]]
)
def test_a_file_that_is_no_database_is_the_fault_of_the_machine(command):
    Path("instance").mkdir()
    Path("instance/diagnostic.db").write_bytes(b"This is not a database. " * 100)

    assert denied(*command, code=1) == (
        "the database cannot be used: file is not a database."
    )


def test_a_database_out_of_reach_is_the_fault_of_the_machine(monkeypatch):
    nobody = "postgresql://me:secret@127.0.0.1:1/diagnostic"
    monkeypatch.setenv("DIAGNOSTIC_DATABASE_URL", nobody)

    sentence = denied("company", "list", code=1)

    assert sentence.startswith("the database cannot be used: ")
    assert "refused" in sentence
    assert "secret" not in sentence


def test_a_key_that_is_gone_is_the_fault_of_the_machine():
    launched()
    [key] = Path("instance/keys").iterdir()
    key.unlink()

    place = Path.cwd() / "instance" / "keys" / key.name
    assert denied("wave", "seal", WAVE, code=1) == f"{place}: there is no such key."
    assert run("wave", "status", WAVE).exit_code == 0


def test_cards_that_a_full_disk_does_not_take_can_be_printed_again():
    draft(mode="codes")
    done("wave", "launch", WAVE)

    assert denied("wave", "cards", WAVE, "--pdf", "/dev/full", code=1) == (
        "no space left on device."
    )
    done("wave", "cards", WAVE, "--pdf", "cards.pdf")


def test_a_release_that_was_changed_is_not_presented():
    launched()
    done("wave", "seal", WAVE)
    with sqlite3.connect("instance/diagnostic.db") as database:
        database.execute("DROP TRIGGER release_is_final")
        database.execute("UPDATE release SET document = replace(document, 'Acme', 'x')")
    database.close()

    assert denied("report", WAVE, code=1) == "the release of acme/2026-Q3 was changed."
