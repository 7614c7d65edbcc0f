"""How much of page one is taken: whether the map has room on it."""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

Page = Mapping[str, Any]
ROOM = 714.0
"""Height of page one below its head (points)."""
WIDTH = 482.0
TALK, HALF = 318.0, 228.0
"""Widths of a page's text, of a point to talk about and of half a page (points)."""
HEADLINES = (("", 25.0, 30.0), ("long", 19.0, 24.0), ("longer", 15.0, 20.0))
"""Classes of headlines with their size and the height of a line (points)."""
TALL = 3
"""Lines of a headline in one size; a longer one is set smaller."""
TEAMS, DIMENSIONS = 6, 4
"""So many stand in a map on page one."""
ROW, HEAD, LEGEND = 34.0, 38.0, 30.0
"""Heights of a row of the map, of its head with the room above, of its legend."""
_LETTER = 0.43
"""Width of a letter of average text, in parts of its size."""


def size(headline: str) -> str:
    """Give the class of a headline: the longer, the smaller its letters."""
    return next(
        (
            name
            for name, letter, _ in HEADLINES
            if _lines(headline, letter, WIDTH) <= TALL
        ),
        HEADLINES[-1][0],
    )


def fits(opening: Page, maps: Sequence[Page], *, notice: bool) -> bool:
    """Tell whether page one holds the map beside all that it says."""
    if len(maps) != 1 or len(maps[0]["columns"]) > DIMENSIONS:
        return False
    teams = sum(bool(row["answered"]) for row in maps[0]["rows"])
    return teams <= TEAMS and _map(maps[0]) + _said(opening, notice) <= ROOM


def _map(table: Page) -> float:
    names = [_lines(row["team"], 10.0, 88.0) for row in table["rows"]]
    rows = sum(max(ROW, 12.5 * lines + 20) for lines in names)
    tallest = max(_lines(str(c["title"]), 10.5, 88.0) for c in table["columns"])
    return HEAD + 13.0 * (tallest - 1) + rows + LEGEND


def _said(opening: Page, notice: bool) -> float:
    plain = opening["headline"].striptags()
    _, letter, line = next(kind for kind in HEADLINES if kind[0] == opening["size"])
    height = 20.0 * notice + line * _lines(plain, letter, WIDTH)
    height += 12 + 16.5 * _lines(str(opening["certainty"]), 11.5, WIDTH)
    height += 32 + sum(_point(point) for point in opening["points"])
    return height + 32 + max(_half(opening["agreed"]), _half(opening["unsaid"]))


def _point(point: Page) -> float:
    said = _lines(point["said"].striptags(), 10.0, TALK)
    detail = _lines(point["detail"].striptags() + " See page 10", 9.0, TALK)
    return 10.0 + 13.5 * said + 12.5 * detail


def _half(said: Sequence[Any]) -> float:
    return sum(4.0 + 12.0 * _lines(line.striptags(), 9.0, HALF) for line in said)


def _lines(text: str, letter: float, width: float) -> int:
    return max(1, ceil(len(text) * letter * _LETTER / width))
