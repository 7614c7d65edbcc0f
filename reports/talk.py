"""What to talk about first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from reports.importance import gaps_together, ranked
from reports.narrative import Fact, Facts, Narrator
from reports.narrative.facts import about
from reports.narrative.narrator import joined
from reports.reading import Entry, Reading
from reports.sentences import apart, division, evidence, surprise, widest

FIRST = 3
"""Things to talk about first."""
WEAK = "aligned_weak"
"""Pattern of what both sides see alike and could be better."""


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


def points(narrator: Narrator) -> list[Point]:
    """Give the first things to talk about.

    Gaps by strength and size, then those that only all teams together show, then what
    divides a group, then problems that both sides see, then small differences.
    """
    reading = narrator.reading
    wanted: list[Callable[[], Point]] = [
        *(partial(_gap, narrator, gap) for gap in ranked(reading.with_verdict("gap"))),
        *(partial(_together, narrator, total) for total in gaps_together(reading)),
        *(
            partial(_divided, narrator, entry)
            for entry in reading.release["agreement"]
            if entry["divided"]
        ),
        *(partial(_shared, narrator, key, found) for key, found in _weak(reading)),
        *(partial(_slight, narrator, e) for e in reading.with_verdict("slight")),
    ]
    # Only what is printed is said: every sentence is remembered.
    return [tell() for tell in wanted[:FIRST]]


def _gap(narrator: Narrator, gap: Entry) -> Point:
    detail = (
        evidence(narrator, gap),
        widest(narrator, gap),
        surprise(narrator, gap),
        division(narrator, gap),
    )
    said = narrator.say("talk", _facts(narrator.reading, gap), about(gap))
    return Point(said or Markup(), joined(detail), gap["dimension"], gap["team"])


def _together(narrator: Narrator, total: Entry) -> Point:
    reading, key = narrator.reading, total["dimension"]
    facts = {
        "dimension": Fact(key, reading.title(key)),
        "apart": Fact(total["difference"], apart(reading, total)),
        "few_answered": Fact(reading.few_answered(total)),
    }
    said = narrator.say("talk.together", facts, {"dimension": key})
    detail = narrator.say("talk.together.detail", facts, {"dimension": key})
    return Point(said or Markup(), detail or Markup(), key, None)


def _slight(narrator: Narrator, found: Entry) -> Point:
    facts = _facts(narrator.reading, found)
    said = narrator.say("talk", facts, about(found))
    detail = narrator.say("talk.slight", facts, about(found))
    return Point(
        said or Markup(), detail or Markup(), found["dimension"], found["team"]
    )


def _divided(narrator: Narrator, found: Entry) -> Point:
    reading, key, group = narrator.reading, found["dimension"], found["group"]
    facts = {
        "leadership": Fact(group == reading.leadership),
        "dimension": Fact(key, reading.title(key)),
        "group": Fact(group, reading.within(group)),
    }
    said = narrator.say("talk.divided", facts, about(found))
    detail = narrator.say("talk.divided.detail", facts, about(found))
    return Point(said or Markup(), detail or Markup(), key, None)


def _shared(narrator: Narrator, key: str, found: Sequence[Entry]) -> Point:
    reading = narrator.reading
    teams = tuple(entry["team"] for entry in found)
    facts = {
        "dimension": Fact(key, reading.title(key)),
        "teams": Fact(teams, reading.several(teams)),
        "both_below": Fact(all(reading.both_below(entry) for entry in found)),
        "strong": Fact(reading.strong, reading.words.exactly(reading.strong)),
    }
    said = narrator.say("talk.shared", facts, {"dimension": key})
    detail = narrator.say("talk.shared.detail", facts, {"dimension": key})
    return Point(said or Markup(), detail or Markup(), key, None)


def _weak(reading: Reading) -> list[tuple[str, list[Entry]]]:
    """Give what both sides see alike and could be better, by dimension."""
    weak = [e for e in reading.with_verdict("aligned") if e["pattern"] == WEAK]
    found = [(k, [e for e in weak if e["dimension"] == k]) for k in reading.dimensions]
    return [(key, entries) for key, entries in found if entries]


def _facts(reading: Reading, found: Entry) -> Facts:
    key = found["dimension"]
    return {
        "verdict": Fact(found["verdict"]),
        "direction": Fact(found["direction"]),
        "few_answered": Fact(reading.few_answered(found)),
        "dimension": Fact(key, reading.title(key)),
        "team": Fact(found["team"], found["team"]),
        "apart": Fact(found["difference"], apart(reading, found)),
    }
