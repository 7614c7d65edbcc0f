"""Page one where the map has no room on it: a line for each dimension."""

from collections.abc import Sequence
from typing import Any

from reports.gallery import Gallery
from reports.opening import anchor
from reports.reading import Reading
from reports.values import bound
from reports.vocabulary import VERDICTS

Page = dict[str, Any]
WIDTH = 96.0
"""Width of the figures (points)."""


def overview(reading: Reading, gallery: Gallery) -> Page:
    """Give where the sides stand in each dimension, and how its comparisons ended.

    Returns:
        ``verdicts`` that occur, by name; ``rows`` with how often each does.
    """
    found = reading.release["comparisons"]
    verdicts = [key for key in VERDICTS if any(e["verdict"] == key for e in found)]
    shown = [key for key in reading.dimensions if reading.shows(key)]
    return {
        "verdicts": [
            {"kind": key, "said": reading.words.marked(VERDICTS[key])}
            for key in verdicts
        ],
        "together": any(reading.total(key) for key in shown),
        "rows": [_row(reading, gallery, key, verdicts) for key in shown],
    }


def _row(reading: Reading, gallery: Gallery, key: str, verdicts: Sequence[str]) -> Page:
    words = reading.words
    found = [reading.comparisons[team, key]["verdict"] for team in reading.teams]
    teams = [t for t in reading.teams if bound(reading.mean(t, key)) is not None]
    total = reading.total(key)
    return {
        "title": reading.title(key),
        "anchor": anchor(key),
        "figure": gallery.item(key, teams, WIDTH),
        "numbers": [
            {"kind": verdict, "number": found.count(verdict)} for verdict in verdicts
        ],
        "kind": total["verdict"] if total else None,
        "difference": words.difference(total["difference"]) if total else None,
        "verdict": words.marked(VERDICTS[total["verdict"]]) if total else None,
    }
