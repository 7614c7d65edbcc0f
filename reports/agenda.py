"""What is due, as a calendar file (RFC 5545)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_WIDE = 75
"""Bytes of a line; a longer one goes on in the next, after a space."""
_SHORT = 120
"""Characters of a title; the description has the rest."""
_ESCAPED = re.compile(r"[\\;,\n]")


@dataclass(frozen=True)
class Due:
    """Something to be done by a day.

    Args:
        name: the same each time this is written, and of nothing else.
        title: what is to be done.
        about: more of it, in lines.
        day: the last day.
        cancelled: it will not be done.
        written: when it was agreed on.
        revision: rises with each change.
        url: of its page.
    """

    name: str
    title: str
    about: str
    day: date
    cancelled: bool
    written: datetime
    revision: int
    url: str


def render(calendar: str, found: Iterable[Due]) -> bytes:
    """Write days on which something is due, each as an event of a whole day.

    Events rather than tasks: most calendars leave tasks of a file aside.

    Args:
        calendar: its name.
        found: what is due.

    Returns:
        UTF-8; the same for the same arguments.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Alignment Diagnostic//Actions//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escaped(calendar)}",
        *(line for due in found for line in _event(due)),
        "END:VCALENDAR",
    ]
    return b"".join(part for line in lines for part in _folded(line))


def _event(due: Due) -> Iterator[str]:
    title = " ".join(due.title.split())
    if len(title) > _SHORT:
        title = title[: _SHORT - 1].rstrip() + "…"
    yield "BEGIN:VEVENT"
    yield f"UID:{due.name}@alignment-diagnostic"
    yield f"DTSTAMP:{due.written.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{due.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{due.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(title)}"
    yield f"DESCRIPTION:{_escaped(due.about)}"
    yield f"URL:{due.url}"
    yield f"SEQUENCE:{due.revision}"
    yield f"STATUS:{'CANCELLED' if due.cancelled else 'CONFIRMED'}"
    # Nobody is busy for a whole day because something is due on it.
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    return _ESCAPED.sub(lambda sign: "\\n" if sign[0] == "\n" else f"\\{sign[0]}", text)


def _folded(line: str) -> Iterator[bytes]:
    """Break a line between letters, never within one."""
    part = b""
    for sign in line:
        letter = sign.encode()
        if len(part) + len(letter) > _WIDE:
            yield part + b"\r\n"
            part = b" "
        part += letter
    yield part + b"\r\n"
