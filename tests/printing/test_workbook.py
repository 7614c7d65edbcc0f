"""The workbook read back: numbers are numbers, names are never formulas."""

import io
from functools import cache

import openpyxl

from reports.document import build, read
from reports.workbook import render
from tests.printing.companies import company, printed

EVIL = ("=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "https://example.org", "007")


@cache
def opened(kind, language="en"):
    release, asked = printed(kind)
    return openpyxl.load_workbook(io.BytesIO(render(release, asked, language)))


def table(book, title):
    head, *rows = book[title].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_sheets():
    assert opened("usual").sheetnames == [
        "Overview",
        "Comparisons",
        "Questions",
        "Averages",
        "Agreement",
        "What leadership expected",
        "Changes",
        "Register of gaps",
        "Participation",
        "The thresholds",
        "Sentences and rules",
    ]


def test_comparisons_are_those_of_the_release():
    release, _ = printed("usual")
    rows = table(opened("usual"), "Comparisons")

    assert len(rows) == len(release["comparisons"]) + len(release["totals"])
    for row, entry in zip(rows, release["comparisons"], strict=False):
        if isinstance(entry["difference"], float):
            assert row["Leadership minus team"] == entry["difference"]
        if entry["verdict"] == "not_shown":
            assert row["Leadership minus team"] == "not shown"
            assert row["p"] == "–"


def test_clamped_values_are_text_and_none_is_blank_or_zero():
    release, _ = printed("declared")
    rows = table(opened("declared"), "Averages")
    clamped = [
        row["Average"]
        for row, cell in zip(rows, release["cells"], strict=True)
        if isinstance(cell["mean"], dict)
    ]
    withheld = [
        row["Average"]
        for row, cell in zip(rows, release["cells"], strict=True)
        if cell["mean"] is None
    ]

    assert clamped
    assert all(text[0] in "≤≥" for text in clamped)
    assert set(withheld) <= {"not shown"}


def test_names_are_neither_formulas_nor_links():
    release, asked, _ = company({"leadership": 6, **dict.fromkeys(EVIL, 6)})
    book = openpyxl.load_workbook(io.BytesIO(render(release, asked)))

    names = [row[0] for row in book["Participation"].iter_rows(min_row=2)]
    assert {cell.value for cell in names} == {"Leadership", *EVIL}
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
            assert all(cell.hyperlink is None for cell in row)


def test_sentences_are_those_of_the_report_with_rule_and_figures():
    reading = read(*printed("usual"), "en")
    told = build(reading).told
    rows = table(opened("usual"), "Sentences and rules")

    assert {row["Rule"] for row in rows} == {sentence.rule for sentence in told}
    assert {row["Sentence"] for row in rows} == {
        str(sentence.said.striptags()) for sentence in told
    }
    assert any("difference: " in (row["Figures"] or "") for row in rows)


def test_heads_stay_in_view():
    assert all(sheet.freeze_panes == "A2" for sheet in opened("usual"))


def test_portuguese_workbook_has_portuguese_heads():
    book = opened("usual", "pt")

    assert book.sheetnames[1] == "Comparações"
    assert book["Comparações"]["B1"].value == "Equipa"
