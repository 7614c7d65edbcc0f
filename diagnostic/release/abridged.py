"""A release short of what pages of many quarters do not show, which is most of it.

Twenty releases, each with what moved between all waves before it, take longer to read
than a page may. What is not shown is cut from their bytes, unread.
"""

import json
from typing import Any

_MOVES = (("changes", "choices"), ("gap_changes", "gates"))
"""Lists of what moved, each with the key of a release that follows on it."""
_FIRST = b'{"change":'
"""How each of their entries begins: keys are sorted."""
_SHORT: dict[str, tuple[str, ...]] = {
    "comparisons": ("team", "dimension", "verdict", "pattern", "difference", "ci95"),
    "cells": ("group", "dimension", "mean"),
    "totals": ("dimension", "pattern"),
    "blind_spots": ("team", "dimension", "blind"),
}
"""Lists of which a part of each entry is shown, of dimensions only."""
_LEFT_OUT = ("items", "choices", "reliability")


def abridged(written: bytes) -> dict[str, Any]:
    """Read of a release what pages of many quarters show.

    Args:
        written: what ``to_bytes`` gave.

    Returns:
        The release, of its changes only those to its own wave.
    """
    written = _replaced(written, "items", "program", lambda _: b"")
    name = b',"to":' + written.rpartition(b',"wave":')[2][:-1]
    for section, after in _MOVES:
        written = _replaced(written, section, after, lambda body: _own(body, name))
    read = json.loads(written)
    found = {key: part for key, part in read.items() if key not in _LEFT_OUT}
    for section, keys in _SHORT.items():
        found[section] = [
            {key: entry[key] for key in keys}
            for entry in read[section]
            if "dimension" in entry
        ]
    return found


def _replaced(written: bytes, section: str, after: str, made: Any) -> bytes:
    """Put other entries into a list of a release, given the key that follows on it.

    Quotes within texts are escaped, so a key with its quotes is found as a key only;
    and no other key of these names has a list in a release.
    """
    before, begin, rest = written.partition(f',"{section}":['.encode())
    body, end, left = rest.partition(f'],"{after}":'.encode())
    return before + begin + made(body) + end + left if end else written


def _own(body: bytes, name: bytes) -> bytes:
    """Keep the entries that lead to the wave itself."""
    entries = body.removeprefix(_FIRST).split(b"," + _FIRST)
    return b",".join(_FIRST + entry for entry in entries if name in entry)
