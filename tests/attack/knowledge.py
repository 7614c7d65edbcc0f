"""What an attacker knows besides the copies, and the rows in which people are found."""

import base64
import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

from tests.attack.copies import Name, Tables

People = Mapping[Name, str]
"""Whose row a row is, by the row's name."""
_DIGESTS = ("md5", "sha1", "sha256", "sha512", "blake2b", "blake2s", "sha3_256")


@dataclass(frozen=True)
class Layout:
    """Where a program keeps what; whoever attacks has read its source.

    Args:
        answers: table with a row for each person's answers.
        people: table of who is invited.
        others: further tables about respondents.
        frame: tables that may change while people answer, but not because of one.
    """

    answers: str
    people: str
    others: tuple[str, ...] = ()
    frame: tuple[str, ...] = ()

    @property
    def respondents(self) -> tuple[str, ...]:
        """Every table about respondents."""
        return self.people, self.answers, *self.others


OURS = Layout("ballot", "participant", ("mail", "spent"), ("wave", "department"))


@dataclass(frozen=True)
class Knowledge:
    """What the mail administrator of the company knows: more than anybody else.

    Args:
        roster: addresses in the order of the file that was uploaded.
        departments: by address.
        tokens: of the personal links, by address, read in the mails.
        letters: numbers of the mails (Message-ID), by address, in order of sending.
        guessable: words that somebody may have used as a key.
    """

    roster: Sequence[str]
    departments: Mapping[str, str]
    tokens: Mapping[str, str] = field(repr=False)
    letters: Mapping[str, str] = field(default_factory=dict)
    guessable: Sequence[str] = ()

    @cached_property
    def marks(self) -> Mapping[object, str]:
        """Everything that could stand for a person in a row: whose it would be."""
        found: dict[object, str] = {}
        for address in self.roster:
            texts = {address, address.upper(), address.casefold()}
            for text in texts | {self.tokens.get(address, address)}:
                found.update(dict.fromkeys(self._looks(text), address))
        return found

    def people(self, tables: Tables) -> People:
        """Find the rows in which somebody can be recognised."""
        found: dict[Name, str] = {}
        for table in tables.values():
            for row in table.rows:
                for value in row.values:
                    whose = self._whose(value)
                    if whose:
                        found[table.name, row.key] = whose
        return found

    def addressees(self, tables: Tables, kinds: Iterable[str]) -> People:
        """Find rows of the roster by the numbers of the mails sent to them."""
        found: dict[Name, str] = {}
        numbers = {number: address for address, number in self.letters.items()}
        for table in tables.values():
            for row, kind in product(table.rows, kinds):
                if row.key and isinstance(row.key[0], bytes):
                    number = hashlib.sha256(row.key[0] + kind.encode()).hexdigest()[:32]
                    if number in numbers:
                        found[table.name, row.key] = numbers[number]
        return found

    def _whose(self, value: object) -> str | None:
        if isinstance(value, bytes | bytearray | memoryview):
            value = bytes(value)
        elif not isinstance(value, int):
            value = str(value)
        return self.marks.get(value)

    def _looks(self, text: str) -> Iterator[object]:
        """Give a text as it may be stored: itself, hashed, hashed with a key."""
        yield from _written(text.encode())
        yield text
        for name in _DIGESTS:
            yield from _written(hashlib.new(name, text.encode()).digest())
        for key, purpose in product(self.guessable, ("", "spent\0", "link\0")):
            content = (purpose + text).encode()
            yield from _written(hmac.digest(key.encode(), content, "sha256"))


def _written(content: bytes) -> Iterator[object]:
    """Give bytes in the ways they are written into a column, whole or shortened."""
    for part in {content, content[:20], content[:16]}:
        yield part
        yield part.hex()
        yield base64.b64encode(part).decode()
        yield base64.urlsafe_b64encode(part).decode().rstrip("=")
    # Slow, and what links are made of: in one length only.
    text = base64.b32encode(content[:20]).decode()
    yield from (text, text.lower())
