"""The report read back: words, tags, fonts, colours, and what must not be in it."""

import io
import re

import pikepdf
import pytest
from PIL import Image

from reports.letters import INSTEAD
from reports.pdf import render
from tests.printing.companies import (
    COMPOUND,
    KINDS,
    MARKUP,
    OTHER_SCRIPT,
    printed,
)
from tests.printing.papers import (
    complaints,
    elements,
    opened,
    pages,
    poppler,
    report,
)

BLUE, VERMILION = (11, 83, 148), (200, 80, 10)
NOTICE = "Simulated data"


@pytest.mark.parametrize(
    ("kind", "language"),
    [*((kind, "en") for kind in KINDS), ("usual", "pt"), ("long names", "pt")],
)
def test_every_company_has_a_report_without_a_warning(kind, language):
    assert report(kind, language).startswith(b"%PDF-")
    assert complaints(kind, language) == []


def test_page_one_says_it_all():
    glance = pages("usual")[0]

    assert "Leadership believes that Marketing has what it needs" in glance
    assert "66 of 84 people answered. " in glance
    assert re.search(r"Resources, Marketing: \d\.\d points apart\.", glance)
    assert re.search(r"In \d\d of 100 pairs the leader gives the higher score", glance)
    assert "Not shown, with fewer than 5 answers: Operations." in glance


def test_map_gives_difference_and_verdict_and_what_is_not_shown():
    found = pages("usual")[0]

    assert re.search(r"Marketing 12 of 15 answered \+\d\.\d Gap", found)
    assert "Not shown · 4 answers" in found


@pytest.mark.parametrize("language", ["en", "pt"])
def test_release_and_versions_are_printed(language):
    release, asked = printed("usual")
    origin = {"en": "ORIGIN", "pt": "ORIGEM"}[language]
    [last] = [page for page in pages("usual", language) if origin in page]

    assert release["sha256"] in last.replace(" ", "")
    assert f"{asked.key}, " in last
    assert release["program"] in last


def test_only_our_font_is_embedded():
    with opened("long names") as pdf:
        fonts = [
            found
            for found in pdf.objects
            if isinstance(found, pikepdf.Dictionary) and found.get("/Type") == "/Font"
        ]
        names = {str(font.BaseFont) for font in fonts}

        assert names
        assert all("Source-Sans-Pro" in name for name in names)
        assert all(
            "/FontFile2" in font.FontDescriptor
            for font in fonts
            if "/FontDescriptor" in font
        )


def test_figures_are_drawn_in_both_colours(tmp_path):
    source = tmp_path / "report.pdf"
    source.write_bytes(report("usual"))
    drawn = ("Talk about first".upper(), "Question by question".upper())

    for said in drawn:
        at = str(next(i for i, page in enumerate(pages("usual"), 1) if said in page))
        picture = poppler(
            "pdftoppm", "-r", "100", "-png", "-f", at, "-l", at, source, source=b""
        )
        shown = Image.open(io.BytesIO(picture)).convert("RGB")
        dots = shown.getcolors(shown.width * shown.height)
        found = {colour: number for number, colour in dots}

        # Words in these colours make up to 150; marks and intervals many more.
        assert found[BLUE] > 400
        assert found[VERMILION] > 400


def test_markup_in_names_is_printed_as_it_is():
    text = " ".join(pages("long names"))

    assert f"Acme {MARKUP}" in text
    assert COMPOUND in text.replace(" ", "")


def test_letters_that_the_font_lacks_become_boxes_and_the_report_says_so():
    text = " ".join(pages("long names"))

    assert INSTEAD * len(OTHER_SCRIPT) in text
    assert "A box stands for a letter" in text
    assert "A box stands for a letter" not in " ".join(pages("usual"))


def test_report_of_a_file_of_answers_bears_no_date():
    with opened("no leadership") as pdf:
        assert "/CreationDate" not in pdf.docinfo
        assert "/ModDate" not in pdf.docinfo
        with pdf.open_metadata() as metadata:
            assert not [key for key in metadata if "Date" in key]
    assert "2026-09" not in " ".join(pages("no leadership"))
    assert "closed" not in pages("no leadership")[0]


@pytest.mark.parametrize("language", ["en", "pt"])
def test_nothing_is_told_of_a_company_that_is_hidden(language):
    method = {"en": "WHAT WAS COMPARED", "pt": "O QUE FOI COMPARADO"}[language]
    before, found, _ = " ".join(pages("hidden", language)).partition(method)

    assert found
    assert len(before) > 1000
    assert not re.findall(r"\d[.,]\d", before)
    with opened("hidden", language) as pdf:
        alts = {str(figure.Alt) for figure in elements(pdf, "/Figure")}
        assert not [alt for alt in alts if re.search(r"\d[.,]\d", alt)]


def test_nothing_is_attached():
    with opened("usual") as pdf:
        assert not pdf.attachments


def test_unknown_language_is_refused():
    with pytest.raises(ValueError, match="there is no report in 'fr', only in en, pt"):
        render(*printed("hidden"), "fr")


def test_questionnaire_of_another_version_is_refused():
    release, asked = printed("hidden")
    other = release | {"questionnaire": {"key": asked.key, "version": 2}}

    with pytest.raises(ValueError, match="version 2, not of leadership-alignment"):
        render(other, asked)
