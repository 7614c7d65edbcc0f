"""Waves in a row: their maps of departments, and how they compare."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from diagnostic.store.models import Comparison, DepartmentMap, Wave

Pairs = Sequence[tuple[str, str]]
"""Names of departments, the earlier one first."""


def series(session: Session, wave: Wave) -> Sequence[Wave]:
    """List the sealed waves of a wave's questionnaire and subject, oldest first."""
    return session.scalars(
        select(Wave)
        .where(
            Wave.company_id == wave.company_id,
            Wave.questionnaire_key == wave.questionnaire_key,
            Wave.subject == wave.subject,
            Wave.state == "sealed",
        )
        .order_by(Wave.closed, Wave.id)
    ).all()


def mapped(session: Session, earlier: str, later: str) -> Pairs | None:
    """Give the confirmed map of departments of two waves; None if there is none."""
    found = session.get(DepartmentMap, (earlier, later))
    return None if found is None else [(old, new) for old, new in found.pairs]


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


def comparisons(session: Session, waves: Sequence[str]) -> Sequence[Comparison]:
    """List all comparisons between waves of a series."""
    return session.scalars(
        select(Comparison)
        .where(Comparison.earlier_id.in_(waves), Comparison.later_id.in_(waves))
        .order_by(Comparison.earlier_id, Comparison.later_id, Comparison.mapped)
    ).all()
