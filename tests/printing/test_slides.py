"""The slides read back: native, complete, and nothing in them that is not shown."""

import io
import itertools
import re
import zipfile
from functools import cache

import openpyxl
import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from questionnaires.advice import load_playbook
from reports.actions import actions
from reports.document import read
from reports.narrative import Narrator
from reports.slides import render
from reports.slides.dimensions import _title
from reports.values import beyond, bound
from tests.printing import series as made
from tests.printing.companies import KINDS, company, printed
from tests.printing.test_story import OPEN, gap, reading

EVIL = ("=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "https://example.org")
LONG = {f"{letter} " + "very long name " * 5: 7 for letter in "ABCDEFGHIJKL"}
# Where there is less to say: nothing shown, nothing compared, nothing predicted.
SLIDES = {"hidden": 5, "declared": 9, "no leadership": 9, "only leadership": 8}


@cache
def written(kind, language="en"):
    return render(*printed(kind), language)


@cache
def opened(kind, language="en"):
    return Presentation(io.BytesIO(written(kind, language)))


def parts(packed):
    """Every part by its name, those of workbooks too."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            yield name, content
            if name.endswith(".xlsx"):
                yield from ((f"{name}/{n}", c) for n, c in parts(content))


def charts(deck, kind="XY_SCATTER"):
    """Charts of a kind, and the workbook behind each."""
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_chart and shape.chart.chart_type.name.startswith(kind):
                blob = shape.chart.part.chart_workbook.xlsx_part.blob
                yield shape, openpyxl.load_workbook(io.BytesIO(blob)).active


def words(deck):
    """All text of slides and notes."""
    for slide in deck.slides:
        yield slide.notes_slide.notes_text_frame.text
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            elif shape.has_table:
                rows = shape.table.rows
                yield from (cell.text for row in rows for cell in row.cells)


@pytest.mark.parametrize("language", ["en", "pt"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_slide_has_a_title_and_notes(kind, language):
    slides = opened(kind, language).slides

    assert len(slides) == SLIDES.get(kind, 10)
    assert all(slide.shapes.title.text_frame.text.strip() for slide in slides)
    assert all(slide.notes_slide.notes_text_frame.text for slide in slides)


@pytest.mark.parametrize("kind", KINDS)
def test_no_slide_is_empty(kind):
    for slide in opened(kind).slides:
        said = [
            shape
            for shape in slide.shapes
            if shape.has_table or shape.has_chart or len(shape.text_frame.text) > 40
        ]
        assert said, slide.shapes.title.text_frame.text


@pytest.mark.parametrize("language", ["en", "pt"])
def test_three_things_stand_beside_what_can_be_done_about_them(language):
    reading = read(*printed("usual"), language)
    advised = actions(Narrator(reading), load_playbook("leadership-alignment"))
    slides = list(opened("usual", language).slides)

    assert len(advised) == 3
    for slide, advice in zip(slides[3:6], advised, strict=True):
        texts = [s.text_frame.text for s in slide.shapes if s.has_text_frame]
        said = " ".join(texts)
        assert any(shape.has_chart for shape in slide.shapes)
        assert advice["title"] in said
        assert all(advice[part] in said for part in ("leadership", "team", "first"))
    last = next(shape for shape in slides[-1].shapes if shape.has_table)
    cells = [cell.text for row in last.table.rows for cell in row.cells]
    assert {advice["sign"] for advice in advised} <= set(cells)


def test_advice_without_room_beside_many_teams_stands_in_the_notes():
    reading = read(*printed("twelve teams"), "en")
    advised = actions(Narrator(reading), load_playbook("execution-health"))
    slides = list(opened("twelve teams").slides)
    notes = " ".join(slide.notes_slide.notes_text_frame.text for slide in slides)

    assert advised
    assert all(advice["leadership"] in notes for advice in advised)


def test_table_that_has_no_room_for_everything_says_so():
    said = "The report has every group and every dimension."

    assert any(said in text for text in words(opened("twelve teams")))
    assert not any(said in text for text in words(opened("usual")))


@pytest.mark.parametrize("kind", KINDS)
def test_charts_are_native_and_said_in_words_and_in_a_table(kind):
    for slide in opened(kind).slides:
        kinds = [shape.shape_type for shape in slide.shapes]
        assert MSO_SHAPE_TYPE.PICTURE not in kinds
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                said = shape._element.xpath(".//p:cNvPr")[0]
                assert said.get("descr"), said.get("name")
            if shape.has_chart:
                assert any(other.has_table for other in slide.shapes)


@pytest.mark.parametrize("kind", [*KINDS, "long names, twelve teams", "four waves"])
def test_nothing_overlaps_or_leaves_the_slide(kind):
    if kind in KINDS:
        deck = opened(kind)
    elif kind == "four waves":
        told = {"series": made.four(), "followed": made.followed()}
        deck = Presentation(io.BytesIO(render(*made.arguments(made.four()), **told)))
    else:
        views = {"leadership": 4.4, **dict.fromkeys(LONG, 2.2)}
        release, asked, _ = company({"leadership": 14, **LONG}, views, name="Long" * 20)
        deck = Presentation(io.BytesIO(render(release, asked)))

    for slide in deck.slides:
        boxes = [
            (s.left, s.top, s.left + s.width, s.top + s.height, s.name)
            for s in slide.shapes
            if s.has_table or s.has_chart or s.text_frame.text
        ]
        for left, top, right, bottom, name in boxes:
            assert left >= 0, name
            assert top >= 0, name
            assert right <= deck.slide_width, name
            assert bottom <= deck.slide_height * 0.937, name  # the foot begins there
        for one, other in itertools.combinations(boxes, 2):
            apart = one[2] <= other[0] or other[2] <= one[0]
            assert apart or one[3] <= other[1] or other[3] <= one[1], (one, other)


@pytest.mark.parametrize("kind", KINDS)
def test_dots_are_where_the_release_has_them_and_withheld_ones_are_absent(kind):
    release, asked = printed(kind)
    titles = {dimension.title["en"]: dimension.key for dimension in asked.dimensions}
    leader = next((g["name"] for g in release["groups"] if g["leadership"]), None)

    for shape, _ in charts(opened(kind)):
        key = titles[shape.name.removeprefix("Chart: ")]
        shown = {
            "Leadership" if cell["group"] == leader else cell["group"]: cell["mean"]
            for cell in release["cells"]
            if cell.get("dimension") == key and cell["mean"] is not None
        }
        drawn = list(shape.chart.plots[0].series)
        assert {series.name for series in drawn} == set(shown)
        for series in drawn:
            at = series._element.xpath(".//c:xVal//c:pt[@idx='0']/c:v")[0].text
            assert float(at) == bound(shown[series.name])
        axis = shape.chart.category_axis
        assert (axis.minimum_scale, axis.maximum_scale) == (1, asked.scale.points)


def test_workbooks_of_charts_hold_what_the_charts_show():
    deck, seen = opened("usual"), 0
    for shape, sheet in charts(deck):
        xml = shape.chart.part.blob.decode()
        cells = [c for row in sheet.iter_rows() for c in row if c.value is not None]
        numbers = {float(c.value) for c in cells if not isinstance(c.value, str)}
        drawn = {float(v) for v in re.findall(r"<c:v>([\d.]+)</c:v>", xml)}
        assert numbers <= drawn
        for cell in cells:
            if isinstance(cell.value, str):
                assert cell.value in shape.chart.part._element.xpath("string(.)")
        seen += 1
    assert seen


def test_clamped_averages_stand_at_their_bound_and_say_so():
    views = {"leadership": 4.95, "Marketing": 1.05}
    release, asked, _ = company({"leadership": 9, "Marketing": 9}, views)
    deck = Presentation(io.BytesIO(render(release, asked)))
    clamped = [
        cell["mean"]
        for cell in release["cells"]
        if beyond(cell.get("mean")) and "dimension" in cell
    ]
    said = "".join(
        shape.chart.part._element.xpath("string(.)") for shape, _ in charts(deck)
    )

    assert clamped
    assert "≤\u202f1.8" in said
    assert "≥\u202f4.2" in said


def test_group_that_is_hidden_has_no_figure():
    deck = opened("hidden")

    assert list(charts(deck)) == []
    assert "Not shown" in list(words(deck))


def test_names_are_neither_formulas_nor_links():
    people = {"leadership": 6, **dict.fromkeys(EVIL, 6)}
    invited = dict.fromkeys(people, 9)
    release, asked, _ = company(people, invited=invited)
    deck = Presentation(io.BytesIO(packed := render(release, asked)))
    found = [
        sheet
        for kind in ("XY_SCATTER", "BAR_CLUSTERED")
        for _, sheet in charts(deck, kind)
    ]
    cells = [cell for sheet in found for row in sheet.iter_rows() for cell in row]

    assert {cell.value for cell in cells} >= set(EVIL)
    assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)
    assert not [n for n, content in parts(packed) if b"hlinkClick" in content]


def test_markup_is_text():
    said = " ".join(words(opened("long names")))

    assert "<script>alert(1)</script>" in said
    assert "&lt;" not in said


def test_file_refers_to_nothing_outside_and_bears_nobodys_name():
    everything = dict(parts(written("usual")))

    assert not [n for n, content in everything.items() if b"External" in content]
    assert not [n for n in everything if n.endswith((".jpeg", ".png", ".bin"))]
    core = everything["docProps/core.xml"].decode()
    assert re.findall(r">([^<\s][^<]*)<", core).count("Alignment diagnosis") == 1
    assert "Canny" not in core
    assert set(re.findall(r"\d{4}-\d\d-\d\d", core)) == {"1980-01-01"}


def test_finding_of_the_report_is_the_finding_of_the_slides():
    titles = [slide.shapes.title.text_frame.text for slide in opened("usual").slides]

    assert titles[0] == "Example company"
    assert titles[1].startswith("Leadership believes that Marketing")
    assert "Expectations, Sales: 1.1 points apart." in titles


# In the order of the report: gaps, all teams together, divided groups, small ones.
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([], "all teams together: 1.3 points apart."),
        (["few"], "all teams together: 1.3 points apart among those who answered."),
        (["gap", "few"], "Sales: 1.3 points apart among those who answered."),
        (["alone"], "Marketing: 0.3 points apart."),
    ],
)
def test_title_of_a_slide_is_the_finding_of_the_dimension(changes, said):
    slight = gap(verdict="slight", strength=None, difference=0.3)
    other = gap(team="Sales", n_team=20) if "gap" in changes else OPEN
    total = gap(
        team=None, n_team=32, strength=None if "alone" in changes else "notable"
    )
    found = reading(slight, other | {"team": "Sales"}, totals=[total])
    for group in found.release["groups"]:
        group["invited"] = 99 if "few" in changes else None

    title = _title(found, "resources", found.release["comparisons"])

    assert title.striptags() == f"Resources, {said}"


def test_method_and_hash_stand_at_the_end():
    release, _ = printed("usual")
    last = list(opened("usual").slides)[-1]

    assert any(
        release["sha256"] in shape.text_frame.text
        for shape in last.shapes
        if shape.has_text_frame
    )
