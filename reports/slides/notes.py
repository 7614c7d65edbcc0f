"""What the slides share: notes, what tables say, and how they are cut."""

from collections.abc import Sequence
from typing import TypeVar

from reports.reading import Reading
from reports.slides.tables import Row
from reports.vocabulary import MEANINGS, VERDICTS

Thing = TypeVar("Thing")
ABREAST = 6
"""Dimensions side by side in a map."""


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


def promise(reading: Reading) -> str:
    """Say what is never shown."""
    return reading.words.say(
        "Fewer than {minimum} answers are never shown: this was promised to everybody"
        " who answered.",
        minimum=reading.rules["minimum"],
    )


def told_of(rows: Sequence[Row]) -> str:
    """Read a table out, row by row."""
    return "; ".join(", ".join(p.text for p in row if p.text) for row in rows) + "."


def cut(things: Sequence[Thing], most: int) -> list[Sequence[Thing]]:
    """Cut a sequence into parts as even as can be, of at most so many each."""
    number = -(-len(things) // most)
    size = -(-len(things) // number) if number else 1
    return [things[start : start + size] for start in range(0, len(things), size)]
