"""Agrees on actions, changes them, and takes their measured figures down."""

from dataclasses import dataclass
from datetime import date, datetime

from diagnostic.pipeline import audit
from diagnostic.pipeline.actions import listing
from diagnostic.pipeline.actions.suggesting import Finding, check_found
from diagnostic.pipeline.actions.typed import (
    UnfitActionError,
    Wanted,
    figure,
    quarter_of,
    refuse,
    values,
)
from diagnostic.pipeline.commentary import tidy
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.pipeline.revisions import ChangedMeanwhileError
from diagnostic.pipeline.waves import existing, existing_company
from diagnostic.store import actions, documents, waves
from diagnostic.store.database import Session
from diagnostic.store.models import Action, Wave
from questionnaires.saying import Said

GONE = Said("there is no such action any more")
MEASURED = Said(
    "figures were typed in under this name and unit; take them away before it changes"
)


@dataclass(frozen=True)
class Deed:
    """Who does something, and when; the log keeps both.

    Args:
        account: e-mail of the visitor, or ``audit.COMMAND_LINE``.
        now: the clock.
    """

    account: str
    now: datetime


def add(
    installation: Installation,
    company: str,
    finding: Finding,
    wanted: Wanted,
    deed: Deed,
) -> str:
    """Agree on an action that answers a finding of a sealed wave.

    Args:
        installation: where.
        company: its slug.
        finding: what it answers.
        wanted: the action.
        deed: who agrees, and when.

    Returns:
        The action's id.

    Raises:
        UnfitActionError: everything that cannot be kept.
        RefusedError: there is no such wave, it is not sealed, or has no such finding.
    """
    kept = values(wanted)
    check_found(installation, company, finding)
    with installation.database.writing() as session:
        wave = existing(session, company, finding.wave, hold=True)
        answers = {
            "dimension": finding.dimension,
            "team": finding.team,
            "pattern": finding.pattern,
            **kept,
        }
        # Pressed twice it is agreed on once.
        there = actions.same(session, wave, answers)
        if there is not None:
            return there.id
        action = actions.add(session, wave, {**answers, "created": deed.now})
        _changed(session, company, "action_added", wave, deed)
        return action.id


def change(
    installation: Installation,
    company: str,
    action: str,
    wanted: Wanted,
    revision: int,
    deed: Deed,
) -> None:
    """Change an action; who was reminded of another due date is reminded again.

    Args:
        installation: where.
        company: its slug.
        action: its id.
        wanted: what it is to be.
        revision: of the action that was shown.
        deed: who changes it, and when.

    Raises:
        UnfitActionError: everything that cannot be kept.
        ChangedMeanwhileError: somebody else has changed it since.
        RefusedError: there is no such action.
    """
    kept = values(wanted)
    _write(installation, company, action, kept, revision, deed, "action_changed")


def report(
    installation: Installation,
    company: str,
    action: str,
    state: str,
    note: str,
    revision: int,
    deed: Deed,
) -> None:
    """Say how far an action is, and nothing else of it: what leaders of it may do.

    Raises:
        UnfitActionError: everything that cannot be kept.
        ChangedMeanwhileError: somebody else has changed it since.
        RefusedError: there is no such action.
    """
    kept: dict[str, object] = {"state": state, "note": tidy(note).strip()}
    refuse(kept)
    _write(installation, company, action, kept, revision, deed, "action_reported")


def delete(installation: Installation, company: str, action: str, deed: Deed) -> None:
    """Delete an action with its measured figures.

    Raises:
        RefusedError: there is no such action.
    """
    with installation.database.writing() as session:
        found = held(session, company, action)
        _changed(session, company, "action_deleted", _wave(session, found), deed)
        actions.remove(session, found)


def measure(
    installation: Installation,
    company: str,
    action: str,
    quarter: date,
    typed: str,
    deed: Deed,
) -> None:
    """Keep an action's measured figure of a quarter; again replaces it.

    Args:
        installation: where.
        company: its slug.
        action: its id.
        quarter: its first day; not after today's.
        typed: a number, with a decimal point or comma; nothing takes the figure away.
        deed: who types it in, and when.

    Raises:
        UnfitActionError: no number, or no quarter.
        RefusedError: there is no such action, or it measures nothing.
    """
    value = figure(typed)
    if quarter != quarter_of(quarter) or quarter > deed.now.date():
        said = Said("choose a quarter that has begun")
        raise UnfitActionError({"quarter": said})
    with installation.database.writing() as session:
        found = held(session, company, action)
        if not found.measure:
            raise RefusedError("this action measures nothing")
        if _measured(session, found).get(quarter) == value:
            return
        actions.measure(session, found, quarter, value)
        _changed(session, company, "action_measured", _wave(session, found), deed)


def remind(
    installation: Installation,
    company: str,
    action: str,
    account: int,
    *,
    wanted: bool,
) -> None:
    """Send somebody a letter once the action is due within a week, or do not.

    Raises:
        RefusedError: there is no such action.
    """
    with installation.database.writing() as session:
        found = held(session, company, action)
        if wanted and found.reminded_id != account:
            found.reminded_id, found.reminded = account, False
        elif not wanted and found.reminded_id == account:
            found.reminded_id = None


def held(session: Session, company: str, action: str) -> Action:
    """Hold an action until the end of the transaction.

    Raises:
        RefusedError: there is no such action.
    """
    found = actions.find(session, company, action, hold=True)
    if found is None:
        existing_company(session, company)
        raise RefusedError(GONE)
    return found


def _write(
    installation: Installation,
    company: str,
    action: str,
    kept: dict[str, object],
    revision: int,
    deed: Deed,
    act: str,
) -> None:
    with installation.database.writing() as session:
        found = held(session, company, action)
        if found.revision != revision:
            raise ChangedMeanwhileError(
                Said(
                    "somebody else has changed this action in the meantime; see what"
                    " it is like now, and change it again"
                )
            )
        changed = {k for k, value in kept.items() if getattr(found, k) != value}
        if not changed:
            return
        if changed & {"measure", "unit"} and _measured(session, found):
            raise UnfitActionError({"measure": MEASURED})
        if "due" in changed:
            found.reminded = False
        for name, value in kept.items():
            setattr(found, name, value)
        found.revision += 1
        _changed(session, company, act, _wave(session, found), deed)


def _wave(session: Session, action: Action) -> Wave:
    return actions.wave_of(session, action)


def _measured(session: Session, action: Action) -> dict[date, float]:
    return dict(actions.measured(session, action.company_id).get(action.id, ()))


def _changed(session: Session, company: str, act: str, wave: Wave, deed: Deed) -> None:
    """Note it down, and let the reports that speak of it be made again."""
    sealed = waves.sealed(session, company)
    later = [one.id for one in sealed if listing.leads_up(wave, one)]
    documents.forget_since(session, later)
    # Of an action itself the log says nothing: it may name people.
    audit.note(session, deed.account, company, act, deed.now, wave=wave.name)
