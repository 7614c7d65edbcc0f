"""What to talk about first."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from reports.headline import ranked
from reports.narrative import Narrator
from reports.reading import Entry, Reading
from reports.sentences import apart, division, evidence, surprise, widest

FIRST = 3
"""Things to talk about first."""


@dataclass(frozen=True)
class Point:
    """One thing to talk about.

    Args:
        said: the finding and its size.
        detail: what stands behind it; may be empty.
        dimension: where to read on.
        team: whose dumbbell stands beside it; None for none.
    """

    said: Markup
    detail: Markup
    dimension: str
    team: str | None


def points(reading: Reading) -> list[Point]:
    """Give the first things to talk about.

    Gaps by strength and size, then what divides a group, then problems that both
    sides see, then small differences.
    """
    found = [_gap(reading, gap) for gap in ranked(reading.with_verdict("gap"))]
    if len(found) < FIRST:
        found += _divided(reading)
    if len(found) < FIRST:
        found += _shared(reading)
    if len(found) < FIRST:
        found += [_slight(reading, entry) for entry in reading.with_verdict("slight")]
    return found[:FIRST]


def _gap(reading: Reading, gap: Entry) -> Point:
    words, narrator = reading.words, Narrator(reading)
    named = {
        "dimension": reading.title(gap["dimension"]),
        "team": gap["team"],
        "apart": apart(reading, gap),
    }
    if reading.few_answered(gap):
        said = words.html(
            "<b>{dimension}, {team}: {apart} among those who answered.</b>", **named
        )
    else:
        said = words.html("<b>{dimension}, {team}: {apart}.</b>", **named)
    detail = (
        evidence(narrator, gap),
        widest(narrator, gap),
        surprise(narrator, gap),
        division(narrator, gap),
    )
    return Point(said, _joined(detail), gap["dimension"], gap["team"])


def _slight(reading: Reading, found: Entry) -> Point:
    said = reading.words.html(
        "<b>{dimension}, {team}: {apart}.</b>",
        dimension=reading.title(found["dimension"]),
        team=found["team"],
        apart=apart(reading, found),
    )
    detail = Markup("{}").format(
        reading.words.say("A difference is shown, but it is a small one.")
    )
    return Point(said, detail, found["dimension"], found["team"])


def _divided(reading: Reading) -> list[Point]:
    words, found = reading.words, []
    for entry in reading.release["agreement"]:
        if not entry["divided"]:
            continue
        dimension = entry["dimension"]
        said = words.html(
            "<b>{dimension}: {group} is divided.</b>",
            dimension=reading.title(dimension),
            group=reading.within(entry["group"]),
        )
        detail = words.say(
            "Its average says little: the people of the group do not agree among"
            " themselves."
        )
        found.append(Point(said, Markup("{}").format(detail), dimension, None))
    return found


def _shared(reading: Reading) -> list[Point]:
    words, found = reading.words, []
    for dimension in reading.dimensions:
        teams = [
            entry["team"]
            for entry in reading.with_verdict("aligned")
            if entry["dimension"] == dimension and entry["pattern"] == "aligned_weak"
        ]
        if not teams:
            continue
        said = words.html(
            "<b>{dimension}: a problem that both sides see.</b>",
            dimension=reading.title(dimension),
        )
        detail = words.html(
            "Leadership and {teams} agree, and at least one of them rates it below"
            " {strong}.",
            teams=words.listed(teams),
            strong=words.number(reading.strong),
        )
        found.append(Point(said, detail, dimension, None))
    return found


def _joined(parts: Sequence[str | None]) -> Markup:
    return Markup(" ").join(part for part in parts if part)
