"""The script for a works council's expert: rehearsal, and copies of an installation."""

import csv
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.attack.__main__ import main
from tests.attack.copies import SqliteCopy
from tests.attack.handing_out import begin
from tests.attack.people import company
from tests.attack.play import answer
from tests.attack.stage import staged

ROOT = Path(__file__).parents[2]
START = datetime(2026, 9, 1, 9).astimezone()
A_MINUTE = timedelta(minutes=1)


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def council(tmp_path_factory):
    """A folder with what a works council has: copies, roster, links, times.

    All forty are its own people here; a copy was taken every minute, and somebody
    answered half a minute after each.
    """
    folder = tmp_path_factory.mktemp("council")
    people = company()
    with staged(tmp_path_factory.mktemp("installation")) as stage:
        handed_out = begin(stage, "wave", people)
        visitor = stage.visitor()
        played = answer(stage, visitor, "wave", handed_out, people, daily=False)
    for number, copy in enumerate(played.loot.copies):
        place = folder / "copies" / f"{number:02}"
        place.mkdir(parents=True)
        assert isinstance(copy, SqliteCopy)
        for name, content in (("", copy.main), ("-wal", copy.log)):
            (place / f"diagnostic.db{name}").write_bytes(content)
            moment = (START + number * A_MINUTE).timestamp()
            os.utime(place / f"diagnostic.db{name}", (moment, moment))
    write(folder / "roster.csv", ["email", "department"], people_of(people))
    times = [
        (person.address, (START + (number + 0.5) * A_MINUTE).isoformat())
        for number, person in enumerate(played.people)
    ]
    write(folder / "truth.csv", ["address", "time"], times)
    links = [f"https://survey.example/s/{person.token}\n" for person in people]
    (folder / "links.txt").write_text("".join(links))
    return folder


def people_of(people):
    return [(person.address, person.department) for person in people]


def write(path, header, rows):
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def examined(council, *more, copies=(0, 41)):
    places = sorted((council / "copies").iterdir())[slice(*copies)]
    options = [option for place in places for option in ("--copies", place)]
    roster = ("--roster", council / "roster.csv")
    return run(*options, *roster, "--tokens", council / "links.txt", *more)


def test_rehearsal_ends_with_every_attack_failed(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "tests.attack", "--waves", "1"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("\nEvery attack has failed.\n")
    assert done.stderr == ""
    assert list(tmp_path.iterdir()) == []


def test_rehearsal_on_an_empty_postgresql(postgresql_url):
    done = run("--waves", 1, "--database", postgresql_url)

    assert done.exit_code == 0, done.output
    assert "on PostgreSQL" in done.output
    assert done.output.endswith("\nEvery attack has failed.\n")


def test_rehearsal_refuses_a_database_that_is_in_use(postgresql_database_url):
    done = run("--waves", 1, "--database", postgresql_database_url)

    assert done.exit_code == 2
    assert "the database is not empty" in done.output


def test_copies_are_examined_and_own_people_are_not_found(council):
    done = examined(council, "--truth", council / "truth.csv")

    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    assert any(line.startswith("backups ") and "22.5 %" in line for line in lines)
    assert "Every attack has failed." in lines
    assert "What this cannot show:" in lines


def test_one_copy_is_enough_to_look_for_words(council):
    done = examined(council, copies=(40, 41))

    assert done.exit_code == 0, done.output
    assert "Nobody was to be linked" in done.output


def test_links_in_the_log_of_a_proxy_are_found(council, tmp_path):
    link = (council / "links.txt").read_text().split("/")[4].strip()
    (tmp_path / "access.log").write_text(f'"GET /s/{link} HTTP/1.1" 200\n')

    done = examined(council, "--logs", tmp_path, copies=(40, 41))

    assert done.exit_code == 1
    assert f"FOUND: 1 tokens in {tmp_path}/access.log" in done.output
    assert "AN ATTACK HAS SUCCEEDED: words in logs." in done.output


@pytest.fixture
def spoilt(council, tmp_path):
    """A last copy that can be changed."""
    for path in (council / "copies" / "40").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    with closing(sqlite3.connect(tmp_path / "diagnostic.db")) as connection:
        yield connection, tmp_path


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(
            "UPDATE participant SET address = (SELECT :address)",
            "40 rows of participant tell whose they are",
            id="address",
        ),
        pytest.param(
            "UPDATE wave SET state = 'closed'; UPDATE wave SET state = 'sealed'",
            "40 rows of ballot of wave",
            id="sealed",
        ),
        pytest.param(
            "ALTER TABLE ballot ADD COLUMN sent TIMESTAMP",
            "FOUND: ballot.sent is a date",
            id="date",
        ),
    ],
)
def test_what_must_not_be_in_a_copy_is_found(council, spoilt, change, told):
    connection, folder = spoilt
    address = (council / "roster.csv").read_text().splitlines()[1].split(",")[0]
    connection.executescript(change.replace(":address", f"'{address}'"))
    connection.commit()

    done = run("--copies", folder, "--roster", council / "roster.csv")

    assert done.exit_code == 1
    assert told in done.output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["--copies", "{here}"], "--roster or --tokens", id="no words"),
        pytest.param(
            ["--copies", "{here}/nowhere", "--tokens", "{links}"],
            "nowhere is not a folder",
            id="no folder",
        ),
        pytest.param(
            ["--copies", "{here}", "--tokens", "{links}"],
            "not one database of ours, but 0",
            id="no database",
        ),
        pytest.param(
            ["--copies", "{copy}", "--tokens", "{links}", "--truth", "{links}"],
            "links.txt, row 2: an address and a time such as 2026-09-01T14:05",
            id="no times",
        ),
        pytest.param(
            ["--database", "mysql://root@localhost/empty"],
            "mysql is neither sqlite nor postgresql",
            id="other database",
        ),
    ],
)
def test_what_cannot_be_used_is_said_in_a_sentence(council, tmp_path, arguments, told):
    places = {
        "here": tmp_path,
        "links": council / "links.txt",
        "copy": council / "copies" / "40",
    }

    done = run(*(argument.format_map(places) for argument in arguments))

    assert done.exit_code == 2
    assert told in done.output


def test_a_key_among_the_copies_is_refused(council, spoilt):
    _, folder = spoilt
    (folder / "wave-0123.key").write_bytes(bytes(64))

    done = run("--copies", folder, "--roster", council / "roster.csv")

    assert done.exit_code == 2
    assert "with it and a copy every answer could be read" in done.output
