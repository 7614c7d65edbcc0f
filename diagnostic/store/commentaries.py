"""The consultant's own words in the report of a sealed wave."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from diagnostic.store.models import Commentary


def in_language(session: Session, wave: str, language: str) -> dict[str, str]:
    """Give the texts that a wave has in a language, by section."""
    wanted = select(Commentary.section, Commentary.text).where(
        Commentary.wave_id == wave, Commentary.language == language
    )
    return {section: text for section, text in session.execute(wanted)}


def of_wave(session: Session, wave: str) -> Sequence[tuple[str, str, str]]:
    """List language, section and text of all that a wave has, in their order."""
    found = session.scalars(select(Commentary).where(Commentary.wave_id == wave))
    # Databases differ in what comes first, a hyphen or a letter.
    return sorted((one.language, one.section, one.text) for one in found)


def put(session: Session, wave: str, language: str, section: str, text: str) -> None:
    """Keep a text in place of the one before; an empty one is none."""
    if text:
        session.merge(
            Commentary(wave_id=wave, language=language, section=section, text=text)
        )
        return
    session.execute(
        delete(Commentary).where(
            Commentary.wave_id == wave,
            Commentary.language == language,
            Commentary.section == section,
        )
    )
