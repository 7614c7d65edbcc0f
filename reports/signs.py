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
    span = reading.questionnaire.scale.range
    own, team = Mark(1 + 0.75 * span), Mark(1 + 0.35 * span)
    yield _drawn(
        gallery,
        (own, team),
        words.say(
            "The diamond is leadership's average, the dot the team's, on the whole"
            " answer scale from 1 to {points}. The bar between them is the difference.",
            points=reading.points,
        ),
    )
    if used["intervals"]:
        wide = (_around(own, 0.11 * span), _around(team, 0.08 * span))
        yield _drawn(
            gallery,
            wide,
            words.say(
                "Thin lines: the 95 % interval of an average, from {full} answers on."
                " Short lines are sure, long ones are not.",
                full=reading.rules["full_people"],
            ),
        )
    if used["clamped"]:
        ends = (Mark(1 + 0.8 * span, 1), team)
        yield _drawn(
            gallery,
            ends,
            words.say(
                "An arrow: the average lies beyond, on this side; where exactly is not"
                " shown."
            ),
        )
    yield {
        "figure": None,
        "text": words.difference(0.4 * span * 0.75),
        "meaning": words.say(
            "Leadership minus team, in points of the scale: plus where leadership's"
            " average is the higher one."
        ),
    }
    if used["hidden"]:
        yield {
            "figure": gallery.hatched(WIDTH),
            "meaning": words.say(
                "Hatched: not shown, fewer than {minimum} answers.",
                minimum=reading.rules["minimum"],
            ),
        }
    if used["rounded"]:
        yield {
            "figure": None,
            "text": "*",
            "meaning": words.say(
                "Figures are rounded; the verdict comes from the exact ones."
            ),
        }


def _around(mark: Mark, half: float) -> Mark:
    return Mark(mark.at, 0, (mark.at - half, mark.at + half))


def _drawn(gallery: Gallery, sides: tuple[Mark, Mark], meaning: str) -> Page:
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
