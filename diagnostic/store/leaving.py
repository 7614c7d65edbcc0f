"""A company leaves: everything of it is deleted, and nothing of anybody else."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, func, insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Session

from diagnostic.store import models, witness
from diagnostic.store.database import Database
from diagnostic.store.models import Company, Document, Wave, random_name

_TRIES = 3
# Somebody wrote to the company meanwhile: serialization, deadlock, foreign key.
_CONFLICTS = {"40001", "40P01", "23503"}


TABLES = tuple(table.name for table in models.Base.metadata.sorted_tables)
"""All of them: hardly one has no row of a company."""


class ConflictError(Exception):
    """Others kept writing to the company; nothing was deleted."""


class DisturbedError(Exception):
    """What is left would not be what others had before; nothing was deleted."""


@dataclass(frozen=True)
class Gone:
    """What a deletion came to.

    Args:
        waves: how many were deleted.
        rows: rows of all tables that were deleted.
        compared: rows of others, each the same before and after.
    """

    waves: int
    rows: int
    compared: int


def remove(
    database: Database, slug: str, finish: Callable[[Session, Gone], None]
) -> Gone | None:
    """Delete a company and everything of it, in one transaction.

    Its waves' keys are left to be destroyed, and files to be scrubbed: ``pending``.

    Args:
        database: where.
        slug: of the company.
        finish: writes down that it happened, in the same transaction.

    Returns:
        What was deleted; None if there is no such company.

    Raises:
        ConflictError: others kept writing to it. Nothing was deleted.
        DisturbedError: something of the company was left, or something of others
            was not as before. Nothing was deleted.
    """
    for _ in range(_TRIES):
        try:
            with _of_one_moment(database) as session:
                return _remove(session, slug, finish)
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) not in _CONFLICTS:
                raise
    raise ConflictError


def pending(session: Session) -> list[str]:
    """List what is still to be erased: ids of waves whose keys must go."""
    return list(session.scalars(select(models.Erasure.id)))


def erased(session: Session, done: Sequence[str]) -> None:
    """Note that nothing is left of what was to be erased."""
    session.execute(delete(models.Erasure).where(models.Erasure.id.in_(done)))


def holdings(session: Session, company: Company) -> Mapping[str, int]:
    """Count what a company has, by what people call it."""
    own = Wave.company_id == company.id
    waves = select(Wave.id).where(own)
    unsealed = Wave.state.in_(("scheduled", "open", "closed"))
    wanted = (
        ("sealed", Wave, own & (Wave.state == "sealed")),
        ("unsealed", Wave, own & unsealed),
        ("drafts", Wave, own & (Wave.state == "draft")),
        ("people", models.Participant, models.Participant.wave_id.in_(waves)),
        ("comments", models.Comment, models.Comment.wave_id.in_(waves)),
        ("actions", models.Action, models.Action.company_id == company.id),
        ("files", Document, Document.wave_id.in_(waves)),
        ("members", models.Membership, models.Membership.company_id == company.id),
        ("entries", models.Event, models.Event.company == company.slug),
    )
    return {
        name: _counted(session, table, condition) for name, table, condition in wanted
    }


@contextmanager
def _of_one_moment(database: Database) -> Iterator[Session]:
    """Give a writing session that sees what others commit meanwhile neither way.

    Others go on writing on PostgreSQL; to the same rows one of both fails.
    """
    with database.writing() as session:
        if not database.is_sqlite:
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        yield session


def _remove(
    session: Session, slug: str, finish: Callable[[Session, Gone], None]
) -> Gone | None:
    held = select(Company).where(Company.slug == slug).with_for_update()
    company = session.scalar(held)
    if company is None:
        return None
    found = session.execute(
        select(Wave.id, Wave.name)
        .where(Wave.company_id == company.id)
        .with_for_update()
    ).all()
    waves = [identity for identity, _ in found]
    files = _files_of_many(session, slug, [name for _, name in found])
    before = witness.of_others(session, company.id, slug, files)
    rows = _delete(session, company, waves, files)
    after = witness.of_all(session)
    if before != after:
        raise DisturbedError
    # Without a wave there are rows to be scrubbed all the same.
    left = [{"id": identity} for identity in waves or [random_name()]]
    session.execute(insert(models.Erasure), left)
    gone = Gone(len(waves), rows, after.number)
    finish(session, gone)
    return gone


def _files_of_many(session: Session, slug: str, names: Sequence[str]) -> list[str]:
    """List the files of many companies in which this one's report is, or will be.

    One that is being made now may hold it already, whatever the row says.
    """
    found = session.execute(
        select(Document.id, Document.state, Document.wave_name, Document.companies)
        .where(Document.wave_id.is_(None))
        .order_by(Document.id)
    )
    return [
        identity
        for identity, state, name, companies in found
        if (slug in companies if state == "done" else name in names)
    ]


def _delete(
    session: Session, company: Company, waves: Sequence[str], files: Sequence[str]
) -> int:
    """Delete what a company has, whatever refers to something before it."""
    owner, slug = company.id, company.slug
    session.expunge(company)
    session.execute(insert(models.Farewell), {"company_id": owner, "gone": 0})
    deleted = sum(
        _deleted(session, table, table.wave_id.in_(waves))
        for table in (
            *(models.Mail, models.Participant, models.Spent, models.Ballot),
            *(models.Redaction, models.Comment, models.Kept, models.Release),
            *(models.Wording, models.Commentary, models.Notice),
            *(models.Department, Document),
        )
    )
    compared, mapped = models.Comparison, models.DepartmentMap
    for table, condition in (
        (compared, compared.later_id.in_(waves)),
        (mapped, mapped.later_id.in_(waves)),
        (models.Measurement, models.Measurement.company_id == owner),
        (models.Action, models.Action.company_id == owner),
        (Document, Document.id.in_(files)),
        (Wave, Wave.company_id == owner),
        (models.Brand, models.Brand.company_id == owner),
        (models.Membership, models.Membership.company_id == owner),
        (models.Event, models.Event.company == slug),
        (Company, Company.id == owner),
    ):
        deleted += _deleted(session, table, condition)
    _deleted(session, models.Farewell, models.Farewell.company_id == owner)
    return deleted


def _deleted(
    session: Session, table: type[DeclarativeBase], condition: ColumnElement[bool]
) -> int:
    number = _counted(session, table, condition)
    session.execute(
        delete(table).where(condition), execution_options={"synchronize_session": False}
    )
    return number


def _counted(
    session: Session, table: type[DeclarativeBase], condition: ColumnElement[bool]
) -> int:
    wanted = select(func.count()).select_from(table).where(condition)
    return session.scalar(wanted) or 0
