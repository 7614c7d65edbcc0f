"""What all letters of a wave say, and a sample of one."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from math import ceil

from diagnostic.ballots import keys
from diagnostic.brand import Brand
from diagnostic.pipeline import brands, envelope, texts
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.places import fill
from diagnostic.store import waves
from diagnostic.store.database import Session
from diagnostic.store.models import Department, Wave
from questionnaires import Questionnaire, parse
from reports.wording import Words, words

_SECONDS_AN_ANSWER = 12
_FEWEST_MINUTES = 3
_LONGEST_SUBJECT = 100


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
        minimum: fewest answers of a group that is shown.
        declared: a small leadership is shown as a group.
        closes: the end.
        groups: by the department's number.
        texts: subject and body of each kind, with places in braces.
        brand: whose name they come from, and what stands under them.
    """

    wave: str
    base_url: str
    key: keys.WaveKey = field(repr=False)
    words: Words
    company: str
    subject: str
    minimum: int
    declared: bool
    closes: datetime
    groups: Mapping[int, Group]
    texts: Mapping[texts.Kind, tuple[str, str]]
    brand: Brand


def occasion(installation: Installation, wave: str) -> Occasion:
    """Gather what all letters of a wave say.

    Raises:
        MissingKeyError: the key is gone, and with it every link.
    """
    key = keys.load(installation.keys, wave)
    with installation.database.reading() as session:
        return _occasion(installation, session, waves.get(session, wave), key)


def sample(
    installation: Installation,
    wave: str,
    kind: texts.Kind,
    department: str | None = None,
    typed: tuple[str, str] | None = None,
) -> tuple[str, str]:
    """Write a mail as somebody will get it, but for the link, which opens nothing.

    Args:
        installation: where.
        wave: its id.
        kind: of mail.
        department: slug of the one they answer for; None is the last, or an invented
            one as long as there is no roster.
        typed: subject and body that are not kept yet; None are those that are.

    Returns:
        Subject and text.
    """
    with installation.database.reading() as session:
        found = waves.get(session, wave)
        told = _occasion(installation, session, found, keys.passing())
        numbers = {one.slug: one.number for one in found.departments}
        number = numbers.get(department or "", len(numbers) - 1)
        asked = parse(found.questionnaire_source)
    if typed:
        told = replace(told, texts={**told.texts, kind: typed})
    invented = Group("Marketing", 12, leadership=False, minutes=_minutes(asked, 0))
    group = told.groups.get(number, invented)
    return (
        headline(told, kind, group),
        written(told, kind, group, f"{told.base_url}/s/sample"),
    )


def _occasion(
    installation: Installation, session: Session, wave: Wave, key: keys.WaveKey
) -> Occasion:
    asked = parse(wave.questionnaire_source)
    return Occasion(
        wave=wave.id,
        base_url=installation.base_url,
        key=key,
        words=words(wave.language),
        company=wave.company.name,
        subject=wave.subject,
        minimum=wave.minimum,
        declared=wave.small_leadership == "declared",
        closes=wave.closes,
        groups={
            department.number: _group(wave, department, asked)
            for department in wave.departments
        },
        texts=texts.in_wave(session, wave),
        brand=brands.shown(session, wave.company),
    )


def headline(told: Occasion, kind: texts.Kind, group: Group) -> str:
    """Write the subject line of a mail to a member of a department."""
    subject = fill(told.texts[kind][0], _values(told, group))
    if len(subject) > _LONGEST_SUBJECT:
        return f"{subject[: _LONGEST_SUBJECT - 1].rstrip()}…"
    return subject


def written(told: Occasion, kind: texts.Kind, group: Group, link: str) -> str:
    """Write the text of a mail to a member of a department."""
    promise = texts.promise(
        told.words, told.minimum, declared=told.declared and group.leadership
    )
    places = {"link": link, "promise": promise}
    text = fill(told.texts[kind][1], _values(told, group) | places)
    return envelope.signed(text, told.brand)


def _values(told: Occasion, group: Group) -> dict[str, object]:
    end = told.closes.astimezone(UTC)
    return {
        "company": told.company,
        "subject": told.subject,
        "department": group.name,
        "invited": group.invited,
        "minutes": group.minutes,
        "closes": told.words.say(
            "{date}, {time} UTC", date=told.words.day(end.date()), time=f"{end:%H:%M}"
        ),
    }


def _group(wave: Wave, department: Department, asked: Questionnaire) -> Group:
    teams = sum(other.predicted for other in wave.departments)
    return Group(
        department.name,
        department.invited,
        department.leadership,
        _minutes(asked, teams if department.leadership else 0),
    )


def _minutes(asked: Questionnaire, predicted: int) -> int:
    answers = len(asked.items) + predicted * len(asked.dimensions)
    return max(_FEWEST_MINUTES, ceil(answers * _SECONDS_AN_ANSWER / 60))
