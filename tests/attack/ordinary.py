"""The positive control: survey tools as they usually are, attacked in the same way.

Three kinds, after what the manuals and the code of such tools describe:

- ``dated``: answers and invitation both bear the time; nothing else joins them.
- ``split``: a flag on the invitation, the answers in another table under a random
  number, in two transactions, without any date.
- ``hashed``: no flag either, but the hash of each used link in a table of its own.

None of them encrypts anything. Attackers who do not get hold of people here would not
see anything elsewhere.
"""

import hashlib
import json
import logging
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal
from uuid import uuid4

from flask import Flask, redirect, request
from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    event,
    text,
)
from sqlalchemy.engine import make_url

from tests.attack.knowledge import Knowledge, Layout
from tests.attack.linking import Loot
from tests.attack.people import Person, chance, form, sheet_of
from tests.attack.stealing import Thief, thief
from tests.attack.visiting import InProcess, Reply

Kind = Literal["dated", "split", "hashed"]
KINDS: tuple[Kind, ...] = ("dated", "split", "hashed")
LAYOUTS = {
    "dated": Layout("response", "invitation"),
    "split": Layout("response", "invitation"),
    "hashed": Layout("response", "invitation", ("used",)),
}
_log = logging.getLogger("diagnostic.ordinary")


class Ordinary:
    """A small survey tool that promises anonymity."""

    def __init__(self, kind: Kind, url: str) -> None:
        """Make the tables in an empty database."""
        self.kind = kind
        self.groups: dict[str, str] = {}
        self.engine = create_engine(url)
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "connect", _in_log_mode)
        self.tables = _tables(kind)
        self.tables.create_all(self.engine)

    def invite(self, people: Sequence[Person]) -> None:
        """Store who is invited, and give everybody a link."""
        table = self.tables.tables["invitation"]
        with self.engine.begin() as connection:
            for person in people:
                person.token = secrets.token_hex(16)
                self.groups[person.token] = person.department
                row = {"email": person.address, "token": person.token}
                if self.kind != "dated":
                    row["id"] = uuid4().hex
                if self.kind == "hashed":
                    del row["token"]
                connection.execute(table.insert().values(row))

    def app(self) -> Flask:
        """Build its pages."""
        app = Flask("ordinary")
        app.testing = True

        @app.route("/s/<token>", methods=["GET", "POST"])
        def questionnaire(token: str):
            if request.method == "GET":
                return f"<form method=post action='/s/{token}'></form>"
            _log.info("answers of %s: %s", token, dict(request.form))
            self.store(token, dict(request.form))
            reply = redirect("/thanks", 303)
            reply.set_cookie("answered", token)
            return reply

        return app

    def store(self, token: str, given: dict[str, str]) -> None:
        """Store answers as such tools do."""
        now = datetime.now(UTC).replace(tzinfo=None)
        invitation = self.tables.tables["invitation"]
        response = self.tables.tables["response"]
        row: dict[str, object] = {
            "department": self.groups[token],
            "answers": json.dumps(given),
        }
        if self.kind == "dated":
            with self.engine.begin() as connection:
                mine = invitation.update().where(invitation.c.token == token)
                connection.execute(mine.values(done=now))
                row["submitted"] = now
                connection.execute(response.insert().values(row))
            return
        with self.engine.begin() as connection:
            if self.kind == "split":
                mine = invitation.update().where(invitation.c.token == token)
                connection.execute(mine.values(used=True))
            else:
                mark = hashlib.sha256(token.encode()).hexdigest()
                used = self.tables.tables["used"]
                connection.execute(used.insert().values(hash=mark))
        with self.engine.begin() as connection:
            row["id"] = uuid4().hex
            connection.execute(response.insert().values(row))

    def responses(self) -> set[tuple]:
        """Give the keys of what was answered."""
        with self.engine.connect() as connection:
            return {tuple(row) for row in connection.execute(text(_KEYS))}

    def comments(self) -> list[str]:
        """Give the comments in the order of the table, as such tools show them."""
        with self.engine.connect() as connection:
            rows = connection.scalars(text("SELECT answers FROM response"))
            sheets = [json.loads(row) for row in rows]
        return [v for s in sheets for k, v in s.items() if k.startswith("comment-")]

    def forget(self) -> None:
        """Delete what was answered, as such tools do."""
        with self.engine.begin() as connection:
            for table in self.tables.sorted_tables:
                connection.execute(table.delete())
        with self.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as c:
            c.execute(text("VACUUM"))


@dataclass(frozen=True)
class Stolen:
    """A tool that everybody has answered, and what was stolen of it.

    Args:
        tool: the tool.
        people: in the order in which they answered.
        loot: copies, and what is known besides.
        replies: what the server answered.
        thief: copies its database.
    """

    tool: Ordinary
    people: Sequence[Person]
    loot: Loot
    replies: Sequence[Reply]
    thief: Thief


@contextmanager
def played(
    kind: Kind, url: str, people: Sequence[Person], folder: Path | None = None
) -> Iterator[Stolen]:
    """Let everybody answer in random order, and copy the database around each."""
    tool = Ordinary(kind, _driver(url))
    tool.invite(people)
    steals = thief(url, folder)
    try:
        yield _answered(tool, people, steals)
    finally:
        tool.tables.drop_all(tool.engine)
        tool.engine.dispose()
        steals.close()


def _answered(tool: Ordinary, people: Sequence[Person], steals: Thief) -> Stolen:
    visitor = InProcess(tool.app())
    turns = list(people)
    chance.shuffle(turns)
    copies, replies = [steals.copy()], []
    known: set[tuple] = set()
    for person in turns:
        person.answers = sheet_of(person)
        path = f"/s/{person.token}"
        replies += [visitor.get(path), visitor.post(path, form(person))]
        copies.append(steals.copy())
        [person.ballot] = tool.responses() - known
        known.add(person.ballot)
    knows = Knowledge(
        [person.address for person in people],
        {person.address: person.department for person in people},
        {person.address: person.token for person in people},
    )
    loot = Loot(copies, LAYOUTS[tool.kind], knows)
    return Stolen(tool, turns, loot, replies, steals)


_KEYS = "SELECT id FROM response"


def _tables(kind: Kind) -> MetaData:
    tables = MetaData()
    number: type[Integer] | type[String] = Integer if kind == "dated" else String
    columns: dict[str, list[Column[Any]]] = {
        "invitation": [Column("id", number, primary_key=True), Column("email", String)],
        "response": [
            Column("id", number, primary_key=True),
            Column("department", String),
            Column("answers", String),
        ],
    }
    if kind == "dated":
        columns["invitation"] += [Column("token", String), Column("done", DateTime)]
        columns["response"].append(Column("submitted", DateTime))
    elif kind == "split":
        columns["invitation"] += [Column("token", String), Column("used", Boolean)]
    else:
        columns["used"] = [Column("hash", String, primary_key=True)]
    for name, found in columns.items():
        Table(name, tables, *found, sqlite_with_rowid=kind == "dated")
    return tables


def _driver(url: str) -> str:
    address = make_url(url)
    if address.drivername.startswith("postgresql"):
        address = address.set(drivername="postgresql+psycopg")
    return address.render_as_string(hide_password=False)


def _in_log_mode(connection, _record) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
