"""Two who change one wave notice each other."""

from diagnostic.pipeline.refusal import RefusedError
from diagnostic.pipeline.waves import existing
from diagnostic.store.database import Session
from diagnostic.store.models import Wave
from questionnaires.saying import Said


class ChangedMeanwhileError(RefusedError):
    """Somebody else has changed the wave since it was shown."""


def revise(session: Session, company: str, name: str, revision: int) -> Wave:
    """Hold a wave that is still as it was shown, and give it a new revision.

    Args:
        session: a writing one, of the caller.
        company: its slug.
        name: of the wave.
        revision: of the wave that was shown.

    Raises:
        ChangedMeanwhileError: it has another one by now.
        RefusedError: there is no such wave.
    """
    wave = existing(session, company, name, hold=True)
    refuse_other(wave, revision)
    wave.revision += 1
    return wave


def refuse_other(wave: Wave, revision: int) -> None:
    """Refuse a wave that is not as it was shown.

    Raises:
        ChangedMeanwhileError: it has another revision by now.
    """
    if wave.revision != revision:
        raise ChangedMeanwhileError(
            Said(
                "somebody else has changed this wave in the meantime; see what it is"
                " like now, and change it again"
            )
        )
