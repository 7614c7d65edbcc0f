"""The content of a report drawn by reportlab: its text, tables and figures on A4."""

import io
from collections.abc import Iterator, Mapping
from html import escape
from importlib.resources import as_file, files
from typing import Any

import font_source_sans_pro
from lxml import html
from reportlab import platypus, rl_config
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from benchmarks._shapes import figure

WIDTH = A4[0] - 40 * mm
PADDING = 3.0
FACES = {"Regular": "Body", "Light": "Light", "Semibold": "Strong"}
INK, GREY, HAIRLINE = "#1d2430", "#5c6573", "#d9dde3"
INLINE = ("a", "b", "br", "span")
OPENING = {
    "b": "<b>",
    "a": '<a href="{}">',
    "leader": '<font color="#0b5394" name="Strong">',
    "team": '<font color="#c8500a" name="Strong">',
    "small": f'<font color="{GREY}" size="8.5">',
    "verdict": f'<font color="{GREY}" size="9">',
}


def _style(size: float, leading: float, font: str = "Body", **more: Any) -> Any:
    return ParagraphStyle(
        f"{font} {size} {sorted(more)}",
        fontName=font,
        fontSize=size,
        leading=leading,
        **{"textColor": HexColor(INK), **more},
    )


_LABEL = {
    "textColor": HexColor(GREY),
    "textTransform": "uppercase",
    "spaceBefore": 4.4 * mm,
    "spaceAfter": 1.2 * mm,
    "keepWithNext": 1,
}
_NOTE = {"textColor": HexColor(GREY), "spaceBefore": 1.4 * mm}
STYLES = {
    "body": _style(10, 14.2),
    "td": _style(9, 11.9),
    "th": _style(9, 11.9, "Strong"),
    "n": _style(9, 11.9, alignment=TA_RIGHT),
    "h1": _style(25, 30, "Light"),
    "h2": _style(18, 22.7, "Light", spaceAfter=3 * mm, keepWithNext=1),
    "h3": _style(8.5, 12.1, "Strong", **_LABEL),
    "lead": _style(11, 15.6, textColor=HexColor(GREY), spaceBefore=2.6 * mm),
    "legend": _style(8.5, 11.1, **_NOTE),
    "detail": _style(9, 11.9, textColor=HexColor(GREY)),
}


def prepare() -> None:
    """Read the fonts, and set what makes reportlab fastest and its files smallest."""
    rl_config.useA85 = 0
    rl_config.shapeChecking = 0
    for face, name in FACES.items():
        file = files(font_source_sans_pro) / "files" / f"SourceSansPro-{face}.ttf"
        with as_file(file) as path:
            pdfmetrics.registerFont(TTFont(name, str(path)))
    for name in FACES.values():
        pdfmetrics.registerFontFamily(name, name, "Strong", name, "Strong")


def typeset(page: str, plates: Mapping[str, str | bytes]) -> bytes:
    """Draw a report's page of HTML as a PDF.

    Args:
        page: the report's template, filled.
        plates: the figures by address.
    """
    made = io.BytesIO()
    document = platypus.SimpleDocTemplate(
        made,
        pagesize=A4,
        leftMargin=20 * mm - 6,  # a frame pads six points on each side
        rightMargin=20 * mm - 6,
        topMargin=25 * mm - 6,
        bottomMargin=17 * mm - 6,
    )
    tree = html.document_fromstring(page)
    document.title = tree.findtext("head/title")
    document.build(list(_blocks(tree.find("body"), "body", plates)))
    return made.getvalue()


def _blocks(
    element: Any, style: str, plates: Mapping[str, str | bytes]
) -> Iterator[Any]:
    """Give what stands in an element, one under another."""
    if element.get("id"):
        yield platypus.AnchorFlowable(element.get("id"))
    line = escape(element.text or "")
    for child in element:
        if child.tag in INLINE:
            line += _inline(child)
        elif child.get("class") != "running":
            yield from _line(line, style)
            line = ""
            yield from _block(child, style, plates)
        line += escape(child.tail or "")
    yield from _line(line, style)


def _block(
    element: Any, style: str, plates: Mapping[str, str | bytes]
) -> Iterator[Any]:
    kind = element.get("class") or ""
    match element.tag:
        case "img":
            yield figure(plates[element.get("src")])
        case "table":
            yield _table(element, plates)
        case "ul" | "ol":
            items = [
                platypus.ListItem(list(_blocks(li, style, plates))) for li in element
            ]
            yield platypus.ListFlowable(
                items, bulletType="bullet", bulletFontSize=7, bulletOffsetY=-2
            )
        case "section":
            yield (
                platypus.PageBreak()
                if kind == "page"
                else platypus.CondPageBreak(40 * mm)
            )
            yield from _blocks(element, style, plates)
        case tag:
            own = "h3" if kind in ("minor", "part") else kind if kind in STYLES else tag
            yield from _blocks(element, own if own in STYLES else style, plates)


def _line(markup: str, style: str) -> Iterator[Any]:
    if markup.strip():
        yield platypus.Paragraph(markup, STYLES[style])


def _inline(element: Any) -> str:
    """Write an element of a line as reportlab's markup."""
    if element.tag == "br":
        return "<br/>"
    inner = escape(element.text or "")
    for child in element:
        inner += _inline(child) + escape(child.tail or "")
    kind = element.tag if element.tag != "span" else element.get("class")
    opening = OPENING.get(kind, "")
    closing = f"</{opening[1:].split('>')[0].split()[0]}>" if opening else ""
    return opening.format(element.get("href")) + inner + closing


def _table(element: Any, plates: Mapping[str, str | bytes]) -> Any:
    rows: list[list[Any]] = []
    looks: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, HexColor(HAIRLINE)),
        ("LEFTPADDING", (0, 0), (-1, -1), PADDING),
        ("RIGHTPADDING", (0, 0), (-1, -1), PADDING),
    ]
    for place, row in enumerate(element.iter("tr")):
        cells: list[Any] = []
        for cell in row:
            kind = (cell.get("class") or "").split()
            style = "n" if "n" in kind else cell.tag
            if "gap" in kind:
                where = len(cells), place
                looks.append(("BACKGROUND", where, where, HexColor("#fdf1e9")))
            span = int(cell.get("colspan", 1))
            if span > 1:
                end = len(cells) + span - 1, place
                looks.append(("SPAN", (len(cells), place), end))
            cells += [list(_blocks(cell, style, plates)), *[""] * (span - 1)]
        rows.append(cells)
    heads = len(element.findall("thead/tr"))
    return platypus.Table(rows, _widths(element, rows), repeatRows=heads, style=looks)


def _widths(element: Any, rows: list[list[Any]]) -> list[float]:
    """Give columns of figures their widths, and share the rest by length of text."""
    columns = max(map(len, rows))
    pictures, texts = [0.0] * columns, [4] * columns
    for row, cells in zip(element.iter("tr"), rows, strict=True):
        for number, cell in enumerate(row if len(row) == len(cells) else ()):
            drawn = [one.width for one in cells[number] if isinstance(one, Drawing)]
            pictures[number] = max([pictures[number], *drawn])
            length = max(map(len, cell.itertext()), default=0)
            texts[number] = max(texts[number], min(length, 40))
    fixed = [width + 2 * PADDING if width else 0 for width in pictures]
    shared = sum(text for text, width in zip(texts, fixed, strict=True) if not width)
    rest = WIDTH - sum(fixed)
    return [
        width or rest * text / shared for text, width in zip(texts, fixed, strict=True)
    ]
