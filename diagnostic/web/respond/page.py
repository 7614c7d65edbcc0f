"""The plain values that the template of a questionnaire prints."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from functools import lru_cache
from math import ceil
from typing import Any

from diagnostic.ballots.sheets import LONGEST_COMMENT
from diagnostic.web.letterhead import letterhead
from diagnostic.web.respond import fields
from diagnostic.web.respond.blank import Blank, languages
from diagnostic.web.respond.promise import ending, promise
from questionnaires import Item
from reports.wording import small

NAMES = {"en": "English", "pt": "Português"}
SECONDS_BEFORE = 40
"""To read the promise."""
SECONDS_AN_ITEM = 9
SECONDS_A_PREDICTION = 6
LONG = 32
"""Characters from which the words of a point take two lines on a phone."""
MOST_IN_A_ROW = 6
"""Points of 48 px on a phone 320 px wide."""
_MOST_SHEETS = 256

Values = Mapping[str, Any]


@lru_cache(_MOST_SHEETS)
def page(blank: Blank) -> Values:
    """Compute all of a questionnaire's page but what somebody answered."""
    asked, questionnaire = blank.asked, blank.asked.questionnaire
    labels = questionnaire.scale.labels[blank.language]
    return {
        "language": blank.language,
        "others": others(blank.language, languages(asked)),
        "brand": letterhead(asked.brand),
        "company": asked.company,
        "wave": asked.wave_name,
        "title": questionnaire.title[blank.language],
        "subject": asked.subject,
        "statements": len(questionnaire.items),
        "minutes": minutes(blank),
        "ending": ending(blank),
        "promise": asdict(promise(blank)),
        "points": points(labels),
        "scale": _scale(labels),
        "ends": _ends(labels),
        "longest": LONGEST_COMMENT,
        "sections": _sections(blank),
        "predictions": _predictions(blank),
    }


def others(language: str, offered: Iterable[str]) -> list[Values]:
    """List the languages that a page can also be read in."""
    return [{"code": c, "name": NAMES[c]} for c in offered if c != language]


def points(labels: Sequence[str]) -> list[Values]:
    """List the points of a scale: what is sent, its number, its words."""
    return [{"value": str(n), "words": words} for n, words in enumerate(labels, 1)]


def _scale(labels: Sequence[str]) -> str:
    """Name the classes of a scale: its points, and whether it needs more room."""
    found = ["scale", f"p{len(labels)}"]
    if len(labels) > MOST_IN_A_ROW:
        found.append("folded")
    if any(len(label) > LONG for label in labels):
        found.append("long")
    return " ".join(found)


def _ends(labels: Sequence[str]) -> list[str]:
    """Say what the ends mean; in two rows the places alone would not tell."""
    ends = (1, labels[0]), (len(labels), labels[-1])
    folded = len(labels) > MOST_IN_A_ROW
    return [f"{point}: {words}" if folded else words for point, words in ends]


def minutes(blank: Blank) -> int:
    """Estimate how long it takes, rounded up."""
    questionnaire = blank.asked.questionnaire
    predictions = len(blank.asked.teams) * len(questionnaire.dimensions)
    seconds = SECONDS_BEFORE + SECONDS_AN_ITEM * len(questionnaire.items)
    return ceil((seconds + SECONDS_A_PREDICTION * predictions) / 60)


def _sections(blank: Blank) -> list[Values]:
    questionnaire = blank.asked.questionnaire
    return [
        {
            "title": dimension.title[blank.language],
            "within": small(dimension.title[blank.language]),
            "questions": [
                _question(blank, item)
                for item in questionnaire.items
                if item.dimension == dimension.key
            ],
            "comment": fields.comment(dimension.key),
        }
        for dimension in questionnaire.dimensions
    ]


def _question(blank: Blank, item: Item) -> Values:
    return {
        "name": item.id,
        "text": blank.wording(item),
        "options": [
            {"value": option.key, "words": option.text[blank.language]}
            for option in item.options
        ],
    }


def _predictions(blank: Blank) -> list[Values]:
    asked = blank.asked
    if not asked.teams:
        return []
    return [
        {
            "title": dimension.title[blank.language],
            "teams": [
                {"name": fields.prediction(slug, dimension.key), "team": name}
                for slug, name in asked.teams
            ],
        }
        for dimension in asked.questionnaire.dimensions
    ]
