"""The life of a wave: launched, opened, reminded of, closed; what is due."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import cast

from diagnostic.ballots import keys
from diagnostic.pipeline import participation
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.obstacles import obstacles, same_days
from diagnostic.pipeline.order import refuse_out_of_order
from diagnostic.pipeline.refusal import STATES, RefusedError
from diagnostic.pipeline.revisions import refuse_other
from diagnostic.pipeline.waves import existing
from diagnostic.rules import Rules, SmallLeadership
from diagnostic.store import mails, waves
from diagnostic.store.database import Session
from diagnostic.store.models import Wave

SEALED_AFTER = timedelta(days=14)
"""From the day a wave is closed; what respondents are promised."""
MOST_REMINDERS = participation.MOST_REMINDERS
LONGEST = timedelta(days=60)
"""A wave cannot be extended beyond."""


def launch(
    installation: Installation,
    company: str,
    name: str,
    now: datetime,
    *,
    revision: int | None = None,
) -> None:
    """Freeze a draft and open it, or leave it to open when its day comes.

    From here on questionnaire, rules, mode and departments are what respondents are
    promised; the database itself refuses to change them.

    Args:
        installation: where.
        company: its slug.
        name: of the wave.
        now: the clock.
        revision: of the draft that was shown; None launches it as it is.

    Raises:
        ChangedMeanwhileError: the draft has another revision by now.
        RefusedError: it is no draft, or the first of its ``obstacles``.
    """
    with installation.database.writing() as session:
        wave = existing(session, company, name, hold=True)
        if wave.state != "draft":
            raise RefusedError(
                "{company}/{name} was launched already", company=company, name=name
            )
        if revision is not None:
            refuse_other(wave, revision)
        for obstacle in obstacles(installation, session, wave, now):
            raise obstacle
        wave.opens = max(wave.opens, now)
        wave.rules = asdict(
            Rules(
                minimum=wave.minimum,
                small_leadership=cast("SmallLeadership", wave.small_leadership),
            )
        )
        wave.state = "scheduled"
        session.flush()
        if wave.opens <= now:
            _open(session, wave)


def extend(
    installation: Installation, company: str, name: str, closes: datetime, now: datetime
) -> None:
    """Let a wave end later; mails and pages say the new date from then on.

    Mails that were sent and cards that were printed keep the old one.

    Args:
        installation: where.
        company: its slug.
        name: of the wave.
        closes: the new end.
        now: the clock.

    Raises:
        RefusedError: it is not scheduled or open, has ended, the end is not later
            than the one it has or more than 60 days after the beginning, or another
            wave asks the same in those days.
    """
    with installation.database.writing() as session:
        wave = existing(session, company, name, hold=True)
        if wave.state not in ("scheduled", "open") or wave.closes <= now:
            raise RefusedError(
                "{company}/{name} is {state}, not scheduled or open",
                company=company,
                name=name,
                state=STATES[wave.state],
            )
        if closes <= wave.closes:
            raise RefusedError("a wave can end later, not earlier")
        if closes - wave.opens > LONGEST:
            raise RefusedError(
                "a wave is open for {days} days at most", days=LONGEST.days
            )
        for rival in same_days(session, wave, wave.opens, closes):
            raise rival
        wave.closes = closes
        # Respondents' pages and cards in the making bear the date.
        wave.roster_version += 1


def remind(
    installation: Installation,
    company: str,
    name: str,
    now: datetime,
    *,
    seen: int | None = None,
) -> None:
    """Queue a reminder to everybody: nobody knows who has answered.

    Args:
        installation: where.
        company: its slug.
        name: of the wave.
        now: the moment, with a time zone.
        seen: how many there were when it was decided; None does not matter.

    Raises:
        RefusedError: the wave is not open, has no addresses, was reminded of three
            times already, or once more than was seen.
    """
    with installation.database.writing() as session:
        wave = existing(session, company, name, hold=True)
        if wave.state != "open" or wave.closes <= now:
            raise RefusedError(
                "{company}/{name} is not open", company=company, name=name
            )
        if wave.mode != "invited":
            raise RefusedError(
                "{company}/{name} has no addresses to remind",
                company=company,
                name=name,
            )
        if wave.reminders >= MOST_REMINDERS:
            raise RefusedError(
                "{company}/{name} had {most} reminders",
                company=company,
                name=name,
                most=MOST_REMINDERS,
            )
        if seen not in (None, wave.reminders):
            raise RefusedError(
                "A reminder was sent since you opened this page. Press again if you"
                " want another one."
            )
        wave.reminders += 1
        mails.queue(session, wave.id, f"reminder-{wave.reminders}")


def close(installation: Installation, company: str, name: str, now: datetime) -> None:
    """Close an open wave for good.

    Raises:
        RefusedError: it was not opened yet, or is closed already.
    """
    with installation.database.reading() as session:
        wave = existing(session, company, name)
        identity, state = wave.id, wave.state
    if state in ("draft", "scheduled"):
        raise RefusedError(
            "{company}/{name} is not open yet", company=company, name=name
        )
    if not close_wave(installation, identity, now):
        raise RefusedError(
            "{company}/{name} is closed already", company=company, name=name
        )


def close_wave(installation: Installation, wave: str, now: datetime) -> bool:
    """Close a wave by its id and count who took part; False if it was not open."""
    with installation.database.writing() as session:
        if not waves.move(session, wave, "open", "closed"):
            return False
        waves.get(session, wave).closed = now
    participation.count(installation, wave, now)
    return True


def open_due(installation: Installation, now: datetime) -> list[str]:
    """Open every scheduled wave whose day has come; gives their ids.

    One that another wave of the same questionnaire still stands in the way of waits.
    """
    opened = []
    with installation.database.reading() as session:
        due = waves.to_open(session, now)
    for identity in due:
        with installation.database.writing() as session:
            wave = waves.get(session, identity)
            if wave.state != "scheduled" or _in_the_way(session, wave):
                continue
            _open(session, wave)
            opened.append(identity)
    return opened


def close_due(installation: Installation, now: datetime) -> list[str]:
    """Close every open wave whose end has come; gives their ids."""
    with installation.database.reading() as session:
        due = waves.to_close(session, now)
    return [wave for wave in due if close_wave(installation, wave, now)]


def seal_soon(installation: Installation, company: str, name: str) -> None:
    """Ask the workers to seal a closed wave now; asking twice is asking once.

    Raises:
        RefusedError: it is not closed yet, its key is gone, or another of its series
            comes first.
    """
    with installation.database.writing() as session:
        wave = existing(session, company, name, hold=True)
        if wave.state not in ("closed", "sealed"):
            raise RefusedError(
                "{company}/{name} is not closed yet", company=company, name=name
            )
        if wave.state == "closed" and not keys.exists(installation.keys, wave.id):
            raise RefusedError(
                "the key of {company}/{name} is gone", company=company, name=name
            )
        refuse_out_of_order(installation, session, wave)
        wave.seal_soon = True


def asked_to_seal(installation: Installation) -> list[str]:
    """List the closed waves that do not wait for their day."""
    with installation.database.reading() as session:
        due = waves.to_seal_soon(session)
    return [wave for wave in due if keys.exists(installation.keys, wave)]


def due_for_sealing(installation: Installation, now: datetime) -> list[str]:
    """List the waves that were closed 14 days ago or earlier and have their key.

    Without it there is nothing to be sealed, each minute anew; `diagnostic check`
    tells of such a wave.
    """
    with installation.database.reading() as session:
        due = waves.to_seal(session, now - SEALED_AFTER)
    return [wave for wave in due if keys.exists(installation.keys, wave)]


def _open(session: Session, wave: Wave) -> None:
    wave.state = "open"
    session.flush()
    if wave.mode == "invited":
        mails.queue(session, wave.id, "invitation")


def _in_the_way(session: Session, wave: Wave) -> bool:
    return any(rival.state == "open" for rival in waves.rivals(session, wave))
