"""Words that must not stand anywhere: found in whatever form, in whatever file."""

import base64
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

import numpy as np

SHORTEST = 8
"""Bytes of a word: shorter ones stand everywhere by chance."""
_PIECE = 16
_EVERY = 512
_CHUNK = 1 << 22


class Words:
    """Secrets, each with its kind, in every form in which they may be written."""

    def __init__(self, secrets: Mapping[str, Iterable[str | bytes]]) -> None:
        """Prepare the search.

        Args:
            secrets: by kind. Bytes that are longer than 256 are looked for in pieces.
        """
        self.kinds: dict[bytes, str] = {}
        for kind, found in secrets.items():
            for secret in found:
                self.kinds.update(dict.fromkeys(forms(secret), kind))
        self._by_head: dict[int, list[bytes]] = defaultdict(list)
        for form in self.kinds:
            self._by_head[_number(form[:SHORTEST])].append(form)
        self._heads = np.array(sorted(self._by_head), np.uint64)
        # Three bytes rule nearly every place out, eight decide about the others.
        self._starts = np.zeros(1 << 24, bool)
        self._starts[(self._heads & np.uint64(0xFFFFFF)).astype(np.int64)] = True

    def found(self, content: bytes) -> Counter[str]:
        """Count the different words that stand in a content, by kind."""
        seen: set[bytes] = set()
        for start in range(0, len(content), _CHUNK):
            seen.update(self._in(content, start))
        return Counter(self.kinds[form] for form in seen)

    def _in(self, content: bytes, start: int) -> Iterator[bytes]:
        end = min(start + _CHUNK + SHORTEST, len(content))
        chunk = np.frombuffer(content, np.uint8, end - start, start)
        if len(chunk) < SHORTEST or not len(self._heads):
            return
        here = len(chunk) - SHORTEST + 1
        starts = chunk[:here].astype(np.uint32)
        for byte in (1, 2):
            starts |= chunk[byte : here + byte].astype(np.uint32) << np.uint32(8 * byte)
        places = np.flatnonzero(self._starts[starts])
        values = np.zeros(len(places), np.uint64)
        for byte in range(SHORTEST):
            values |= chunk[places + byte].astype(np.uint64) << np.uint64(8 * byte)
        nearest = np.searchsorted(self._heads, values).clip(max=len(self._heads) - 1)
        for place in np.flatnonzero(self._heads[nearest] == values):
            at = start + int(places[place])
            for form in self._by_head[int(values[place])]:
                if content.startswith(form, at):
                    yield form


@lru_cache(50_000)
def forms(secret: str | bytes) -> frozenset[bytes]:
    """Give a secret as itself, in hex, base 64 and base 32, however it is aligned."""
    if isinstance(secret, str):
        plain = secret.encode()
        cased = {plain, secret.upper().encode(), secret.lower().encode()}
        found = cased | {secret.encode("utf-16-le")}
    else:
        found = {secret[place : place + _PIECE] for place in _places(secret)}
        cased = set() if len(secret) > 256 else {secret}
    for text in cased:
        found |= {text.hex().encode(), text.hex().upper().encode()}
        found |= set(_aligned(text, 3, base64.b64encode))
        found |= set(_aligned(text, 3, base64.urlsafe_b64encode))
        found |= set(_aligned(text, 5, base64.b32encode))
        found |= {form.lower() for form in _aligned(text, 5, base64.b32encode)}
    return frozenset(form for form in found if len(form) >= SHORTEST)


def _places(secret: bytes) -> Iterable[int]:
    """Where to cut pieces from long bytes, which lie in pieces themselves."""
    return range(0, max(len(secret) - _PIECE, 0) + 1, _EVERY)


def _aligned(text: bytes, block: int, encode) -> Iterator[bytes]:
    """Encode a text as if it stood at any place of a longer one."""
    bits = {3: 6, 5: 5}[block]
    for before in range(block):
        code = encode(bytes(before) + text).rstrip(b"=")
        first = -(-before * 8 // bits)
        whole = (before + len(text)) * 8 // bits
        yield code[first:whole]


def _number(head: bytes) -> int:
    return int.from_bytes(head, "little")
