"""What moved since the last wave, the register of gaps, and directions over time."""

from typing import Any

from reports.past.between import between, rounded
from reports.reading import Entry, Reading
from reports.vocabulary import MOVED, STATUSES
from reports.wording import mark

Page = dict[str, Any]
DIRECTIONS = {
    "widening": mark("widening"),
    "narrowing": mark("narrowing"),
}


def since(reading: Reading) -> str | None:
    """Name the wave before, if the release compares with one."""
    found = between(reading)
    return found.before if found else None


def changes(reading: Reading) -> list[Page]:
    """Give how each group's means moved since the wave before, dimension by dimension.

    Only the neighbouring pair that ends in this wave; earlier ones are in earlier
    reports.
    """
    moved = between(reading)
    if moved is None:
        return []
    found = {(one["group"], one["dimension"]): one for one in moved.averages}
    return [
        {
            "name": group,
            "group": reading.label(group),
            "cells": [
                _change(reading, key, found.get((group, key)))
                for key in reading.dimensions
            ],
        }
        for group in dict.fromkeys([*reading.groups, *(name for name, _ in found)])
        if any((group, key) in found for key in reading.dimensions)
    ]


def _change(reading: Reading, key: str, found: Entry | None) -> Page:
    words = reading.words
    verdict = found["verdict"] if found else "not_shown"
    return {
        "change": words.difference(found["change"])
        if found and found["change"] is not None
        else None,
        "interval": words.interval(found["ci95"]) if found and found["ci95"] else None,
        "rounded": found is not None and rounded(found),
        "moved": verdict in ("rose", "fell"),
        "verdict": words.marked(MOVED[verdict]),
        "shared": shared(reading, found) if found else None,
    }


def shared(reading: Reading, change: Entry) -> str | None:
    """Say on how many of its questions an average was compared, if not on all."""
    if not change["items"]:
        return None
    return reading.words.say(
        "on {some} of {all} questions",
        some=change["items"],
        all=len(reading.questionnaire.items_of(change["dimension"])),
    )


def register(reading: Reading) -> list[Page]:
    """Give the gaps of this wave and the last, with what became of each."""
    moved = {
        (change["team"], change["dimension"]): change
        for change in reading.release["gap_changes"]
        if change["to"] == reading.release["wave"] and change["status"]
    }
    directed = {
        (trend["team"], trend["dimension"]): trend
        for trend in reading.trends
        if trend["direction"]
    }
    return [
        _gap(reading, team, key, moved.get((team, key)), directed.get((team, key)))
        for team in reading.teams
        for key in reading.dimensions
        if (team, key) in moved or (team, key) in directed
    ]


def _gap(
    reading: Reading, team: str, key: str, moved: Entry | None, trend: Entry | None
) -> Page:
    words = reading.words
    row = {"team": team, "dimension": reading.title(key), "change": "", "interval": ""}
    row["status"] = words.marked(STATUSES[moved["status"]]) if moved else ""
    if moved:
        row["change"] = words.difference(moved["change"])
        row["interval"] = words.interval(moved["ci95"])
    row["direction"] = direction(reading, trend) if trend else ""
    return row


def direction(reading: Reading, trend: Entry) -> str:
    """Say where a difference leans over several waves, and how far at each."""
    words, said = reading.words, hint(reading, trend)
    if trend["slope"] is None:
        return said
    slope = words.difference(trend["slope"])
    return words.say("{direction}, {slope} points each", direction=said, slope=slope)


def hint(reading: Reading, trend: Entry) -> str:
    """Say where a difference leans over several waves, as no more than a hint.

    Where the same people answer again a direction is claimed too often: docs/methods.md
    has how often.
    """
    words = reading.words
    return words.say(
        "a hint of {direction} over {waves} waves",
        direction=words.marked(DIRECTIONS[trend["direction"]]),
        waves=words.spelt(len(trend["waves"])),
    )
