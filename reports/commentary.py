"""What the consultant adds to a report: a foreword, and a comment to any section."""

from collections.abc import Mapping
from dataclasses import dataclass

FOREWORD = "foreword"
STAFF = "staff"
"""The page for all staff: what happens next."""


@dataclass(frozen=True)
class Commentary:
    """The consultant's own words, which stand beside the release and never in it.

    Args:
        author: who is named as having written them.
        texts: plain text by anchor of the section, ``FOREWORD`` or ``STAFF``.
            Paragraphs are parted by an empty line.
    """

    author: str
    texts: Mapping[str, str]

    def paragraphs(self, section: str) -> list[str]:
        """Part the text of a section where it has empty lines; none if it has none."""
        text = self.texts.get(section, "")
        lines = "\n".join(line.strip() for line in text.splitlines())
        return [part.strip() for part in lines.split("\n\n") if part.strip()]
