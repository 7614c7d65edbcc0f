"""Quarter after quarter as pages: a series in, plain values and words out."""

from typing import Any

from diagnostic.history import Quarter, Series, since
from diagnostic.history.lines import Names
from reports.document import read
from reports.quarterly.between import between
from reports.quarterly.gaps import gaps
from reports.quarterly.lines import agreement, multiples
from reports.quarterly.pairs import Pair
from reports.reading import Entry
from reports.wording import text_in

Page = dict[str, Any]

__all__ = ["overview", "side_by_side"]


def overview(series: Series, language: str, names: Names = "now") -> Page:
    """Compute what is said of a series: since last quarter, and over all of them.

    Args:
        series: at least one quarter.
        language: ``en`` or ``pt``.
        names: departments as they are ``now``, or as they were ``then``.

    Returns:
        ``headline``, ``lead`` and ``since`` are None of a first quarter, ``agreement``
        where nothing of leadership is shown; ``imported`` names waves.
    """
    last = series.quarters[-1]
    reading = read(last.release, last.questionnaire, language)
    found = since.since(series)
    nothing: Page = dict.fromkeys(("headline", "lead", "since"))
    return {
        "asked": text_in(last.questionnaire.title, language),
        **(between(Pair(found, reading)) if found else nothing),
        "waves": [quarter.name for quarter in series.quarters],
        "imported": _imported(*series.quarters),
        "multiples": multiples(series, reading, names),
        "agreement": agreement(series, reading),
        "register": gaps(series, reading),
    }


def side_by_side(
    earlier: Quarter, later: Quarter, document: Entry, language: str
) -> Page:
    """Compute what is said of any two quarters of a series.

    Args:
        earlier: the earlier quarter.
        later: the later one.
        document: their comparison, see docs/release.md.
        language: ``en`` or ``pt``.
    """
    reading = read(later.release, later.questionnaire, language)
    found = since.between(earlier, later, document)
    return {
        "asked": text_in(later.questionnaire.title, language),
        **between(Pair(found, reading)),
        "imported": _imported(earlier, later),
        "blocks": [
            {"earlier": list(block.earlier), "later": list(block.later)}
            for block in found.blocks
            if not block.leadership
        ],
        "sha256": document["sha256"],
    }


def _imported(*quarters: Quarter) -> list[str | None]:
    return [quarter.name for quarter in quarters if quarter.imported]
