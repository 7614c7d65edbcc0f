"""A dimension's pages: who stands where, how sure that is, and its questions."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from reports.gallery import Gallery
from reports.narrative import Narrator
from reports.opening import anchor, why_hidden
from reports.questions import choices, questions
from reports.reading import Entry, Reading
from reports.sentences import lead, remark, story
from reports.vocabulary import VERDICTS

Page = dict[str, Any]
QUIET, WHOLE = 6, 9
"""Teams up to which a dimension without events shares a page, a table is not split."""
AXIS, OFFSET = 114.0, 86.0
"""Widths of the figures: answer scale, difference (points)."""


def dimensions(reading: Reading, gallery: Gallery) -> list[Page]:
    """Give the pages of all dimensions, in the order of the questionnaire."""
    return [
        dimension(reading, gallery, key)
        for key in reading.dimensions
        if reading.shows(key)
    ]


def dimension(reading: Reading, gallery: Gallery, key: str) -> Page:
    """Give the page of a dimension."""
    found = [reading.comparisons[team, key] for team in reading.teams]
    words, narrator = reading.words, Narrator(reading)
    number, total = reading.dimensions.index(key) + 1, len(reading.dimensions)
    return {
        "anchor": anchor(key),
        "part": words.say("Dimension {number} of {total}", number=number, total=total),
        "title": reading.title(key),
        "quiet": len(found) <= QUIET and not _eventful(reading, key, found),
        "whole": len(found) <= WHOLE,
        "lead": lead(narrator, key, found),
        "stories": [said for entry in found if (said := story(narrator, entry))],
        "divided": _divided(reading, key),
        "rows": _leadership(reading, gallery, key)
        + [_row(reading, gallery, entry) for entry in found]
        + _everybody(reading, gallery, key),
        "ticks": " ".join(str(point) for point in range(1, reading.points + 1)),
        "offsets": _offsets(reading),
        "compared": any(entry["verdict"] != "not_shown" for entry in found),
        "rounded": any(entry["note"] for entry in found),
        "questions": questions(reading, gallery, key),
        "choices": choices(reading, key),
    }


def _eventful(reading: Reading, key: str, found: Sequence[Entry]) -> bool:
    groups = [reading.leadership, *reading.teams]
    return any(entry["verdict"] in ("gap", "slight") for entry in found) or any(
        reading.divided(group, key) for group in groups
    )


def _divided(reading: Reading, key: str) -> Markup | None:
    groups = [name for name in reading.groups if reading.divided(name, key)]
    if not groups:
        return None
    words = reading.words
    return words.html(
        "<b>Divided:</b> {groups}. Where a group is divided, its average stands for few"
        " of its people.",
        groups=words.listed(reading.label(name) for name in groups),
    )


def _row(reading: Reading, gallery: Gallery, found: Entry) -> Page:
    words, team, key = reading.words, found["team"], found["dimension"]
    shown = found["verdict"] != "not_shown"
    verdict = words.marked(VERDICTS[found["verdict"]])
    if found["verdict"] == "gap" and reading.few_answered(found):
        verdict = words.say("Gap among those who answered")
    return {
        "group": team,
        "answered": reading.of_invited(team, found["n_team"]),
        "divided": reading.divided(team, key),
        "kind": found["verdict"],
        "scale": gallery.dumbbell(key, team, AXIS),
        "mean": words.value(found["mean_team"]),
        "hidden": found["mean_team"] is None,
        "offset": gallery.offset(found, OFFSET) if shown else gallery.hatched(OFFSET),
        "difference": words.difference(found["difference"]) if shown else None,
        "interval": words.interval(found["ci95"]) if found["ci95"] else None,
        "verdict": verdict,
        "remark": remark(reading, found) if shown else None,
        "reason": None if shown else why_hidden(reading, found),
        "rounded": bool(found["note"]),
    }


def _leadership(reading: Reading, gallery: Gallery, key: str) -> list[Page]:
    leader = reading.leadership
    if leader is None:
        return []
    people = reading.cells.get((leader, key), {"n": 0})["n"]
    return [
        {
            "group": reading.label(leader),
            "answered": reading.of_invited(leader, people),
            "divided": reading.divided(leader, key),
            "kind": "leadership",
            "scale": gallery.alone(key, leader, AXIS),
            "mean": reading.words.value(reading.mean(leader, key)),
            "hidden": reading.mean(leader, key) is None,
            "offset": None,
            "verdict": None,
        }
    ]


def _everybody(reading: Reading, gallery: Gallery, key: str) -> list[Page]:
    total = reading.totals.get(key)
    if len(reading.teams) < 2 or total is None or total["verdict"] == "not_shown":
        return []
    words = reading.words
    return [
        {
            "group": words.say("All teams"),
            "answered": str(total["n_team"]),
            "divided": False,
            "kind": "total gap" if total["verdict"] == "gap" else "total",
            "scale": gallery.total(total, AXIS),
            "mean": words.value(total["mean_team"]),
            "hidden": total["mean_team"] is None,
            "offset": gallery.offset(total, OFFSET),
            "difference": words.difference(total["difference"]),
            "interval": words.interval(total["ci95"]) if total["ci95"] else None,
            "verdict": words.marked(VERDICTS[total["verdict"]]),
            "remark": remark(reading, total),
            "reason": None,
            "rounded": bool(total["note"]),
        }
    ]


def _offsets(reading: Reading) -> str:
    """Write the ticks of the axis of differences."""
    quarter = reading.questionnaire.scale.range / 4
    digits = 0 if quarter == int(quarter) else 1
    numbers = []
    for step in (-2, -1, 0, 1, 2):
        text = reading.words.number(step * quarter, digits)
        numbers.append(f"+{text}" if step > 0 else text)
    return " ".join(numbers)
