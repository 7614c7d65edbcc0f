"""How to read the map: its signs one by one, and what the verdicts mean."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from reports import figures
from reports.figures import Mark
from reports.gallery import Gallery
from reports.opening import legend
from reports.reading import Reading
from reports.vocabulary import MEANINGS, VERDICTS

Page = dict[str, Any]
WIDTH = 96.0
"""Width of an example (points)."""


def signs(reading: Reading, gallery: Gallery) -> list[Page]:
    """Give the signs that this report's map has, each with its meaning."""
    return list(_signs(reading, gallery))


def _signs(reading: Reading, gallery: Gallery) -> Iterator[Page]:
    words, used = reading.words, legend(reading)
    if any(reading.shows(key) for key in reading.dimensions):
        yield from _marks(reading, gallery, used)
    if used["hidden"]:
        said = words.say(
            "Hatched: not shown, fewer than {minimum} answers.",
            minimum=reading.rules["minimum"],
        )
        yield {"figure": gallery.hatched(WIDTH), "meaning": said}
    if used["rounded"]:
        said = words.say("Figures are rounded; the verdict comes from the exact ones.")
        yield {"figure": None, "text": "*", "meaning": said}


def _marks(reading: Reading, gallery: Gallery, used: Page) -> Iterator[Page]:
    """Give the signs of what is shown."""
    words, span = reading.words, reading.questionnaire.scale.range
    team = Mark(1 + 0.35 * span)
    if not reading.compared:
        said = words.say(
            "The dot is the team's average, on the whole answer scale from 1 to"
            " {points}.",
            points=reading.points,
        )
        yield _drawn(gallery, (None, team), said)
        return
    own = Mark(1 + 0.75 * span)
    said = words.say(
        "The diamond is leadership's average, the dot the team's, on the whole answer"
        " scale from 1 to {points}. The bar between them is the difference.",
        points=reading.points,
    )
    yield _drawn(gallery, (own, team), said)
    if used["intervals"]:
        said = words.say(
            "Thin lines: the 95 % interval of an average, from {full} answers on."
            " The shorter the line, the surer the average.",
            full=reading.rules["full_people"],
        )
        wide = (_around(own, 0.11 * span), _around(team, 0.08 * span))
        yield _drawn(gallery, wide, said)
    if used["clamped"]:
        said = words.say(
            "An arrow: the average lies beyond, on this side; where exactly is not"
            " shown."
        )
        yield _drawn(gallery, (Mark(1 + 0.8 * span, 1), team), said)
    if any(entry["difference"] is not None for entry in reading.comparisons.values()):
        said = words.say(
            "Leadership minus team, in points of the scale: plus where leadership's"
            " average is the higher one."
        )
        yield {"figure": None, "text": words.difference(0.3 * span), "meaning": said}


def _around(mark: Mark, half: float) -> Mark:
    return Mark(mark.at, 0, (mark.at - half, mark.at + half))


def _drawn(gallery: Gallery, sides: tuple[Mark | None, Mark], meaning: str) -> Page:
    drawn = figures.dumbbell(gallery.scale(WIDTH), *sides)
    alt = gallery.reading.words.say("An example")
    return {"figure": gallery.hang(drawn, alt), "meaning": meaning}


def verdicts(reading: Reading) -> list[Page]:
    """Give each verdict with its meaning, and how often it stands in the report."""
    number = Counter(found["verdict"] for found in reading.release["comparisons"])
    return [
        {
            "kind": key,
            "verdict": reading.words.marked(VERDICTS[key]),
            "meaning": reading.words.marked(MEANINGS[key]),
            "found": number[key],
        }
        for key in VERDICTS
    ]
