"""Companies that are handed on and deleted by commands, and who did it."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.commands.collecting import (
    answer,
    company,
    denied,
    done,
    draft,
    invited,
    launched,
    roster,
    tokens,
)
from tests.commands.running import run

FILE = "acme.engagement.zip"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def log():
    with sqlite3.connect("instance/diagnostic.db") as database:
        return database.execute(
            "SELECT account, company, act, about FROM event ORDER BY id"
        ).fetchall()


def sealed():
    wave = invited()
    answer(tokens().values())
    done("wave", "seal", wave)
    return wave


def test_company_moves_to_another_installation(tmp_path, monkeypatch):
    wave = sealed()
    draft("2026-Q4")
    before = (
        done("report", wave, "--json", "before.json")
        and Path("before.json").read_bytes()
    )

    result = run("company", "export", "acme", FILE)

    assert result.stdout == f"Wrote {FILE}: 1 sealed wave.\n"
    assert result.stderr == ("Note: acme/2026-Q4 is not sealed, so it is left out.\n")
    assert Path(FILE).stat().st_mode & 0o777 == 0o600
    content = Path(FILE).read_bytes()
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.chdir(other)
    Path(FILE).write_bytes(content)
    company("Acme")
    result = run("company", "import", FILE)
    assert (result.exit_code, result.stdout) == (0, "acme-2\n")
    assert result.stderr == "Note: 2026-Q4 was not sealed, so it is not in this file.\n"
    done("report", "acme-2/2026-Q3", "--json", "after.json")
    assert Path("after.json").read_bytes() == before
    assert denied("company", "import", FILE) == "this engagement is here already."


def test_company_is_deleted_by_its_name():
    launched()
    Path("instance/keys").chmod(0o700)
    assert len(list(Path("instance/keys").iterdir())) == 1

    assert denied("company", "delete", "acme", "--confirm", "acme") == (
        "--confirm is not the name of acme, which is Acme."
    )
    assert len(list(Path("instance/keys").iterdir())) == 1
    printed = done("company", "delete", "acme", "--confirm", "Acme")

    assert printed.startswith("Deleted acme: ")
    assert printed.endswith("0 rows of others are as they were.\n")
    assert done("company", "list") == ""
    assert list(Path("instance/keys").iterdir()) == []
    assert denied("company", "delete", "acme", "--confirm", "Acme") == (
        "there is no company acme."
    )


def test_commands_are_logged_without_a_respondent():
    launched()
    done("wave", "remind", "acme/2026-Q3")
    done("wave", "add", "acme/2026-Q3", "--roster", roster({"Sales": 8}, "late.csv"))
    done("wave", "close", "acme/2026-Q3")
    done("wave", "seal", "acme/2026-Q3")
    done("wave", "seal", "acme/2026-Q3")
    done("company", "export", "acme", FILE)

    assert {(account, slug) for account, slug, *_ in log()} == {
        ("command line", "acme")
    }
    assert [(act, json.loads(about)) for *_, act, about in log()] == [
        ("company_added", {}),
        ("wave_created", {"wave": "2026-Q3"}),
        ("launched", {"wave": "2026-Q3"}),
        ("reminded", {"wave": "2026-Q3"}),
        ("people_added", {"wave": "2026-Q3", "people": 2}),
        ("closed", {"wave": "2026-Q3"}),
        ("sealed", {"wave": "2026-Q3"}),
        ("archived", {}),
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(None, f"{FILE}: there is no such file.", id="none"),
        pytest.param(
            b"", "this file is damaged, or no archive of a company.", id="empty"
        ),
    ],
)
def test_what_is_no_archive_is_refused(content, sentence):
    if content is not None:
        Path(FILE).write_bytes(content)

    assert denied("company", "import", FILE) == sentence
    assert done("company", "list") == ""


def test_huge_file_is_not_read():
    with Path(FILE).open("wb") as file:
        file.truncate(64 * 1024 * 1024 + 1)

    assert denied("company", "import", FILE) == f"{FILE}: this is larger than 64 MB."


def test_archive_needs_a_place_and_a_company():
    company()

    assert "there is no folder" in denied("company", "export", "acme", "no/such.zip")
    assert denied("company", "export", "acne", FILE) == "there is no company acne."
    assert not Path(FILE).exists()
    assert [act for *_, act, _ in log()] == ["company_added"]
