"""Waves: found, moved from state to state, and listed by what is due."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    bindparam,
    case,
    func,
    inspect,
    select,
    update,
)
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from diagnostic.store.models import Company, Department, State, Wave

# Written once: every respondent's request asks these.
_TABLE = inspect(Wave).local_table
_OPEN_NOW = (
    _TABLE.c.state == "open",
    _TABLE.c.opens <= bindparam("now"),
    _TABLE.c.closes > bindparam("now"),
)
_COLLECTING = select(_TABLE.c.id, _TABLE.c.roster_version).where(*_OPEN_NOW)
_COLLECTS = (
    select(_TABLE.c.id)
    .where(_TABLE.c.id == bindparam("wave"), *_OPEN_NOW)
    .with_for_update(read=True)
)

_GLANCE = (
    *(Wave.id, Wave.name, Wave.state, Wave.subject),
    *(Wave.opens, Wave.closes, Wave.closed),
    select(func.coalesce(func.sum(Department.invited), 0))
    .where(Department.wave_id == Wave.id)
    .scalar_subquery(),
    Wave.answered,
    Wave.counted,
    Wave.imported,
)


def find(
    session: Session, company: str, name: str, *, hold: bool = False
) -> Wave | None:
    """Find a wave by its company's slug and its name.

    Args:
        session: of the caller.
        company: its slug.
        name: of the wave.
        hold: let nobody else change it until the commit.
    """
    wanted = (
        select(Wave)
        .join(Company)
        .where(Company.slug == company, Wave.name == name)
        .options(contains_eager(Wave.company))
    )
    return session.scalar(wanted.with_for_update(of=Wave) if hold else wanted)


def get(session: Session, wave: str) -> Wave:
    """Give a wave that is known to exist; ``LookupError`` if it does not."""
    found = session.get(Wave, wave, options=[joinedload(Wave.company)])
    if found is None:
        raise LookupError(f"there is no wave {wave}")
    return found


def look_up(session: Session, wave: str) -> Wave | None:
    """Find a wave by its id, with its company and departments."""
    loaded = [joinedload(Wave.company), selectinload(Wave.departments)]
    return session.get(Wave, wave, options=loaded)


def number(session: Session, company: int) -> int:
    """Count the waves of a company."""
    counted = select(func.count()).select_from(Wave).where(Wave.company_id == company)
    return session.scalar(counted) or 0


def current(session: Session) -> Sequence[Row[Any]]:
    """Give for each company the wave that is on, or else its last one.

    Returns:
        Slug of the company, and the columns of ``of_company``.
    """
    matters = case(
        {"open": 0, "closed": 1, "scheduled": 2, "draft": 3}, value=Wave.state, else_=4
    )
    place = func.row_number().over(
        partition_by=Wave.company_id,
        order_by=(matters, Wave.created.desc(), Wave.id),
    )
    first = select(Wave.id, place.label("place")).subquery()
    return session.execute(
        select(Company.slug, *_GLANCE)
        .join(Wave, Wave.company_id == Company.id)
        .join(first, (first.c.id == Wave.id) & (first.c.place == 1))
    ).all()


def of_company(session: Session, company: str) -> Sequence[Row[Any]]:
    """List the waves of a company, the newest first.

    Returns:
        Id, name, state, subject, opens, closes, closed, people invited, people who
        answered as far as it may be known, the day for which they were counted, and
        whether it was imported.
    """
    return session.execute(
        select(*_GLANCE)
        .join(Company, Company.id == Wave.company_id)
        .where(Company.slug == company)
        .order_by(Wave.created.desc(), Wave.id)
    ).all()


def sealed(session: Session, company: str) -> Sequence[Wave]:
    """List the sealed waves of a company, the one that was closed last first."""
    return session.scalars(
        select(Wave)
        .join(Company)
        .where(Company.slug == company, Wave.state == "sealed")
        .order_by(Wave.closed.desc(), Wave.id.desc())
    ).all()


def newest_departments(session: Session, company: str) -> list[tuple[str, bool, int]]:
    """Give name, leadership and people invited of the newest wave run here."""
    newest = (
        select(Wave.id)
        .join(Company, Company.id == Wave.company_id)
        .where(
            Company.slug == company, Wave.departments.any(), Wave.imported.is_(False)
        )
        .order_by(Wave.created.desc(), Wave.id)
        .limit(1)
    )
    rows = session.execute(
        select(Department.name, Department.leadership, Department.invited)
        .where(Department.wave_id == newest.scalar_subquery())
        .order_by(Department.number)
    )
    return [(name, leadership, invited) for name, leadership, invited in rows]


def collecting(session: Session, now: datetime) -> dict[str, int]:
    """Give the version of the roster of each wave that takes answers now."""
    rows = session.connection().execute(_COLLECTING, {"now": now})
    return {identity: version for identity, version in rows}


def collects(session: Session, wave: str, now: datetime) -> bool:
    """Tell whether a wave takes answers, and hold it so until the commit.

    Without the lock a wave could close and be counted between the question and the
    answer's commit, and somebody who was thanked would not be counted.
    """
    held = session.connection().scalar(_COLLECTS, {"wave": wave, "now": now})
    return held is not None


def move(session: Session, wave: str, before: State, after: State) -> bool:
    """Move a wave from one state to the next; False if another was faster."""
    moved = session.execute(
        update(Wave)
        .where(Wave.id == wave, Wave.state == before)
        .values(state=after)
        .returning(Wave.id)
    )
    return moved.scalar() is not None


def reread(session: Session, company: int | None) -> None:
    """Let every process read again what the respondents of a company are asked.

    Args:
        session: of the caller.
        company: its id; None is every company.
    """
    launched = Wave.state.in_(("scheduled", "open"))
    owned = launched if company is None else launched & (Wave.company_id == company)
    version = Wave.roster_version + 1
    session.execute(update(Wave).where(owned).values(roster_version=version))


def rivals(session: Session, wave: Wave) -> Sequence[Wave]:
    """List waves of the same questionnaire and subject, launched and not closed."""
    return session.scalars(
        select(Wave).where(
            Wave.id != wave.id,
            Wave.company_id == wave.company_id,
            Wave.questionnaire_key == wave.questionnaire_key,
            Wave.subject == wave.subject,
            Wave.state.in_(("scheduled", "open")),
        )
    ).all()


def earlier(session: Session, wave: Wave) -> Sequence[Wave]:
    """List the sealed waves that a wave is followed up from, oldest first."""
    return session.scalars(
        select(Wave)
        .where(
            Wave.company_id == wave.company_id,
            Wave.questionnaire_key == wave.questionnaire_key,
            Wave.subject == wave.subject,
            Wave.state == "sealed",
            Wave.closed < wave.closed,
        )
        .order_by(Wave.closed, Wave.id)
    ).all()


def closed_before(session: Session, wave: Wave) -> Sequence[Wave]:
    """List the unsealed waves of a wave's series that were closed before it."""
    return session.scalars(
        select(Wave)
        .where(
            Wave.id != wave.id,
            Wave.company_id == wave.company_id,
            Wave.questionnaire_key == wave.questionnaire_key,
            Wave.subject == wave.subject,
            Wave.state == "closed",
            *([Wave.closed < wave.closed] if wave.closed else []),
        )
        .order_by(Wave.closed, Wave.id)
    ).all()


