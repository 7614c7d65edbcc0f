"""Titles of dimensions that the last wave may no longer ask about."""

from collections.abc import Sequence

from diagnostic.history import Quarter
from reports.reading import Reading
from reports.wording import text_in


def title(reading: Reading, key: str) -> str:
    """Name a dimension as the last wave of a report's series does that asked it."""
    quarters = reading.series.quarters if reading.series else ()
    return titled(quarters, key, reading.words.language)


def titled(quarters: Sequence[Quarter], key: str, language: str) -> str:
    """Name a dimension as the last of some quarters does that asked about it.

    Args:
        quarters: oldest first.
        key: of the dimension.
        language: ``en`` or ``pt``.
    """
    for quarter in reversed(quarters):
        for dimension in quarter.questionnaire.dimensions:
            if dimension.key == key:
                return str(text_in(dimension.title, language))
    return key
