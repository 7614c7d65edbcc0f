"""The workbooks behind charts: what is printed, and no name as a formula."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from reports.slides.dots import Dot, Series
from reports.slides.look import MADE


def scattered(series: Sequence[Series], axis: str) -> bytes:
    """Write the numbers of a chart of dots, where the chart looks for them."""
    target, book, page = _book()
    row = 0
    for dot, _, places in series:
        page.write_string(row, 0, axis)
        page.write_string(row, 1, dot.name)
        page.write_string(row + 1, 2, dot.label)
        for number, (value, height) in enumerate(places, row + 1):
            page.write_number(number, 0, value)
            page.write_number(number, 1, height)
        row += len(places) + 2
    book.close()
    return target.getvalue()


def barred(rows: Sequence[Dot], name: str, axis: str, *, percent: bool) -> bytes:
    """Write the numbers of a chart of bars, where the chart looks for them."""
    target, book, page = _book()
    form = book.add_format({"num_format": "0%" if percent else "0"})
    page.write_string(0, 0, axis)
    page.write_string(0, 1, name)
    for number, row in enumerate(rows, 1):
        page.write_string(number, 0, row.short)
        page.write_number(number, 1, row.value, form)
        page.write_string(number, 2, row.label)
    book.close()
    return target.getvalue()


def _book() -> tuple[BytesIO, Workbook, Any]:
    target = BytesIO()
    book = Workbook(target, {"in_memory": True})
    book.set_properties({"created": MADE})
    return target, book, book.add_worksheet("Sheet1")
