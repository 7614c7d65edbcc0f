"""From a message of the outbox to a letter that can be sent."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, parseaddr
from functools import cache
from math import ceil

from jinja2 import Environment, PackageLoader, StrictUndefined

from diagnostic.ballots import addresses, keys, links
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.life import SEALED_AFTER
from diagnostic.store import waves
from diagnostic.store.mails import Claimed, Row
from diagnostic.store.models import Department, Wave
from questionnaires import Questionnaire, parse
from reports.wording import Words, text_in, words

_SECONDS_AN_ANSWER = 12
_FEWEST_MINUTES = 3
_LONGEST_SUBJECT = 100
_OTHER_LETTER = re.compile(r"[^\x00-\x7f]")
_BAD_ADDRESS = (HeaderParseError, ValueError, IndexError)


class UnwritableError(Exception):
    """An address that no mail can be written to. It is not repeated here."""


@dataclass(frozen=True)
class Group:
    """A department as its members are addressed."""

    name: str
    invited: int
    leadership: bool
    minutes: int


@dataclass(frozen=True)
class Occasion:
    """What all letters of a wave say.

    Args:
        wave: its id.
        base_url: what links begin with.
        key: of the wave.
        words: of its language.
        company: as printed.
        subject: the initiative, or ''.
        title: of the questionnaire.
        minimum: fewest answers of a group that is shown.
        declared: a small leadership is shown as a group.
        closes: the end.
        groups: by the department's number.
    """

    wave: str
    base_url: str
    key: keys.WaveKey = field(repr=False)
    words: Words
    company: str
    subject: str
    title: str
    minimum: int
    declared: bool
    closes: datetime
    groups: Mapping[int, Group]


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


def occasion(installation: Installation, wave: str) -> Occasion:
    """Gather what all letters of a wave say.

    Raises:
        MissingKeyError: the key is gone, and with it every link.
    """
    key = keys.load(installation.keys, wave)
    with installation.database.reading() as session:
        found = waves.get(session, wave)
        asked = parse(found.questionnaire_source)
        return Occasion(
            wave=wave,
            base_url=installation.base_url,
            key=key,
            words=words(found.language),
            company=found.company.name,
            subject=found.subject,
            title=text_in(asked.title, found.language),
            minimum=found.minimum,
            declared=found.small_leadership == "declared",
            closes=found.closes,
            groups={
                department.number: _group(found, department, asked)
                for department in found.departments
            },
        )


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
        message["Subject"] = _subject(told, claimed.kind)
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


def _subject(told: Occasion, kind: str) -> str:
    say = told.words.say
    if told.subject:
        subject = say(
            "{company} asks for your view: {subject}",
            company=told.company,
            subject=told.subject,
        )
    else:
        subject = say("{company} asks for your view", company=told.company)
    if kind != "invitation":
        subject = say("Reminder: {subject}", subject=subject)
    if len(subject) > _LONGEST_SUBJECT:
        return f"{subject[: _LONGEST_SUBJECT - 1].rstrip()}…"
    return subject


def _text(told: Occasion, claimed: Claimed, link: str) -> str:
    group = told.groups[claimed.department]
    name = "invitation" if claimed.kind == "invitation" else "reminder"
    return (
        _templates()
        .get_template(f"{name}.txt")
        .render(
            _=told.words.say,
            company=told.company,
            subject=told.subject,
            title=told.title,
            department=group.name,
            invited=group.invited,
            minutes=group.minutes,
            date=told.words.day(told.closes.astimezone(UTC).date()),
            time=f"{told.closes.astimezone(UTC):%H:%M}",
            link=link,
            minimum=told.minimum,
            declared=told.declared and group.leadership,
            days=SEALED_AFTER.days,
        )
    )


def _group(wave: Wave, department: Department, asked: Questionnaire) -> Group:
    answers = len(asked.items)
    if department.leadership:
        teams = sum(other.predicted for other in wave.departments)
        answers += teams * len(asked.dimensions)
    minutes = max(_FEWEST_MINUTES, ceil(answers * _SECONDS_AN_ANSWER / 60))
    return Group(
        department.name,
        department.invited,
        department.leadership,
        minutes,
    )


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("templates", "mail"),
        autoescape=False,  # noqa: S701  # plain text
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
