"""What the attack sees when a promise is broken: one break at a time."""

import hashlib
import logging
import secrets
import sqlite3
from contextlib import closing
from itertools import count

import psycopg
import pytest

from diagnostic.ballots import addresses, keys, links, sheets
from diagnostic.pipeline import mailing
from diagnostic.pipeline.submission import submit
from diagnostic.store import ballots, scrubbing
from diagnostic.web import headers
from diagnostic.web.respond import views
from tests.attack.handing_out import begin
from tests.attack.people import company
from tests.attack.play import answer
from tests.attack.rehearsal import at_last, sealed, while_open
from tests.attack.stage import staged
from tests.attack.verdict import Board, by_attacker

FEW = {"leadership": 2, "Marketing": 3, "Sales": 4, "Product": 5}
"""What is broken shows among fourteen as well, and sooner."""


def attacked(stage, *, to_the_end=False):
    """Play one wave and give what all attackers came to."""
    board, people = Board(tuple(FEW.values())), company(FEW)
    handed_out = begin(stage, "wave", people)
    played = answer(stage, stage.visitor(), "wave", handed_out, people)
    while_open(stage, board, played)
    if to_the_end:
        sealed(stage, board, played)
        at_last(stage, board, [played.remains])
    return by_attacker(board.outcomes())


def successful(outcomes):
    return {name for name, outcome in outcomes.items() if not outcome.failed}


@pytest.fixture
def sqlite_stage(tmp_path):
    with staged(tmp_path) as stage:
        yield stage


@pytest.fixture
def postgresql_stage(postgresql, tmp_path):
    with postgresql.fresh() as url, staged(tmp_path, url, postgresql.folder) as stage:
        yield stage


@pytest.fixture(params=["sqlite", "postgresql"])
def stage(request):
    return request.getfixturevalue(f"{request.param}_stage")


def rewrite(stage, table, change):
    """Make a table of SQLite anew, with its indexes and triggers, in other words."""
    with closing(sqlite3.connect(stage.thief.path)) as connection:
        find = "SELECT type, sql FROM sqlite_master WHERE tbl_name = ? AND sql NOT NULL"
        found = connection.execute(find, (table,)).fetchall()
        connection.execute(f"DROP TABLE {table}")
        for kind, words in sorted(found, key=lambda row: row[0] != "table"):
            connection.execute(change(words) if kind == "table" else words)
        connection.commit()


def execute(stage, *statements):
    """Let the owner of a PostgreSQL database do something."""
    url = stage.settings.database_url
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def test_nothing_without_a_break(stage):
    assert successful(attacked(stage, to_the_end=True)) == set()


def test_addresses_that_are_not_locked(stage, monkeypatch):
    monkeypatch.setattr(addresses, "lock", lambda key, text: text.encode())
    monkeypatch.setattr(addresses, "unlock", lambda key, locked: locked.decode())

    found = attacked(stage)

    assert {"mail administrator", "words while open"} <= successful(found)


def test_marks_that_somebody_who_knows_the_links_can_look_up(stage, monkeypatch):
    def mark(key, token):
        return hashlib.sha256(token.encode()).digest()

    monkeypatch.setattr(links, "spent", mark)

    found = attacked(stage)

    sqlite = stage.installation.database.is_sqlite
    assert found["mail administrator"].found == (
        "14 rows of spent tell whose they are",
    )
    for attacker in ("backups", "write ahead log" if sqlite else "transactions"):
        assert found[attacker].linked == 1, attacker


def test_boxes_that_are_not_padded(sqlite_stage, monkeypatch):
    monkeypatch.setattr(sheets.Shape, "size", 0)

    assert successful(attacked(sqlite_stage)) == {"lengths"}


@pytest.mark.parametrize(
    ("on_sqlite", "on_postgresql", "told"),
    [
        pytest.param(
            "sent TIMESTAMP DEFAULT CURRENT_TIMESTAMP",
            "sent timestamptz DEFAULT now()",
            "ballot.sent is a date",
            id="date",
        ),
        pytest.param(
            "note TEXT DEFAULT CURRENT_TIMESTAMP",
            "note text DEFAULT now()::text",
            "ballot.note holds a date or an IP",
            id="date in words",
        ),
        pytest.param(
            "remark TEXT DEFAULT '192.168.10.20'",
            "remark text DEFAULT host(inet '192.168.10.20')",
            "ballot.remark holds a date or an IP",
            id="IP",
        ),
        pytest.param(
            "locale TEXT",
            "locale text",
            "ballot.locale sounds like 'locale'",
            id="language",
        ),
        pytest.param(
            "of BLOB REFERENCES participant (id)",
            "of bytea REFERENCES participant (id)",
            "ballot.of points to participant",
            id="foreign key",
        ),
    ],
)
def test_columns(stage, on_sqlite, on_postgresql, told):
    if stage.installation.database.is_sqlite:
        rewrite(
            stage,
            "ballot",
            lambda words: words.replace("CONSTRAINT", f"{on_sqlite}, CONSTRAINT", 1),
        )
    else:
        execute(stage, f"ALTER TABLE ballot ADD COLUMN {on_postgresql}")
    stage.thief.refresh()

    assert told in attacked(stage)["tables"].found


