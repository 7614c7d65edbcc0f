"""A draft that is being changed, as the consultant saw it."""

from dataclasses import dataclass

from diagnostic.pipeline.refusal import RefusedError
from diagnostic.pipeline.revisions import revise
from diagnostic.store.database import Session
from diagnostic.store.models import Wave


@dataclass(frozen=True)
class Changed:
    """What came of a change.

    Args:
        revision: of the draft now.
        name: of the draft now.
        language: of the draft now; another one if the questionnaire is not written
            in the one before.
        roster_dropped: the roster was of the wrong kind for the new mode, and is gone.
    """

    revision: int
    name: str
    language: str
    roster_dropped: bool = False


def held(session: Session, company: str, name: str, revision: int) -> Wave:
    """Hold a draft that is still as it was shown, or refuse."""
    wave = revise(session, company, name, revision)
    refuse_launched(wave)
    return wave


def refuse_launched(wave: Wave) -> None:
    """Refuse to change what respondents were promised."""
    if wave.state != "draft":
        raise RefusedError(
            "{company}/{name} was launched already",
            company=wave.company.slug,
            name=wave.name,
        )


def changed(wave: Wave, *, roster_dropped: bool = False) -> Changed:
    """Tell what came of a change."""
    return Changed(wave.revision, wave.name, wave.language, roster_dropped)
