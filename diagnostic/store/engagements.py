"""What of a company goes into an archive, and comes back from one."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from diagnostic.store.models import (
    Comment,
    Department,
    Event,
    Kept,
    Redaction,
    Release,
    Wave,
    random_id,
)

Told = tuple[str | None, str | None, str, bool]
"""Department, dimension and text of a comment, and whether it is redacted."""


def comments(session: Session, wave: str) -> Sequence[Told]:
    """List the comments of a sealed wave in their order, which tells nothing."""
    rows = session.execute(
        select(
            Comment.department,
            Comment.dimension,
            Comment.text,
            Redaction.comment_id.is_not(None),
        )
        .outerjoin(Redaction, Redaction.comment_id == Comment.id)
        .where(Comment.wave_id == wave)
        .order_by(Comment.id)
    )
    return [
        (department, dimension, text, bool(redacted))
        for department, dimension, text, redacted in rows
    ]


def known(session: Session, waves: Iterable[str]) -> set[str]:
    """Give those waves that there are already."""
    return set(session.scalars(select(Wave.id).where(Wave.id.in_(list(waves)))))


def add_sealed(
    session: Session,
    values: dict[str, Any],
    departments: Iterable[dict[str, Any]],
    document: bytes,
    sha256: str,
    kept: str | None,
) -> None:
    """Add a wave that was sealed elsewhere; nothing is left of it to be erased."""
    wave = Wave(**values, state="sealed", scrubbed=True)
    wave.departments = [Department(**each) for each in departments]
    session.add(wave)
    session.flush()
    session.add(Release(wave_id=wave.id, document=document, sha256=sha256))
    if kept is not None:
        session.add(Kept(wave_id=wave.id, document=kept))
    session.flush()


def add_comments(session: Session, wave: str, told: Iterable[Told]) -> None:
    """Add the comments of a sealed wave under new ids, in the order they come in."""
    comments = list(told)
    ids = sorted(random_id() for _ in comments)
    rows = [
        {
            "id": identity,
            "wave_id": wave,
            "department": department,
            "dimension": dimension,
            "text": text,
        }
        for identity, (department, dimension, text, _) in zip(
            ids, comments, strict=True
        )
    ]
    hidden = [
        {"comment_id": identity, "wave_id": wave}
        for identity, (*_, redacted) in zip(ids, comments, strict=True)
        if redacted
    ]
    for table, added in ((Comment, rows), (Redaction, hidden)):
        if added:
            session.execute(insert(table), added)


def add_entries(
    session: Session,
    company: str,
    entries: Iterable[tuple[datetime, str, str, dict[str, Any]]],
) -> None:
    """Add entries of another installation's log: moment, account, act, about."""
    for at, account, act, about in entries:
        session.add(
            Event(
                at=at,
                account=account,
                company=company,
                act=act,
                about=about,
                elsewhere=True,
            )
        )
    session.flush()
