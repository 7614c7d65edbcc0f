"""Titles of dimensions that the last wave may no longer ask about."""

from reports.reading import Reading
from reports.wording import text_in


def title(reading: Reading, key: str) -> str:
    """Name a dimension as the last wave does that asked about it."""
    quarters = reading.series.quarters if reading.series else ()
    for quarter in reversed(quarters):
        for dimension in quarter.questionnaire.dimensions:
            if dimension.key == key:
                return str(text_in(dimension.title, reading.words.language))
    return key
