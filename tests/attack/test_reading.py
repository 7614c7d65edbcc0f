"""The attackers' own tools: files of SQLite read by hand, words found in any form."""

import base64
import itertools
import random
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from tests.attack.searching import mails
from tests.attack.stealing import SqliteThief
from tests.attack.words import Words

drawn = random.Random(1)  # noqa: S311  # contents, not keys
CREATED = {
    "with rowids": "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b BLOB)",
    "with a key beside them": "CREATE TABLE t (a TEXT, id BLOB PRIMARY KEY, b BLOB)",
    "without rowids": (
        "CREATE TABLE t (a TEXT, id BLOB PRIMARY KEY, b BLOB) WITHOUT ROWID"
    ),
}
ADDRESS = "ines.castro@marketing.example.com"
MARK = bytes(range(100, 132))


@pytest.fixture(params=CREATED)
def database(request, tmp_path):
    """A database that others use, and who copies it."""
    path = tmp_path / "t.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute(CREATED[request.param])
        thief = SqliteThief(path)
        yield connection, thief
    thief.close()


def rows(connection):
    return {row[0]: row for row in connection.execute("SELECT id, a, b FROM t")}


def fill(connection, numbers, length=40):
    for number in numbers:
        key = number if "INTEGER" in schema(connection) else number.to_bytes(4, "big")
        row = (key, f"text {number}", drawn.randbytes(length))
        connection.execute("INSERT INTO t (id, a, b) VALUES (?, ?, ?)", row)


def schema(connection):
    find = "SELECT sql FROM sqlite_master WHERE type = 'table'"
    return connection.execute(find).fetchone()[0]


def test_rows_are_those_that_sqlite_reads(database):
    connection, thief = database
    fill(connection, range(3_000))
    connection.execute("DELETE FROM t WHERE a LIKE 'text 1%'")

    table = thief.copy().tables["t"]

    found = {}
    for row in table.rows:
        values = dict(zip(table.columns, row.values, strict=True))
        if values["id"] is None:  # another name of the rowid
            values["id"] = row.key[0]
        found[values["id"]] = (values["id"], values["a"], values["b"])
    assert found == rows(connection)


def test_rows_that_are_longer_than_a_page_are_found_by_their_key(database):
    connection, thief = database
    fill(connection, range(200), length=9_000)

    copy = thief.copy()

    assert {row.key[0] for row in copy.tables["t"].rows} == set(rows(connection))
    assert all(row.spill for row in copy.tables["t"].rows)
    assert {row["id"]: row["b"] for row in copy.whole("t")} == {
        key: row[2] for key, row in rows(connection).items()
    }


def test_the_log_is_replayed_commit_by_commit(database):
    connection, thief = database
    fill(connection, range(25))

    numbers = [len(tables["t"].rows) for tables in thief.copy().replay() if tables]

    assert numbers == list(range(26))


def test_places_on_a_page_tell_in_which_order_rows_came(database):
    connection, thief = database
    order = drawn.sample(range(30), 30)
    fill(connection, order)

    found = sorted(thief.copy().tables["t"].rows, key=lambda row: row.place)

    came = [
        int.from_bytes(k, "big") if isinstance(k, bytes) else k for (k,), *_ in found
    ]
    sequence = sorted(order) if "INTEGER" in schema(connection) else order
    assert came in (order, sequence)


def test_copying_does_not_take_the_locks_of_those_who_work(tmp_path):
    path = tmp_path / "t.db"
    thief = SqliteThief(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as first:
        first.execute("CREATE TABLE t (a)")
        first.execute("BEGIN IMMEDIATE")
        thief.copy()
        thief.files()
        other = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], timeout=0);"
        assert held(other + "c.execute('BEGIN IMMEDIATE')", path)
    thief.close()


def held(code, path):
    """Whether a process of its own finds the database locked."""
    done = subprocess.run(  # noqa: S603  # our own code
        [sys.executable, "-c", code, path], capture_output=True, check=False
    )
    return b"locked" in done.stderr


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(ADDRESS.encode(), id="as it is"),
        pytest.param(ADDRESS.upper().encode(), id="in capitals"),
        pytest.param(ADDRESS.encode("utf-16-le"), id="two bytes a character"),
        pytest.param(ADDRESS.encode().hex().encode(), id="hex"),
        *(
            pytest.param(
                encode(b"x" * before + ADDRESS.encode() + b"yz"),
                id=f"{encode.__name__} after {before}",
            )
            for encode, before in itertools.product(
                (base64.b64encode, base64.urlsafe_b64encode, base64.b32encode),
                range(5),
            )
        ),
    ],
)
def test_words_are_found_however_they_are_written(written):
    words = Words({"addresses": [ADDRESS, "rui.dias@sales.example.com"]})

    assert words.found(drawn.randbytes(5_000) + written + b"\0end") == {"addresses": 1}


def test_words_across_the_edge_of_a_chunk_are_found():
    words = Words({"marks": [MARK]})
    for before in range(40):
        content = bytearray(5 << 20)
        start = (4 << 20) - before
        content[start : start + len(MARK)] = MARK

        assert words.found(bytes(content)) == {"marks": 1}, before


def test_pieces_of_what_is_long_are_found():
    box = drawn.randbytes(8_000)

    assert Words({"boxes": [box]}).found(b"..." + box[4_000:5_200]) == {"boxes": 3}


def test_a_mail_with_two_addresses_is_noticed():
    secrets = {"addresses": [ADDRESS, "rui.dias@sales.example.com"]}
    letters = {
        ADDRESS: f"To: {ADDRESS}",
        "both": f"{ADDRESS}, rui.dias@sales.example.com",
    }

    assert list(mails(secrets, letters)) == ["2 addresses in a mail"]


def test_what_is_not_there_is_not_found():
    words = Words({"marks": [drawn.randbytes(32) for _ in range(500)]})

    assert words.found(drawn.randbytes(1 << 20)) == {}
