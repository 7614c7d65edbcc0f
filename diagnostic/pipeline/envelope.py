"""What all letters have in common: from whom, to whom, and how they are written."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, parseaddr
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from diagnostic.brand import Brand

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
        reminds: ids of the actions that it tells of, which no other letter does.
    """

    name: str
    sender: str
    recipient: str = field(repr=False)
    content: bytes = field(repr=False)
    reminds: tuple[str, ...] = ()


def write(
    name: str,
    sender: str,
    address: str,
    subject: str,
    text: str,
    now: datetime,
    *,
    brand: Brand,
) -> Letter:
    """Write a letter.

    Args:
        name: the same each time this letter is written.
        sender: an address, with or without a name.
        address: whom it goes to.
        subject: one line.
        text: plain.
        now: the clock.
        brand: its sender goes before the name of the address, which stays.

    Raises:
        UnwritableError: no mail can be written to the address.
    """
    title, origin = parseaddr(sender)
    message = EmailMessage(policy=SMTP if address.isascii() else SMTPUTF8)
    message["From"] = Address(brand.sender or title, addr_spec=origin)
    try:
        to = _receiver(address)
        message["To"] = to
        message["Subject"] = subject
        message["Date"] = format_datetime(now)
        message["Message-ID"] = f"<{name}@{origin.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(text, cte="quoted-printable")
        return Letter(name, origin, to.addr_spec, message.as_bytes())
    except _BAD_ADDRESS:
        # Its words would repeat the address.
        raise UnwritableError("an address that no mail can be written to") from None


def signed(text: str, brand: Brand) -> str:
    """Add the footer of a brand under the sign that mail programs know."""
    if not brand.footer:
        return text
    return f"{text.rstrip()}\n\n-- \n{brand.footer}\n"


@cache
def templates() -> Environment:
    """Open the texts of mails."""
    return Environment(
        loader=PackageLoader("templates", "mail"),
        autoescape=False,  # noqa: S701  # plain text
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


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
