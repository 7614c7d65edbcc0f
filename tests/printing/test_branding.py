"""Brands on the report: around it and never in it."""

import io
import re
from functools import cache
from html import unescape

import pikepdf
import pytest
from markupsafe import escape
from PIL import Image

from diagnostic.brand import Brand
from diagnostic.brand.logos import read_logo
from reports.branding import branding
from reports.document import build, read
from reports.letters import INSTEAD
from reports.pdf import page, render
from tests.brand.pictures import logo, saved
from tests.printing.companies import MARKUP, OTHER_SCRIPT, printed
from tests.printing.papers import elements, poppler, report, words
from tests.printing.test_opening import beginning, lines

LEAF, BRICK, SLATE = (22, 101, 52), (154, 52, 18), (51, 65, 85)
CLIENT = Brand(
    "Northwind",
    read_logo(saved(logo((320, 96)))),
    "#166534",
    "#9a3412",
    "",
    "Northwind Traders, Lisboa",
)
HOUSE = Brand(
    "Meridian Advisory",
    read_logo(saved(logo((200, 96), colour="#7a1f3d"))),
    "#334155",
    None,
    "",
    "Meridian, Porto",
)
NAME_ONLY = Brand("Meridian Advisory")
NO_RULE = "<style></style>\n"


@cache
def branded(client=CLIENT, house=HOUSE, kind="hidden", language="en"):
    return render(*printed(kind), language, brand=client, consultancy=house)


def bare(kind="hidden"):
    return report(kind)


def filled(client, house, language="en"):
    """Write the report as HTML."""
    reading = read(*printed("hidden"), language)
    return page(reading, build(reading, brands=branding(client, house).values))


def said(*brands):
    """Give what the report says, without its tags."""
    text = re.sub("<[^>]*>", " ", filled(*brands))
    return " ".join(unescape(text).split())


@cache
def texts(pdf, until=None):
    """Give the text of each page, read once: that takes as long as typesetting."""
    return words(pdf, until)


def alternatives(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [str(figure.Alt) for figure in elements(opened, "/Figure")]


def dots(pdf, page):
    """How often a page has each colour."""
    drawn = poppler(
        "pdftoppm", "-r", "72", "-png", "-f", str(page), "-l", str(page), source=pdf
    )
    picture = Image.open(io.BytesIO(drawn)).convert("RGB")
    return {
        colour: number
        for number, colour in picture.getcolors(picture.width * picture.height)
    }


def test_both_logos_are_on_page_one_and_are_read_out():
    told = alternatives(branded())

    assert {"Northwind", "Meridian Advisory"} <= set(told)
    assert not {"Northwind", "Meridian Advisory"} & set(alternatives(bare()))
    listed = poppler("pdfimages", "-list", "-", source=branded()).decode()
    drawn = [line.split()[:3] for line in listed.splitlines()[2:]]
    assert [page for page, _, kind in drawn if kind == "image"] == ["1", "1"]


def test_page_one_says_who_prepared_the_report_and_bears_the_footer():
    first = texts(branded())[0]

    assert "Prepared by" in first
    assert "Northwind Traders, Lisboa" in first
    assert "Meridian, Porto" not in first
    assert "Prepared by Meridian Advisory" in said(CLIENT, NAME_ONLY)
    assert "Meridian, Porto" in said(Brand("Northwind"), HOUSE)


def test_portuguese_report_says_it_in_portuguese():
    assert "Preparado por Meridian Advisory" in said(CLIENT, NAME_ONLY, "pt")


def test_colours_draw_rules_and_no_figure():
    with_brand, without = branded(kind="usual"), bare("usual")

    first = dots(with_brand, 1)
    assert first[LEAF] > 300
    assert first[BRICK] > 30
    # The line above page two is two dots high at most; its figures stay as they are.
    before, after = dots(without, 2), dots(with_brand, 2)
    changed = sum(max(0, n - before.get(colour, 0)) for colour, n in after.items())
    assert 0 < changed < 1.1 * 595 * 2
    for meaning in ((11, 83, 148), (200, 80, 10)):
        assert before[meaning] == after[meaning]
    assert BRICK not in after


def test_consultancys_colours_stand_in():
    assert SLATE in dots(branded(Brand("Northwind")), 1)


def test_nothing_else_of_the_report_changes():
    assert texts(branded())[1:] == texts(bare())[1:]


@pytest.mark.parametrize(
    ("client", "house"), [(None, None), (Brand("Northwind"), Brand()), (Brand(), None)]
)
def test_report_without_a_brand_stays_as_it_was(client, house):
    reading = read(*printed("hidden"), "en")

    assert filled(client, house).replace(NO_RULE, "") == page(reading, build(reading))
    assert branding(client, house).plates == {}


def test_markup_is_printed_as_it_is():
    name = MARKUP + "\"' style='x"
    brands = Brand(name, CLIENT.logo, footer=MARKUP), Brand(name)

    assert f"Prepared by {name}" in said(*brands)
    assert MARKUP not in filled(*brands)
    assert f'alt="{escape(name)}"' in filled(*brands)


def test_letters_that_the_font_lacks_become_boxes():
    told = said(Brand("Northwind", footer=OTHER_SCRIPT), None)

    assert INSTEAD * 2 in told
    assert "A box stands for a letter" in told


@pytest.mark.parametrize("kind", ["usual", "long names"])
def test_long_footer_stays_on_page_one(kind):
    words = "Rua do Almada 12, 4050-030 Porto, NIPC 500 000 000, "
    wide = Brand("Northwind " * 12, None, "#166534", footer=(words * 9)[:300])
    brands = branding(wide, Brand("Meridian Advisory " * 6))
    first, second = beginning(kind, brands)
    lines_ = lines(first)

    assert "CANNOT BE SAID" in " ".join(text for text, _ in lines_)
    # With less room the map goes to a page of its own, and nothing else does.
    titles = " ".join(text for text, _ in lines(second))
    assert re.search("The map|How to read this report", titles)
    assert len(lines_) > 20
    assert max(bottom for _, bottom in lines_) < 842 - 11