def test_a_table_with_rowids(sqlite_stage):
    rewrite(sqlite_stage, "ballot", lambda words: words.replace("WITHOUT ROWID", ""))

    assert "ballot.rowid is numbered in turn" in attacked(sqlite_stage)["tables"].found


def test_a_sequence(postgresql_stage):
    execute(postgresql_stage, "ALTER TABLE ballot ADD COLUMN line bigserial")
    postgresql_stage.thief.refresh()

    found = attacked(postgresql_stage)["tables"].found

    assert "ballot.line is numbered in turn" in found


def test_identifiers_that_grow_with_time(sqlite_stage, monkeypatch):
    numbers = count(1)
    monkeypatch.setattr(
        ballots,
        "random_id",
        lambda: next(numbers).to_bytes(8, "big") + secrets.token_bytes(8),
    )

    assert attacked(sqlite_stage)["tables"].found == (
        "keys of ballot are in the order of time",
    )


def test_a_trace_that_an_answer_leaves_elsewhere(sqlite_stage):
    with closing(sqlite3.connect(sqlite_stage.thief.path)) as connection:
        connection.execute(
            "CREATE TRIGGER trace AFTER INSERT ON ballot BEGIN"
            " UPDATE mail SET reply = '250' WHERE participant_id ="
            " (SELECT participant_id FROM mail WHERE reply IS NULL LIMIT 1); END"
        )
        connection.commit()

    assert "answering changes mail" in attacked(sqlite_stage)["tables"].found


def test_a_department_outside_of_the_box(sqlite_stage, monkeypatch):
    seal, unseal = sheets.seal, sheets.unseal
    monkeypatch.setattr(
        sheets,
        "seal",
        lambda key, shape, sheet: bytes([sheet.department]) + seal(key, shape, sheet),
    )
    monkeypatch.setattr(
        sheets, "unseal", lambda key, shape, box: unseal(key, shape, box[1:])
    )

    found = attacked(sqlite_stage)

    assert successful(found) == {"departments"}
    assert found["departments"].linked == 1


@pytest.mark.parametrize(
    "level",
    [
        pytest.param(logging.DEBUG, id="when asked to be loud"),
        pytest.param(logging.WARNING, id="always"),
    ],
)
def test_a_log_that_tells(sqlite_stage, monkeypatch, level):
    def telling(links_, typed, asked, answers, now):
        logging.getLogger("diagnostic.web").log(level, "%s: %s", typed, answers)
        return submit(links_, typed, asked, answers, now)

    monkeypatch.setattr(views, "submit", telling)

    found = attacked(sqlite_stage)["log and pages"].found

    assert {sentence.split()[1] for sentence in found} == {
        "tokens",
        "answers",
        "comments",
    }


def test_mails_with_the_key(sqlite_stage, monkeypatch):
    text = mailing._text

    def telling(told, claimed, link):
        return f"{text(told, claimed, link)}\n{told.key.mac.hex()}\n"

    monkeypatch.setattr(mailing, "_text", telling)

    assert attacked(sqlite_stage)["mails"].found == ("1 keys in a mail",)


def test_a_header_that_keeps_somebody_apart(sqlite_stage, monkeypatch):
    monkeypatch.setitem(headers.STRICT, "Set-Cookie", "seen=1")

    assert successful(attacked(sqlite_stage)) == {"log and pages"}


def test_files_that_are_not_scrubbed(stage, monkeypatch):
    monkeypatch.setattr(scrubbing, "scrub", lambda database: ())

    found = attacked(stage, to_the_end=True)["words after sealing"].found

    assert {sentence.split()[1] for sentence in found} >= {"marks", "ballots", "boxes"}


def test_a_key_that_outlives_its_wave(sqlite_stage, monkeypatch):
    monkeypatch.setattr(keys, "destroy", lambda folder, wave: None)

    found = attacked(sqlite_stage, to_the_end=True)

    assert successful(found) == {"old copies", "words after sealing"}


def test_samples_that_postgresql_takes_of_marks(postgresql_stage):
    execute(postgresql_stage, "ALTER TABLE spent ALTER COLUMN mark SET STATISTICS 100")

    found = attacked(postgresql_stage, to_the_end=True)

    assert any("marks in base/" in f for f in found["words after sealing"].found)
