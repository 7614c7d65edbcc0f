"""From a message of the outbox to a letter that can be sent."""

import hashlib
from datetime import datetime

from diagnostic.ballots import addresses, links
from diagnostic.pipeline import envelope, texts
from diagnostic.pipeline.envelope import Letter
from diagnostic.pipeline.occasions import (
    Occasion,
    headline,
    occasion,
    sample,
    written,
)
from diagnostic.store.mails import Claimed, Row

__all__ = [
    "Occasion",
    "letter",
    "occasion",
    "row_name",
    "sample",
]


def letter(told: Occasion, claimed: Claimed, sender: str, now: datetime) -> Letter:
    """Write the letter of a claimed message.

    The link is made from the installation's own address: a request's Host header
    is whatever its sender likes.

    Args:
        told: what all letters of the wave say.
        claimed: the message.
        sender: an address, with or without a name.
        now: the clock.

    Raises:
        UnwritableError: no mail can be written to the address.
    """
    address = addresses.unlock(told.key, claimed.address)
    token = links.token(told.key, address)
    return envelope.write(
        row_name(claimed.row),
        sender,
        address,
        headline(told, _kind(claimed), told.groups[claimed.department]),
        _text(told, claimed, f"{told.base_url}/s/{token}"),
        now,
        brand=told.brand,
    )


def row_name(row: Row) -> str:
    """Name a message by its row: the same each time, and no secret in it."""
    participant, kind = row
    return hashlib.sha256(participant + kind.encode()).hexdigest()[:32]


def _text(told: Occasion, claimed: Claimed, link: str) -> str:
    return written(told, _kind(claimed), told.groups[claimed.department], link)


def _kind(claimed: Claimed) -> texts.Kind:
    return "invitation" if claimed.kind == "invitation" else "reminder"
