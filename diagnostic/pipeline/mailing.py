"""From a message of the outbox to a letter that can be sent."""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, parseaddr

from diagnostic.ballots import addresses, links
from diagnostic.pipeline import texts
from diagnostic.pipeline.occasions import (
    Occasion,
    headline,
    occasion,
    sample,
    written,
)
from diagnostic.store.mails import Claimed, Row

__all__ = [
    "Letter",
    "Occasion",
    "UnwritableError",
    "letter",
    "occasion",
    "row_name",
    "sample",
]

_OTHER_LETTER = re.compile(r"[^\x00-\x7f]")
_BAD_ADDRESS = (HeaderParseError, ValueError, IndexError)


class UnwritableError(Exception):
    """An address that no mail can be written to. It is not repeated here."""


@dataclass(frozen=True)
class Letter:
    """A message on its way. Its link is a secret: nothing of it is ever logged.

    Args:
        name: of its row in the outbox, the same each time it is written.
        sender: the address that failures go back to.
        recipient: the address that it goes to.
        content: headers and text, as they are sent.
    """

    name: str
    sender: str
    recipient: str = field(repr=False)
    content: bytes = field(repr=False)


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
    name, origin = parseaddr(sender)
    message = EmailMessage(policy=SMTP if address.isascii() else SMTPUTF8)
    message["From"] = Address(name, addr_spec=origin)
    try:
        to = _receiver(address)
        message["To"] = to
        group = told.groups[claimed.department]
        message["Subject"] = headline(told, _kind(claimed), group)
        message["Date"] = format_datetime(now)
        identity = row_name(claimed.row)
        message["Message-ID"] = f"<{identity}@{origin.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        token = links.token(told.key, address)
        text = _text(told, claimed, f"{told.base_url}/s/{token}")
        message.set_content(text, cte="quoted-printable")
        return Letter(identity, origin, to.addr_spec, message.as_bytes())
    except _BAD_ADDRESS:
        # Its words would repeat the address.
        raise UnwritableError("an address that no mail can be written to") from None


def row_name(row: Row) -> str:
    """Name a message by its row: the same each time, and no secret in it."""
    participant, kind = row
    return hashlib.sha256(participant + kind.encode()).hexdigest()[:32]


def _receiver(address: str) -> Address:
    """Check an address and put its host into ASCII.

    The library takes apart what ASCII can write only; other letters stand for
    themselves, so that they hide nothing.
    """
    name, _, host = address.rpartition("@")
    host = host.encode("idna").decode()
    checked = Address(addr_spec=f"{_OTHER_LETTER.sub('x', name)}@{host}")
    if name.isascii():
        return checked
    if not name.isprintable():
        raise ValueError("not an address")
    return Address(username=name, domain=host)


def _text(told: Occasion, claimed: Claimed, link: str) -> str:
    return written(told, _kind(claimed), told.groups[claimed.department], link)


def _kind(claimed: Claimed) -> texts.Kind:
    return "invitation" if claimed.kind == "invitation" else "reminder"
