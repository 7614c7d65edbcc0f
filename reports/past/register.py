"""The register of gaps: every gap that was ever shown, wave by wave."""

from collections.abc import Mapping
from typing import Any

from diagnostic.history.register import Entry, Gap, register
from reports.past.multiples import ABREAST, HIDDEN
from reports.past.titles import title
from reports.reading import Reading
from reports.vocabulary import STATUSES
from reports.wording import mark

Page = dict[str, Any]
SIGNS = {
    "new": "+",
    "persisting": "=",
    "widening": "▲",
    "narrowing": "▼",
    "closed": "✓",
    "too_few_to_tell": "?",
    "gone": "×",  # a cross, not the letter
    "not_asked": "×",
}
STATES: Mapping[str, str] = {
    **STATUSES,
    "gone": mark("No longer there"),
    "not_asked": mark("No longer asked"),
}
"""What the status of a gap is called."""
ABSENT = "·"


def registered(reading: Reading) -> Page | None:
    """Give the register with a row a gap, those that are there now first.

    Returns:
        None of a first wave, or if no wave has shown a gap.
    """
    series = reading.series
    if series is None or len(series.quarters) < 2:
        return None
    found = register(series)
    if not found:
        return None
    waves = [quarter.name or "" for quarter in series.quarters]
    wide = len(waves) <= ABREAST
    there = [gap for gap in found if gap.there]
    past = [gap for gap in found if not gap.there]
    return {
        "waves": waves if wide else None,
        "span": {"first": waves[0], "last": waves[-1]},
        "parts": [
            {"kind": kind, "rows": [_row(reading, gap, waves) for gap in gaps]}
            for kind, gaps in (("there", there), ("past", past))
            if gaps
        ],
        "compared": [
            {"before": before, "now": now, "sha256": document["sha256"]}
            for (before, now), document in series.compared.items()
        ],
    }


def _row(reading: Reading, gap: Gap, waves: list[str]) -> Page:
    words = reading.words
    by_wave = {entry.wave or "": entry for entry in gap.entries}
    differences = [_difference(reading, by_wave.get(wave)) for wave in waves]
    last = gap.entries[-1]
    return {
        "team": gap.team,
        "dimension": title(reading, gap.dimension),
        "first": gap.first,
        "cells": [
            {"said": said, "gap": wave in by_wave and by_wave[wave].verdict == "gap"}
            for wave, said in zip(waves, differences, strict=True)
        ],
        "together": " ".join(differences),
        "change": ""
        if gap.ended or last.change is None
        else words.difference(last.change),
        "sign": SIGNS[gap.status],
        "status": words.marked(STATES[gap.status]),
        "untested": is_untested(gap),
        "since": gap.since,
        "stale": gap.since != waves[-1] and not gap.ended,
    }


def is_untested(gap: Gap) -> bool:
    """Tell whether a gap is known to be there still, but not whether it moved."""
    return gap.status == "persisting" and not gap.entries[-1].compared


def _difference(reading: Reading, entry: Entry | None) -> str:
    if entry is None:
        return ABSENT
    if entry.difference is None:
        return HIDDEN
    return reading.words.difference(entry.difference)
