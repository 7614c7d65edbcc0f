"""The release as slides for a leadership meeting: native charts, native tables."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from diagnostic.brand import Brand
from diagnostic.history import Series
from diagnostic.history.actions import Followed
from questionnaires import Questionnaire
from questionnaires.advice import load_playbook
from reports.actions import actions
from reports.document import read
from reports.gallery import Gallery
from reports.narrative import Narrator
from reports.reading import Reading
from reports.slides import around, ending, findings, grids
from reports.slides.brand import brands
from reports.slides.deck import Deck
from reports.slides.dimensions import dimensions

FIRST = 3
"""Things to talk about first, each on a slide of its own."""


def render(
    release: Mapping[str, Any],
    questionnaire: Questionnaire,
    language: str = "en",
    *,
    brand: Brand | None = None,
    consultancy: Brand | None = None,
    series: Series | None = None,
    followed: Iterable[Followed] = (),
) -> bytes:
    """Write a release as PPTX.

    Args:
        release: the release, see docs/release.md; nothing else is shown.
        questionnaire: what was asked.
        language: ``en`` or ``pt``.
        brand: the client's, on the first slide.
        consultancy: who prepared the report.
        series: the release after those of the waves before.
        followed: actions, beside their figures in the notes of what has moved.

    Returns:
        The file; the same for the same arguments. Its charts can be edited, and their
        workbooks hold what is printed and nothing else: a withheld value is absent,
        a clamped one stands at its bound.

    Raises:
        ValueError: there is no report in this language, the release is of another
            questionnaire, or the series ends with another release.
    """
    reading = read(release, questionnaire, language, series, followed)
    title = reading.words.say("Alignment diagnosis")
    whose = [release["company"], release["wave"]]
    footer = " · ".join(part for part in (title, *whose) if part)
    deck = Deck(title, footer, reading.words.language)
    first = around.opening(deck, reading)
    brands(deck, first, brand or Brand(), consultancy or Brand(), reading.words)
    _story(deck, reading)
    written = BytesIO()
    deck.presentation.save(written)
    return _undated(written)


def _story(deck: Deck, reading: Reading) -> None:
    """Tell what the report tells, on nine slides or fewer; none is empty."""
    narrator, gallery = Narrator(reading), Gallery(reading)
    advised = actions(narrator, load_playbook(reading.questionnaire.key))
    gated = bool(reading.release["gates"])
    findings.finding(deck, reading)
    findings.map_(deck, reading)
    findings.gates_seen(deck, reading)
    dimensions(deck, reading, advised, FIRST - gated)
    if not ending.both_see(deck, narrator, gallery):
        grids.agreement(deck, reading)
    foreseen = grids.expected(deck, reading)
    moved = grids.moved(deck, narrator, gallery)
    if not (foreseen and moved):
        around.participation(deck, reading)
    ending.next_steps(deck, reading, advised)


def _undated(written: BytesIO) -> bytes:
    """Pack the parts again, without the date of today."""
    target = BytesIO()
    with ZipFile(written) as given, ZipFile(target, "w", ZIP_DEFLATED) as packed:
        for entry in given.infolist():
            part = ZipInfo(entry.filename)
            part.compress_type = ZIP_DEFLATED
            packed.writestr(part, given.read(entry))
    return target.getvalue()
