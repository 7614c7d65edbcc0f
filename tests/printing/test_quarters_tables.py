"""Waves, register and actions as sheets and CSV files, and what moved as a slide."""

import csv
import io
import json
import zipfile
from functools import cache

import openpyxl
import pikepdf
import pptx
import pytest

from diagnostic.release import verify
from reports import slides, tables, workbook
from reports.pdf import render
from reports.values import exact
from tests.printing import series as made
from tests.printing.companies import printed


@cache
def files(name, language="en"):
    """Give the rows of each CSV file by its name."""
    found = getattr(made, name)()
    written = tables.render(
        *made.arguments(found), language, found, made.followed(found)
    )
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        return {entry: _rows(archive.read(entry)) for entry in archive.namelist()}


def _rows(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_every_wave_has_its_averages_and_gaps_as_released():
    found = made.four()
    rows = {
        (row["Wave"], row["Group"]): row
        for row in files("four")["quarters.csv"]
        if row["Dimension"] == "Resources"
    }

    assert len(rows) == 4 * 5
    for quarter in found.quarters:
        for entry in quarter.release["comparisons"]:
            if entry["dimension"] == "resources":
                row = rows[quarter.name, entry["team"]]
                shown = exact(entry["difference"])
                said = row["Leadership minus team"]
                assert (float(said) if shown is not None else None) == shown
    assert rows["2025-Q4", "Operations"]["Average"] == "not shown"
    assert rows["2025-Q4", "Sales"]["Against the wave before"] == ""
    assert rows["2026-Q1", "Sales"]["Against the wave before"] == "comparable"


def test_register_has_a_row_a_gap_and_wave():
    rows = files("four")["register.csv"]
    closed = [row for row in rows if row["Status now"] == "Closed"]

    assert [row["Wave"] for row in closed] == list(made.NAMES)
    assert {row["Team"] for row in closed} == {"Marketing"}
    assert closed[-1]["Status"] == "Closed"


def test_changes_are_those_of_the_map_where_there_is_one():
    groups = {row["Group"] for row in files("split")["changes.csv"]}

    assert {"Field + Shops", "Growth"} <= groups
    assert "Marketing" not in groups


def test_actions_have_a_row_a_figure():
    rows = files("four")["actions.csv"]

    assert [row["Found in"] for row in rows] == [one.wave for one in made.AGREED]
    assert rows[0]["State"] == "Done"
    assert rows[0]["Due"] == "2026-03-31"
    assert rows[1]["Measured by its owner"].startswith("days to launch (days): 14")


@pytest.mark.parametrize("language", ["en", "pt"])
def test_workbook_has_the_sheets_in_both_languages(language):
    found = made.four()
    written = workbook.render(
        *made.arguments(found), language, found, made.followed(found)
    )

    titles = openpyxl.load_workbook(io.BytesIO(written)).sheetnames
    wanted = {
        "en": {"Quarters", "Register of gaps", "Changes of gaps", "Actions"},
        "pt": {"Trimestres", "Ações"},
    }
    assert wanted[language] <= set(titles)


def test_without_the_waves_before_the_tables_are_those_of_the_release():
    with zipfile.ZipFile(io.BytesIO(tables.render(*printed("usual")))) as archive:
        names = set(archive.namelist())

    assert "register.csv" in names
    assert not names & {"quarters.csv", "actions.csv", "gap_changes.csv"}


def shown(name):
    """Give the words of each slide, and of its notes."""
    found = getattr(made, name)()
    written = slides.render(
        *made.arguments(found), series=found, followed=made.followed(found)
    )
    return [
        (_words(slide.shapes), slide.notes_slide.notes_text_frame.text)
        for slide in pptx.Presentation(io.BytesIO(written)).slides
    ]


def _words(shapes):
    said = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
    for shape in shapes:
        if shape.has_table:
            said += [cell.text for row in shape.table.rows for cell in row.cells]
    return " | ".join(said)


def test_one_of_ten_slides_says_what_moved_under_the_map():
    every = shown("split")
    [(said, notes)] = [one for one in every if "WHAT HAS MOVED" in one[0]]

    assert len(every) <= 10
    assert "Since 2025-Q4, 2 averages have moved." in said
    assert "Field + Shops" in said
    assert "+1.9  Rose" in said
    assert "New: Resources, Field + Shops. No gap was shown in 2025-Q4." in said
    assert "How each group’s average moved. Compared with 2025-Q4." in said
    assert "Not yet in 2025-Q4, with nothing to compare: Lab." in notes
    assert "Name one owner <each> & all.: Resources, Marketing (now Growth)" in notes


def test_a_first_wave_has_no_slide_of_what_moved():
    assert not [said for said, _ in shown("first") if "WHAT HAS MOVED" in said]


def test_archive_carries_the_comparison_and_the_tables():
    found = made.split()
    [document] = found.compared.values()
    written = render(*made.arguments(found), series=found, archival=True)

    with pikepdf.open(io.BytesIO(written)) as opened:
        files_ = {
            name: file.get_file().read_bytes()
            for name, file in opened.attachments.items()
        }
    assert {"release.json", "quarters.csv", "changes.csv"} <= files_.keys()
    assert json.loads(files_["comparison.json"]) == document
    assert verify(json.loads(files_["release.json"]))
