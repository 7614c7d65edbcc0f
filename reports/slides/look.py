"""The look of a deck: its only layout, our fonts and colours, no date of today."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Length

from reports.slides.text import Part, shortened

INK, MUTED, HAIRLINE = "1d2430", "5c6573", "d9dde3"
WIDTH, HEIGHT = 13.333, 7.5
MARGIN = 0.75
TOP, BOTTOM = 1.95, 6.85
"""Between them a slide has its content (inches)."""
ROOM = WIDTH - 2 * MARGIN
TITLE_HEIGHT = 1.1
MADE = datetime(1980, 1, 1)
"""The date that every deck bears: a real one would change its bytes."""
_FONTS = {"majorFont": "Source Sans Pro Light", "minorFont": "Source Sans Pro"}
# Without the font, a reader takes another one of this kind: sans-serif, humanist.
_PANOSE = "020B0503030403020204"


@dataclass(frozen=True)
class Box:
    """A place on a slide (inches)."""

    left: float
    top: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[Length, Length, Length, Length]:
        """Give the place in the unit of the format."""
        return (
            Inches(self.left),
            Inches(self.top),
            Inches(self.width),
            Inches(self.height),
        )


def dress(presentation: Any, title: str, footer: str, language: str) -> Any:
    """Take the template's own look away and give ours; gives the one layout.

    Args:
        presentation: a new one.
        title: of the document.
        footer: at the foot of each slide, beside its number.
        language: of all texts, as the format writes it.
    """
    _describe(presentation, title, language)
    _look(presentation)
    return _only_layout(presentation, footer, language)


def rgb(colour: str) -> RGBColor:
    """Give a colour from its six digits."""
    return cast("RGBColor", RGBColor.from_string(colour))


def _describe(presentation: Any, title: str, language: str) -> None:
    """Say whose deck this is; the template's author is not."""
    core = presentation.core_properties
    for name in ("author", "last_modified_by", "comments", "keywords", "subject"):
        setattr(core, name, "")
    core.title, core.language, core.revision = title, language, 1
    core.created = core.modified = core.last_printed = MADE
    package = presentation.part.package
    for parent in (package, presentation.part):
        for identity, relation in list(parent._rels.items()):
            kind = relation.reltype.rpartition("/")[2]
            if kind in ("thumbnail", "extended-properties", "printerSettings"):
                parent._rels.pop(identity)


def _look(presentation: Any) -> None:
    """Give the master our fonts and colours."""
    master = presentation.slide_master
    theme = next(
        relation.target_part
        for relation in master.part.rels.values()
        if relation.reltype.endswith("/theme")
    )
    root = etree.fromstring(theme.blob)
    for name, family in _FONTS.items():
        latin = root.find(f".//{qn('a:' + name)}/{qn('a:latin')}")
        for key, value in {
            "typeface": family,
            "panose": _PANOSE,
            "pitchFamily": "34",
        }.items():
            latin.set(key, value)
    for name, colour in (("dk1", INK), ("dk2", MUTED)):
        place = root.find(f".//{qn('a:clrScheme')}/{qn('a:' + name)}")
        place.clear()
        etree.SubElement(place, qn("a:srgbClr"), val=colour)
    theme._blob = etree.tostring(
        root, xml_declaration=True, encoding="UTF-8", standalone=True
    )
    style = master._element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    style.set("algn", "l")
    for shape in list(master.placeholders):
        if shape.placeholder_format.type.name != "TITLE":
            shape._element.getparent().remove(shape._element)
        else:
            _place_title(shape)


def _only_layout(presentation: Any, footer: str, language: str) -> Any:
    layouts = presentation.slide_layouts
    layout = layouts.get_by_name("Title Only")
    for other in list(layouts):
        if other is not layout:
            layouts.remove(other)
    for shape in list(layout.placeholders):
        if shape.placeholder_format.type.name != "TITLE":
            shape._element.getparent().remove(shape._element)
        else:
            _place_title(shape)
    tree = layout.shapes._spTree
    words = shortened(Part(((footer, False),)), 150).text
    tree.append(_foot(101, words, MARGIN, ROOM - 1, "l", language))
    tree.append(_foot(102, None, WIDTH - MARGIN - 1, 1, "r", language))
    return layout


def _place_title(shape: Any) -> None:
    shape.left, shape.top, shape.width, shape.height = Box(
        MARGIN, 0.72, ROOM, TITLE_HEIGHT
    ).emu
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = Emu(0)
    frame.margin_top = frame.margin_bottom = Emu(0)
    body = frame._txBody.find(qn("a:bodyPr"))
    for fitting in list(body):  # the size is chosen here, not by the reader's program
        body.remove(fitting)


def _foot(
    number: int, text: str | None, left: float, width: float, side: str, language: str
) -> Any:
    """Make a line at the foot of the layout; no text is the number of the slide."""
    place = Box(left, 7.02, width, 0.25)
    x, y, wide, high = place.emu
    names = " ".join(
        f'xmlns:{prefix}="{address}"'
        for prefix, address in (
            ("a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
            ("p", "http://schemas.openxmlformats.org/presentationml/2006/main"),
        )
    )
    look = (
        f'lang="{language}" sz="900"><a:solidFill><a:srgbClr val="{MUTED}"/>'
        "</a:solidFill>"
    )
    shape = etree.fromstring(
        f'<p:sp {names}><p:nvSpPr><p:cNvPr id="{number}" name="Foot {number}"/>'
        '<p:cNvSpPr txBox="1"/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm>'
        f'<a:off x="{x}" y="{y}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody>'
        '<a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0"/><a:p>'
        f'<a:pPr algn="{side}"/>'
        + (
            f"<a:r><a:rPr {look}</a:rPr><a:t/></a:r>"
            if text is not None
            else '<a:fld id="{8C1F3B0A-5D0E-4C55-9A6B-2B1B9E5B6F10}" type="slidenum">'
            f"<a:rPr {look}</a:rPr><a:t>1</a:t></a:fld>"
        )
        + "</a:p></p:txBody></p:sp>"
    )
    if text is not None:
        shape.find(f".//{qn('a:t')}").text = text
    return shape
