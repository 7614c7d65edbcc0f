"""Actions beside the figures of later quarters, in somebody's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from diagnostic.history import Series
from diagnostic.history.actions import beside
from diagnostic.pipeline import remembering, sequences
from diagnostic.pipeline.actions.listing import Entry
from diagnostic.pipeline.installation import Installation
from reports.document import read
from reports.followed import followed, whom
from reports.narrative import Narrator
from reports.past.titles import titled


@dataclass(frozen=True)
class Figures:
    """An action beside its figures.

    Args:
        entry: the action.
        title: of its dimension.
        about: whom its finding is about, in words.
        rows: ``who``, ``found``, ``now`` and ``said``, see ``reports.followed``.
    """

    entry: Entry
    title: str
    about: Markup
    rows: Sequence[Mapping[str, Any]]


def figures(
    installation: Installation, company: str, found: Sequence[Entry], language: str
) -> list[Figures]:
    """Set actions of a company beside their figures, then and in the last quarter.

    Args:
        installation: where.
        company: its slug.
        found: actions of it; one whose wave was deleted since is left out.
        language: ``en`` or ``pt``.

    Returns:
        In the order of the actions.

    Raises:
        TamperedError: a release or a comparison was changed since it was made.
    """
    told: dict[str, Figures] = {}
    for row in sequences.rows(installation, company) if found else ():
        ids = {wave.id for wave in row.waves}
        own = [entry for entry in found if entry.wave in ids]
        if own:
            told |= _told(remembering.series(installation, row), own, language)
    return [told[e.agreed.id] for e in found if e.agreed.id in told]


def _told(series: Series, own: Sequence[Entry], language: str) -> dict[str, Figures]:
    last = series.quarters[-1]
    narrator = Narrator(read(last.release, last.questionnaire, language))
    words, told = narrator.reading.words, {}
    sides = beside((entry.agreed for entry in own), series)
    for entry, one in zip(own, sides, strict=True):
        title = titled(series.quarters, one.action.dimension, language)
        rows = followed(narrator, one, title)
        told[one.action.id] = Figures(entry, title, whom(words, one.groups), rows)
    return told
