"""Adds earlier waves to a company, all of them or none; their answers go no further."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.metadata import version
from typing import Any

from diagnostic.pipeline import audit
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.past.naming import departments, led
from diagnostic.pipeline.past.reading import Past, PastWave
from diagnostic.pipeline.past.terms import Ground, calendar, check_days, survey
from diagnostic.pipeline.waves import check, existing_company, refuse_taken, spoken
from diagnostic.release import digest, release, to_bytes
from diagnostic.rules import Rules
from diagnostic.stats import diagnose
from diagnostic.stats.changes import changes
from diagnostic.store import documents, engagements
from diagnostic.store.database import Session
from diagnostic.tally import Tally
from diagnostic.tally.kept import keep, revive
from questionnaires import Questionnaire, parse

_LAST = time(23, 59, 59, tzinfo=UTC)


@dataclass(frozen=True)
class _Sealed:
    """An earlier wave with its release, and what later waves need of it."""

    tally: Tally
    closed: date
    document: dict[str, Any]
    kept: dict[str, Any]


def add(
    installation: Installation,
    company: str,
    past: Past,
    account: str,
    now: datetime,
    *,
    rules: Rules,
    subject: str = "",
    language: str | None = None,
    whole: bool,
) -> tuple[str, ...]:
    """Make sealed waves of what a file says: in one transaction, all or none.

    Each is followed up from those of the file before it, and if they are kept whole
    from all imported before it. Releases that are there already stay as they are. No
    answer is stored, and there never was a key.

    Args:
        installation: where.
        company: its slug.
        past: the waves, each with the day on which it was closed.
        account: e-mail of who does it, or ``audit.COMMAND_LINE``.
        now: the clock.
        rules: the thresholds.
        subject: the initiative that was asked about.
        language: of the waves; None is the company's.
        whole: keep what later waves need of these. From a page nobody may bring it:
            who invents an earlier wave could ask of the answers to the next one what
            is not shown.

    Returns:
        The names of the waves, the earliest first.

    Raises:
        RefusedError: what cannot be, in a sentence.
    """
    check(subject, rules.minimum, rules.small_leadership)
    asked = parse(past.questionnaire)
    with installation.database.reading() as session:
        ground = survey(session, company, asked.key, subject)
        spoken(language, existing_company(session, company), asked)
    check_days(past.waves, ground, now)
    sealed = list(_sealed(past.waves, ground, rules, subject, whole=whole))
    with installation.database.writing() as session:
        owner = existing_company(session, company)
        for wave in past.waves:
            refuse_taken(session, owner, wave.name)
        ground.calendar.refuse_changed(calendar(session, owner.id, asked.key, subject))
        terms = {
            "company_id": owner.id,
            "subject": subject,
            "language": spoken(language, owner, asked),
            **_asked(past.questionnaire, asked, rules),
        }
        for one in sealed:
            _store(session, terms, one, whole=whole)
        documents.forget_followed(session, owner.id)
        number = len(sealed)
        audit.note(session, account, company, "quarters_imported", now, waves=number)
    return tuple(wave.name for wave in past.waves)


def _sealed(
    waves: Sequence[PastWave],
    ground: Ground,
    rules: Rules,
    subject: str,
    *,
    whole: bool,
) -> Iterator[_Sealed]:
    """Diagnose each wave with those before it, as sealing does."""
    follow = cache(changes)  # each pair of earlier waves would be tested again
    # Invented waves, each tested against a kept one, would tell what it does not show.
    known = list(ground.earlier) if whole else []
    released = list(ground.released)
    for wave in waves:
        tally, closed = led(wave.tally, ground.leadership), wave.closed or date.max
        before = [kept for day, kept in sorted(known, key=_day) if day < closed]
        diagnosis = diagnose(tally, rules, previous=before, follow=follow)
        document = release(
            diagnosis,
            company=ground.name,
            closed=closed,
            program=version("alignment-diagnostic"),
            subject=subject,
            imported=True,
            previous=released,
        )
        released.append(document)
        verdicts = {
            (c["team"], c["dimension"]): c["verdict"] for c in document["comparisons"]
        }
        kept = keep(tally, rules, verdicts)
        known.append((closed, revive(kept, tally.questionnaire)))
        yield _Sealed(tally, closed, document, kept)


def _asked(source: bytes, asked: Questionnaire, rules: Rules) -> dict[str, Any]:
    return {
        "questionnaire_key": asked.key,
        "questionnaire_version": asked.version,
        "questionnaire_source": source,
        "minimum": rules.minimum,
        "small_leadership": rules.small_leadership,
        "rules": asdict(rules),
    }


def _day(known: tuple[date, Tally]) -> date:
    return known[0]


def _store(
    session: Session, terms: dict[str, Any], sealed: _Sealed, *, whole: bool
) -> None:
    # When it began is not known. A wave needs a beginning, so it has that of its day.
    beginning = datetime.combine(sealed.closed, time(tzinfo=UTC))
    end = datetime.combine(sealed.closed, _LAST)
    values = {
        **terms,
        "name": sealed.tally.wave,
        "mode": "invited",
        "created": beginning,
        "opens": beginning,
        "closes": end,
        "closed": end,
        "answered": sum(sealed.tally.answered.values()),
        "imported": True,
    }
    engagements.add_sealed(
        session,
        values,
        departments(sealed.tally),
        to_bytes(sealed.document),
        digest(sealed.document),
        json.dumps(sealed.kept, sort_keys=True) if whole else None,
    )
