"""The letters that our font has; any other becomes a box."""

import unicodedata
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


@cache
def _letters() -> frozenset[str]:
    regular = files(font_source_sans_pro) / "files" / FACES[0]
    with regular.open("rb") as source:
        return frozenset(map(chr, TTFont(source).getBestCmap())) | {"\n"}
