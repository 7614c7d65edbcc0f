"""What has moved since the wave before, said: each move, and what cannot be said."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from diagnostic.history.since import Since
from reports.gallery import Gallery
from reports.narrative import Fact, Facts, Narrator
from reports.past.between import between
from reports.reading import Entry, Reading
from reports.values import Value, sized
from reports.waves import changes, register

Page = dict[str, Any]
Told = tuple[Entry, Markup]
"""A change, and the sentence on it."""
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
    found = between(reading)
    if found is None:
        return None
    facts = together(reading, found)
    told = [*gaps(narrator, found), *means(narrator, found)]
    return {
        "headline": narrator.say("moves.headline", facts),
        "lead": narrator.say("moves.lead", facts),
        "said": [said for _, said in told],
        "open": [
            said
            for place in ("persisting", "untold", "unmoved", "trends")
            if (said := narrator.say(f"moves.{place}", facts))
        ],
        "changes": changes(reading),
        "register": register(reading),
        "titles": [reading.title(key) for key in reading.dimensions],
    }


def together(reading: Reading, found: Since) -> Facts:
    """Count what moved, what did not and what cannot be said."""
    words, averages = reading.words, found.averages
    number = Counter(change["verdict"] for change in averages)
    number.update(gap["status"] for gap in found.gaps)
    trends = Counter(trend["direction"] for trend in reading.release["trends"])
    figures = {
        "moved": number["rose"] + number["fell"],
        "averages": len(averages),
        "unmoved": number["inconclusive"],
        "unseen": len(averages) - len(found.moved) - len(found.still),
    }
    counts = {
        **{status: number[status] for status in (*TOLD, "persisting")},
        "too_few_to_tell": number["too_few_to_tell"],
        "trends_widening": trends["widening"],
        "trends_narrowing": trends["narrowing"],
    }
    named = _persisting(found)
    return {
        **{name: Fact(count, count) for name, count in figures.items()},
        **{name: Fact(count, words.spelt(count)) for name, count in counts.items()},
        "before": Fact(found.before, found.before),
        "now": Fact(found.now, found.now),
        "compared": Fact(found.compared),
        "changed": Fact(number["widening"] + number["narrowing"]),
        "persisting_named": Fact(
            tuple(f"{team}: {key}" for team, key in named) or None,
            words.listed(f"{reading.title(key)} ({team})" for team, key in named),
        ),
        "waves": Fact(_length(reading), words.spelt(_length(reading))),
    }


def _persisting(found: Since) -> list[tuple[str, str]]:
    kept = [
        (gap["team"], gap["dimension"])
        for gap in found.gaps
        if gap["status"] == "persisting"
    ]
    return kept if len(kept) <= NAMED else []


def _length(reading: Reading) -> int:
    return max((len(trend["waves"]) for trend in reading.release["trends"]), default=0)


def gaps(narrator: Narrator, found: Since) -> list[Told]:
    """Say what became of each gap that moved."""
    reading = narrator.reading
    moved = [gap for gap in found.gaps if gap["status"] in TOLD]
    moved.sort(key=lambda gap: TOLD.index(gap["status"]))
    said = []
    for gap in moved[:LISTED]:
        now = reading.comparisons.get((gap["team"], gap["dimension"]), {})
        facts = {
            **_size(reading, gap["change"]),
            "status": Fact(gap["status"]),
            "verdict": Fact(now.get("verdict")),
            "team": Fact(gap["team"], gap["team"]),
            "dimension": Fact(gap["dimension"], reading.title(gap["dimension"])),
            "before": Fact(found.before, found.before),
        }
        about = {key: gap[key] for key in ("team", "dimension", "from", "to")}
        # Of departments counted together there is no verdict.
        told = narrator.say("quarters.closed", facts, about)
        said.append((gap, told or narrator.say("moves.gap", facts, about)))
    return _known(said)


def means(narrator: Narrator, found: Since) -> list[Told]:
    """Say of each average that moved how far it did."""
    reading, said = narrator.reading, []
    for change in found.moved[:LISTED]:
        facts = {
            **_size(reading, change["change"]),
            "verdict": Fact(change["verdict"]),
            "group": Fact(change["group"], reading.label(change["group"])),
            "dimension": Fact(change["dimension"], reading.title(change["dimension"])),
            "before": Fact(found.before, found.before),
        }
        about = {key: change[key] for key in ("group", "dimension", "from", "to")}
        said.append((change, narrator.say("moves.average", facts, about)))
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


def _known(said: Sequence[tuple[Entry, Markup | None]]) -> list[Told]:
    return [(entry, sentence) for entry, sentence in said if sentence is not None]
