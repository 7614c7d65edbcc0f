"""The consultant's own texts of a wave's mails."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from diagnostic.store.models import Wording


def of_wave(session: Session, wave: str) -> dict[str, tuple[str, str]]:
    """Give subject and body by kind, of the kinds that have their own."""
    found = session.scalars(select(Wording).where(Wording.wave_id == wave))
    return {one.kind: (one.subject, one.body) for one in found}


def put(session: Session, wave: str, kind: str, subject: str, body: str) -> None:
    """Keep a text in place of the one before."""
    session.merge(Wording(wave_id=wave, kind=kind, subject=subject, body=body))


def remove(session: Session, wave: str, kind: str) -> None:
    """Leave a kind of mail to our own words."""
    session.execute(
        delete(Wording).where(Wording.wave_id == wave, Wording.kind == kind)
    )
