"""Sets a wave up: questionnaire, roster, dates, and the key that locks it."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from diagnostic.ballots import addresses, keys
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.pipeline.slugs import slug
from diagnostic.roster import Roster, RosterDepartment
from diagnostic.rules import Rules, SmallLeadership
from diagnostic.store import companies, rosters, waves, wordings
from diagnostic.store.database import Session
from diagnostic.store.models import Company, Department, Mode, Wave, random_name
from questionnaires import Questionnaire, parse

WINDOW = timedelta(days=14)
MOST_PREDICTED = 5
LANGUAGES = ("en", "pt")
OTHERS = {"en": "Other teams", "pt": "Outras equipas"}
"""What the smallest teams are called when they are joined."""
_LONGEST_NAME = 80
_LONGEST_SUBJECT = 200


def create(
    installation: Installation,
    company: str,
    name: str,
    *,
    questionnaire: bytes,
    roster: Roster | None = None,
    mode: Mode = "invited",
    minimum: int = 5,
    small_leadership: SmallLeadership = "hidden",
    opens: datetime | None = None,
    closes: datetime | None = None,
    subject: str = "",
    language: str | None = None,
    texts: Mapping[str, tuple[str, str]] | None = None,
    now: datetime,
) -> str:
    """Set up a wave as a draft; nobody is told yet.

    Args:
        installation: where.
        company: its slug.
        name: of the wave, usually a quarter, ``2026-Q3``.
        questionnaire: the file's content, kept with the wave.
        roster: who is invited, or how many; None is not known yet.
        mode: how links are handed out.
        minimum: fewest answers of a group that is shown.
        small_leadership: what happens to a leadership below it.
        opens: begins then; None is at launch.
        closes: ends then; None is 14 days later.
        subject: the initiative that is asked about.
        language: of mails and first pages; None is the company's.
        texts: subject and body of mails by kind; where none is given, ours.
        now: the clock.

    Returns:
        The wave's id.

    Raises:
        RefusedError: what cannot be, in a sentence.
        QuestionnaireError: the questionnaire is not one.
    """
    asked = parse(questionnaire)
    opens = opens or now
    closes = closes or opens + WINDOW
    check_name(name)
    check(subject, minimum, small_leadership)
    check_dates(opens, closes, now)
    identity = random_name()
    key = keys.create(installation.keys, identity)
    try:
        with installation.database.writing() as session:
            owner = existing_company(session, company)
            refuse_taken(session, owner, name)
            wave = Wave(
                id=identity,
                company=owner,
                name=name,
                subject=subject,
                language=spoken(language, owner, asked),
                questionnaire_key=asked.key,
                questionnaire_version=asked.version,
                questionnaire_source=questionnaire,
                mode=mode,
                minimum=minimum,
                small_leadership=small_leadership,
                created=now,
                opens=opens,
                closes=closes,
                departments=listed(roster) if roster else [],
            )
            session.add(wave)
            session.flush()
            for kind, (headline, body) in (texts or {}).items():
                wordings.put(session, identity, kind, headline, body)
            if roster:
                add_people(session, key, wave, roster)
    except BaseException:
        keys.destroy(installation.keys, identity)
        raise
    return identity


def existing_company(session: Session, company: str) -> Company:
    """Find a company, or say that there is none."""
    found = companies.find(session, company)
    if found is None:
        raise RefusedError("there is no company {company}", company=company)
    return found


def existing(session: Session, company: str, name: str, *, hold: bool = False) -> Wave:
    """Find a wave, or say that there is none."""
    found = waves.find(session, company, name, hold=hold)
    if found is None:
        existing_company(session, company)
        raise RefusedError("{company} has no wave {name}", company=company, name=name)
    return found


def refuse_taken(session: Session, company: Company, name: str) -> None:
    """Refuse a name that a wave of the company has, or is about to get."""
    companies.hold(session, company)
    if waves.find(session, company.slug, name):
        raise RefusedError(
            "{company} has a wave {name} already", company=company.slug, name=name
        )


def add_people(session: Session, key: keys.WaveKey, wave: Wave, roster: Roster) -> None:
    """Lock the addresses of a roster into a wave that has its departments."""
    owners = {department.name: department.id for department in wave.departments}
    rosters.add(
        session,
        wave.id,
        (
            (owners[department.name], addresses.lock(key, address))
            for department in roster.departments
            for address in department.addresses
        ),
    )


def predicted(departments: Iterable[Department]) -> set[str]:
    """Name the teams that leaders are asked about: most invited, ties by name."""
    teams = [d for d in departments if not d.leadership]
    largest = sorted(teams, key=lambda d: (-d.invited, d.name))
    return {team.name for team in largest[:MOST_PREDICTED]}


def listed(roster: Roster) -> list[Department]:
    """Make the departments of a roster: leadership first, then teams by name."""
    found: list[Department] = []
    for number, given in enumerate(_in_order(roster)):
        found.append(
            Department(
                number=number,
                slug=slug(given.name, {department.slug for department in found}),
                name=given.name,
                leadership=given.leadership,
                invited=given.count,
            )
        )
    names = predicted(found)
    for department in found:
        department.predicted = department.name in names
    return found


def _in_order(roster: Roster) -> list[RosterDepartment]:
    return sorted(roster.departments, key=lambda d: (not d.leadership, d.name))


def languages(asked: Questionnaire) -> tuple[str, ...]:
    """Name the languages of a questionnaire that we speak."""
    return tuple(language for language in asked.languages if language in LANGUAGES)


def spoken(wanted: str | None, company: Company, asked: Questionnaire) -> str:
    """Settle the language of a wave, None being the company's if it can be."""
    possible = languages(asked)
    if wanted is not None and wanted not in possible:
        raise RefusedError(
            "the questionnaire is not written in {wanted}", wanted=wanted
        )
    if not possible:
        raise RefusedError("the questionnaire is written neither in en nor in pt")
    wanted = wanted or company.language
    return wanted if wanted in possible else possible[0]


def check_name(name: str) -> None:
    """Refuse what cannot name a wave in commands, files and the log."""
    # "@": the log names waves, and holds nobody's address.
    if (
        not name.isprintable()
        or not name
        or name != name.strip()
        or set(name) & {*"/@"}
    ):
        raise RefusedError("{name} cannot be the name of a wave", name=repr(name))
    _check_length(name, _LONGEST_NAME)


def check(subject: str, minimum: int, small_leadership: SmallLeadership) -> None:
    """Refuse terms that cannot be."""
    _check_length(subject, _LONGEST_SUBJECT)
    if not subject.isprintable():
        raise RefusedError("the subject has characters that cannot be printed")
    try:
        Rules(minimum=minimum, small_leadership=small_leadership)
    except ValueError as error:
        raise RefusedError(*error.args) from None


def check_dates(opens: datetime, closes: datetime, now: datetime) -> None:
    """Refuse an end that comes before the beginning, or is past."""
    if closes <= opens:
        raise RefusedError("it would close {day}, before it opens", day=_day(closes))
    if closes <= now:
        raise RefusedError("it would close {day}, which is past", day=_day(closes))


def _check_length(text: str, longest: int) -> None:
    if len(text) > longest:
        raise RefusedError(
            "{text}… is longer than {longest} characters",
            text=text[:20],
            longest=longest,
        )


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
