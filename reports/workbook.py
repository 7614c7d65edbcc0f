"""The release as a workbook: one sheet a table, numbers as numbers."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from diagnostic.history import Series
from diagnostic.history.actions import Followed
from questionnaires import Questionnaire
from reports.context import (
    changes,
    gap_changes,
    participation,
    predictions,
    register,
    rules,
)
from reports.document import build, read
from reports.narrative import Sentence
from reports.past.sheets import actions, quarters
from reports.reading import Reading
from reports.sheets import Column, Sheet, agreement, cells, comparisons, items, overview
from reports.spoken import sentences

TABLES = (
    overview,
    comparisons,
    items,
    cells,
    agreement,
    predictions,
    changes,
    gap_changes,
    quarters,
    register,
    actions,
    participation,
    rules,
)
WIDEST, NARROWEST = 60, 9
"""Widths of columns (characters)."""
MADE = datetime(1980, 1, 1)
"""The date that every workbook bears: a real one would change its bytes."""


def render(
    release: Mapping[str, Any],
    questionnaire: Questionnaire,
    language: str = "en",
    series: Series | None = None,
    followed: Iterable[Followed] = (),
) -> bytes:
    """Write a release as XLSX.

    Args:
        release: the release, see docs/release.md; nothing else is shown.
        questionnaire: what was asked.
        language: ``en`` or ``pt``.
        series: the release after those of the waves before, with a sheet of each
            wave's figures and the register of gaps.
        followed: actions beside the figures that they are meant to move.

    Returns:
        The file; the same for the same arguments. Clamped values are text
        ('≤ 1.5'), withheld ones say so, all others are numbers.

    Raises:
        ValueError: there is no report in this language, the release is of another
            questionnaire, or the series ends with another release.
    """
    reading = read(release, questionnaire, language, series, followed)
    target = BytesIO()
    book = Workbook(target, {"in_memory": True})
    title = reading.words.say("Alignment diagnosis")
    book.set_properties({"title": title, "created": MADE})
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "number": book.add_format({"num_format": "0.0##", "valign": "top"}),
        "signed": book.add_format({"num_format": "+0.0##;-0.0##;0.0"}),
        "people": book.add_format({"num_format": "0", "valign": "top"}),
        "share": book.add_format({"num_format": "0%", "valign": "top"}),
    }
    for sheet in sheets(reading, build(reading).told).values():
        _write(book.add_worksheet(sheet.title), sheet, formats)
    book.close()
    return target.getvalue()


def sheets(reading: Reading, told: Sequence[Sentence]) -> dict[str, Sheet]:
    """Give every table that has a row, by name.

    Args:
        reading: the release in its language.
        told: every sentence of the report.
    """
    found = {table.__name__: table(reading) for table in TABLES}
    found["sentences"] = sentences(reading, told)
    return {name: sheet for name, sheet in found.items() if sheet.rows}


def _write(page: Worksheet, sheet: Sheet, formats: Mapping[str, Format]) -> None:
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, _width(column, sheet.rows, number))
        page.write_string(0, number, column.title, formats["head"])
    for line, row in enumerate(sheet.rows, 1):
        for number, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            if isinstance(value, str):
                # Never as a formula or a link, whatever a group is called.
                page.write_string(line, number, value, formats["text"])
            else:
                page.write_number(line, number, value, formats[column.kind])
    page.freeze_panes(1, 0)
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)


def _width(column: Column, rows: Sequence[Sequence[str | float]], place: int) -> int:
    longest = max((len(str(row[place])) for row in rows), default=0)
    return min(max(longest + 2, len(column.title) + 3, NARROWEST), WIDEST)
