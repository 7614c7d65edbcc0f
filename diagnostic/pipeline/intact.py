"""Releases and comparisons read as they were made, or not at all."""

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from diagnostic.release import as_made


class TamperedError(Exception):
    """A stored release or comparison is not as it was made."""


def intact(
    written: bytes | None,
    told: str,
    sha256: str | None = None,
    read: Callable[[bytes], dict[str, Any]] = json.loads,
) -> dict[str, Any]:
    """Read a release or a comparison that is stored.

    Args:
        written: its bytes.
        told: what it is, for whoever must look after it.
        sha256: the hash that it is stored under, if that was looked up.
        read: makes of the bytes what is wanted of them.

    Raises:
        TamperedError: it was changed since it was made.
    """
    # SQLite gives text where somebody has put some.
    if isinstance(written, bytes):
        with suppress(ValueError):
            document = read(written)
            own = document.get("sha256", "")
            if sha256 in (None, own) and as_made(written, own):
                return document
    raise TamperedError(f"{told} was changed")
