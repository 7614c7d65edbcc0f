"""Ballots: cast once, read as sealed boxes, deleted at sealing."""

from collections.abc import Iterator

from sqlalchemy import delete, func, select, text
from sqlalchemy.orm import Session

from diagnostic.store.models import Ballot, Spent, random_id

# The primary key decides between twenty requests at once, not a question before.
_SPEND = text(
    "INSERT INTO spent (mark, wave_id) VALUES (:mark, :wave) ON CONFLICT DO NOTHING"
)
_IS_SPENT = text("SELECT 1 FROM spent WHERE mark = :mark")
_CAST = text("INSERT INTO ballot (id, wave_id, box) VALUES (:id, :wave_id, :box)")
_CHUNK = 500


def is_spent(session: Session, mark: bytes) -> bool:
    """Tell whether a link or code was used."""
    return session.connection().scalar(_IS_SPENT, {"mark": mark}) is not None


def cast(session: Session, wave: str, box: bytes, mark: bytes | None) -> bool:
    """Put a box into the urn, and mark the link as used if it is good for one vote.

    Returns:
        False if the mark was there already; then nothing is stored.
    """
    if mark is not None:
        spent = session.connection().execute(_SPEND, {"mark": mark, "wave": wave})
        if spent.rowcount != 1:
            return False
    values = {"id": random_id(), "wave_id": wave, "box": box}
    session.connection().execute(_CAST, values)
    return True


def boxes(session: Session, wave: str) -> Iterator[bytes]:
    """Stream the boxes of a wave, in no order that means anything."""
    found = select(Ballot.box).where(Ballot.wave_id == wave)
    yield from session.scalars(found, execution_options={"yield_per": _CHUNK})


def count(session: Session, wave: str) -> int:
    """Count the ballots of a wave."""
    return session.scalar(select(func.count()).where(Ballot.wave_id == wave)) or 0


def delete_all(session: Session, wave: str) -> None:
    """Delete ballots and marks of a wave."""
    session.execute(delete(Ballot).where(Ballot.wave_id == wave))
    session.execute(delete(Spent).where(Spent.wave_id == wave))
