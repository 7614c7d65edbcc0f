"""Waves in a row: their maps of departments, and how they compare."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager

from diagnostic.store.models import Company, Comparison, DepartmentMap, Wave

Pairs = Sequence[tuple[str, str]]
"""Names of departments, the earlier one first."""


def series(session: Session, wave: Wave) -> Sequence[Wave]:
    """List the sealed waves of a wave's questionnaire and subject, oldest first."""
    return named(session, wave.company_id, wave.questionnaire_key, wave.subject)


def named(session: Session, company: int, key: str, subject: str) -> Sequence[Wave]:
    """List the sealed waves of a questionnaire and subject, oldest first."""
    return session.scalars(
        select(Wave)
        .where(
            Wave.company_id == company,
            Wave.questionnaire_key == key,
            Wave.subject == subject,
            Wave.state == "sealed",
        )
        .order_by(Wave.closed, Wave.id)
    ).all()


def since(session: Session, wave: Wave) -> list[str]:
    """Give the ids of a sealed wave and of those after it in its series."""
    every = [one.id for one in series(session, wave)]
    return every[every.index(wave.id) :]


def begun(session: Session, company: int, key: str, subject: str) -> datetime | None:
    """Tell when the first wave of a series opens or opened that is run here.

    Drafts may still be moved, and imported waves were run elsewhere.
    """
    return session.scalar(
        select(func.min(Wave.opens)).where(
            Wave.company_id == company,
            Wave.questionnaire_key == key,
            Wave.subject == subject,
            Wave.state != "draft",
            Wave.imported.is_(False),
        )
    )


def mapped(session: Session, earlier: str, later: str) -> Pairs | None:
    """Give the confirmed map of departments of two waves; None if there is none."""
    found = session.get(DepartmentMap, (earlier, later))
    return None if found is None else [(old, new) for old, new in found.pairs]


def maps(session: Session, waves: Sequence[str]) -> Sequence[DepartmentMap]:
    """List the confirmed maps between waves of a series."""
    return session.scalars(
        select(DepartmentMap).where(
            DepartmentMap.earlier_id.in_(waves), DepartmentMap.later_id.in_(waves)
        )
    ).all()


def confirm(
    session: Session, earlier: str, later: str, pairs: Pairs, now: datetime
) -> None:
    """Store a map of departments, for good."""
    session.add(
        DepartmentMap(
            earlier_id=earlier,
            later_id=later,
            pairs=[list(pair) for pair in pairs],
            confirmed=now,
        )
    )
    session.flush()


def comparison(
    session: Session, earlier: str, later: str, *, mapped: bool
) -> bytes | None:
    """Give what may be shown of two waves side by side, if it was computed."""
    return session.scalar(
        select(Comparison.document).where(
            Comparison.earlier_id == earlier,
            Comparison.later_id == later,
            Comparison.mapped == mapped,
        )
    )


def add_comparison(
    session: Session,
    earlier: str,
    later: str,
    document: bytes,
    sha256: str,
    *,
    mapped: bool,
) -> None:
    """Store what may be shown of two waves side by side, for good."""
    session.add(
        Comparison(
            earlier_id=earlier,
            later_id=later,
            mapped=mapped,
            document=document,
            sha256=sha256,
        )
    )
    session.flush()


def hashes(session: Session, waves: Sequence[str]) -> list[tuple[str, str, bool, str]]:
    """List the comparisons of waves: both ids, whether it is under maps, the hash."""
    columns = Comparison.earlier_id, Comparison.later_id
    rows = session.execute(
        select(*columns, Comparison.mapped, Comparison.sha256)
        .where(*(column.in_(waves) for column in columns))
        .order_by(*columns, Comparison.mapped)
    )
    return [(earlier, later, mapped, sha256) for earlier, later, mapped, sha256 in rows]


def comparisons(session: Session, waves: Sequence[str]) -> Sequence[Comparison]:
    """List all comparisons between waves of a series."""
    return session.scalars(
        select(Comparison)
        .where(Comparison.earlier_id.in_(waves), Comparison.later_id.in_(waves))
        .order_by(Comparison.earlier_id, Comparison.later_id, Comparison.mapped)
    ).all()


def latest(session: Session, companies: Collection[str] | None) -> Sequence[Wave]:
    """Give the last two sealed waves of each company, questionnaire and subject.

    Args:
        session: of the caller.
        companies: slugs; None is every company.

    Returns:
        With their companies, by the companies' slugs; the last of two comes last.
    """
    series = (Wave.company_id, Wave.questionnaire_key, Wave.subject)
    place = func.row_number().over(
        partition_by=series, order_by=(Wave.closed.desc(), Wave.id.desc())
    )
    ranked = select(Wave.id, place.label("place")).where(Wave.state == "sealed")
    last = ranked.subquery()
    wanted = (
        select(Wave)
        .join(last, (last.c.id == Wave.id) & (last.c.place <= 2))
        .join(Company, Company.id == Wave.company_id)
        .options(contains_eager(Wave.company))
        .order_by(
            Company.slug,
            Wave.questionnaire_key,
            Wave.subject,
            last.c.place.desc(),
        )
    )
    if companies is not None:
        wanted = wanted.where(Company.slug.in_(companies))
    return session.scalars(wanted).all()
