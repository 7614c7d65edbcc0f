"""Respondents over real HTTP: who was thanked, and what lies in the urn."""

import threading
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

from sqlalchemy import select, text

from diagnostic.ballots import keys, links, sheets
from diagnostic.pipeline.links import shape
from diagnostic.store import ballots
from diagnostic.store import waves as stored
from diagnostic.store.models import Spent
from tests.collection.company import ASKED, launched, roster

FIRST = ASKED.items[0].id
COMMENT = f"comment-{ASKED.dimensions[0].key}"
REMARK = "Remark of person "
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
NETWORK = "127.7.7."
"""Where respondents live: an address that no log may hold."""
PATIENCE = 60
PAUSE = 0.1
"""Seconds before one sends again."""


class Crowd:
    """Everybody invited to an open wave, by number.

    Each has a remark of their own, so that their sheet is known in the urn.
    """

    def __init__(self, site, people, *, name="2026-Q3", now=None, **options):
        self.site = site
        self.sizes = {"leadership": 5, "Sales": people - 5}
        self.wave = launched(
            site.installation,
            name,
            now=now or datetime.now(UTC),
            people=roster(self.sizes),
            **options,
        )
        # Of the mail the tests of the mail know.
        with site.installation.database.writing() as session:
            session.execute(
                text("UPDATE mail SET state = 'sent' WHERE wave_id = :wave"),
                {"wave": self.wave},
            )
        self.key = keys.load(site.installation.keys, self.wave)
        self.tokens = [
            links.token(self.key, f"{department}{n}@example.com".lower())
            for department, size in self.sizes.items()
            for n in range(size)
        ]
        self.next = 0

    def some(self, number):
        """Give numbers of people who have not been asked yet."""
        self.next += number
        assert self.next <= len(self.tokens)
        return range(self.next - number, self.next)

    def link(self, person):
        return f"/s/{self.tokens[person]}"

    def fields(self, person):
        return {FIRST: str(1 + person % 5), COMMENT: f"{REMARK}{person}"}

    def connection(self, client=1):
        """Connect as a client of its own address."""
        return HTTPConnection(
            "127.0.0.1",
            self.site.port,
            timeout=PATIENCE,
            source_address=(f"{NETWORK}{client}", 0),
        )

    def get(self, path):
        return self.ask("GET", path)

    def post(self, person):
        """Send somebody's sheet; gives the status, None if nobody answered."""
        try:
            return self.ask("POST", self.link(person), self.fields(person))[0]
        except (OSError, HTTPException):
            return None

    def ask(self, method, path, fields=None, connection=None):
        """Ask for a page; gives status and text."""
        asked = connection or self.connection()
        try:
            body = None if fields is None else urlencode(fields)
            asked.request(method, path, body, FORM)
            answer = asked.getresponse()
            return answer.status, answer.read().decode()
        finally:
            if connection is None:
                asked.close()

    def urn(self):
        """Give the numbers of those whose sheets lie in the urn, each as often."""
        with self.site.installation.database.reading() as session:
            room = shape(stored.get(session, self.wave), ASKED)
            found = [
                sheets.unseal(self.key, room, box)
                for box in ballots.boxes(session, self.wave)
            ]
        people = [int(s.comments[0].removeprefix(REMARK)) for s in found]
        answers = [sheet.answers[0] for sheet in found]
        assert answers == [1 + person % 5 for person in people]
        return sorted(people)

    def marked(self):
        """Give the numbers of those whose link is marked as used."""
        with self.site.installation.database.reading() as session:
            found = set(session.scalars(select(Spent.mark)))
        marks = [links.spent(self.key, token) for token in self.tokens]
        return [person for person, mark in enumerate(marks) if mark in found]


class Load:
    """Clients that send one sheet after another, until nobody answers.

    Whoever reads that it does not work at the moment sends again. ``thanked``,
    ``refused`` and ``unsure`` are the numbers of people: 303, another status, no
    answer; ``again`` are those who had to send again.
    """

    def __init__(self, crowd, people, *, clients=8, pause=0.0):
        self.crowd, self._left, self._pause = crowd, iter(people), pause
        self.thanked, self.refused, self.unsure = set(), {}, set()
        self.again = set()
        self._enough = threading.Event()
        self._turn = threading.Condition()
        self._threads = [
            threading.Thread(target=self._send, args=(client,))
            for client in range(1, clients + 1)
        ]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._enough.set()
        for thread in self._threads:
            thread.join()

    def wait(self, number):
        """Wait until so many were thanked."""
        with self._turn:
            assert self._turn.wait_for(lambda: len(self.thanked) >= number, PATIENCE)

    def drain(self):
        """Wait until everybody has sent, or nobody answers."""
        for thread in self._threads:
            thread.join(PATIENCE)

    def _send(self, client):
        connection = self.crowd.connection(client)
        while not self._enough.wait(self._pause):
            with self._turn:
                person = next(self._left, None)
            if person is None:
                break
            try:
                status = self._insist(person, connection)
            except (OSError, HTTPException):
                self.unsure.add(person)
                break
            with self._turn:
                if status == 303:
                    self.thanked.add(person)
                    self._turn.notify_all()
                else:
                    self.refused[person] = status
        connection.close()

    def _insist(self, person, connection):
        link, fields = self.crowd.link(person), self.crowd.fields(person)
        while True:
            status, _ = self.crowd.ask("POST", link, fields, connection)
            if status != 503:
                return status
            self.again.add(person)
            self._enough.wait(PAUSE)


def counted_once(crowd, load):
    """Whoever was thanked is in the urn, nobody twice, marks and ballots together."""
    urn = crowd.urn()
    assert len(urn) == len(set(urn))
    assert crowd.marked() == urn
    assert load.thanked <= set(urn)
    return set(urn)


def discreet(crowd):
    """See that the log tells nobody's link, address, answers or place (rule S4)."""
    said = crowd.site.said()
    for secret in ("@example.com", "Remark", NETWORK, "/s/", *crowd.tokens):
        assert secret not in said
    assert "Traceback" not in said
