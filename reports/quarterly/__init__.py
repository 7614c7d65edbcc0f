"""Quarter after quarter as pages: a series in, plain values and words out."""

from typing import Any

from diagnostic.history import Quarter, Series
from diagnostic.history.lines import Names
from reports.document import read
from reports.quarterly.between import between
from reports.quarterly.gaps import gaps
from reports.quarterly.headline import certainty, headline
from reports.quarterly.lines import agreement, multiples
from reports.quarterly.pairs import last_two, paired
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
        ``headline``, ``certainty`` and ``since`` are None of a first quarter;
        ``agreement`` is where nothing of leadership is shown.
    """
    last = series.quarters[-1]
    reading = read(last.release, last.questionnaire, language)
    pair = last_two(series, language)
    return {
        "asked": text_in(last.questionnaire.title, language),
        "headline": headline(pair) if pair else None,
        "certainty": certainty(pair) if pair else None,
        "since": between(pair) if pair else None,
        "waves": [quarter.name for quarter in series.quarters],
        "imported": any(quarter.imported for quarter in series.quarters),
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
    pair = paired(earlier, later, document, language)
    return {
        "asked": text_in(later.questionnaire.title, language),
        "headline": headline(pair),
        "certainty": certainty(pair),
        "since": between(pair),
        "blocks": [
            {"earlier": list(block.earlier), "later": list(block.later)}
            for block in pair.blocks
            if not block.leadership
        ],
        "sha256": document["sha256"],
    }
