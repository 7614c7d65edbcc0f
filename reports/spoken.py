"""Every sentence of a report with its rule and its numbers, for other programs."""

import json
from collections.abc import Sequence
from typing import Any

from reports.narrative import Narrator, Sentence
from reports.reading import Reading
from reports.sheets import Column, Sheet
from reports.trace import record


def spoken(reading: Reading, told: Sequence[Sentence]) -> list[dict[str, Any]]:
    """Give the sentences as plain values, in the order of the report."""
    return record(Narrator(reading, told=list(told)))


def sentences(reading: Reading, told: Sequence[Sentence]) -> Sheet:
    """Give the same as a table; figures as the release holds them."""
    words = reading.words
    columns = [
        Column(words.say("Sentence")),
        Column(words.say("Rule")),
        Column(words.say("Sections")),
        Column(words.say("About")),
        Column(words.say("Figures")),
    ]
    rows = [
        [
            entry["said"],
            entry["rule"],
            ", ".join(entry["sections"]),
            ", ".join(entry["about"].values()),
            "; ".join(
                f"{name}: {json.dumps(figure, ensure_ascii=False)}"
                for name, figure in entry["figures"].items()
            ),
        ]
        for entry in spoken(reading, told)
    ]
    return Sheet(words.say("Sentences and rules"), columns, rows)
