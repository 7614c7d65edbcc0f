"""What the slides share: notes, what tables say, and what has room in them."""

from collections.abc import Container, Sequence
from typing import Any

from reports.collection import promise
from reports.reading import Reading
from reports.slides.tables import ROWS, Row
from reports.vocabulary import MEANINGS, VERDICTS

ABREAST = 6
"""Dimensions side by side in a table; the report has all of them."""
LISTED = ROWS - 1
"""Groups one below the other in a table; the report has all of them."""


def meant(reading: Reading, *said: str) -> str:
    """Give the notes of a slide: more about it, and what its words mean."""
    words = reading.words
    verdicts = {entry["verdict"] for entry in reading.release["comparisons"]}
    meanings = [
        f"{words.marked(VERDICTS[verdict])}: {words.marked(MEANINGS[verdict])}"
        for verdict in VERDICTS
        if verdict in verdicts
    ]
    return "\n".join([*said, *meanings, promise(reading)])


def told_of(rows: Sequence[Row]) -> str:
    """Read a table out, row by row."""
    return "; ".join(", ".join(p.text for p in row if p.text) for row in rows) + "."


def fitting(
    reading: Reading, groups: Sequence[str]
) -> tuple[Sequence[str], Sequence[str], str]:
    """Choose the groups and dimensions that have room in one table.

    Returns:
        Groups, dimensions, and a sentence if the report has more of either; those
        with a gap go before others.
    """
    gaps = reading.with_verdict("gap")
    apart = [{gap[name] for gap in gaps} for name in ("team", "dimension")]
    chosen = [
        [one for one in every if one in _first(every, found, most)]
        for every, found, most in (
            (groups, apart[0] | {reading.leadership}, LISTED),
            (reading.dimensions, apart[1], ABREAST),
        )
    ]
    more = len(groups) > LISTED or len(reading.dimensions) > ABREAST
    said = reading.words.say("The report has every group and every dimension.")
    return chosen[0], chosen[1], said if more else ""


def _first(every: Sequence[str], wanted: Container[Any], most: int) -> set[str]:
    return set(sorted(every, key=lambda one: one not in wanted)[:most])


def without_verdicts(reading: Reading, *said: str) -> str:
    """Give the notes of a slide that has no verdicts."""
    return "\n".join([*said, promise(reading), origin(reading)])


def origin(reading: Reading) -> str:
    """Say which questionnaire, program and release this is."""
    asked = reading.release["questionnaire"]
    return reading.words.say(
        "Questionnaire {key}, version {version}. Program version {program}. The same"
        " release gives the same document, byte for byte.",
        key=asked["key"],
        version=asked["version"],
        program=reading.release["program"],
    )
