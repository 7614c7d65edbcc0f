"""Drafts: emptied, deleted, and looked for."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from diagnostic.store import rosters
from diagnostic.store.models import Base, Wave


def clear(session: Session, wave: Wave) -> None:
    """Delete the departments of a draft, and everybody in them."""
    rosters.delete_all(session, wave.id)
    wave.departments.clear()
    session.flush()


def delete(session: Session, wave: Wave) -> None:
    """Delete a draft and all that belongs to it."""
    clear(session, wave)
    session.delete(wave)
    session.flush()


def remains(session: Session, wave: str) -> list[str]:
    """Name the tables that still know of a wave, whatever tables there will be."""
    owned = [
        (table.name, table.c.wave_id)
        for table in Base.metadata.sorted_tables
        if "wave_id" in table.c
    ]
    columns = [("wave", Wave.__table__.c.id), *owned]
    return [
        name
        for name, column in columns
        if session.scalar(select(column).where(column == wave).limit(1)) is not None
    ]
