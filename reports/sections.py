"""The sections of a report on which a consultant may say something."""

from collections.abc import Mapping
from typing import Any

from questionnaires import Questionnaire
from reports.commentary import FOREWORD, STAFF
from reports.document import build, read

_OURS = ("sentences",)
"""Sections with nothing to be said about."""


def sections(
    release: Mapping[str, Any], questionnaire: Questionnaire, language: str
) -> dict[str, str]:
    """Give the titles of what can have a comment, by anchor, in the report's order.

    Args:
        release: the release, see docs/release.md.
        questionnaire: what was asked.
        language: of the titles, ``en`` or ``pt``.

    Raises:
        ValueError: there is no report in this language, or the release is of
            another questionnaire.
    """
    reading = read(release, questionnaire, language)
    titles = {
        entry["anchor"]: entry["title"]
        for entry in build(reading).values["contents"]
        if entry["anchor"] not in _OURS
    }
    say = reading.words.say
    return {
        FOREWORD: say("Foreword"),
        **titles,
        STAFF: say("What happens next, on the page for all staff"),
    }
