"""The report as a tagged PDF: the same bytes for the same release, everywhere."""

import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import font_source_sans_pro
from fontTools.ttLib import TTFont
from jinja2 import Environment, PackageLoader, StrictUndefined

from questionnaires import Questionnaire
from reports.document import Document, build, read
from reports.reading import Reading
from reports.typesetting import FACES, typeset

INSTEAD = "\N{BALLOT BOX}"
"""What is printed for a letter that our font does not have."""


def render(
    release: Mapping[str, Any],
    questionnaire: Questionnaire,
    language: str = "en",
    *,
    notice: str | None = None,
) -> bytes:
    """Write the report of a release.

    Args:
        release: the release, see docs/release.md; nothing else is shown.
        questionnaire: what was asked, for its titles and wordings; where it lacks
            the language, its first one is used.
        language: ``en`` or ``pt``.
        notice: one sentence for the cover and the foot of each page, for example
            that the data are simulated.

    Returns:
        A tagged PDF with the PDF/UA-1 identifier. It bears no date but the one on
        which the wave was closed, and depends on nothing but the arguments and the
        version of the program.

    Raises:
        ValueError: there is no report in this language, or the release is of
            another questionnaire.
    """
    reading = read(release, questionnaire, language)
    document = build(reading, notice)
    return typeset(page(reading, document), document.plates)


def page(reading: Reading, document: Document) -> str:
    """Fill the template, in letters that the font has."""
    written = _filled(reading, document, unprintable=False)
    legible = _legible(written)
    if legible.count(INSTEAD) == written.count(INSTEAD):
        return legible
    return _legible(_filled(reading, document, unprintable=True))


def _filled(reading: Reading, document: Document, *, unprintable: bool) -> str:
    template = _environment().get_template("report.html")
    say = reading.words.say
    return template.render(document.values, _=say, unprintable=unprintable)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("templates", "report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _legible(written: str) -> str:
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
