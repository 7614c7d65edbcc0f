"""Brands on slides: on the first one, and in no chart."""

import io
from functools import cache

import pytest
from pptx import Presentation

from diagnostic.brand import Brand
from diagnostic.brand.logos import read_logo
from reports.slides import render
from tests.brand.pictures import logo, saved
from tests.printing.companies import MARKUP, printed

CLIENT = Brand(
    "Northwind",
    read_logo(saved(logo((320, 96)))),
    "#166534",
    "#9a3412",
    footer="Northwind, Lisboa",
)
HOUSE = Brand("Meridian Advisory", read_logo(saved(logo((200, 96)))), "#334155")


@cache
def branded(client=CLIENT, house=HOUSE, language="en"):
    return render(*printed("hidden"), language, brand=client, consultancy=house)


def slides(pptx):
    return list(Presentation(io.BytesIO(pptx)).slides)


def texts(slide):
    frames = [shape.text_frame for shape in slide.shapes if shape.has_text_frame]
    return [frame.text for frame in frames]


def pictures(slide):
    return [
        shape._element.nvPicPr.cNvPr.get("descr")
        for shape in slide.shapes
        if hasattr(shape, "image")
    ]


def test_logos_are_on_the_first_slide_alone_and_are_read_out():
    first, *others = slides(branded())

    assert pictures(first) == ["Northwind", "Meridian Advisory"]
    assert not any(pictures(slide) for slide in others)
    assert "Prepared by" in texts(first)
    assert "Northwind, Lisboa" in texts(first)


def test_consultancy_without_a_logo_is_named():
    first = slides(branded(Brand("Northwind"), Brand("Meridian Advisory")))[0]

    assert "Prepared by Meridian Advisory" in texts(first)
    assert pictures(first) == []


def test_portuguese_slides_say_it_in_portuguese():
    first = slides(branded(CLIENT, Brand("Meridian Advisory"), "pt"))[0]

    assert "Preparado por Meridian Advisory" in texts(first)


def test_rules_have_the_clients_colours_and_say_nothing():
    drawn = [
        shape
        for shape in slides(branded())[0].shapes
        if shape.shape_type is not None and shape.shape_type.name == "AUTO_SHAPE"
    ]

    colours = [str(shape.fill.fore_color.rgb) for shape in drawn]
    assert colours == ["166534", "9A3412"]
    for shape in drawn:
        [mark] = shape._element.xpath(".//*[local-name()='decorative']")
        assert mark.get("val") == "1"


@pytest.mark.parametrize("brands", [(None, None), (Brand("Northwind"), Brand())])
def test_slides_without_a_brand_stay_as_they_were(brands):
    assert branded(*brands) == render(*printed("hidden"))


def test_markup_is_text():
    first = slides(branded(Brand(MARKUP, CLIENT.logo, footer=MARKUP), Brand(MARKUP)))[0]

    assert MARKUP in texts(first)
    assert f"Prepared by {MARKUP}" in texts(first)
    assert pictures(first) == [MARKUP]
