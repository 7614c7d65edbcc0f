"""How much text fits where: a slide has no pages to flow on to."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import unescape
from math import ceil

LETTER = 0.53
"""Width of a usual letter, in sizes of the font; some letters of the fallback are
wider than those of Source Sans."""
LINE = 1.22
"""Height of a line, in sizes of the font."""
INCH = 72
"""Points."""
ELLIPSIS = "…"
LONGEST_WORD = 18
"""Letters; longer words are broken whatever the size of the font."""

Run = tuple[str, bool]
"""Text, and whether it is bold."""


@dataclass(frozen=True)
class Part:
    """A cell or a paragraph.

    Args:
        runs: text, each with whether it is bold.
        warm: stands on the ground that marks a gap.
        muted: grey.
        right: set to the right.
    """

    runs: Sequence[Run] = field(default=())
    warm: bool = False
    muted: bool = False
    right: bool = False

    @property
    def text(self) -> str:
        """Give the text alone."""
        return "".join(text for text, _ in self.runs)


def plain(text: object, *, muted: bool = False, right: bool = False) -> Part:
    """Give text as it is."""
    runs = [(str(text), False)] if str(text) else []
    return Part(runs, muted=muted, right=right)


def bold(text: object) -> Part:
    """Give text in bold."""
    return Part(((str(text), True),))


def marked_up(said: object) -> Part:
    """Read a sentence whose only tags are those of bold words."""
    runs, strong = [], False
    for piece in re.split(r"(</?b>)", str(said)):
        if piece in ("<b>", "</b>"):
            strong = piece == "<b>"
        elif piece:
            runs.append((unescape(piece), strong))
    return Part(runs)


def lines(text: str, width: float, size: float) -> int:
    """Estimate on how many lines a text stands.

    Args:
        text: the text.
        width: of the line (inches).
        size: of the font (points).
    """
    return max(1, ceil(len(text) / letters(width, size)))


def broken(text: str, width: float, size: float) -> bool:
    """Tell whether a word of usual length is too long for a line."""
    most = width * INCH / (size * LETTER)
    return any(most < len(word) <= LONGEST_WORD for word in text.split())


def letters(width: float, size: float) -> int:
    """Estimate how many letters a line takes."""
    # A line is broken between words: a part of it stays empty.
    return max(1, int(0.94 * width * INCH / (size * LETTER)))


def height(texts: Iterable[str], width: float, size: float) -> float:
    """Estimate how high paragraphs stand (inches)."""
    return sum(lines(text, width, size) * size * LINE / INCH for text in texts)


def shortened(part: Part, most: int) -> Part:
    """Cut a part down to so many letters."""
    if len(part.text) <= most:
        return part
    runs: list[Run] = []
    left = most - len(ELLIPSIS)
    for text, strong in part.runs:
        runs.append((text[:left], strong))
        left -= len(text)
        if left <= 0:
            break
    last, strong = runs[-1]
    runs[-1] = (last.rstrip() + ELLIPSIS, strong)
    return Part(runs, part.warm, part.muted, part.right)
