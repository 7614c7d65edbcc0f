"""The CSV files read back: the workbook's tables, in plain numbers."""

import csv
import io
import zipfile

import openpyxl
import pytest

from reports import workbook
from reports.tables import render
from tests.printing.companies import KINDS, company, printed

EVIL = ("=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", " =1+1", "\uff1d1")


def opened(release, asked, language="en"):
    """The rows of each file."""
    with zipfile.ZipFile(io.BytesIO(render(release, asked, language))) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode("utf-8-sig")
            yield name, list(csv.reader(io.StringIO(text, newline="")))


def sheets(release, asked, language="en"):
    written = workbook.render(release, asked, language)
    for sheet in openpyxl.load_workbook(io.BytesIO(written)):
        yield list(sheet.iter_rows(values_only=True))


@pytest.mark.parametrize(
    ("kind", "language"), [*((kind, "en") for kind in KINDS), ("usual", "pt")]
)
def test_tables_are_those_of_the_workbook(kind, language):
    names, files = zip(*opened(*printed(kind), language), strict=True)
    pages = list(sheets(*printed(kind), language))

    assert names[0] == "overview.csv"
    assert all(name.endswith(".csv") for name in names)
    assert len(files) == len(pages)
    for rows, page in zip(files, pages, strict=True):
        for row, line in zip(rows, page, strict=True):
            for text, value in zip(row, line, strict=True):
                if isinstance(value, int | float):
                    assert float(text) == value
                else:
                    assert text == (value or "")


def test_spreadsheet_knows_the_letters():
    with zipfile.ZipFile(io.BytesIO(render(*printed("usual")))) as archive:
        files = [archive.read(name) for name in archive.namelist()]

    assert all(file.startswith(b"\xef\xbb\xbf") for file in files)


def test_names_are_never_formulas():
    people = {"leadership": 6, **dict.fromkeys(EVIL, 6)}
    release, asked, _ = company(people, dict.fromkeys(EVIL, 1.4))
    found = dict(opened(release, asked))
    cells = [cell for rows in found.values() for row in rows for cell in row]

    assert {row[0] for row in found["participation.csv"]} >= {f"'{n}" for n in EVIL}
    dangerous = [c for c in cells if c.lstrip(" ").startswith(("=", "+", "-", "@"))]
    assert [c for c in dangerous if not is_number(c)] == []
    assert any(c.startswith("-") for c in dangerous) or not dangerous


def is_number(text):
    try:
        float(text)
    except ValueError:
        return False
    return True
