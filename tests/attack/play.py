"""Waves of a company, played over HTTP and copied before and after each answer."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from urllib.parse import urlencode

from diagnostic.ballots import keys
from diagnostic.pipeline import participation, reporting
from diagnostic.pipeline.sealing import seal
from diagnostic.store import releases
from tests.attack.copies import Copy
from tests.attack.handing_out import HandedOut
from tests.attack.knowledge import OURS, Knowledge
from tests.attack.linking import Loot
from tests.attack.people import Person, chance, form, sheet_of
from tests.attack.stage import Stage
from tests.attack.visiting import Reply, Visitor
from tests.collection.company import ASKED

A_DAY = 4
"""People who answer on a day."""
CURIOUS = 5
"""One in so many looks at everything; the others open, answer and leave."""


@dataclass(frozen=True)
class Played:
    """A wave that was answered.

    Args:
        wave: its id.
        name: of the wave.
        people: in the order in which they answered; what is true is for scoring only.
        loot: what was stolen meanwhile.
        replies: what the server answered.
        counts: what was published of participation, in turn: so many copies were
            there already, and answers by department.
        letters: headers and text of the mails, by address.
        key: of the wave.
    """

    wave: str
    name: str
    people: Sequence[Person]
    loot: Loot
    replies: Sequence[Reply]
    counts: Sequence[tuple[int, Mapping[str, int | None]]]
    letters: Mapping[str, str] = field(repr=False)
    key: bytes = field(repr=False)

    @property
    def truth(self) -> dict[str, tuple]:
        """Whose ballot is whose."""
        return {person.address: person.ballot for person in self.people}

    @cached_property
    def credentials(self) -> dict[str, list]:
        """What must not stand anywhere while the wave is open, nor afterwards."""
        return {
            "addresses": [person.address for person in self.people],
            "tokens": [*_spelt(person.token for person in self.people)],
            "keys": [self.key, self.key[:32], self.key[32:]],
        }

    @cached_property
    def identifiers(self) -> dict[str, list]:
        """What the database holds of people while the wave is open, and only there."""
        last = self.loot.copies[-1]
        locked = [row["address"] for row in last.whole("participant")]
        return {
            "marks": [row.key[0] for row in last.tables["spent"].rows],
            "ballots": [person.ballot[0] for person in self.people],
            "locked addresses": locked,
        }

    @cached_property
    def answered(self) -> dict[str, list]:
        """Answers and comments, as they might be written down."""
        texts: list[str | bytes] = []
        for person in self.people:
            items = person.answers.items
            given = [int(items.get(item.id, 0)) for item in ASKED.items]
            texts += [glue.join(map(str, given)) for glue in ("", " ", ",", ", ")]
            texts += [bytes(given), repr(items), json.dumps(items), urlencode(items)]
        comments = [c for p in self.people for c in p.answers.comments.values()]
        return {"answers": texts, "comments": comments}

    @cached_property
    def remains(self) -> dict[str, list]:
        """What must be gone from every file once the wave is sealed."""
        return {
            **self.credentials,
            **self.identifiers,
            "answers": self.answered["answers"],
            "boxes": [row["box"] for row in self.loot.copies[-1].whole("ballot")],
        }


def answer(
    stage: Stage,
    visitor: Visitor,
    name: str,
    handed_out: HandedOut,
    people: Sequence[Person],
    *,
    daily: bool = True,
) -> Played:
    """Let everybody answer in random order, and copy the database around each.

    Args:
        stage: where.
        visitor: who opens pages.
        name: of the wave.
        handed_out: its links.
        people: who is invited, with their links.
        daily: look at the participation of each day.
    """
    wave = handed_out.wave
    turns = list(people)
    chance.shuffle(turns)
    replies: list[Reply] = []
    counts = []
    copies = [stage.thief.copy()]
    for number, person in enumerate(turns):
        person.answers = sheet_of(person)
        replies += _visit(visitor, person, curious=number % CURIOUS == 0)
        copies.append(stage.thief.copy())
        person.ballot = _new(copies[-2], copies[-1])
        if daily and number % A_DAY == A_DAY - 1:
            counts.append((len(copies) - 1, count(stage, name)))
            copies[-1] = stage.thief.copy()
            stage.now += timedelta(days=1)
    known = Knowledge(
        [person.address for person in people],
        {person.address: person.department for person in people},
        {person.address: person.token for person in people},
        handed_out.numbers,
        _guessable(stage, name, wave),
    )
    key = keys.path(stage.settings.key_dir, wave).read_bytes()
    loot = Loot(copies, OURS, known)
    return Played(wave, name, turns, loot, replies, counts, handed_out.letters, key)


def conclude(stage: Stage, played: Played) -> tuple[dict, list[str]]:
    """Seal a wave; gives its release, and its comments in the order of the table."""
    left = seal(stage.installation, played.wave, stage.now)
    assert not left, left
    found = reporting.report(stage.installation, "acme", played.name, ["json"])
    with stage.installation.database.reading() as session:
        told = releases.comments(session, played.wave)
    return json.loads(found["json"]), [remark for *_, remark in told]


def _spelt(tokens: Iterable[str]) -> Iterator[str]:
    """Give links and codes as they may be written, with hyphens or without."""
    for token in tokens:
        yield token
        yield token.replace("-", "")


def count(stage: Stage, name: str) -> dict[str, int | None]:
    """Look at what is published of participation on a day."""
    found = participation.status(stage.installation, "acme", name, stage.now)
    return {d.name: d.answered for d in found.departments}


def _visit(visitor: Visitor, person: Person, *, curious: bool) -> Iterator[Reply]:
    """Open the link, perhaps look at what would be stored, send, perhaps come again."""
    path = f"/{'s' if len(person.token) > 12 else 'd'}/{person.token}"
    page = visitor.get(path)
    assert page.status == 200, page.status
    yield page
    if curious:
        yield visitor.post(path, {**form(person), "review": "1"})
    sent = visitor.post(path, form(person))
    assert sent.status == 303, sent.status
    yield sent
    if curious:
        yield visitor.get(sent.header("location"))
        yield visitor.get(path)


def _new(before: Copy, after: Copy) -> tuple:
    """Name the ballot that appeared."""
    known = {row.key for row in before.tables["ballot"].rows}
    [key] = {row.key for row in after.tables["ballot"].rows} - known
    return key


def _guessable(stage: Stage, name: str, wave: str) -> tuple[str, ...]:
    """Words that a careless program might have used as a key."""
    words = ("", "secret", "diagnostic", "acme", "Acme", name, wave, "changeme")
    return (*words, stage.settings.base_url, stage.settings.secret_key)
