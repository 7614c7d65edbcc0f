"""WeasyPrint, held to our own fonts and our own figures."""

import gc
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from functools import cache
from importlib.resources import as_file, files
from typing import Any
from xml.etree import ElementTree

import font_source_sans_pro
from cssselect2 import ElementWrapper

with warnings.catch_warnings():
    # A machine without fonts is no reason to expect ugly output: we bring ours.
    warnings.filterwarnings("ignore", message=".*fontconfig")
    from weasyprint import CSS, HTML, Document
    from weasyprint import Attachment as Attachment
from weasyprint.html import UA_STYLESHEET
from weasyprint.text.ffi import ffi, fontconfig, gobject, pangoft2
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from reports import strokes

Plate = str | bytes
"""A picture within a document: SVG, or a PNG that we wrote."""
OPTIONS = {"pdf_variant": "pdf/ua-1"}
FACES = (
    "SourceSansPro-Regular.ttf",
    "SourceSansPro-Light.ttf",
    "SourceSansPro-Semibold.ttf",
)
_PARTS = (
    "marker",
    "footnote-call",
    "footnote-marker",
    "note-call",
    "note-marker",
    "note-callback",
)
"""Of an element, that only notes have or need no style of their own."""
_VOID = re.compile(r"<((?:br|img|meta)\b[^<>]*?)/?>")
"""Elements that HTML leaves open; no value of an attribute holds an angle bracket."""
_MARKUP = re.compile("<[^>]*>")
_LONG = re.compile("(?<!\\w)(?![0-9a-f]{64}\\b)(?:[^\\W_]|\N{BALLOT BOX}){17}")
"""A word that may be too long for a line: no hash, whose own line is the whole page."""


# WeasyPrint declares of fontconfig only what it uses itself.
ffi.cdef(
    """
    FcConfig * FcConfigCreate (void);
    FcBool FcConfigSetCurrent (FcConfig *config);
    """,
    override=True,
)


class OwnFonts(FontConfiguration):  # type: ignore[misc]
    """A font configuration that knows our three faces and nothing of the machine.

    WeasyPrint's own begins with the fonts and settings of the system, which would
    change line breaks, hinting and so the bytes from one machine to the next.
    """

    def __init__(self) -> None:
        """Begin with an empty configuration instead of the system's."""
        self._config = fontconfig.FcConfigCreate()
        self.font_map = ffi.gc(
            pangoft2.pango_ft2_font_map_new(), gobject.g_object_unref
        )
        pango_map = ffi.cast("PangoFcFontMap *", self.font_map)
        pangoft2.pango_fc_font_map_set_config(pango_map, self._config)
        # Pango asks the process' current configuration too, whose rules could
        # still exchange our fonts: it must be this one.
        fontconfig.FcConfigSetCurrent(self._config)
        fontconfig.FcConfigDestroy(self._config)  # both keep a reference
        self.strut_layouts: dict[Any, Any] = {}
        self.font_features: dict[Any, Any] = {}
        for face in FACES:
            with as_file(files(font_source_sans_pro) / "files" / face) as path:
                added = fontconfig.FcConfigAppFontAddFile(
                    self._config, str(path).encode()
                )
            if not added:
                raise FileNotFoundError(f"the font {face} cannot be read")
        pangoft2.pango_fc_font_map_config_changed(pango_map)


class OwnFigures(URLFetcher):  # type: ignore[misc]
    """Hands out the pictures of one report and refuses every other address.

    A fetcher that checks how an address begins is fooled by '/../'; this one has a
    table and nothing else.
    """

    def __init__(self, plates: Mapping[str, Plate]) -> None:
        """Keep the pictures by address."""
        super().__init__()
        self.plates = plates

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """Give a picture.

        Raises:
            ValueError: the address is not one of ours.
        """
        if url not in self.plates:
            raise ValueError("not a picture of this report")
        plate = self.plates[url]
        if isinstance(plate, bytes):
            return URLFetcherResponse(url, plate, {"Content-Type": "image/png"})
        drawn = plate.encode()
        return URLFetcherResponse(url, drawn, {"Content-Type": "image/svg+xml"})


class OwnPage(HTML):  # type: ignore[misc]
    """A page that is well-formed and has no notes.

    WeasyPrint's sheet for every page names six parts of every element, markers and
    notes, and each gets a style: six in seven of all styles, made and thrown away.
    """

    def __init__(self, page: str, figures: OwnFigures) -> None:
        """Read a page of ours as XML, forty times as fast as any HTML is read.

        What is not well-formed is left to WeasyPrint.
        """
        try:
            root = ElementTree.fromstring(_VOID.sub(r"<\1/>", page))  # noqa: S314
        except ElementTree.ParseError:
            super().__init__(string=page, url_fetcher=figures, media_type="print")
            return
        self.base_url = None
        self.url_fetcher = figures
        self.media_type = "print"
        self.wrapper_element = ElementWrapper.from_html_root(root)
        self.etree_element = root

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        return [_plain()]


def typeset(
    page: str,
    plates: Mapping[str, Plate],
    style: str = "report/report.css",
    writer: Callable[[Document], bytes] | None = None,
) -> bytes:
    """Typeset a page of HTML as a tagged PDF.

    Args:
        page: HTML that names no other resources than plates.
        plates: pictures by address.
        style: the style sheet, a file of the templates.
        writer: writes the laid-out pages, if not as ``write`` does.
    """
    with _uncollected():
        return (writer or write)(lay_out(page, plates, style))


def lay_out(
    page: str, plates: Mapping[str, Plate], style: str = "report/report.css"
) -> Document:
    """Break a page of HTML into pages of paper."""
    fonts = OwnFonts()
    return OwnPage(page, OwnFigures(plates)).render(
        stylesheets=[_sheet(style), *_breaking(page)],
        font_config=fonts,
        # Found there, a picture is neither fetched nor read.
        cache=strokes.drawn(plates),
        **OPTIONS,
    )


def write(document: Document) -> bytes:
    """Write laid-out pages as a tagged PDF."""
    pdf: bytes = document.write_pdf(**OPTIONS)
    return pdf


@contextmanager
def _uncollected() -> Iterator[None]:
    """Suspend the search for unreachable cycles, an eighth of the whole time.

    Typesetting makes a million objects that all live until its end, and the
    collector would walk them again and again in vain.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _breaking(page: str) -> list[CSS]:
    """Give the sheet that breaks words of any length, if a page has long ones.

    Where they may be broken, each piece of text takes a tenth longer to set.
    """
    return [_anywhere()] if _LONG.search(_MARKUP.sub(" ", page)) else []


@cache
def _anywhere() -> CSS:
    rule = "* { overflow-wrap: anywhere !important }"
    return CSS(string=rule, url_fetcher=OwnFigures({}))


@cache
def _sheet(name: str) -> CSS:
    """Read a style sheet, once: it names no fonts, so it serves every report."""
    written = (files("templates") / name).read_text("utf-8")
    return CSS(string=written, url_fetcher=OwnFigures({}))


@cache
def _plain() -> CSS:
    """Give WeasyPrint's sheet for every page, without what no page of ours has."""
    sheet = copy(UA_STYLESHEET)
    sheet.matcher = copy(sheet.matcher)
    sheet.matcher.other_selectors = [
        selector
        for selector in sheet.matcher.other_selectors
        if selector[3] not in _PARTS
    ]
    # Of the sixteen boxes around a page, our own sheets name those that they fill.
    sheet.page_rules = []
    return sheet
