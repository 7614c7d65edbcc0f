"""The release as pages: the same values as the PDF's, a section each."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from questionnaires import Questionnaire
from reports.agreement import agreement
from reports.appendix import appendix
from reports.certainty import together
from reports.dimension import dimensions
from reports.document import read
from reports.gallery import Figure, Gallery
from reports.opening import alignment_map, anchor, cover, glance, legend
from reports.participation import expectations, gates, participation
from reports.reading import Reading
from reports.waves import changes, register, since
from reports.wording import mark

Page = dict[str, Any]
SCALE = 1.5
"""Pixels of a page for a point of the PDF."""
_HEAD = re.compile(r'<svg xmlns="[^"]+" width="([\d.]+)pt" height="([\d.]+)pt"')

TITLES: Mapping[str, str] = {
    "summary": mark("Summary"),
    "map": mark("The map"),
    "agreement": mark("Agreement"),
    "expected": mark("Expected"),
    "changes": mark("What has moved"),
    "participation": mark("Participation"),
    "method": mark("Method"),
}


def build(
    release: Mapping[str, Any],
    questionnaire: Questionnaire,
    language: str,
    section: str,
    dimension: str | None = None,
) -> Page | None:
    """Compute what one section says and shows.

    Args:
        release: the release, see docs/release.md; nothing else is shown.
        questionnaire: what was asked.
        language: ``en`` or ``pt``.
        section: key of ``TITLES``, or ``dimension``.
        dimension: key of the dimension, of that section.

    Returns:
        Plain values; ``drawn(figure)`` gives a figure as markup, ``contents`` the
        sections that this release has. None if this one is not among them.

    Raises:
        ValueError: the release is of another questionnaire.
    """
    reading = read(release, questionnaire, language)
    gallery = Gallery(reading)
    found = contents(reading)
    if (section, dimension) not in {(key, part) for key, part, _ in found}:
        return None
    page = _SECTIONS[section](reading, gallery, dimension or "")
    plates = gallery.plates

    def drawn(figure: Figure) -> Markup:
        return inline(plates[figure["src"]], figure["alt"])

    return {
        **page,
        "contents": found,
        "drawn": drawn,
        "wave": release["wave"],
        "points": reading.points,
        "minimum": reading.rules["minimum"],
        "full": reading.rules["full_people"],
        "bands": reading.rules["bands_people"],
    }


def contents(reading: Reading) -> list[tuple[str, str | None, str]]:
    """List the sections that a release has: key, dimension, title."""
    say = reading.words.marked
    shown = [key for key in reading.dimensions if reading.shows(key)]
    wanted: list[tuple[str, str | None, str]] = [
        ("summary", None, say(TITLES["summary"])),
        ("map", None, say(TITLES["map"])),
        *(("dimension", key, reading.title(key)) for key in shown),
    ]
    has = {
        "agreement": bool(reading.release["agreement"]),
        "expected": bool(reading.release["blind_spots"]),
        "changes": bool(changes(reading) or register(reading)),
        "participation": True,
        "method": True,
    }
    return wanted + [
        (key, None, say(TITLES[key])) for key, there in has.items() if there
    ]


def inline(svg: str, alt: str) -> Markup:
    """Give a figure as a part of a page: named, in pixels, without style attributes."""

    def head(found: re.Match[str]) -> str:
        width, height = (SCALE * float(size) for size in found.groups())
        label = Markup.escape(alt)
        return (
            f'<svg class="figure" role="img" aria-label="{label}"'
            f' width="{width:.0f}" height="{height:.0f}"'
        )

    return Markup(_HEAD.sub(head, svg, count=1))  # noqa: S704  # shapes of ours


def _summary(reading: Reading, gallery: Gallery, _: str) -> Page:
    return {
        "cover": cover(reading),
        "glance": glance(reading, gallery),
        "gates": gates(reading),
        "together": together(reading),
    }


def _map(reading: Reading, gallery: Gallery, _: str) -> Page:
    return {"maps": alignment_map(reading, gallery), "legend": legend(reading)}


def _dimension(reading: Reading, gallery: Gallery, key: str) -> Page:
    wanted = anchor(key)
    [found] = [d for d in dimensions(reading, gallery) if d["anchor"] == wanted]
    return {"dimension": found}


def _agreement(reading: Reading, gallery: Gallery, _: str) -> Page:
    divided = reading.words.number(reading.rules["divided"] * reading.unit)
    return {"agreement": agreement(reading, gallery), "divided": divided}


def _expected(reading: Reading, gallery: Gallery, _: str) -> Page:
    return {"expectations": expectations(reading, gallery)}


def _changes(reading: Reading, _gallery: Gallery, _: str) -> Page:
    return {
        "since": since(reading),
        "changes": changes(reading),
        "register": register(reading),
        "titles": [reading.title(key) for key in reading.dimensions],
    }


def _participation(reading: Reading, gallery: Gallery, _: str) -> Page:
    return {
        "participation": participation(reading, gallery),
        "cover": cover(reading),
    }


def _method(reading: Reading, _gallery: Gallery, _: str) -> Page:
    return {"appendix": appendix(reading)}


_SECTIONS: Mapping[str, Callable[[Reading, Gallery, str], Page]] = {
    "summary": _summary,
    "map": _map,
    "dimension": _dimension,
    "agreement": _agreement,
    "expected": _expected,
    "changes": _changes,
    "participation": _participation,
    "method": _method,
}
