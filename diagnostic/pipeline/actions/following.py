"""Actions beside the figures of later quarters, in somebody's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from diagnostic.history import Series
from diagnostic.history.actions import Agreed, beside
from diagnostic.pipeline.actions.listing import agreed
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.quarters import series_of
from diagnostic.pipeline.waves import existing_company
from diagnostic.store import quarters, waves
from diagnostic.store.database import Session
from reports.document import read
from reports.followed import followed
from reports.narrative import Narrator
from reports.wording import text_in


@dataclass(frozen=True)
class Figures:
    """The figures of an action.

    Args:
        title: of its dimension.
        rows: ``who``, ``found``, ``now`` and ``said``, see ``reports.followed``.
    """

    title: str
    rows: Sequence[Mapping[str, Any]]


def figures(
    installation: Installation, company: str, language: str
) -> Mapping[str, Figures]:
    """Give the figures of a company's actions, then and in the last quarter.

    Args:
        installation: where.
        company: its slug.
        language: ``en`` or ``pt``.

    Returns:
        By the action's id.

    Raises:
        RefusedError: there is no such company.
    """
    told: dict[str, Figures] = {}
    with installation.database.reading() as session:
        owner = existing_company(session, company)
        found = agreed(session, owner.id)
        for series, own in _families(session, found):
            told |= _told(series, own, language)
    return told


def _families(
    session: Session, found: Mapping[str, Sequence[Agreed]]
) -> list[tuple[Series, list[Agreed]]]:
    """Bring actions together whose waves belong to one series."""
    own: dict[str, list[Agreed]] = {}
    for identity, actions in found.items():
        wave = waves.get(session, identity)
        last = quarters.series(session, wave)[-1]
        own.setdefault(last.id, []).extend(actions)
    return [
        (series_of(session, waves.get(session, last)), actions)
        for last, actions in own.items()
    ]


def _told(series: Series, own: Sequence[Agreed], language: str) -> dict[str, Figures]:
    last = series.quarters[-1]
    narrator = Narrator(read(last.release, last.questionnaire, language))
    told = {}
    for one in beside(own, series):
        title = _title(series, one.action, language)
        told[one.action.id] = Figures(title, followed(narrator, one, title))
    return told


def _title(series: Series, action: Agreed, language: str) -> str:
    """Name a dimension as the last wave does that asked about it."""
    for quarter in reversed(series.quarters):
        for dimension in quarter.questionnaire.dimensions:
            if dimension.key == action.dimension:
                return str(text_in(dimension.title, language))
    return action.dimension
