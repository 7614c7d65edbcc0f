"""An empty deck in our look, and what is put on its slides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Emu, Inches, Length, Pt

from reports.slides.text import LINE, Part, height, shortened

INK, MUTED, HAIRLINE = "1d2430", "5c6573", "d9dde3"
WIDTH, HEIGHT = 13.333, 7.5
MARGIN = 0.75
TOP, BOTTOM = 1.95, 6.85
"""Between them a slide has its content (inches)."""
ROOM = WIDTH - 2 * MARGIN
TITLE_HEIGHT = 1.1
TITLES = ((95, 26), (150, 22), (270, 18))
"""Letters of a title, and the size up to which it fits (points)."""
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


class Deck:
    """A presentation of 16:9 with one layout, and slides added to it."""

    def __init__(self, title: str, footer: str, language: str) -> None:
        """Begin a deck.

        Args:
            title: of the document.
            footer: at the foot of each slide, beside its number.
            language: of all texts.
        """
        self.presentation = Presentation()
        self.language = {"en": "en-GB", "pt": "pt-PT"}[language]
        self.presentation.slide_width = Inches(WIDTH)
        self.presentation.slide_height = Inches(HEIGHT)
        self._describe(title)
        self._look()
        self.layout = self._only_layout(footer)

    def slide(
        self, section: str, title: Part, notes: str, top: float | None = None
    ) -> Slide:
        """Add a slide.

        Args:
            section: said small above the title.
            title: the finding.
            notes: what a speaker may want to say about it.
            top: where the title stands, if not where it usually does (inches).
        """
        slide = self.presentation.slides.add_slide(self.layout)
        heading: Any = slide.shapes.title
        most = TITLES[-1][0]
        title = shortened(title, most)
        if top is not None:
            place = Box(MARGIN, top, ROOM, TITLE_HEIGHT).emu
            heading.left, heading.top, heading.width, heading.height = place
        size = next(size for most, size in TITLES if len(title.text) <= most)
        write(heading.text_frame, [title], size)
        if section:
            box = Box(MARGIN, 0.42, ROOM, 0.3)
            self.words(slide, box, [Part(((section.upper(), True),), muted=True)], 10)
        slide.notes_slide.notes_text_frame.text = notes
        return slide

    def words(
        self,
        slide: Slide,
        box: Box,
        parts: Sequence[Part],
        size: float,
        least: float | None = None,
    ) -> None:
        """Put paragraphs on a slide.

        Args:
            slide: where.
            box: its place.
            parts: paragraphs.
            size: of the font (points).
            least: down to which it is made smaller until all of them fit; what does
                not fit then is cut off. None is never.
        """
        fitting = list(parts)
        if least is not None:
            while size > least and _tall(fitting, box.width, size) > box.height:
                size -= 1
            while len(fitting) > 1 and _tall(fitting, box.width, size) > box.height:
                fitting.pop()
        frame = slide.shapes.add_textbox(*box.emu).text_frame
        frame.word_wrap = True
        for side in ("left", "right", "top", "bottom"):
            setattr(frame, f"margin_{side}", 0)
        write(frame, fitting, size, after=0 if len(fitting) < 2 else size / 2)

    def _describe(self, title: str) -> None:
        """Say whose deck this is; the template's author is not."""
        core = self.presentation.core_properties
        for name in ("author", "last_modified_by", "comments", "keywords", "subject"):
            setattr(core, name, "")
        core.title, core.language, core.revision = title, self.language, 1
        core.created = core.modified = core.last_printed = MADE
        package = self.presentation.part.package
        for parent in (package, self.presentation.part):
            for identity, relation in list(parent._rels.items()):
                kind = relation.reltype.rpartition("/")[2]
                if kind in ("thumbnail", "extended-properties", "printerSettings"):
                    parent._rels.pop(identity)

    def _look(self) -> None:
        """Give the master our fonts and colours."""
        master = self.presentation.slide_master
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

    def _only_layout(self, footer: str) -> Any:
        layouts = self.presentation.slide_layouts
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
        tree.append(_foot(101, words, MARGIN, ROOM - 1, "l", self.language))
        tree.append(_foot(102, None, WIDTH - MARGIN - 1, 1, "r", self.language))
        return layout


def write(
    frame: TextFrame, parts: Sequence[Part], size: float, after: float = 0
) -> None:
    """Fill a frame with paragraphs."""
    for number, part in enumerate(parts):
        paragraph = frame.paragraphs[0] if not number else frame.add_paragraph()
        paragraph.space_after = Pt(after)
        if part.right:
            paragraph.alignment = PP_ALIGN.RIGHT
        for text, strong in part.runs:
            run = paragraph.add_run()
            run.text = text
            run.font.size, run.font.bold = Pt(size), strong
            if strong:  # the light face of titles has no bold one
                run.font.name = "+mn-lt"
            run.font.color.rgb = rgb(MUTED if part.muted else INK)
        if not part.text:  # an empty line is as high as its own end says
            end = etree.SubElement(paragraph._p, qn("a:endParaRPr"))
            end.set("sz", str(int(size * 100)))


def rgb(colour: str) -> RGBColor:
    """Give a colour from its six digits."""
    return cast("RGBColor", RGBColor.from_string(colour))


def describe(shape: Any, name: str, alternative: str) -> None:
    """Give a chart or a table its name and the text that stands for it."""
    properties = shape._element.find(f".//{qn('p:cNvPr')}")
    properties.set("name", name)
    properties.set("descr", alternative)


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


def _tall(parts: Sequence[Part], width: float, size: float) -> float:
    gaps = (len(parts) - 1) * size / 2 / 72
    return height([part.text for part in parts], width, size) * LINE / 1.2 + gaps


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
