"""The diagnosis as plain text for a terminal: what is notable first."""

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

from questionnaires import Questionnaire
from reports import certainty, known, talk
from reports.collection import collected
from reports.document import read
from reports.headline import headline
from reports.importance import ranked
from reports.narrative import Narrator
from reports.reading import Entry, Reading
from reports.sentences import remark
from reports.values import bound
from reports.vocabulary import VERDICTS

WIDTH = 80
"""Columns of a terminal."""
FIGURES = 9
"""Columns of a difference."""


def render(
    release: Mapping[str, Any], questionnaire: Questionnaire, language: str = "en"
) -> str:
    """Write a release as text of at most 80 columns, ending with a line break.

    Args:
        release: the release, see docs/release.md; nothing else is shown.
        questionnaire: what was asked.
        language: ``en`` or ``pt``.

    Raises:
        ValueError: there is no report in this language, or the release is of
            another questionnaire.
    """
    reading = read(release, questionnaire, language)
    lines = [_harmless(line) for line in _lines(reading)]
    return "\n".join(lines) + "\n"


def _lines(reading: Reading) -> Iterator[str]:
    words, release = reading.words, reading.release
    narrator = Narrator(reading)
    title = (words.say("Alignment diagnosis"), release["company"], release["wave"])
    yield from _wrapped(" · ".join(part for part in title if part))
    yield ""
    yield from _wrapped(headline(narrator).striptags())
    yield from _wrapped(certainty.certainty(narrator).striptags())
    yield from _points(narrator)
    for verdict in VERDICTS:
        yield from _verdict(reading, verdict)
    hidden = [sentence.striptags() for sentence in known.hidden(narrator)]
    for part in (hidden, [" ".join(collected(narrator))]):
        if any(part):
            yield ""
        for sentence in part:
            yield from _wrapped(sentence)


def _points(narrator: Narrator) -> Iterator[str]:
    points = talk.points(narrator)
    if not points:
        return
    yield ""
    yield _heading(narrator.reading.words.say("Talk about first"))
    for number, point in enumerate(points, 1):
        yield from _wrapped(point.said.striptags(), f"{number}  ", "   ")
        if point.detail:
            yield from _wrapped(point.detail.striptags(), "   ", "   ")


def _verdict(reading: Reading, verdict: str) -> Iterator[str]:
    found = reading.with_verdict(verdict)
    if not found:
        return
    yield ""
    yield _heading(reading.words.marked(VERDICTS[verdict]))
    for entry in ranked(found) if verdict == "gap" else found:
        yield from _comparison(reading, entry)


def _comparison(reading: Reading, found: Entry) -> Iterator[str]:
    shown = bound(found["difference"]) is not None
    difference = reading.words.difference(found["difference"]) if shown else ""
    said = f"{reading.title(found['dimension'])}, {found['team']}"
    note = remark(reading, found) if found["verdict"] != "not_shown" else ""
    text = f"{said} ({note})" if note else said
    yield from _wrapped(text, f"{difference:>{FIGURES}}  ", " " * (FIGURES + 2))


def _heading(title: str) -> str:
    return title.upper()


def _wrapped(text: str, first: str = "", others: str = "") -> list[str]:
    return wrap(text, WIDTH, initial_indent=first, subsequent_indent=others)


def _harmless(line: str) -> str:
    """Replace what is not a letter: a group's name could steer the terminal."""
    return "".join(sign if sign.isprintable() else " " for sign in line)
