"""The register of gaps as rows: each gap ever shown, and what became of it."""

from typing import Any

from diagnostic.history import Series
from diagnostic.history.register import Entry, Gap, register
from diagnostic.history.trends import trends
from reports.past.register import STATES, is_untested
from reports.past.titles import titled
from reports.reading import Reading
from reports.vocabulary import VERDICTS
from reports.waves import hint

Page = dict[str, Any]


def gaps(series: Series, reading: Reading) -> list[Page]:
    """Give the register, those that are there now first.

    Returns:
        One row a gap; ``history``: name, figure and verdict of each quarter.
    """
    directions = {
        (trend["team"], trend["dimension"]): hint(reading, trend)
        for trend in trends(series)
        if trend["direction"]
    }
    return [
        {
            **_gap(series, reading, found),
            "direction": directions.get((found.team, found.dimension)),
        }
        for found in register(series)
    ]


def _gap(series: Series, reading: Reading, found: Gap) -> Page:
    words, now = reading.words, found.entries[-1]
    former = dict.fromkeys(
        entry.team for entry in found.entries if entry.team != found.team
    )
    return {
        "team": found.team,
        "former": ", ".join(former),
        "dimension": titled(series.quarters, found.dimension, words.language),
        "status": words.marked(STATES[found.status]),
        "untested": is_untested(found),
        "is_there": found.there,
        "since": found.since,
        "first": found.first,
        "now": None if found.ended else words.difference(now.difference),
        "history": [_entry(reading, entry) for entry in found.entries],
    }


def _entry(reading: Reading, entry: Entry) -> Page:
    words = reading.words
    return {
        "wave": entry.wave,
        "difference": words.difference(entry.difference),
        "verdict": words.marked(VERDICTS[entry.verdict]),
    }
