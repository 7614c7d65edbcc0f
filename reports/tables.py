"""The release as CSV files, one a table, in one ZIP."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from diagnostic.history import Series
from diagnostic.history.actions import Followed
from questionnaires import Questionnaire
from reports.document import build, read
from reports.narrative import Sentence
from reports.reading import Reading
from reports.sheets import Cell, Sheet
from reports.workbook import sheets

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001
"""A spreadsheet that opens the file may run what begins so."""


@dataclass(frozen=True)
class Table:
    """A table as a CSV file.

    Args:
        name: of the file, without its ending.
        title: of the table.
        content: UTF-8 with a byte order mark.
    """

    name: str
    title: str
    content: bytes


def render(
    release: Mapping[str, Any],
    questionnaire: Questionnaire,
    language: str = "en",
    series: Series | None = None,
    followed: Iterable[Followed] = (),
) -> bytes:
    """Write the workbook's tables as CSV files, UTF-8 with a byte order mark.

    Args:
        release: the release, see docs/release.md; nothing else is shown.
        questionnaire: what was asked.
        language: ``en`` or ``pt``; of the words, not of the numbers.
        series: the release after those of the waves before, with a table of each
            wave's figures and the register of gaps.
        followed: actions beside the figures that they are meant to move.

    Returns:
        A ZIP file; the same for the same arguments. Clamped values are text
        ('≤ 1.5'), withheld ones say so, all others are numbers with a point. Text
        that a spreadsheet could take for a formula begins with an apostrophe.

    Raises:
        ValueError: there is no report in this language, the release is of another
            questionnaire, or the series ends with another release.
    """
    reading = read(release, questionnaire, language, series, followed)
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for table in tables(reading, build(reading).told):
            part = ZipInfo(f"{table.name}.csv")  # without the date of today
            part.compress_type = ZIP_DEFLATED
            archive.writestr(part, table.content)
    return target.getvalue()


def tables(reading: Reading, told: Sequence[Sentence]) -> list[Table]:
    """Give every table that has a row.

    Args:
        reading: the release in its language.
        told: every sentence of the report.
    """
    return [
        Table(name, sheet.title, written(sheet))
        for name, sheet in sheets(reading, told).items()
    ]


def written(sheet: Sheet) -> bytes:
    """Write a table as a CSV file, UTF-8 with a byte order mark."""
    target = StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow([_safe(column.title) for column in sheet.columns])
    writer.writerows([_safe(cell) for cell in row] for row in sheet.rows)
    return target.getvalue().encode("utf-8-sig")


def _safe(cell: Cell) -> Cell:
    is_text = isinstance(cell, str)
    if is_text and str(cell).lstrip(" ").startswith(_BEGINS_A_FORMULA):
        return f"'{cell}"
    return cell
