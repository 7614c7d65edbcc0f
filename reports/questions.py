"""A dimension's questions one by one: averages, and choices that are only counted."""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

from questionnaires import Item
from reports.gallery import Gallery
from reports.letters import width
from reports.opening import CONTENT
from reports.reading import Reading
from reports.wording import text_in

Page = dict[str, Any]
ABREAST = 6
"""Teams side by side in a table of questions."""
UPRIGHT = 5
"""So many names stand upright above columns of answers; more are slanted."""
WORD = 10
"""Letters of the longest word that stands upright above a column of answers."""
SLANTED, NARROWEST, BETWEEN = 25, 34, 8
"""Widths of columns: under a slanted name, the least under an upright one, and what
keeps a name apart from its neighbour (points)."""
LETTER = 8.5
"""Size of names above columns (points)."""
DOTS = 84.0
"""Width of the figures (points)."""
SMALL = 78.0
"""Width of the figures where nothing else is said of a question (points)."""


def questions(reading: Reading, gallery: Gallery, key: str) -> list[Page]:
    """Give tables of the dimension's questions, at most six teams in each."""
    items = reading.questionnaire.items_of(key)
    teams = [t for t in reading.teams if _any_shown(reading, t, items)]
    leader = reading.leadership
    own = [leader] if leader and _any_shown(reading, leader, items) else []
    if not teams and not own:
        return []
    tables = max(1, ceil(len(teams) / ABREAST))
    size = max(1, ceil(len(teams) / tables))
    parts = [teams[start : start + size] for start in range(0, len(teams), size)]
    return [_table(reading, gallery, items, own, part) for part in parts or [[]]]


def dotted(reading: Reading, gallery: Gallery, key: str) -> list[list[Page]]:
    """Give the dimension's questions as dots alone, two in a row."""
    items = reading.questionnaire.items_of(key)
    teams = [team for team in reading.teams if _any_shown(reading, team, items)]
    if not any(_any_shown(reading, group, items) for group in reading.groups):
        return []
    drawn: list[Page] = [
        {"text": reading.text(item), "figure": gallery.item(item.id, teams, SMALL)}
        for item in items
    ]
    return [drawn[start : start + 2] for start in range(0, len(drawn), 2)]


def _any_shown(reading: Reading, group: str, items: Sequence[Item]) -> bool:
    return any(reading.mean(group, item.id) is not None for item in items)


def _table(
    reading: Reading,
    gallery: Gallery,
    items: Sequence[Item],
    own: list[str],
    teams: list[str],
) -> Page:
    groups = [*own, *teams]
    rows, flagged = [], False
    for item in items:
        cells = [_answer(reading, group, item) for group in groups]
        drawn = gallery.item(item.id, teams, DOTS)
        rows.append({"text": reading.text(item), "figure": drawn, "cells": cells})
        flagged = flagged or any(cell["gap"] for cell in cells)
    names = [reading.label(group) for group in groups]
    longest = max(len(part) for name in names for part in name.split())
    slanted = longest > WORD or len(names) > UPRIGHT
    widths = [SLANTED if slanted else _width(name) for name in names]
    return {
        "groups": [
            {"name": name, "leadership": group in own, "width": wide}
            for name, group, wide in zip(names, groups, widths, strict=True)
        ],
        "slanted": slanted,
        "rows": rows,
        "wording": CONTENT - DOTS - sum(widths),
        "flagged": flagged,
    }


def _width(name: str) -> int:
    """Give the width of a column under a name that stands upright (points)."""
    longest = max(width(part) for part in name.split())
    return max(NARROWEST, ceil(LETTER * longest) + BETWEEN)


def _answer(reading: Reading, group: str, item: Item) -> Mapping[str, Any]:
    found = reading.items.get((group, item.id))
    return {
        "mean": reading.words.value(reading.mean(group, item.id)),
        "gap": bool(found and found["verdict"] == "gap"),
    }


def choices(reading: Reading, key: str) -> list[Page]:
    """Give the questions that are counted and not tested, with shares of options."""
    language = reading.words.language
    tables: list[Page] = []
    for item in reading.questionnaire.choices:
        found = [
            choice
            for choice in reading.release["choices"]
            if choice["item"] == item.id and choice["shares"]
        ]
        if item.dimension != key or not found:
            continue
        options = [text_in(option.text, language) for option in item.options]
        shares = zip(*(choice["shares"] for choice in found), strict=True)
        tables.append(
            {
                "text": reading.text(item),
                "groups": [reading.label(choice["group"]) for choice in found],
                "rows": [
                    {"option": option, "cells": [reading.words.percent(s) for s in row]}
                    for option, row in zip(options, shares, strict=True)
                ],
            }
        )
    return tables
