"""Attackers who look at the answers themselves: lengths, departments, open boxes."""

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox
from nacl.secret import SecretBox

from tests.attack.linking import Loot, chance

_KEY = 32


def lengths(loot: Loot) -> Iterator[str]:
    """Length of ballots: who wrote much, who had more to fill in."""
    for name in (loot.layout.answers, loot.layout.people):
        for column, values in _columns(loot.copies[-1].whole(name)):
            sizes = {len(value) for value in values if isinstance(value, bytes | str)}
            if len(sizes) > 1:
                yield f"{name}.{column} has {len(sizes)} lengths"


def departments(loot: Loot) -> Iterator[tuple[str, Mapping[tuple, str]]]:
    """Department of a ballot: anything in a row that sorts the rows as people are."""
    sizes = Counter(loot.known.departments[address] for address in loot.known.roster)
    drawn = list(sizes.elements())
    keys = [row.key for row in loot.answers]
    chance.shuffle(drawn)
    yield "chance", dict(zip(keys, drawn, strict=False))
    rows = {row["id"]: row for row in loot.copies[-1].whole(loot.layout.answers)}
    for name, features in _features([rows[key[0]] for key in keys]):
        counts = Counter(features)
        if sorted(counts.values()) == sorted(sizes.values()):
            by_size = {number: department for department, number in sizes.items()}
            meaning = {value: by_size[number] for value, number in counts.items()}
            yield name, dict(zip(keys, map(meaning.get, features), strict=True))


def _features(rows: list[dict[str, object]]) -> Iterator[tuple[str, list]]:
    """Give what could tell a department: values, lengths, single bytes."""
    for column, values in _columns(rows):
        yield column, [repr(value) for value in values]
        found = [value for value in values if isinstance(value, bytes)]
        if len(found) < len(values):
            continue
        sizes = [len(value) for value in found]
        yield f"length of {column}", sizes
        table = np.array([list(value[: min(sizes)]) for value in found], np.uint8)
        spread = np.array([len(np.unique(byte)) for byte in table.T])
        for place in np.flatnonzero(spread < len(rows) // 2):
            yield f"byte {place} of {column}", table[:, place].tolist()


def _columns(rows: list[dict[str, object]]) -> Iterator[tuple[str, list]]:
    for column in rows[0] if rows else ():
        yield column, [row[column] for row in rows]


def old_copies(
    box: bytes, locked: bytes | None, sources: Iterable[bytes]
) -> Iterator[str]:
    """A box and an address of an old copy, with every key that lies anywhere.

    Args:
        box: any of a wave, as all have one key.
        locked: the same; None where nobody was invited by address.
        sources: where a key may lie; any 32 bytes in a row may be one.
    """
    windows = {
        source[place : place + _KEY]
        for source in sources
        for place in range(len(source) - _KEY + 1)
    }
    if any(_unseals(window, box) for window in windows):
        yield "a key that opens the boxes"
    if locked and any(_unlocks(window, locked) for window in windows):
        yield "a key that opens the addresses"


def _unseals(window: bytes, box: bytes) -> bool:
    try:
        SealedBox(PrivateKey(window)).decrypt(box)
    except CryptoError:
        return False
    return True


def _unlocks(window: bytes, address: bytes) -> bool:
    derived = hmac.digest(window, b"address\0", hashlib.sha256)
    for key in (window, derived):
        try:
            SecretBox(key).decrypt(address)
        except CryptoError:
            continue
        return True
    return False
