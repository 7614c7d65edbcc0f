"""What a report for the archive carries: its release, and the same as tables."""

from dataclasses import dataclass
from datetime import datetime

from diagnostic.release import to_bytes
from reports.reading import Reading
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


def attachments(reading: Reading) -> list[Attached]:
    """Give the release as canonical JSON and its tables as CSV, by name.

    There is nothing in them that the release does not show. All bear the day on
    which the wave was closed.
    """
    words, release = reading.words, reading.release
    day = release["closed"]
    dated = datetime.fromisoformat(day) if day else UNDATED
    told = words.say("The release that this report was made of")
    whole = Attached("release.json", told, to_bytes(dict(release)), dated)
    parts = [
        Attached(f"{table.name}.csv", table.title, table.content, dated)
        for table in tables(reading)
    ]
    return sorted([*parts, whole], key=lambda attached: attached.name)
