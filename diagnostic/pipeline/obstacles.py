"""What keeps a draft from being launched."""

from collections.abc import Iterator
from datetime import datetime

from diagnostic.ballots import keys
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.places import faults
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.store import waves, wordings
from diagnostic.store.database import Session
from diagnostic.store.models import Wave
from questionnaires.saying import Said

KINDS = {"invitation": Said("invitation"), "reminder": Said("reminder")}
"""Kinds of mail as a sentence names them."""


def obstacles(
    installation: Installation, session: Session, wave: Wave, now: datetime
) -> Iterator[RefusedError]:
    """Say everything that keeps a draft from being launched.

    That is no roster, one side only, a missing key, a text of a mail with a fault, an
    end that is past, another wave that asks the same in the same days or is not closed
    yet.
    """
    company, name = wave.company.slug, wave.name
    yield from _sides(wave)
    if not keys.exists(installation.keys, wave.id):
        yield RefusedError(
            "the key of {company}/{name} is gone", company=company, name=name
        )
    yield from _texts(session, wave)
    opens = max(wave.opens, now)
    if wave.closes <= now:
        yield RefusedError(
            "{company}/{name} would have ended already", company=company, name=name
        )
        return
    yield from same_days(session, wave, opens, wave.closes)
    if opens <= now:
        yield from _unclosed(session, wave, opens)


def same_days(
    session: Session, wave: Wave, opens: datetime, closes: datetime
) -> Iterator[RefusedError]:
    """Name the waves that ask the same between two moments."""
    for rival in waves.rivals(session, wave):
        if rival.opens < closes and opens < rival.closes:
            yield RefusedError(
                "{company}/{name} asks the same in the same days",
                company=wave.company.slug,
                name=rival.name,
            )


def _unclosed(session: Session, wave: Wave, opens: datetime) -> Iterator[RefusedError]:
    for rival in waves.rivals(session, wave):
        if rival.state == "open" and rival.closes <= opens:
            yield RefusedError(
                "{company}/{name} has ended, but is not closed yet",
                company=wave.company.slug,
                name=rival.name,
            )


def _texts(session: Session, wave: Wave) -> Iterator[RefusedError]:
    """Name texts that were right when they were written, of another subject."""
    if wave.mode != "invited":
        return
    for kind, (subject, body) in sorted(wordings.of_wave(session, wave.id).items()):
        if any(faults(subject, body, about=bool(wave.subject))):
            yield RefusedError(
                "the text of the {kind} cannot be sent any more; correct it",
                kind=KINDS[kind],
            )


def _sides(wave: Wave) -> Iterator[RefusedError]:
    sides = {department.leadership for department in wave.departments}
    if not sides:
        yield RefusedError(
            "{company}/{name} has no roster yet",
            company=wave.company.slug,
            name=wave.name,
        )
    elif sides != {True, False}:
        yield RefusedError(
            "{company}/{name} needs leadership and a team",
            company=wave.company.slug,
            name=wave.name,
        )
