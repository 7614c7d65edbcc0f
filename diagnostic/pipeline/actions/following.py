"""Actions beside the figures of later quarters, in somebody's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from diagnostic.history import Series
from diagnostic.history.actions import Agreed, beside
from diagnostic.pipeline import remembering, sequences
from diagnostic.pipeline.actions.listing import agreed
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.waves import existing_company
from reports.document import read
from reports.followed import followed
from reports.narrative import Narrator
from reports.past.titles import titled


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
        TamperedError: a release or a comparison was changed since it was made.
    """
    with installation.database.reading() as session:
        found = agreed(session, existing_company(session, company).id)
    told: dict[str, Figures] = {}
    for row in sequences.rows(installation, company) if found else ():
        own = [action for wave in row.waves for action in found.get(wave.id, ())]
        if own:
            told |= _told(remembering.series(installation, row), own, language)
    return told


def _told(series: Series, own: Sequence[Agreed], language: str) -> dict[str, Figures]:
    last = series.quarters[-1]
    narrator = Narrator(read(last.release, last.questionnaire, language))
    told = {}
    for one in beside(own, series):
        title = titled(series.quarters, one.action.dimension, language)
        told[one.action.id] = Figures(title, followed(narrator, one, title))
    return told