def to_open(session: Session, now: datetime) -> list[str]:
    """List scheduled waves whose beginning has come."""
    return _ids(session, Wave.state == "scheduled", Wave.opens <= now)


def to_close(session: Session, now: datetime) -> list[str]:
    """List open waves whose end has come."""
    return _ids(session, Wave.state == "open", Wave.closes <= now)


def to_seal(session: Session, closed_before: datetime) -> list[str]:
    """List waves that were closed before a moment and not sealed since."""
    return _ids(session, Wave.state == "closed", Wave.closed <= closed_before)


def to_seal_soon(session: Session) -> list[str]:
    """List closed waves that somebody wants to be sealed before their day."""
    return _ids(session, Wave.state == "closed", Wave.seal_soon.is_(True))


def to_scrub(session: Session) -> list[str]:
    """List sealed waves whose key and remains may still be there."""
    return _ids(session, Wave.state == "sealed", Wave.scrubbed.is_(False))


def in_state(session: Session, state: State) -> list[str]:
    """List the waves in a state."""
    return _ids(session, Wave.state == state)


def _ids(session: Session, *conditions: ColumnElement[bool]) -> list[str]:
    found = select(Wave.id).where(*conditions).order_by(Wave.closes, Wave.id)
    return list(session.scalars(found))
