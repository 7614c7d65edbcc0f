"""The letters of the report on the pages: what Latin needs of them, and no more."""

from functools import cache
from io import BytesIO
from pathlib import Path

import font_source_sans_pro
from flask import Blueprint, Response, abort
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

WEIGHTS = {"light": "Light", "regular": "Regular", "semibold": "Semibold"}
_LETTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x2009, 0x203B),  # spaces, dashes, quotation marks, ellipsis
    *map(ord, "€™−≤≥→↑↓"),
)

bp = Blueprint("fonts", __name__, url_prefix="/app/fonts")


@bp.get("/<weight>.woff2")
def font(weight: str) -> Response:
    """Give a weight of Source Sans; the same bytes for ever."""
    if weight not in WEIGHTS:
        abort(404)
    return Response(_written(weight), mimetype="font/woff2")


@cache
def _written(weight: str) -> bytes:
    folder = Path(font_source_sans_pro.__file__).parent / "files"
    font = TTFont(folder / f"SourceSansPro-{WEIGHTS[weight]}.otf")
    options = Options(layout_features=["kern", "liga", "tnum", "lnum"], flavor="woff2")
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=_LETTERS)
    subsetter.subset(font)
    font.flavor = "woff2"
    target = BytesIO()
    font.save(target)
    return target.getvalue()
