"""Changes of a draft, each only of the state that the consultant saw."""

from datetime import datetime
from typing import cast

from diagnostic.ballots import addresses, keys
from diagnostic.ballots.keys import MissingKeyError, WaveKey
from diagnostic.pipeline.drafts.editing import (
    Changed,
    changed,
    held,
    refuse_launched,
)
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.refusal import MODES, RefusedError
from diagnostic.pipeline.waves import (
    OTHERS,
    add_people,
    check,
    check_dates,
    check_name,
    existing,
    listed,
    refuse_taken,
    spoken,
)
from diagnostic.roster import Roster, RosterDepartment
from diagnostic.roster import join_small as join
from diagnostic.rules import SmallLeadership
from diagnostic.store import drafts, rosters
from diagnostic.store.database import Session
from diagnostic.store.models import Mode, Wave
from questionnaires import parse


def change(
    installation: Installation,
    company: str,
    name: str,
    *,
    revision: int,
    now: datetime,
    rename: str | None = None,
    subject: str | None = None,
    language: str | None = None,
    mode: Mode | None = None,
    opens: datetime | None = None,
    closes: datetime | None = None,
    minimum: int | None = None,
    small_leadership: SmallLeadership | None = None,
) -> Changed:
    """Change the settings of a draft; None leaves one as it is.

    Args:
        installation: where.
        company: its slug.
        name: of the wave.
        revision: of the draft that was shown.
        now: the clock.
        rename: another name.
        subject: the initiative that is asked about, or ''.
        language: of mails and first pages.
        mode: how links are handed out; a roster of addresses is dropped where they
            are not wanted, and one of numbers where addresses are.
        opens: begins then; ``now`` is at launch.
        closes: ends then.
        minimum: fewest answers of a group that is shown.
        small_leadership: what happens to a leadership below it.

    Raises:
        ChangedMeanwhileError: the draft has another revision by now.
        RefusedError: it is no draft any more, or what cannot be, in a sentence.
    """
    with installation.database.writing() as session:
        wave = held(session, company, name, revision)
        if rename is not None and rename != wave.name:
            check_name(rename)
            refuse_taken(session, wave.company, rename)
            wave.name = rename
        _set_dates(wave, opens, closes, now)
        if subject is not None:
            wave.subject = subject.strip()
        wave.minimum = wave.minimum if minimum is None else minimum
        wave.small_leadership = small_leadership or wave.small_leadership
        check(
            wave.subject,
            wave.minimum,
            cast("SmallLeadership", wave.small_leadership),
        )
        if language is not None:
            asked = parse(wave.questionnaire_source)
            wave.language = spoken(language, wave.company, asked)
        return changed(wave, roster_dropped=_set_mode(session, wave, mode))


def set_roster(
    installation: Installation,
    company: str,
    name: str,
    roster: Roster,
    *,
    revision: int,
    join_small: bool = False,
) -> Changed:
    """Replace everybody invited.

    Args:
        installation: where.
        company: its slug.
        name: of the wave.
        roster: as read for the draft's mode.
        revision: of the draft that was shown.
        join_small: join teams below the minimum as 'Other teams'.

    Raises:
        ChangedMeanwhileError: the draft has another revision by now.
        RefusedError: it is no draft any more, the roster is of the wrong kind, or the
            key is gone, and nothing can be locked with it.
    """
    with installation.database.writing() as session:
        wave = held(session, company, name, revision)
        _refuse_other_kind(roster, cast("Mode", wave.mode))
        key = _key(installation, wave)
        _replace(session, key, wave, _joined(roster, wave) if join_small else roster)
        return changed(wave)


def join_teams(
    installation: Installation, company: str, name: str, *, revision: int
) -> Changed:
    """Join the teams of a draft that are below the minimum as 'Other teams'.

    Raises:
        ChangedMeanwhileError: the draft has another revision by now.
        RefusedError: it is no draft any more, 'Other teams' is the leadership, or the
            key is gone.
    """
    with installation.database.writing() as session:
        wave = held(session, company, name, revision)
        key = _key(installation, wave)
        _replace(session, key, wave, _joined(_roster(session, key, wave), wave))
        return changed(wave)


def delete(installation: Installation, company: str, name: str) -> None:
    """Delete a draft with its roster and its key, and see that nothing is left.

    Raises:
        RefusedError: it was launched.
    """
    with installation.database.writing() as session:
        wave = existing(session, company, name, hold=True)
        refuse_launched(wave)
        identity = wave.id
        drafts.delete(session, wave)
        left = drafts.remains(session, identity)
        if left:
            raise RuntimeError(f"a deleted draft is still in {', '.join(left)}")
    keys.destroy(installation.keys, identity)


def _key(installation: Installation, wave: Wave) -> WaveKey:
    try:
        return keys.load(installation.keys, wave.id)
    except MissingKeyError:
        raise RefusedError(
            "the key of {company}/{name} is gone",
            company=wave.company.slug,
            name=wave.name,
        ) from None


def _replace(session: Session, key: WaveKey, wave: Wave, roster: Roster) -> None:
    drafts.clear(session, wave)
    wave.departments = listed(roster)
    session.flush()
    add_people(session, key, wave, roster)


def _roster(session: Session, key: WaveKey, wave: Wave) -> Roster:
    """Read a roster back, in memory only."""
    unlocked: dict[int, list[str]] = {one.number: [] for one in wave.departments}
    for _, number, locked in rosters.addresses(session, wave.id):
        unlocked[number].append(addresses.unlock(key, locked))
    return Roster(
        tuple(
            RosterDepartment(
                one.name, one.leadership, tuple(unlocked[one.number]), one.invited
            )
            for one in wave.departments
        )
    )


def _set_dates(
    wave: Wave, opens: datetime | None, closes: datetime | None, now: datetime
) -> None:
    """Set what is given; a draft whose end is past can still be changed otherwise."""
    if opens is None and closes is None:
        return
    opens, closes = opens or wave.opens, closes or wave.closes
    check_dates(opens, closes, now)
    wave.opens, wave.closes = opens, closes


def _set_mode(session: Session, wave: Wave, mode: Mode | None) -> bool:
    """Change the mode; True if that left a roster of the wrong kind, which is gone."""
    before, wave.mode = wave.mode, mode or wave.mode
    if (before == "invited") == (wave.mode == "invited") or not wave.departments:
        return False
    drafts.clear(session, wave)
    return True


def _refuse_other_kind(roster: Roster, mode: Mode) -> None:
    by_address = all(
        len(department.addresses) == department.count
        for department in roster.departments
    )
    if by_address != (mode == "invited"):
        raise RefusedError("this roster is not for the mode {mode}", mode=MODES[mode])


def _joined(roster: Roster, wave: Wave) -> Roster:
    others = OTHERS[wave.language]
    try:
        return join(roster, wave.minimum, others)
    except ValueError:
        raise RefusedError(
            "small teams cannot be joined as {name}, which is the leadership",
            name=others,
        ) from None
