"""The actions of a company, as plain values."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from diagnostic.history.actions import Agreed
from diagnostic.pipeline.actions.typed import Wanted
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.waves import existing_company
from diagnostic.store import actions
from diagnostic.store.database import Session
from diagnostic.store.models import Action, Wave

SOON = 7
"""Days before its due date from which on an action is due soon."""
_TYPED = ("what", "owner", "due", "state", "note", "measure", "unit")


@dataclass(frozen=True)
class Entry:
    """An action in a list.

    Args:
        agreed: the action.
        wanted: the same as it may be changed.
        wave: id of the wave that it was found in.
        waits: it has a due date, and is neither done nor dropped.
        overdue: it waits, and its due date is past.
        soon: it waits, and is due within a week.
        reminds: id of the account that gets a letter when it is due; None is nobody.
        reminded: that letter was written.
        created: when it was agreed on.
        revision: to be given with a change.
    """

    agreed: Agreed
    wanted: Wanted
    wave: str
    waits: bool
    overdue: bool
    soon: bool
    reminds: int | None
    reminded: bool
    created: datetime
    revision: int


def listed(installation: Installation, company: str, now: datetime) -> list[Entry]:
    """List the actions of a company: overdue ones first, those over and done last.

    Args:
        installation: where.
        company: its slug.
        now: the clock; an action is overdue from the day after its due date.

    Raises:
        RefusedError: there is no such company.
    """
    with installation.database.reading() as session:
        owner = existing_company(session, company)
        figures = actions.measured(session, owner.id)
        found = [
            _entry(action, wave, figures.get(action.id, ()), now.date())
            for action, wave in actions.listed(session, owner.id)
        ]
    # Python's sort keeps the order of due dates.
    return sorted(found, key=lambda one: (not one.overdue, one.agreed.is_over))


def find(
    installation: Installation, company: str, action: str, now: datetime
) -> Entry | None:
    """Find an action of a company; None if there is none."""
    with installation.database.reading() as session:
        found = actions.find(session, company, action)
        if found is None:
            return None
        measured = actions.measured(session, found.company_id).get(found.id, ())
        return _entry(found, actions.wave_of(session, found), measured, now.date())


def agreed(session: Session, company: int) -> dict[str, list[Agreed]]:
    """Give the actions of a company by the id of the wave that they were found in."""
    figures = actions.measured(session, company)
    found: dict[str, list[Agreed]] = {}
    for action, wave in actions.listed(session, company):
        own = figures.get(action.id, ())
        found.setdefault(wave.id, []).append(_agreed(action, wave, own))
    return found


def leads_up(found: Wave, wave: Wave) -> bool:
    """Tell whether a wave's report says what became of the actions of another."""
    if found.closed is None or wave.closed is None:
        return False
    return found.subject == wave.subject and found.closed < wave.closed


def _agreed(
    action: Action, wave: Wave, measured: tuple[tuple[date, float], ...]
) -> Agreed:
    own = ("id", "dimension", "team", "pattern", "figure", *_TYPED)
    plain = {name: getattr(action, name) for name in own}
    return Agreed(wave=wave.name, measured=measured, **plain)


def _entry(
    action: Action,
    wave: Wave,
    measured: tuple[tuple[date, float], ...],
    today: date,
) -> Entry:
    typed = {name: getattr(action, name) for name in ("figure", *_TYPED)}
    agreed = _agreed(action, wave, measured)
    overdue = agreed.is_overdue(today)
    within = agreed.is_overdue(today + timedelta(days=SOON + 1))
    return Entry(
        agreed=agreed,
        wanted=Wanted(**typed),
        wave=wave.id,
        waits=action.due is not None and not agreed.is_over,
        overdue=overdue,
        soon=within and not overdue,
        reminds=action.reminded_id,
        reminded=action.reminded,
        created=action.created,
        revision=action.revision,
    )
