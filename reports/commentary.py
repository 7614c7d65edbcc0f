"""What the consultant adds to a report: a foreword, and a comment to any section."""

from collections.abc import Mapping
from dataclasses import dataclass

FOREWORD = "foreword"


@dataclass(frozen=True)
class Commentary:
    """The consultant's own words, which stand beside the release and never in it.

    Args:
        author: who is named as having written them.
        texts: plain text by anchor of the section, or ``FOREWORD``. Paragraphs are
            parted by an empty line.
    """

    author: str
    texts: Mapping[str, str]
