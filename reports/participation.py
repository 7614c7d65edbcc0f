"""Who answered, what is not shown and why, and what leadership expected."""

from typing import Any

from reports.collection import collected
from reports.gallery import Gallery
from reports.opening import cell_width, columns, parts
from reports.reading import Entry, Reading
from reports.values import bound
from reports.vocabulary import GATES

Page = dict[str, Any]
BAR = 150.0
"""Width of the bar of participation (points)."""


def participation(reading: Reading, gallery: Gallery) -> Page:
    """Give k of N per group, how they answered, and what that leaves unseen."""
    words = reading.words
    return {
        "rows": [_group(reading, gallery, name) for name in reading.groups],
        "known": any(group["invited"] for group in reading.groups.values()),
        "low": _low(reading),
        "hidden": _hidden(reading),
        "collected": collected(reading),
        "repeated": words.say("Repeat answers were possible.")
        if reading.repeatable
        else None,
    }


def _group(reading: Reading, gallery: Gallery, name: str) -> Page:
    group, words = reading.groups[name], reading.words
    answered, invited = group["answered"], group["invited"]
    people = reading.of_invited(name, answered)
    share = answered / invited if invited else None
    alt = words.say("{people} answered", people=people)
    shown = any(
        reading.mean(name, dimension) is not None for dimension in reading.dimensions
    )
    return {
        "name": reading.label(name),
        "people": people,
        "share": None if share is None else words.percent(share),
        "figure": None if share is None else gallery.share(share, BAR, alt),
        "shown": words.say("Shown") if shown else words.say("Not shown"),
        "hidden": not shown,
    }


def _low(reading: Reading) -> list[str]:
    """Name the groups that less than half of the invited speak for."""
    least = reading.rules["aligned_participation"]
    return [
        reading.label(name)
        for name, group in reading.groups.items()
        if group["invited"] and group["answered"] < least * group["invited"]
    ]


def _hidden(reading: Reading) -> list[Page]:
    """List each cell that is not shown, with the answers that it has."""
    words, rows = reading.words, []
    for name in reading.groups:
        cells = {
            key: reading.cells.get((name, key), {"n": 0, "mean": None})
            for key in reading.dimensions
        }
        hidden = {k: c["n"] for k, c in cells.items() if c["mean"] is None}
        if not hidden:
            continue
        everything = len(hidden) == len(cells)
        titles = (reading.title(key) for key in hidden)
        what = words.say("every dimension") if everything else words.listed(titles)
        counts = sorted(set(hidden.values()))
        rows.append(
            {
                "group": reading.label(name),
                "what": what,
                "answers": words.listed(counts),
            }
        )
    return rows


def expectations(reading: Reading, gallery: Gallery) -> list[Page]:
    """Give what leadership expected teams to answer beside what they answered."""
    spots = reading.blind_spots
    shown = {
        key
        for key, spot in spots.items()
        if spot["predicted"] is not None and spot["actual"] is not None
    }
    teams = [team for team in reading.teams if any(team == t for t, _ in shown)]
    width = cell_width(reading)
    return [
        {
            "columns": columns(reading, part),
            "rows": [
                {
                    "team": team,
                    "cells": [
                        _expectation(reading, gallery, spots.get((team, key)), width)
                        for key in part
                    ],
                }
                for team in teams
            ],
        }
        for part in parts(reading)
        if teams
    ]


def _expectation(
    reading: Reading, gallery: Gallery, spot: Entry | None, width: float
) -> Page:
    words = reading.words
    if spot is None or spot["predicted"] is None:
        figure = gallery.hatched(width)
        return {"figure": figure, "said": words.say("Not shown"), "blind": False}
    said = f"{words.value(spot['predicted'])} → {words.value(spot['actual'])}"
    figure = gallery.expectation(spot, width)
    return {"figure": figure, "said": said, "blind": spot["blind"] is True}


def gates(reading: Reading) -> list[Page]:
    """Give the readiness gates as each side sees them."""
    words = reading.words
    return [
        {
            "dimension": reading.title(gate["dimension"]),
            "group": words.say("All teams")
            if gate["group"] is None
            else reading.label(gate["group"]),
            "people": gate["n"],
            "mean": words.value(gate["mean"]),
            "interval": words.interval(gate["ci90"], signed=False),
            "state": words.marked(GATES.get(gate["state"] or "", "Not shown")),
            "kind": gate["state"] or "not_shown",
        }
        for gate in reading.release["gates"]
        if bound(gate["mean"]) is not None or gate["state"] is None
    ]
