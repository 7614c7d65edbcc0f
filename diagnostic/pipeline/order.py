"""Waves of one questionnaire and subject are sealed in the order of their closing.

What moved since the wave before is said when a wave is sealed, or never.
"""

from diagnostic.ballots import keys
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.store import waves
from diagnostic.store.database import Session
from diagnostic.store.models import Wave


def refuse_out_of_order(
    installation: Installation, session: Session, wave: Wave
) -> None:
    """Refuse to seal a wave by hand before one that was closed earlier.

    One whose key is gone is never sealed and stands in nobody's way. What is sealed
    on its day is not asked: it never waits for another.

    Raises:
        RefusedError: naming the first such wave.
    """
    for earlier in waves.closed_before(session, wave):
        if keys.exists(installation.keys, earlier.id):
            raise RefusedError(
                "{earlier} was closed before {wave} and is not sealed yet: seal it"
                " first",
                earlier=earlier.name,
                wave=wave.name,
            )
