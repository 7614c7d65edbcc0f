"""Actions agreed on with a company, their measured figures, and who is reminded."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from diagnostic.store.models import (
    Account,
    Action,
    Company,
    Measurement,
    Membership,
    Wave,
)

UNDONE = ("open", "doing")
"""States in which an action can be overdue."""
_KEPT = (
    *("dimension", "team", "pattern", "what", "figure", "owner", "due", "state"),
    *("note", "measure", "unit"),
)
"""What tells an action from another one of the same moment."""


def add(session: Session, wave: Wave, values: Mapping[str, Any]) -> Action:
    """Add an action found in a wave."""
    action = Action(company_id=wave.company_id, wave_id=wave.id, **values)
    session.add(action)
    session.flush()
    return action


def same(session: Session, wave: Wave, values: Mapping[str, Any]) -> Action | None:
    """Find an action of a wave that has these values."""
    wanted = select(Action).where(Action.wave_id == wave.id).filter_by(**values)
    return session.scalar(wanted.limit(1))


def find(
    session: Session, company: str, identity: str, *, hold: bool = False
) -> Action | None:
    """Find an action of a company.

    Args:
        session: of the caller.
        company: its slug.
        identity: of the action.
        hold: others who write it wait for the end of this transaction.
    """
    wanted = (
        select(Action)
        .join(Company, Company.id == Action.company_id)
        .where(Company.slug == company, Action.id == identity)
    )
    return session.scalar(wanted.with_for_update(of=Action) if hold else wanted)


def wave_of(session: Session, action: Action) -> Wave:
    """Give the wave that an action was found in."""
    return session.get_one(Wave, action.wave_id)


def listed(session: Session, company: int) -> Sequence[tuple[Action, Wave]]:
    """List a company's actions with the waves they were found in, the first due first.

    Those without a due date come last.
    """
    rows = session.execute(
        select(Action, Wave)
        .join(Wave, Wave.id == Action.wave_id)
        .where(Action.company_id == company)
        .order_by(Action.due.is_(None), Action.due, Action.created, Action.id)
    )
    return [(action, wave) for action, wave in rows]


def of_wave(session: Session, wave: str) -> Sequence[Action]:
    """List the actions found in a wave, in the order of their making."""
    wanted = select(Action).where(Action.wave_id == wave)
    found = session.scalars(wanted).all()
    # Ids are drawn anew by an import, and databases differ in the order of texts.
    return sorted(
        found, key=lambda one: (one.created, *(str(getattr(one, n)) for n in _KEPT))
    )


def measured(
    session: Session, company: int
) -> Mapping[str, tuple[tuple[date, float], ...]]:
    """Give the measured figures of a company's actions, each from the oldest on."""
    rows = session.execute(
        select(Measurement.action_id, Measurement.quarter, Measurement.value)
        .where(Measurement.company_id == company)
        .order_by(Measurement.action_id, Measurement.quarter)
    )
    found: dict[str, tuple[tuple[date, float], ...]] = {}
    for action, quarter, value in rows:
        found[action] = (*found.get(action, ()), (quarter, value))
    return found


def measure(
    session: Session, action: Action, quarter: date, value: float | None
) -> None:
    """Keep the figure of a quarter in place of the one before; None is no figure."""
    if value is not None:
        session.merge(
            Measurement(
                action_id=action.id,
                quarter=quarter,
                company_id=action.company_id,
                value=value,
            )
        )
        session.flush()
        return
    session.execute(
        delete(Measurement).where(
            Measurement.action_id == action.id, Measurement.quarter == quarter
        )
    )


def remove(session: Session, action: Action) -> None:
    """Delete an action with its measured figures."""
    session.execute(delete(Measurement).where(Measurement.action_id == action.id))
    session.execute(delete(Action).where(Action.id == action.id))


def reminded(session: Session, until: date) -> Sequence[int]:
    """List the accounts to which a letter about what is due is owed.

    Args:
        session: of the caller.
        until: the last due date that is told.
    """
    wanted = (
        select(Action.reminded_id)
        .where(_owed(until))
        .distinct()
        # Databases differ in what comes first.
        .order_by(Action.reminded_id)
    )
    return [account for account in session.scalars(wanted) if account is not None]


def owed(
    session: Session, account: int, until: date
) -> Sequence[tuple[Action, Company]]:
    """Take the actions that an account is to be told of, the first due first.

    They count as told from then on, so that no letter repeats them.
    """
    rows = session.execute(
        select(Action, Company)
        .join(Company, Company.id == Action.company_id)
        .where(_owed(until), Action.reminded_id == account)
        .order_by(Action.due, Company.name, Action.id)
        .with_for_update(of=Action)
    )
    found = [(action, company) for action, company in rows]
    _tell(session, [action.id for action, _ in found], told=True)
    return found


def put_back(session: Session, actions: Iterable[str]) -> None:
    """Tell of actions again: the letter that did has not left."""
    _tell(session, actions, told=False)


def _tell(session: Session, actions: Iterable[str], *, told: bool) -> None:
    changed = update(Action).where(Action.id.in_(list(actions))).values(reminded=told)
    session.execute(changed, execution_options={"synchronize_session": False})


def _owed(until: date) -> ColumnElement[bool]:
    """Choose actions that somebody who still sees the company is to be told of."""
    member = exists().where(
        Membership.account_id == Account.id, Membership.company_id == Action.company_id
    )
    sees = exists().where(
        Account.id == Action.reminded_id,
        Account.active,
        or_(Account.role == "administrator", member),
    )
    waits = and_(~Action.reminded, Action.state.in_(UNDONE), Action.due <= until)
    return and_(waits, sees)
