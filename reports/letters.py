"""The letters that our font has; any other becomes a box."""

import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import font_source_sans_pro
from fontTools.ttLib import TTFont

from reports.typesetting import FACES

INSTEAD = "\N{BALLOT BOX}"
"""What is printed for a letter that our font does not have."""


def legible(written: str) -> str:
    """Put a box for each letter that the font lacks; never a font of the system.

    A percent sign stays with its number.
    """
    composed = unicodedata.normalize("NFC", written).replace(" %", "\u202f%")
    lacking = set(composed) - _letters()
    return composed.translate({ord(sign): _instead(sign) for sign in lacking})


def _instead(sign: str) -> str:
    # Marks of direction and joining have no shape of their own.
    return "" if unicodedata.category(sign) in ("Cf", "Cc") else INSTEAD


def width(text: str) -> float:
    """Give the width of a text in our regular face, in parts of its size."""
    advances = _advances()
    return sum(advances.get(ord(sign), 0.5) for sign in text)


@cache
def _advances() -> Mapping[int, float]:
    regular = files(font_source_sans_pro) / "files" / FACES[0]
    with regular.open("rb") as source:
        font = TTFont(source)
        widths, size = font["hmtx"], font["head"].unitsPerEm
        named = font.getBestCmap().items()
        return {code: widths[name][0] / size for code, name in named}


@cache
def _letters() -> frozenset[str]:
    regular = files(font_source_sans_pro) / "files" / FACES[0]
    with regular.open("rb") as source:
        return frozenset(map(chr, TTFont(source).getBestCmap())) | {"\n"}
