"""What is left of a sealed wave: release, kept counts, comments."""

import secrets
from collections.abc import Iterable, Sequence

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from diagnostic.store.models import Comment, Kept, Release, random_id

Remark = tuple[str | None, str | None, str]
"""Department, dimension and text of a comment."""


def add(
    session: Session,
    wave: str,
    document: bytes,
    sha256: str,
    kept: str,
    comments: Iterable[Remark],
) -> None:
    """Store what a sealed wave leaves.

    The comments' ids are drawn and sorted here, so that the order of rows is that of
    the ids on both kinds of database, whatever order they come in.
    """
    session.add(Release(wave_id=wave, document=document, sha256=sha256))
    session.add(Kept(wave_id=wave, document=kept))
    session.flush()
    remarks = list(comments)
    secrets.SystemRandom().shuffle(remarks)
    rows = [
        {
            "id": identity,
            "wave_id": wave,
            "department": department,
            "dimension": dimension,
            "text": remark,
        }
        for identity, (department, dimension, remark) in zip(
            sorted(random_id() for _ in remarks), remarks, strict=True
        )
    ]
    if rows:
        session.execute(insert(Comment), rows)


def document(session: Session, wave: str) -> bytes | None:
    """Give the release of a wave as its bytes; None before it is sealed."""
    return session.scalar(select(Release.document).where(Release.wave_id == wave))


def kept(session: Session, wave: str) -> str | None:
    """Give what is kept of a sealed wave for later quarters, as JSON."""
    return session.scalar(select(Kept.document).where(Kept.wave_id == wave))


def comments(session: Session, wave: str) -> Sequence[Remark]:
    """List the comments of a sealed wave."""
    rows = session.execute(
        select(Comment.department, Comment.dimension, Comment.text)
        .where(Comment.wave_id == wave)
        .order_by(Comment.id)
    )
    return [(group, dimension, remark) for group, dimension, remark in rows]
