"""The brands on the first slide, around its words."""

from io import BytesIO
from typing import Any

from lxml import etree
from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Inches, Pt

from diagnostic.brand import Brand
from diagnostic.brand.logos import size
from reports.slides.deck import Deck, describe
from reports.slides.look import MARGIN, ROOM, Box, rgb
from reports.slides.text import plain
from reports.wording import Words

_FRAME = (140, 42)
"""Of a logo (points)."""
_EDGE, _RULE = 1.25, 1.4
"""Lower edge of the logos, and the rule below them (inches)."""
_FOOT = Box(MARGIN, 6.4, ROOM, 0.5)
_DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_BY = Box(MARGIN + ROOM / 2, 0.95, ROOM / 2, 0.3)


def brands(
    deck: Deck, slide: Slide, client: Brand, consultancy: Brand, words: Words
) -> None:
    """Put logos, who prepared the report, a rule and a footer on a slide."""
    shown = client.filled(consultancy)
    if client.logo:
        _logo(slide, client, MARGIN)
    if consultancy.name:
        _prepared(deck, slide, consultancy, words.say("Prepared by"))
    if shown.first:
        _rule(slide, MARGIN, ROOM, shown.first)
        if shown.second:
            _rule(slide, MARGIN + 0.88 * ROOM, 0.12 * ROOM, shown.second)
    if shown.footer:
        deck.words(slide, _FOOT, [plain(shown.footer, muted=True)], 9)


def _prepared(deck: Deck, slide: Slide, consultancy: Brand, said: str) -> None:
    if not consultancy.logo:
        words = plain(f"{said} {consultancy.name}", muted=True, right=True)
        deck.words(slide, _BY, [words], 11)
        return
    wide = size(consultancy.logo, *_FRAME)[0] / 72
    left = MARGIN + ROOM - wide
    _logo(slide, consultancy, left)
    beside = Box(MARGIN, _BY.top, left - MARGIN - 0.15, _BY.height)
    deck.words(slide, beside, [plain(said, muted=True, right=True)], 11)


def _logo(slide: Slide, brand: Brand, left: float) -> None:
    png = brand.logo or b""
    width, height = size(png, *_FRAME)
    top = Inches(_EDGE) - Pt(height)
    picture: Any = slide.shapes.add_picture(
        BytesIO(png), Inches(left), top, Pt(width), Pt(height)
    )
    describe(picture, "Logo", brand.name)


def _rule(slide: Slide, left: float, width: float, colour: str) -> None:
    place = Box(left, _RULE, width, 0.03).emu
    drawn = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *place)
    drawn.fill.solid()
    drawn.fill.fore_color.rgb = rgb(colour.removeprefix("#"))
    drawn.line.fill.background()
    drawn.shadow.inherit = False
    _decorative(drawn)


def _decorative(shape: Any) -> None:
    """Tell screen readers that it says nothing."""
    properties = shape._element.find(f".//{qn('p:cNvPr')}")
    extensions = etree.SubElement(properties, qn("a:extLst"))
    extension = etree.SubElement(extensions, qn("a:ext"))
    extension.set("uri", "{C183D7F6-B498-43B3-948B-1728B52AA6E4}")
    name = f"{{{_DECORATIVE}}}decorative"
    etree.SubElement(extension, name, {"val": "1"}, {"adec": _DECORATIVE})
