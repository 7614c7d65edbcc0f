"""From a release to the plain values that the template prints."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from diagnostic.history import Series
from diagnostic.history.actions import Followed
from questionnaires import Questionnaire
from questionnaires.advice import Playbook, load_playbook
from reports import room
from reports.actions import actions
from reports.appendix import appendix
from reports.blind_spots import blind_spots
from reports.commentary import Commentary
from reports.contents import contents
from reports.dimension import dimensions, others
from reports.divided import divided
from reports.fragility import fragilities
from reports.gallery import Gallery
from reports.measures import measures
from reports.moves import moves
from reports.narrative import Narrator, Sentence
from reports.opening import alignment_map, glance, head, legend
from reports.overview import overview
from reports.participation import participation
from reports.past.multiples import multiples
from reports.past.register import registered
from reports.past.since import since
from reports.readiness import readiness
from reports.reading import Reading
from reports.shared import shared
from reports.signs import signs, verdicts
from reports.trace import trace
from reports.wording import words


@dataclass(frozen=True)
class Document:
    """What the template needs.

    Args:
        values: plain values by name.
        plates: SVG of the figures by address.
        told: every sentence, with its rule and its numbers.
    """

    values: Mapping[str, Any]
    plates: Mapping[str, str]
    told: Sequence[Sentence]


def read(
    release: Mapping[str, Any],
    questionnaire: Questionnaire,
    language: str,
    series: Series | None = None,
    followed: Iterable[Followed] = (),
) -> Reading:
    """Read a release in a language.

    Args:
        release: the release, see docs/release.md.
        questionnaire: what was asked.
        language: ``en`` or ``pt``.
        series: the release after those of the quarters before, if they are known.
        followed: actions beside the figures that they are meant to move.

    Raises:
        ValueError: there is no report in this language, the release is of another
            questionnaire, or the series ends with another release.
    """
    if series and series.quarters[-1].release["sha256"] != release["sha256"]:
        raise ValueError("the series ends with another release")
    asked = release["questionnaire"]
    if (asked["key"], asked["version"]) != (questionnaire.key, questionnaire.version):
        raise ValueError(
            f"the release is of {asked['key']} version {asked['version']}, not of"
            f" {questionnaire.key} version {questionnaire.version}"
        )
    # Off the usual scale figures come in steps that are no tenths: 0.15 at 7 points.
    tenths = questionnaire.scale.range * 10 % 40 == 0 or questionnaire.scale.range < 4
    said = replace(words(language), digits=1 if tenths else 2)
    return Reading(release, questionnaire, said, series, tuple(followed))


def build(
    reading: Reading,
    notice: str | None = None,
    brands: Mapping[str, Any] | None = None,
    commentary: Commentary | None = None,
) -> Document:
    """Compute everything that the report says and shows.

    Args:
        reading: the release in its language.
        notice: said on page one and at the foot of each page.
        brands: what page one and the heads of pages show of them.
        commentary: the consultant's own words.
    """
    gallery, narrator = Gallery(reading), Narrator(reading)
    around = _around(reading, notice, brands, commentary)
    values = {
        **around,
        **_front(narrator, gallery, around),
        **_sections(narrator, gallery),
    }
    values["trace"] = trace(narrator)
    values["contents"] = contents(reading, values)
    return Document(values, gallery.plates, narrator.told)


def _around(
    reading: Reading,
    notice: str | None,
    brands: Mapping[str, Any] | None,
    commentary: Commentary | None,
) -> dict[str, Any]:
    """Give what stands around the findings."""
    written = commentary or Commentary("", {})
    return {
        "language": reading.words.language,
        "notice": notice,
        "brands": brands or None,
        "author": written.author,
        "comments": {
            section: paragraphs
            for section in written.texts
            if (paragraphs := written.paragraphs(section))
        },
        "company": reading.release["company"],
        "wave": reading.release["wave"],
        "points": reading.points,
        "head": head(reading),
    }


def _front(
    narrator: Narrator, gallery: Gallery, around: Mapping[str, Any]
) -> dict[str, Any]:
    """Give page one, and how to read it."""
    reading = narrator.reading
    opening = glance(narrator.within("opening"), gallery)
    maps = alignment_map(reading, gallery)
    opening["size"] = room.size(opening["headline"].striptags())
    footer = bool(around["brands"] and around["brands"]["footer"])
    besides = {"notice": bool(around["notice"]), "footer": footer}
    gated = bool(reading.release["gates"])
    opening["whole"] = not gated and room.fits(opening, maps, **besides)
    instead = bool(maps) and reading.compared and not (gated or opening["whole"])
    rows = sum(map(reading.shows, reading.dimensions))
    fits = instead and room.holds(opening, rows, **besides)
    return {
        "opening": opening,
        "overview": overview(reading, gallery) if fits else None,
        "maps": maps,
        "legend": legend(reading),
        "readiness": readiness(narrator, gallery),
        "signs": signs(reading, gallery),
        "verdicts": verdicts(reading),
    }


def _quarters(narrator: Narrator, gallery: Gallery) -> dict[str, Any]:
    """Give what is said of the waves before: with them at hand, more than the last."""
    reading, within = narrator.reading, narrator.within
    known = reading.series is not None
    return {
        "moves": None if known else moves(within("changes"), gallery),
        "since": since(within("changes")),
        "quarters": multiples(within("quarters"), gallery),
        "register": registered(reading),
    }


def _playbook(reading: Reading) -> Playbook:
    return load_playbook(reading.questionnaire.key)


def _sections(narrator: Narrator, gallery: Gallery) -> dict[str, Any]:
    """Give the sections behind page one, in their order."""
    reading = narrator.reading
    playbook = _playbook(reading)
    within = narrator.within
    return {
        "dimensions": dimensions(narrator, gallery),
        "others": others(narrator, gallery),
        "shared": shared(within("shared"), gallery),
        "divisions": divided(within("divided"), gallery),
        "blind_spots": blind_spots(within("blind-spots"), gallery),
        "participation": participation(within("participation"), gallery),
        "fragile": fragilities(within("participation"), gallery),
        "actions": actions(narrator, playbook),
        **_quarters(narrator, gallery),
        "measures": measures(narrator, gallery, playbook),
        "appendix": appendix(reading),
    }
