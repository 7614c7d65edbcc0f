"""The release as pages: the same values as the PDF's, a section each."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from questionnaires import Questionnaire
from reports.agreement import agreement
from reports.appendix import appendix
from reports.blind_spots import expectations
from reports.dimension import AXIS, OFFSET, dimension
from reports.document import read
from reports.figures import PAD
from reports.gallery import Figure, Gallery
from reports.known import hidden
from reports.narrative import Narrator
from reports.opening import alignment_map, closed, glance, legend, why_hidden
from reports.participation import gates, participation
from reports.questions import DOTS
from reports.reading import Entry, Reading
from reports.vocabulary import VERDICTS
from reports.waves import changes, register, since
from reports.wording import mark, text_in

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
        **origin(reading),
        "contents": found,
        "drawn": drawn,
        "wave": release["wave"],
        "points": reading.points,
        "minimum": reading.rules["minimum"],
        "full": reading.rules["full_people"],
        "bands": reading.rules["bands_people"],
    }


def origin(reading: Reading) -> Page:
    """Say what was asked, and when it ended."""
    return {
        "asked": text_in(reading.questionnaire.title, reading.words.language),
        "closed": closed(reading),
        "imported": reading.imported,
    }


def contents(reading: Reading) -> list[tuple[str, str | None, str]]:
    """List the sections that a release has: key, dimension, title."""
    marked = reading.words.marked
    shown = [key for key in reading.dimensions if reading.shows(key)]
    wanted: list[tuple[str, str | None, str]] = [
        ("summary", None, marked(TITLES["summary"])),
        ("map", None, marked(TITLES["map"])),
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
        (key, None, marked(TITLES[key])) for key, there in has.items() if there
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


def ruler(ticks: str, width: float) -> Markup:
    """Write the numbers above an axis, each over its tick."""
    labels = ticks.split()
    step = (width - 2 * PAD) / (len(labels) - 1)
    written = Markup().join(
        Markup('<text x="{}" y="9">{}</text>').format(round(PAD + step * n, 2), label)
        for n, label in enumerate(labels)
    )
    return Markup(
        '<svg class="ruler" aria-hidden="true" viewBox="0 0 {0} 11" width="{1}"'
        ' height="16" font-size="8.5" text-anchor="middle" fill="currentColor">'
        "{2}</svg>"
    ).format(f"{width:g}", round(SCALE * width), written)


def _summary(reading: Reading, gallery: Gallery, _: str) -> Page:
    return {
        "glance": glance(Narrator(reading), gallery),
        "gates": gates(reading),
    }


def _map(reading: Reading, gallery: Gallery, _: str) -> Page:
    return {
        "maps": alignment_map(reading, gallery),
        "legend": legend(reading),
        "hidden": hidden(Narrator(reading)),
        "numbers": [_numbers(reading, found) for found in _compared(reading)],
    }


def _compared(reading: Reading) -> list[Entry]:
    return [
        reading.comparisons[team, key]
        for team in reading.teams
        for key in reading.dimensions
    ]


def _numbers(reading: Reading, found: Entry) -> Page:
    """Give what a cell of the map draws."""
    words, shown = reading.words, found["verdict"] != "not_shown"
    return {
        "team": found["team"],
        "dimension": reading.title(found["dimension"]),
        "leadership": words.value(found["mean_leadership"]),
        "other": words.value(found["mean_team"]),
        "difference": words.difference(found["difference"]),
        "verdict": words.marked(VERDICTS[found["verdict"]]),
        "reason": None if shown else why_hidden(reading, found),
    }


def _dimension(reading: Reading, gallery: Gallery, key: str) -> Page:
    found = dimension(Narrator(reading), gallery, key)
    return {
        "dimension": found,
        "scale": ruler(found["ticks"], AXIS),
        "offsets": ruler(found["offsets"], OFFSET),
        "dots": ruler(found["ticks"], DOTS),
    }


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
        "participation": participation(Narrator(reading), gallery),
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
