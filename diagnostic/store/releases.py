"""What is left of a sealed wave: release, kept counts, comments."""

import secrets
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from diagnostic.store.models import Comment, Kept, Redaction, Release, random_id

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


def hashes(session: Session, waves: Collection[str]) -> dict[str, str]:
    """Give the hash of the release of each of some waves, by the wave's id."""
    rows = session.execute(
        select(Release.wave_id, Release.sha256).where(Release.wave_id.in_(waves))
    )
    return {wave: sha256 for wave, sha256 in rows}


def kept(session: Session, wave: str) -> str | None:
    """Give what is kept of a sealed wave for later quarters, as JSON."""
    return session.scalar(select(Kept.document).where(Kept.wave_id == wave))


def remarks(session: Session, wave: str) -> Sequence[tuple[Comment, bool]]:
    """List the comments of a sealed wave, and whether each is kept from leaders."""
    rows = session.execute(
        select(Comment, Redaction.comment_id.is_not(None))
        .outerjoin(Redaction, Redaction.comment_id == Comment.id)
        .where(Comment.wave_id == wave)
        .order_by(Comment.id)
    )
    return [(comment, withheld) for comment, withheld in rows]


def redact(session: Session, wave: str, comment: bytes) -> bool:
    """Keep a comment from leaders; False if the wave has no such comment."""
    found = session.get(Comment, comment)
    if found is None or found.wave_id != wave:
        return False
    session.merge(Redaction(comment_id=comment, wave_id=wave))
    return True


def restore(session: Session, wave: str, comment: bytes) -> bool:
    """Take a redaction back; False if there was none."""
    gone = session.execute(
        delete(Redaction)
        .where(Redaction.wave_id == wave, Redaction.comment_id == comment)
        .returning(Redaction.comment_id)
    )
    return gone.scalar() is not None


def comments(session: Session, wave: str) -> Sequence[Remark]:
    """List the comments of a sealed wave."""
    rows = session.execute(
        select(Comment.department, Comment.dimension, Comment.text)
        .where(Comment.wave_id == wave)
        .order_by(Comment.id)
    )
    return [(group, dimension, remark) for group, dimension, remark in rows]
