"""The actions that a wave's report sets beside their figures."""

from diagnostic.history import Series
from diagnostic.history.actions import Followed, beside
from diagnostic.pipeline.actions.listing import agreed, leads_up
from diagnostic.store import waves
from diagnostic.store.database import Session
from diagnostic.store.models import Wave


def reported(session: Session, wave: Wave, series: Series) -> tuple[Followed, ...]:
    """Give what was agreed on before a wave, beside the figures up to it.

    Args:
        session: of the caller.
        wave: sealed; what its own findings led to is for the next one.
        series: up to this wave.

    Returns:
        Actions found in waves that were closed before it and asked about the same
        initiative, or about none; those of other questionnaires say so.
    """
    found = [
        action
        for identity, actions in agreed(session, wave.company_id).items()
        if leads_up(waves.get(session, identity), wave)
        for action in actions
    ]
    return tuple(beside(found, series))
