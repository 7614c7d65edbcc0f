"""A dimension's pages: who stands where, how sure that is, and its questions."""

from typing import Any

from markupsafe import Markup

from reports.agreement import spread
from reports.finding import finding
from reports.gallery import Gallery
from reports.importance import by_importance, matters
from reports.measures import span
from reports.narrative import Narrator
from reports.opening import anchor, why_hidden
from reports.questions import choices, dotted, questions
from reports.reading import Entry, Reading
from reports.sentences import lead, remark, story
from reports.values import bound

Page = dict[str, Any]
WHOLE = 9
"""Teams up to which a table is not split."""
AROUND, ROOM, ROOM_WITH_DOTS = 5, 30, 20
"""Lines around the teams of a dimension without events, of a page without and with
the dots of its questions."""
AXIS, OFFSET = 114.0, 86.0
"""Widths of the figures: answer scale, difference (points)."""


def dimensions(narrator: Narrator, gallery: Gallery) -> list[Page]:
    """Give the pages of the dimensions that matter, the most important first."""
    reading = narrator.reading
    return [
        dimension(narrator.within(anchor(key)), gallery, key)
        for key in by_importance(reading)
        if matters(reading, key)
    ]


def others(narrator: Narrator, gallery: Gallery) -> Page | None:
    """Give the dimensions where nothing happened, which share a page.

    Returns:
        ``charts`` of few, ``rows`` of many, a line each; None if there are none.
    """
    reading, narrator = narrator.reading, narrator.within("others")
    quiet = [
        key
        for key in reading.dimensions
        if reading.shows(key) and not matters(reading, key)
    ]
    if not quiet:
        return None
    lines = len(quiet) * (len(reading.teams) + AROUND)
    if lines > ROOM:
        return {"charts": [], "rows": [_line(narrator, gallery, k) for k in quiet]}
    dots = lines <= ROOM_WITH_DOTS
    charts = [
        dimension(narrator, gallery, key)
        | {"dotted": dotted(reading, gallery, key) if dots else []}
        for key in quiet
    ]
    return {"charts": charts, "rows": []}


def _line(narrator: Narrator, gallery: Gallery, key: str) -> Page:
    """Give a dimension where nothing happened in one line."""
    reading = narrator.reading
    found = [reading.comparisons[team, key] for team in reading.teams]
    teams = [t for t in reading.teams if bound(reading.mean(t, key)) is not None]
    leader = reading.leadership or ""
    return {
        "anchor": anchor(key),
        "title": reading.title(key),
        "figure": gallery.item(key, teams, AXIS),
        "leadership": reading.words.value(reading.mean(leader, key)),
        "teams": span(reading, teams, key),
        "lead": lead(narrator, key, found),
        "stories": [said for entry in found if (said := story(narrator, entry))],
        "choices": choices(reading, key),
    }


def dimension(narrator: Narrator, gallery: Gallery, key: str) -> Page:
    """Give what is known of a dimension."""
    reading = narrator.reading
    found = [reading.comparisons[team, key] for team in reading.teams]
    return {
        "key": key,
        "anchor": anchor(key),
        "title": reading.title(key),
        "headline": finding(narrator, key, found),
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
        "spread": (spreads := spread(reading, gallery, key)),
        "banded": any(row["figure"] for row in spreads),
        "questions": questions(reading, gallery, key),
        "choices": choices(reading, key),
    }


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
        "verdict": reading.verdict(found),
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
    total = reading.total(key)
    if total is None:
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
            "verdict": reading.verdict(total),
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
