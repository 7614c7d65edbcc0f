"""How much of page one is taken: whether the map has room on it."""

from collections.abc import Mapping, Sequence
from typing import Any

from reports.letters import width

Page = Mapping[str, Any]
ROOM = 717.0
"""Height of page one below its head (points)."""
FOOTER = 29.0
"""Height that a brand's footer takes (points)."""
FULL, TALK, HALF, NAME, CELL = 482.0, 341.0, 228.0, 92.0, 87.0
"""Widths of a page's text, of a point to talk about, of half a page, of a team's name
and of a cell in the map (points)."""
HEADLINES = (("", 25.0, 30.0), ("long", 19.0, 24.0), ("longer", 15.0, 20.0))
"""Classes of headlines with their size and the height of a line (points)."""
TALL = 3
"""Lines of a headline in one size; a longer one is set smaller."""
TEAMS, DIMENSIONS = 6, 4
"""So many stand in a map on page one."""
HEADING = 27.0
"""Height of a heading in small capitals with the room around it (points)."""
_SEMIBOLD = 1.02
"""How much wider a line is for the semibold letters in it."""


def size(headline: str) -> str:
    """Give the class of a headline: the longer, the smaller its letters."""
    for name, letter, _ in HEADLINES:
        if _lines(headline, letter, FULL) <= TALL:
            return name
    return HEADLINES[-1][0]


def fits(
    opening: Page, maps: Sequence[Page], *, notice: bool, footer: bool = False
) -> bool:
    """Tell whether page one holds the map beside all that it says.

    Args:
        opening: what page one says.
        maps: the tables of the map.
        notice: whether a notice stands above the headline.
        footer: whether a brand's footer stands at the end.
    """
    if len(maps) != 1 or len(maps[0]["columns"]) > DIMENSIONS:
        return False
    teams = sum(bool(row["answered"]) for row in maps[0]["rows"])
    room = ROOM - FOOTER * footer
    return teams <= TEAMS and taken(opening, maps[0], notice=notice) <= room


def holds(opening: Page, rows: int, *, notice: bool, footer: bool = False) -> bool:
    """Tell whether page one holds a line for each dimension, in place of the map.

    Args:
        opening: what page one says.
        rows: of dimensions.
        notice: whether a notice stands above the headline.
        footer: whether a brand's footer stands at the end.
    """
    room = ROOM - FOOTER * footer
    return height(opening, notice=notice) + line_by_line(rows) <= room


def line_by_line(rows: int) -> float:
    """Give the height of a line for each dimension, with their head and foot."""
    return 62 + 23 * rows


def taken(opening: Page, table: Page, *, notice: bool) -> float:
    """Give the height of page one with the map on it (points)."""
    return height(opening, notice=notice) + _map(table)


def height(opening: Page, *, notice: bool) -> float:
    """Give the height of all that page one says (points)."""
    head = _headline(opening) + 20.0 * notice
    points = HEADING + sum(_point(point) for point in opening["points"])
    halves = 3 + HEADING + max(_half(opening["agreed"]), _half(opening["unsaid"]))
    return head + points + halves


def _headline(opening: Page) -> float:
    headline = opening["headline"].striptags()
    letter, line = next(kind[1:] for kind in HEADLINES if kind[0] == opening["size"])
    lead = _lines(str(opening["certainty"]), 11.0, FULL)
    return line * _lines(headline, letter, FULL) + 8 + 15.6 * lead


def _map(table: Page) -> float:
    titles = [_lines(str(c["title"]), 10.0, CELL) for c in table["columns"]]
    return 36 + 12.5 * max(titles) + sum(_row(row) for row in table["rows"])


def _row(row: Page) -> float:
    name = 12.2 * _lines(row["team"], 10.0, NAME) + 10.4 * bool(row["answered"])
    return 4.8 + max(name, *(17.6 + 12.2 * _verdict(cell) for cell in row["cells"]))


def _verdict(cell: Page) -> int:
    said = [
        cell["difference"],
        cell["verdict"],
        cell["reason"] and f"· {cell['reason']}",
    ]
    return _lines(" ".join(part for part in said if part), 8.4, CELL)


def _point(point: Page) -> float:
    said = _lines(point["said"].striptags(), 10.0, TALK)
    detail = _lines(point["detail"].striptags() + " See page 10", 9.0, TALK)
    return 10.2 + 13.2 * said + 11.9 * detail


def _half(said: Sequence[Any]) -> float:
    """Give the height of sentences set as one paragraph; of one line without any."""
    together = " ".join(sentence.striptags() for sentence in said)
    return 2.9 + 12.0 * _lines(together, 9.0, HALF)


def _lines(text: str, letter: float, room: float) -> int:
    """Count the lines of a text: as many words in each as there is room for."""
    lines, used = 1, 0.0
    for word in text.split():
        wide = width(word) * letter * _SEMIBOLD
        if used and used + wide > room:
            lines, used = lines + 1, 0.0
        lines += int(wide // room)
        used += wide + 0.2 * letter
    return lines
