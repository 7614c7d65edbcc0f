"""An empty deck in our look, and what is put on its slides."""

from collections.abc import Sequence
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Inches, Pt

from reports.slides.look import (
    HEIGHT,
    INK,
    MARGIN,
    MUTED,
    ROOM,
    TITLE_HEIGHT,
    WIDTH,
    Box,
    dress,
    rgb,
)
from reports.slides.text import LINE, Part, height, shortened

TITLES = ((95, 26), (150, 22), (270, 18))
"""Letters of a title, and the size up to which it fits (points)."""


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
        self.layout = dress(self.presentation, title, footer, self.language)

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


def describe(shape: Any, name: str, alternative: str) -> None:
    """Give a chart or a table its name and the text that stands for it."""
    properties = shape._element.find(f".//{qn('p:cNvPr')}")
    properties.set("name", name)
    properties.set("descr", alternative)


def _tall(parts: Sequence[Part], width: float, size: float) -> float:
    gaps = (len(parts) - 1) * size / 2 / 72
    return height([part.text for part in parts], width, size) * LINE / 1.2 + gaps
