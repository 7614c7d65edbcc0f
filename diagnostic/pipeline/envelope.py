"""What all letters have in common: from whom, to whom, and how they are written."""

import re
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, parseaddr
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from diagnostic.pipeline.mailing import Letter, UnwritableError

_LONGEST_SUBJECT = 100
_OTHER_LETTER = re.compile(r"[^\x00-\x7f]")
_BAD_ADDRESS = (HeaderParseError, ValueError, IndexError)


def write(
    name: str, sender: str, address: str, subject: str, text: str, now: datetime
) -> Letter:
    """Write a letter.

    Args:
        name: the same each time this letter is written.
        sender: an address, with or without a name.
        address: whom it goes to.
        subject: shortened if it is too long for one line.
        text: plain.
        now: the clock.

    Raises:
        UnwritableError: no mail can be written to the address.
    """
    title, origin = parseaddr(sender)
    message = EmailMessage(policy=SMTP if address.isascii() else SMTPUTF8)
    message["From"] = Address(title, addr_spec=origin)
    try:
        to = _receiver(address)
        message["To"] = to
        message["Subject"] = _short(subject)
        message["Date"] = format_datetime(now)
        message["Message-ID"] = f"<{name}@{origin.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(text, cte="quoted-printable")
        return Letter(name, origin, to.addr_spec, message.as_bytes())
    except _BAD_ADDRESS:
        # Its words would repeat the address.
        raise UnwritableError("an address that no mail can be written to") from None


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


def _short(subject: str) -> str:
    if len(subject) > _LONGEST_SUBJECT:
        return f"{subject[: _LONGEST_SUBJECT - 1].rstrip()}…"
    return subject


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
