"""One page for everybody who was asked: what was heard, and what happens next."""

from collections.abc import Mapping
from typing import Any

from diagnostic.brand import Brand
from questionnaires import Questionnaire
from reports import figures
from reports.branding import branding
from reports.commentary import Commentary
from reports.document import read
from reports.figures import Mark
from reports.filling import template
from reports.gallery import Gallery
from reports.heard import (
    Heard,
    heard,
    of_change,
    of_company,
    of_dimension,
    of_people,
    of_silence,
)
from reports.letters import legible
from reports.narrative import Fact, Narrator
from reports.narrative.narrator import joined
from reports.opening import closed
from reports.reading import Reading
from reports.typesetting import lay_out, write
from reports.values import Value, beyond, bound
from reports.wording import text_in

SECTION = "staff"
"""Its place in the story, and the name of the consultant's text for it."""
MOST = 8
"""Topics on the page; of questionnaires with more, those are left to the report."""
DENSITIES = ("", "close", "closer", "closest")
"""Classes of the page, tried until everything fits on it."""
WIDTH = 168.0
"""Of a figure (points)."""

Page = dict[str, Any]


def render(
    release: Mapping[str, Any],
    questionnaire: Questionnaire,
    language: str = "en",
    *,
    notice: str | None = None,
    brand: Brand | None = None,
    consultancy: Brand | None = None,
    commentary: Commentary | None = None,
) -> bytes:
    """Write what everybody who was asked may read, on one page of A4.

    Args:
        release: the release, see docs/release.md; nothing else is shown, and no team
            is named.
        questionnaire: what was asked.
        language: ``en`` or ``pt``.
        notice: one sentence at the foot, for example that the data are simulated.
        brand: the client's, at the head.
        consultancy: who prepared it.
        commentary: its text for ``staff`` says what happens next; without one, the
            usual steps stand there.

    Returns:
        A tagged PDF with the PDF/UA-1 identifier; the same for the same arguments.

    Raises:
        ValueError: there is no report in this language, or the release is of
            another questionnaire.
    """
    brands = branding(brand, consultancy)
    narrator = Narrator(read(release, questionnaire, language), SECTION)
    gallery = Gallery(narrator.reading)
    values = page(narrator, gallery, commentary)
    values |= {"brands": brands.values, "notice": notice}
    plates = {**gallery.plates, **brands.plates}
    for density in DENSITIES:
        written = template("report", "staff.html").render(values, density=density)
        document = lay_out(legible(written), plates, "report/staff.css")
        if len(document.pages) == 1:
            break
    return write(document)


def page(
    narrator: Narrator, gallery: Gallery, commentary: Commentary | None = None
) -> Page:
    """Compute what the page says, strengths first."""
    reading = narrator.reading
    release, words = reading.release, reading.words
    every = [heard(reading, key) for key in reading.dimensions]
    topics = sorted(every, key=_rank)[:MOST]
    more = {
        "more": Fact(len(every) - len(topics)),
        "all": Fact(len(every), len(every)),
    }
    people = of_people(reading)
    opening = narrator.say("staff.answered", people)
    silence = of_silence(reading, every)
    moved = narrator.say("staff.moved", of_change(reading))
    return {
        "_": words.say,
        "language": words.language,
        "company": release["company"],
        "asked": text_in(reading.questionnaire.title, words.language),
        "subject": reading.subject,
        "wave": release["wave"],
        "closed": closed(reading),
        "imported": reading.imported,
        "headline": narrator.say("staff.headline", of_company(reading, every)),
        "lead": joined([opening, moved]),
        "ends": text_in(reading.questionnaire.scale.labels, words.language),
        "points": reading.points,
        "leadership": reading.leadership,
        "topics": [_topic(narrator, gallery, topic) for topic in topics],
        "more": narrator.say("staff.more", more),
        "unsaid": narrator.all("staff.unsaid", {**people, **silence}),
        **_next(narrator, commentary),
        "questionnaire": release["questionnaire"],
        "program": release["program"],
        "sha256": release["sha256"],
    }


def _rank(found: Heard) -> tuple[bool, bool, bool]:
    """Put what works first, then what both sides see, then what they do not."""
    return (not found.agreed, not found.number["strong"], bool(found.apart))


def _topic(narrator: Narrator, gallery: Gallery, found: Heard) -> Page:
    reading = narrator.reading
    facts, about = of_dimension(reading, found), {"dimension": found.dimension}
    return {
        "title": reading.title(found.dimension),
        "said": joined(narrator.all("staff.heard", facts, about)),
        **_standing(reading, gallery, found.dimension),
    }


def _standing(reading: Reading, gallery: Gallery, key: str) -> Page:
    """Give where leadership and the teams stand: in figures, in words, drawn."""
    words, leader = reading.words, reading.leadership
    own = reading.mean(leader, key) if leader else None
    others = [reading.mean(team, key) for team in reading.teams]
    shown = sorted((one for one in others if one is not None), key=_place)
    ends = list(dict.fromkeys(words.value(one) for one in (*shown[:1], *shown[-1:])))
    said = {
        "own": words.value(own) if leader else None,
        "teams": words.say("{low} to {high}", low=ends[0], high=ends[-1])
        if len(ends) > 1
        else "".join(ends) or words.say("not shown"),
    }
    if own is None and not shown:
        return said | {"figure": gallery.hatched(WIDTH)}
    alt = words.say(
        "{groups}, on a scale from 1 to {points}.",
        groups=", ".join(
            f"{name} {value}"
            for name, value in (
                (words.say("Leadership"), said["own"]),
                (words.say("Teams"), said["teams"]),
            )
            if value
        ),
        points=reading.points,
    )
    marks = [Mark(_place(one), beyond(one)) for one in shown]
    side = None if own is None else Mark(_place(own), beyond(own))
    drawn = figures.dots(gallery.scale(WIDTH), side, marks)
    return said | {"figure": gallery.hang(drawn, alt)}


def _place(value: Value) -> float:
    return bound(value) or 0.0


def _next(narrator: Narrator, commentary: Commentary | None) -> Page:
    """Give the consultant's text, or the steps that always follow."""
    written = commentary or Commentary("", {})
    if text := written.paragraphs(SECTION):
        return {"author": written.author, "text": text, "steps": []}
    return {"author": None, "text": [], "steps": narrator.all("staff.next", {})}
