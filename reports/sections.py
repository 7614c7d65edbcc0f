"""The sections of a report on which a consultant may say something."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from diagnostic.history import Series
from questionnaires import Questionnaire
from reports.commentary import FOREWORD, STAFF
from reports.document import build, read

_UNSAID = ("sentences",)
"""Sections without a comment."""
_VALUES = {"divided": "divisions", "blind-spots": "blind_spots", "changes": "moves"}
"""Names of what a section shows, where it is not its anchor."""


@dataclass(frozen=True)
class Section:
    """A section of a report.

    Args:
        title: what the contents call it.
        headline: what it found, if it says so.
    """

    title: str
    headline: Markup | None


def sections(
    release: Mapping[str, Any],
    questionnaire: Questionnaire,
    language: str,
    series: Series | None = None,
) -> dict[str, Section]:
    """Give what can have a comment, by anchor, in the report's order.

    Args:
        release: the release, see docs/release.md.
        questionnaire: what was asked.
        language: of the titles, ``en`` or ``pt``.
        series: the release after those of the waves before.

    Raises:
        ValueError: there is no report in this language, the release is of another
            questionnaire, or the series ends with another release.
    """
    reading = read(release, questionnaire, language, series)
    values, say = build(reading).values, reading.words.say
    return {
        FOREWORD: Section(say("Foreword"), None),
        **dict(_found(values)),
        STAFF: Section(say("What happens next, on the page for all staff"), None),
    }


def _found(values: Mapping[str, Any]) -> Iterator[tuple[str, Section]]:
    dimensions = {page["anchor"]: page for page in values["dimensions"]}
    for entry in values["contents"]:
        anchor = entry["anchor"]
        shown = dimensions.get(anchor) or values.get(_VALUES.get(anchor, anchor))
        shown = shown or (values["since"] if anchor == "changes" else None)
        headline = shown.get("headline") if isinstance(shown, Mapping) else None
        if anchor not in _UNSAID:
            yield anchor, Section(entry["title"], headline)
