"""Changes of a roster after the draft: late additions, corrected addresses."""

from datetime import datetime

from diagnostic.ballots import addresses, keys
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.refusal import STATES, RefusedError
from diagnostic.pipeline.waves import existing
from diagnostic.roster import Roster, RosterError, mailbox, read_address
from diagnostic.store import mails, rosters
from diagnostic.store.database import Session
from diagnostic.store.models import Wave

_CHANGEABLE = ("scheduled", "open")


def add_late(
    installation: Installation,
    company: str,
    name: str,
    roster: Roster,
    now: datetime,
    *,
    seen: int | None = None,
) -> int:
    """Add people to a launched wave; they are counted, and the report says so.

    Args:
        installation: where.
        company: its slug.
        name: of the wave.
        roster: who is to be added; who is on the roster already is left as is.
            For codes and open links ``count`` is the number of additional people.
        now: the clock.
        seen: how many were invited when it was decided; None does not matter.

    Returns:
        How many were added.

    Raises:
        RefusedError: the wave is not launched or over, more are invited than were seen,
            or a department is not one of those that were frozen at launch.
    """
    with installation.database.writing() as session:
        wave = _changeable(session, company, name, now)
        if seen not in (None, sum(each.invited for each in wave.departments)):
            raise RefusedError(
                "People were added since you opened this page. Press again if you want"
                " to add these too."
            )
        key = keys.load(installation.keys, wave.id)
        owners = {
            department.name.casefold(): department for department in wave.departments
        }
        for listed in roster.departments:
            if listed.name.casefold() not in owners:
                raise RefusedError(
                    "{department} is not one of the departments frozen at launch",
                    department=listed.name,
                )
        known = {
            mailbox(addresses.unlock(key, locked))
            for _, _, locked in rosters.addresses(session, wave.id)
        }
        added = 0
        for listed in roster.departments:
            owner = owners[listed.name.casefold()]
            fresh = [a for a in listed.addresses if mailbox(a) not in known]
            rosters.add(
                session, wave.id, [(owner.id, addresses.lock(key, a)) for a in fresh]
            )
            people = len(fresh) if wave.mode == "invited" else listed.count
            owner.invited += people
            added += people
        wave.late += added
        _changed(session, wave)
    return added


def correct_address(
    installation: Installation,
    company: str,
    name: str,
    old: str,
    new: str,
    now: datetime,
) -> None:
    """Replace an address that a mail server refused; the new one is invited.

    Only a refused one: its link reached nobody, so nobody can vote twice.

    Raises:
        RefusedError: the old address was not refused, or the new one is invited
            already.
    """
    try:
        new = read_address(new)
    except RosterError as error:
        raise RefusedError("the new address: {error}", error=error.said) from None
    with installation.database.writing() as session:
        wave = _changeable(session, company, name, now)
        key = keys.load(installation.keys, wave.id)
        refused = {
            mailbox(addresses.unlock(key, locked)): (participant, owner)
            for participant, owner, locked, _ in rosters.refused(session, wave.id)
        }
        known = {
            mailbox(addresses.unlock(key, locked))
            for _, _, locked in rosters.addresses(session, wave.id)
        }
        if mailbox(old) not in refused:
            raise RefusedError("the old address was not refused by a mail server")
        if mailbox(new) in known - {mailbox(old)}:
            raise RefusedError("the new address is on the roster already")
        participant, owner = refused[mailbox(old)]
        rosters.remove(session, participant)
        rosters.add(session, wave.id, [(owner, addresses.lock(key, new))])
        _changed(session, wave)


def refused_addresses(
    installation: Installation, company: str, name: str
) -> list[tuple[str, str]]:
    """List addresses that a mail server refused, with its three digits.

    Shown to the consultant to be corrected. An address, never a link.
    """
    with installation.database.reading() as session:
        wave = existing(session, company, name)
        found = rosters.refused(session, wave.id)
    if not found:
        return []
    key = keys.load(installation.keys, wave.id)
    return sorted((addresses.unlock(key, locked), reply) for *_, locked, reply in found)


def _changeable(session: Session, company: str, name: str, now: datetime) -> Wave:
    wave = existing(session, company, name, hold=True)
    if wave.state not in _CHANGEABLE or wave.closes <= now:
        raise RefusedError(
            "{company}/{name} is {state}, not scheduled or open",
            company=company,
            name=name,
            state=STATES[wave.state],
        )
    return wave


def _changed(session: Session, wave: Wave) -> None:
    wave.roster_version += 1
    session.flush()
    if wave.mode == "invited" and wave.state == "open":
        mails.queue(session, wave.id, "invitation")
