"""A shelf of this run: what one worker has made lies there for the others.

Nothing of an earlier run does, and outside of these tests each process has its own.
"""

import os
import pickle
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

_shelf: list[Path] = []


def shelve_in(folder: Path) -> None:
    """Put what is made from now on in a folder of this run."""
    _shelf[:] = [folder]


def shelved(make: Callable[..., Any]) -> Callable[..., Any]:
    """Make something of plain values once, for all who ask for it."""

    @cache
    def found(*about):
        if not _shelf:
            return make(*about)
        name = repr((make.__module__, make.__qualname__, about))
        place = _shelf[0] / sha256(name.encode()).hexdigest()
        if not place.exists():
            # Two may make the same at once: each writes the same, whole.
            beside = place.with_suffix(f".{os.getpid()}")
            beside.write_bytes(pickle.dumps(make(*about)))
            beside.replace(place)
        return pickle.loads(place.read_bytes())  # noqa: S301  # this run wrote it

    return found
