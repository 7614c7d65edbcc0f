"""Which rule said what: every sentence of a report with its rule and its numbers."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from reports.contents import TITLES, title
from reports.narrative import Narrator, Sentence
from reports.narrative.facts import Figure
from reports.reading import Reading

Page = dict[str, Any]
LETTERS = 58
"""So many letters of a sentence are printed; it stands whole in its section."""
DIMENSION = "dimension-"
"""Anchors of dimensions begin so."""


def trace(narrator: Narrator) -> list[Page]:
    """List what was told by section: how it begins, its rule, its numbers.

    What several sections tell stands once, in the first of them.
    """
    reading = narrator.reading
    listed: dict[str, list[Page]] = {}
    for told in _together(narrator.told):
        first, *others = dict.fromkeys(sentence.section for sentence in told)
        listed.setdefault(first, []).append(
            {
                "said": _beginning(told[0]),
                "rule": told[0].rule,
                "about": ", ".join(_about(reading, told[0].about)),
                "numbers": " · ".join(_numbers(reading, told[0].figures)),
                "also": [_title(reading, section) for section in others],
            }
        )
    return [
        {"section": _title(reading, section), "anchor": section, "rows": rows}
        for section, rows in listed.items()
    ]


def record(narrator: Narrator) -> list[Page]:
    """Give the same as plain values for a machine, each sentence whole."""
    return [
        {
            "sections": list(dict.fromkeys(sentence.section for sentence in told)),
            "rule": told[0].rule,
            "about": dict(told[0].about),
            "said": str(told[0].said.striptags()),
            "figures": {name: _plain(figure) for name, figure in _all(told[0])},
        }
        for told in _together(narrator.told)
    ]


def _together(told: Sequence[Sentence]) -> list[list[Sentence]]:
    """Bring together what the same rule says of the same with the same numbers."""
    found: dict[tuple[str, str], list[Sentence]] = {}
    for sentence in told:
        known = [dict(sentence.about), {k: _plain(v) for k, v in _all(sentence)}]
        key = sentence.rule, json.dumps(known, sort_keys=True)
        found.setdefault(key, []).append(sentence)
    return list(found.values())


def _all(sentence: Sentence) -> Sequence[tuple[str, Figure]]:
    return tuple(sentence.figures.items())


def _plain(figure: Figure) -> Any:
    if isinstance(figure, Mapping):
        return dict(figure)
    return list(figure) if isinstance(figure, tuple) else figure


def _beginning(sentence: Sentence) -> str:
    said = str(sentence.said.striptags())
    if len(said) <= LETTERS:
        return said
    return said[:LETTERS].rsplit(" ", 1)[0].rstrip(" ,.:;") + " …"


def _about(reading: Reading, about: Mapping[str, str]) -> list[str]:
    """Name what a sentence is about, in the report's language."""
    said = []
    for kind, value in about.items():
        if kind == "dimension":
            said.append(reading.title(value))
        else:
            said.append(reading.label(value) if kind == "group" else value)
    return said


def _numbers(reading: Reading, figures: Mapping[str, Figure]) -> list[str]:
    """Write the numbers, by the names that rules give them in every language.

    What is no number is told by the rule's name.
    """
    words, said = reading.words, []
    for name, figure in figures.items():
        if isinstance(figure, Mapping):
            said.append(f"{name} {words.value(figure)}")
        elif numbers := _counted(figure):
            written = " / ".join(words.exactly(round(one, 4)) for one in numbers)
            said.append(f"{name} {written}")
    return said


def _counted(figure: Figure) -> list[float]:
    """Give the numbers of a figure that is a number or some of them."""
    parts = figure if isinstance(figure, tuple) else (figure,)
    return [
        part
        for part in parts
        if isinstance(part, int | float) and not isinstance(part, bool)
    ]


def _title(reading: Reading, section: str) -> str:
    words = reading.words
    if section.startswith(DIMENSION):
        return reading.title(section.removeprefix(DIMENSION))
    if section in TITLES:
        return title(reading, section)
    return words.say("The map") if section == "map" else words.say("At a glance")
