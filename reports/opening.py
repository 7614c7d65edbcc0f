"""Page one, which says it all, its head, and the map of teams and dimensions."""

from collections.abc import Mapping, Sequence
from datetime import date
from math import ceil
from typing import Any

from reports import certainty, known, talk
from reports.gallery import Gallery
from reports.headline import headline
from reports.narrative import Narrator
from reports.reading import Entry, Reading
from reports.values import beyond, bound
from reports.vocabulary import VERDICTS
from reports.wording import text_in

Page = dict[str, Any]
ACROSS = 4
"""Dimensions side by side in the map."""
CONTENT = 482.0
"""Width of a page's text (points)."""
NAMES = 96.0
"""Width of the column of teams in the map (points)."""
LONG = 110
"""Headlines with more letters are set smaller."""


def head(reading: Reading) -> Page:
    """Give company, wave, date, and who answered."""
    words, release = reading.words, reading.release
    return {
        "company": release["company"],
        "wave": release["wave"],
        "closed": closed(reading),
        "imported": reading.imported,
        "asked": text_in(reading.questionnaire.title, words.language),
        "together": certainty.together(reading),
        "groups": [
            {
                "name": reading.label(name),
                "people": reading.of_invited(name, group["answered"]),
                "leadership": group["leadership"],
            }
            for name, group in reading.groups.items()
        ],
        "leadership": reading.leadership is not None,
        "teams": bool(reading.teams),
    }


def closed(reading: Reading) -> str | None:
    """Write the day on which the wave was closed, if it is known."""
    closed = reading.release["closed"]
    if closed is None:
        return None
    return reading.words.day(date.fromisoformat(closed))


def glance(narrator: Narrator, gallery: Gallery) -> Page:
    """Give headline, certainty, what to talk about first, what agrees, what is open."""
    said = headline(narrator)
    return {
        "headline": said,
        "compared": narrator.reading.compared,
        "long": len(said.striptags()) > LONG,
        "certainty": certainty.certainty(narrator),
        "points": [
            {
                "number": number,
                "said": point.said,
                "detail": point.detail,
                "anchor": anchor(point.dimension),
                "dimension": point.dimension,
                "team": point.team,
                "figure": point.team
                and gallery.dumbbell(point.dimension, point.team, 96, intervals=False),
            }
            for number, point in enumerate(talk.points(narrator), 1)
        ],
        "agreed": known.agreed(narrator),
        "unsaid": known.unsaid(narrator),
    }


def anchor(dimension: str) -> str:
    """Name the place of a dimension's page."""
    return f"dimension-{dimension}"


def alignment_map(reading: Reading, gallery: Gallery) -> list[Page]:
    """Give the map: tables of teams by at most four dimensions, if there are teams."""
    width = cell_width(reading)
    return [
        {
            "columns": columns(reading, part),
            "rows": [
                _row(reading, gallery, team, part, width) for team in reading.teams
            ]
            + _everybody(reading, gallery, part, width),
        }
        for part in parts(reading)
        if reading.teams
    ]


def legend(reading: Reading) -> Page:
    """Tell which signs of the map need an explanation."""
    cells = [
        cell for (_, key), cell in reading.cells.items() if key in reading.dimensions
    ]
    found = reading.release["comparisons"]
    return {
        "intervals": any(bound(cell["sd"]) is not None for cell in cells),
        "clamped": any(beyond(cell["mean"]) for cell in cells),
        "gaps": any(entry["verdict"] == "gap" for entry in found),
        "hidden": any(entry["mean_team"] is None for entry in found),
        "rounded": any(entry["note"] for entry in found),
    }


def parts(reading: Reading) -> list[tuple[str, ...]]:
    """Split the dimensions into at most four abreast, as even as can be."""
    keys = reading.dimensions
    if not keys:  # a questionnaire of choices alone
        return []
    size = ceil(len(keys) / ceil(len(keys) / ACROSS))
    return [keys[start : start + size] for start in range(0, len(keys), size)]


def cell_width(reading: Reading) -> float:
    """Give the width of a figure in a cell of teams by dimensions (points)."""
    across = max((len(part) for part in parts(reading)), default=0)
    return (CONTENT - NAMES) / max(across, 3) - 14


def columns(reading: Reading, keys: Sequence[str]) -> list[Page]:
    """Give the heads of columns of dimensions."""
    return [
        {
            "title": reading.title(key),
            "anchor": anchor(key) if reading.shows(key) else None,
        }
        for key in keys
    ]


def _row(
    reading: Reading, gallery: Gallery, team: str, keys: Sequence[str], width: float
) -> Page:
    answered = reading.of_invited(team, reading.groups[team]["answered"])
    return {
        "team": team,
        "answered": reading.words.say("{people} answered", people=answered),
        "cells": [
            _cell(
                reading,
                reading.comparisons[team, key],
                gallery.dumbbell(key, team, width)
                if reading.mean(team, key) is not None
                else gallery.hatched(width),
            )
            for key in keys
        ],
    }


def _everybody(
    reading: Reading, gallery: Gallery, keys: Sequence[str], width: float
) -> list[Page]:
    """Give the row of all teams together, if the release shows any of it."""
    found = [reading.total(key) for key in keys]
    if not any(found):
        return []
    cells = [
        _cell(reading, total, gallery.total(total, width))
        if total
        else _cell(reading, None, gallery.hatched(width))
        for total in found
    ]
    return [{"team": reading.words.say("All teams"), "answered": "", "cells": cells}]


def _cell(reading: Reading, found: Entry | None, figure: Mapping[str, str]) -> Page:
    words = reading.words
    verdict = found["verdict"] if found else "not_shown"
    hidden = found is None or verdict == "not_shown" or found["difference"] is None
    return {
        "figure": figure,
        "kind": verdict,
        "difference": None
        if hidden or not found
        else words.difference(found["difference"]),
        "verdict": _verdict(reading, found),
        "reason": why_hidden(reading, found) if verdict == "not_shown" else None,
        "rounded": bool(found and found["note"]),
    }


def _verdict(reading: Reading, found: Entry | None) -> str:
    """Give the verdict; without leadership to compare with, the team's average."""
    words = reading.words
    if found and reading.leadership is None and found["mean_team"] is not None:
        return words.say("average {mean}", mean=words.value(found["mean_team"]))
    return words.marked(VERDICTS[found["verdict"] if found else "not_shown"])


def why_hidden(reading: Reading, found: Entry | None) -> str | None:
    """Say whose answers are too few: the team's, leadership's, or both."""
    words, leader = reading.words, reading.leadership
    if found is None or leader is None:
        return None
    if found["n_team"] < reading.fewest(found["team"]):
        return words.count("{figure} answer", "{figure} answers", found["n_team"])
    if found["n_leadership"] < reading.fewest(leader):
        return words.count("{figure} leader", "{figure} leaders", found["n_leadership"])
    return None
