"""From a release to the plain values that the template prints."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from questionnaires import Questionnaire
from reports.agreement import agreement
from reports.appendix import appendix
from reports.dimension import dimensions
from reports.gallery import Gallery
from reports.opening import alignment_map, cover, glance, legend, parts
from reports.participation import expectations, gates, participation
from reports.reading import Reading
from reports.waves import changes, register, since
from reports.wording import words

SHARED = 6
"""Teams up to which the map shares the first page, if there is room."""


@dataclass(frozen=True)
class Document:
    """What the template needs.

    Args:
        values: plain values by name.
        plates: SVG of the figures by address.
    """

    values: Mapping[str, Any]
    plates: Mapping[str, str]


def read(
    release: Mapping[str, Any], questionnaire: Questionnaire, language: str
) -> Reading:
    """Read a release in a language.

    Raises:
        ValueError: there is no report in this language, or the release is of
            another questionnaire.
    """
    asked = release["questionnaire"]
    if (asked["key"], asked["version"]) != (questionnaire.key, questionnaire.version):
        raise ValueError(
            f"the release is of {asked['key']} version {asked['version']}, not of"
            f" {questionnaire.key} version {questionnaire.version}"
        )
    # Off the usual scale figures come in steps that are no tenths: 0.15 at 7 points.
    tenths = questionnaire.scale.range * 10 % 40 == 0 or questionnaire.scale.range < 4
    said = replace(words(language), digits=1 if tenths else 2)
    return Reading(release, questionnaire, said)


def build(
    reading: Reading,
    notice: str | None = None,
    brands: Mapping[str, Any] | None = None,
) -> Document:
    """Compute everything that the report says and shows.

    Args:
        reading: the release in its language.
        notice: said on the cover and at the foot of each page.
        brands: what the cover and the heads of pages show of them.
    """
    gallery = Gallery(reading)
    values = {
        "language": reading.words.language,
        "notice": notice,
        "brands": brands or None,
        "company": reading.release["company"],
        "wave": reading.release["wave"],
        "points": reading.points,
        "cover": cover(reading),
        "glance": glance(reading, gallery),
        "maps": alignment_map(reading, gallery),
        "legend": legend(reading),
        "one_page": len(parts(reading)) == 1 and len(reading.teams) <= SHARED,
        "dimensions": dimensions(reading, gallery),
        "titles": [reading.title(key) for key in reading.dimensions],
        "agreement": agreement(reading, gallery),
        "divided": reading.words.number(reading.rules["divided"] * reading.unit),
        "participation": participation(reading, gallery),
        "expectations": expectations(reading, gallery),
        "since": since(reading),
        "changes": changes(reading),
        "register": register(reading),
        "gates": gates(reading),
        "appendix": appendix(reading),
    }
    return Document(values, gallery.plates)
