"""What has moved since the wave before, said: each move, and what cannot be said."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from reports.gallery import Gallery
from reports.narrative import Fact, Facts, Narrator
from reports.reading import Entry, Reading
from reports.values import Value, sized
from reports.waves import changes, register, since

Page = dict[str, Any]
LISTED = 8
"""So many averages, and so many gaps, that moved have a sentence."""
NAMED = 3
"""So many gaps that persist are named; more are counted."""
TOLD = ("closed", "new", "widening", "narrowing")


def moves(narrator: Narrator, _: Gallery) -> Page | None:
    """Give what moved since the wave before, and the register of gaps.

    Returns:
        None if the release compares with no other wave.
    """
    reading = narrator.reading
    before = since(reading)
    if before is None:
        return None
    facts = _together(reading, before)
    return {
        "headline": narrator.say("moves.headline", facts),
        "lead": narrator.say("moves.lead", facts),
        "said": _gaps(narrator, before) + _averages(narrator, before),
        "open": [
            said
            for place in ("persisting", "untold", "unmoved", "trends")
            if (said := narrator.say(f"moves.{place}", facts))
        ],
        "changes": changes(reading),
        "register": register(reading),
        "titles": [reading.title(key) for key in reading.dimensions],
    }


def _last(reading: Reading, kind: str) -> list[Entry]:
    """Give the changes that end in this wave."""
    found = reading.release[kind]
    return [change for change in found if change["to"] == reading.release["wave"]]


def _together(reading: Reading, before: str) -> Facts:
    words, moved = reading.words, _last(reading, "changes")
    number = Counter(change["verdict"] for change in moved)
    number.update(gap["status"] for gap in _last(reading, "gap_changes"))
    trends = Counter(trend["direction"] for trend in reading.release["trends"])
    figures = {
        "moved": number["rose"] + number["fell"],
        "averages": len(moved),
        "unmoved": number["inconclusive"],
        "unseen": number["not_shown"] + number["not_comparable"],
    }
    counts = {
        **{status: number[status] for status in (*TOLD, "persisting")},
        "too_few_to_tell": number["too_few_to_tell"],
        "trends_widening": trends["widening"],
        "trends_narrowing": trends["narrowing"],
    }
    named = _persisting(reading)
    return {
        **{name: Fact(count, count) for name, count in figures.items()},
        **{name: Fact(count, words.spelt(count)) for name, count in counts.items()},
        "before": Fact(before, before),
        "changed": Fact(number["widening"] + number["narrowing"]),
        "persisting_named": Fact(
            tuple(f"{team}: {key}" for team, key in named) or None,
            words.listed(f"{reading.title(key)} ({team})" for team, key in named),
        ),
        "waves": Fact(_length(reading), words.spelt(_length(reading))),
    }


def _persisting(reading: Reading) -> list[tuple[str, str]]:
    gaps = _last(reading, "gap_changes")
    found = [
        (gap["team"], gap["dimension"]) for gap in gaps if gap["status"] == "persisting"
    ]
    return found if len(found) <= NAMED else []


def _length(reading: Reading) -> int:
    return max((len(trend["waves"]) for trend in reading.release["trends"]), default=0)


def _gaps(narrator: Narrator, before: str) -> list[Markup]:
    reading = narrator.reading
    gaps = [g for g in _last(reading, "gap_changes") if g["status"] in TOLD]
    gaps.sort(key=lambda gap: TOLD.index(gap["status"]))
    said = []
    for gap in gaps[:LISTED]:
        now = reading.comparisons[gap["team"], gap["dimension"]]["verdict"]
        facts = {
            **_size(reading, gap["change"]),
            "status": Fact(gap["status"]),
            "verdict": Fact(now),
            "team": Fact(gap["team"], gap["team"]),
            "dimension": Fact(gap["dimension"], reading.title(gap["dimension"])),
            "before": Fact(before, before),
        }
        about = {key: gap[key] for key in ("team", "dimension", "from", "to")}
        said.append(narrator.say("moves.gap", facts, about))
    return _known(said)


def _averages(narrator: Narrator, before: str) -> list[Markup]:
    reading = narrator.reading
    moved = [c for c in _last(reading, "changes") if c["verdict"] in ("rose", "fell")]
    said = []
    for change in moved[:LISTED]:
        facts = {
            **_size(reading, change["change"]),
            "verdict": Fact(change["verdict"]),
            "group": Fact(change["group"], reading.label(change["group"])),
            "dimension": Fact(change["dimension"], reading.title(change["dimension"])),
            "before": Fact(before, before),
        }
        about = {key: change[key] for key in ("group", "dimension", "from", "to")}
        said.append(narrator.say("moves.average", facts, about))
    return _known(said)


def _size(reading: Reading, change: Value) -> Facts:
    """Say how large a change is whatever its sign, if it is known."""
    size = sized(change)
    if size is None:
        return {"change": Fact(None)}
    points = reading.words.number(size[0])
    if size[1]:
        points = reading.words.say("at least {points}", points=points)
    return {"change": Fact(change, points)}


def _known(said: Sequence[Markup | None]) -> list[Markup]:
    return [sentence for sentence in said if sentence is not None]
