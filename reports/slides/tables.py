"""Native tables on slides, as large as fits."""

from collections.abc import Sequence
from typing import Any

from lxml import etree
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Inches, Pt

from reports.slides.deck import describe, write
from reports.slides.look import HAIRLINE, INK, Box, rgb
from reports.slides.text import INCH, LINE, Part, broken, letters, lines, shortened

GROUND = "fdf1e9"
LARGEST, SMALLEST = 13, 8
"""Sizes of the font (points)."""
AIR = 0.16
"""Room that a row is given where there is enough (inches)."""
TALLEST = 3
"""Lines of a cell in the smallest font; longer ones are cut off."""
ROWS = 15
"""Rows of one table; more are continued on another slide."""
_ACROSS, _DOWN = 0.07, 0.04
"""Margins of a cell (inches)."""
_PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""The style of a table without colours and lines."""

Row = Sequence[Part]


def table(
    slide: Slide,
    box: Box,
    rows: Sequence[Row],
    widths: Sequence[float],
    name: str,
    alternative: str,
) -> float:
    """Put a table on a slide.

    Args:
        slide: where.
        box: its place; it may be lower.
        rows: the head and all others.
        widths: of the columns, in proportion.
        name: of the table.
        alternative: text that stands for it.

    Returns:
        Its height (inches).
    """
    inches = [box.width * width / sum(widths) for width in widths]
    rows = _cut(rows, inches, box.height)
    size = next(
        (
            size
            for size in range(LARGEST, SMALLEST, -1)
            if sum(_heights(rows, inches, size)) <= box.height
            and not _broken(rows, inches, size)
        ),
        SMALLEST,
    )
    heights = _heights(rows, inches, size)
    airy = min(AIR, max(0.0, box.height - sum(heights)) / len(rows))
    heights = [high + airy for high in heights]
    frame = slide.shapes.add_table(len(rows), len(widths), *box.emu)
    describe(frame, name, alternative)
    frame.height = Inches(sum(heights))
    grid = frame.table
    _unstyle(grid)
    for column, width in zip(grid.columns, inches, strict=True):
        column.width = Inches(width)
    for number, row in enumerate(rows):
        grid.rows[number].height = Inches(heights[number])
        for place, part in enumerate(row):
            _fill(grid.cell(number, place), part, size, head=number == 0)
    return sum(heights)


def _cut(rows: Sequence[Row], widths: Sequence[float], high: float) -> Sequence[Row]:
    """Cut long cells down to as many lines as fit."""
    for tallest in range(TALLEST, 0, -1):
        short = [
            [
                shortened(part, tallest * letters(width - 2 * _ACROSS, SMALLEST))
                for part, width in zip(row, widths, strict=True)
            ]
            for row in rows
        ]
        if sum(_heights(short, widths, SMALLEST)) <= high:
            break
    return short


def _heights(rows: Sequence[Row], widths: Sequence[float], size: float) -> list[float]:
    line = size * LINE / INCH
    return [
        max(
            lines(part.text, width - 2 * _ACROSS, size)
            for part, width in zip(row, widths, strict=True)
        )
        * line
        + 2 * _DOWN
        for row in rows
    ]


def _broken(rows: Sequence[Row], widths: Sequence[float], size: float) -> bool:
    return any(
        broken(part.text, width - 2 * _ACROSS, size)
        for row in rows
        for part, width in zip(row, widths, strict=True)
    )


def _unstyle(grid: Any) -> None:
    properties = grid._tbl.tblPr
    properties.find(qn("a:tableStyleId")).text = _PLAIN
    grid.horz_banding = False


def _fill(cell: Any, part: Part, size: float, *, head: bool) -> None:
    cell.margin_left = cell.margin_right = Inches(_ACROSS)
    cell.margin_top = cell.margin_bottom = Inches(_DOWN)
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if head else MSO_ANCHOR.MIDDLE
    if head:
        part = Part([(text, True) for text, _ in part.runs], right=part.right)
    write(cell.text_frame, [part], size)
    cell.text_frame.word_wrap = True
    # Fill comes after the lines in the format.
    _underline(cell, INK if head else HAIRLINE, 1.25 if head else 0.75)
    if part.warm:
        cell.fill.solid()
        cell.fill.fore_color.rgb = rgb(GROUND)


def _underline(cell: Any, colour: str, width: float) -> None:
    properties = cell._tc.get_or_add_tcPr()
    for side in ("a:lnL", "a:lnR", "a:lnT"):
        etree.SubElement(etree.SubElement(properties, qn(side), w="0"), qn("a:noFill"))
    line = etree.SubElement(properties, qn("a:lnB"), w=str(int(Pt(width))))
    fill = etree.SubElement(line, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr"), val=colour)
