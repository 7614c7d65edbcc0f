"""What leadership expected the teams to say, against what they said."""

from collections.abc import Sequence
from typing import Any

from reports.gallery import Gallery
from reports.importance import ranked
from reports.narrative import Fact, Facts, Narrator
from reports.narrative.facts import about
from reports.opening import cell_width, columns, parts
from reports.reading import Entry, Reading
from reports.values import bound, exact
from reports.wording import small

Page = dict[str, Any]
LISTED = 8
"""So many blind spots, and so many gaps that were foreseen, have a sentence."""
NEAR = 1e-9
"""Figures are released in tenths: half a point is not more than half a point."""


def blind_spots(narrator: Narrator, gallery: Gallery) -> Page | None:
    """Give what leadership expected, where it was wrong and where it was right.

    Returns:
        None if nothing was predicted that may be shown.
    """
    reading = narrator.reading
    tables = expectations(reading, gallery)
    if not tables:
        return None
    spots = [spot for spot in reading.blind_spots.values() if _shown(spot)]
    gaps = ranked(reading.with_verdict("gap"))
    beside = [
        spot
        for gap in gaps
        if (spot := reading.blind_spots.get((gap["team"], gap["dimension"])))
        and _shown(spot)
    ]
    blind = [spot for spot in beside if spot["blind"]]
    foreseen = [s for s in beside if s["blind"] is False and _close(reading, s)]
    facts = _together(reading, spots, blind, beside)
    return {
        "headline": narrator.say("blind_spots.headline", facts),
        "lead": narrator.say("blind_spots.lead", facts),
        "said": _each(narrator, "blind_spot", blind),
        "foreseen": _each(narrator, "foreseen", foreseen),
        "unknown": narrator.say("blind_spots.unknown", facts),
        "tables": tables,
    }


def _each(narrator: Narrator, place: str, spots: Sequence[Entry]) -> list[Any]:
    reading = narrator.reading
    return [
        narrator.say(place, _facts(reading, spot), about(spot))
        for spot in spots[:LISTED]
    ]


def _facts(reading: Reading, spot: Entry) -> Facts:
    words = reading.words
    return {
        "team": Fact(spot["team"], spot["team"]),
        "dimension": Fact(spot["dimension"], reading.title(spot["dimension"])),
        "expected_more": Fact((bound(spot["difference"]) or 0) > 0),
        "predicted": Fact(spot["predicted"], words.value(spot["predicted"])),
        "actual": Fact(spot["actual"], words.value(spot["actual"])),
    }


def _together(
    reading: Reading,
    spots: Sequence[Entry],
    blind: Sequence[Entry],
    beside: Sequence[Entry],
) -> Facts:
    words, within = reading.words, reading.rules["blind"] * reading.unit
    close = sum(_close(reading, spot) for spot in spots)
    unknown = sum(spot["blind"] is None for spot in beside)
    first = blind[0] if blind else None
    title = small(reading.title(first["dimension"])) if first else None
    return {
        "blind": Fact(len(blind), words.spelt(len(blind))),
        "team": Fact(first and first["team"], first and first["team"]),
        "dimension": Fact(first and first["dimension"], title),
        "expected": Fact(len(spots), len(spots)),
        "close": Fact(close, close),
        "missed": Fact(len(spots) - close),
        "within": Fact(within, words.exactly(within)),
        "unknown": Fact(unknown, words.spelt(unknown)),
    }


def _shown(spot: Entry) -> bool:
    return spot["predicted"] is not None and spot["actual"] is not None


def _close(reading: Reading, spot: Entry) -> bool:
    """Tell whether what was expected lies near the answer, as both are shown."""
    predicted, actual = exact(spot["predicted"]), exact(spot["actual"])
    if predicted is None or actual is None:
        return False
    within: float = reading.rules["blind"] * reading.unit
    return abs(predicted - actual) < within - NEAR


def expectations(reading: Reading, gallery: Gallery) -> list[Page]:
    """Give what leadership expected teams to answer beside what they answered."""
    spots = reading.blind_spots
    shown = {key for key, spot in spots.items() if _shown(spot)}
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
