"""What a report for the archive carries: its release, and the same as tables."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from diagnostic.release import to_bytes
from reports.narrative import Sentence
from reports.past.between import comparison
from reports.reading import Reading
from reports.spoken import spoken
from reports.tables import tables

UNDATED = datetime(1980, 1, 1)
"""The date of files whose wave was not closed on any: a real one would change them."""


@dataclass(frozen=True)
class Attached:
    """A file within a PDF.

    Args:
        name: of the file.
        about: what it is, as a reader's program shows it.
        content: its bytes.
        dated: the day that it bears.
    """

    name: str
    about: str
    content: bytes
    dated: datetime


def attachments(reading: Reading, told: Sequence[Sentence]) -> list[Attached]:
    """Give release, comparison and sentences as JSON, and the tables as CSV, by name.

    There is nothing in them that the release does not show. All bear the day on
    which the wave was closed.

    Args:
        reading: the release in its language.
        told: every sentence of the report.
    """
    words, release = reading.words, reading.release
    day = release["closed"]
    dated = datetime.fromisoformat(day) if day else UNDATED
    about = words.say("The release that this report was made of")
    whole = Attached("release.json", about, to_bytes(dict(release)), dated)
    why = words.say("Every sentence of the report, with its rule and its numbers")
    said = json.dumps(spoken(reading, told), ensure_ascii=False, indent=1).encode()
    parts = [
        Attached(f"{table.name}.csv", table.title, table.content, dated)
        for table in tables(reading, told)
    ]
    listed = [*parts, whole, Attached("sentences.json", why, said, dated)]
    document = comparison(reading)
    if document is not None:
        about = words.say("The comparison with the wave before, under its map")
        content = to_bytes(dict(document))
        listed.append(Attached("comparison.json", about, content, dated))
    return sorted(listed, key=lambda attached: attached.name)
