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
from reports.vocabulary import CHANGED
from reports.waves import changes, register
from reports.wording import Words

Page = dict[str, Any]
Told = tuple[Entry, Markup]
"""A change, and the sentence on it."""
LISTED = 8
"""So many averages, and so many gaps, that moved have a sentence."""
NAMED = 3
"""So many gaps that persist are named; more are counted."""


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
    told = [*gaps(narrator, found, found.changed), *means(narrator, found)]
    turned = gaps(narrator, found, found.turned)
    return {
        "headline": narrator.say("moves.headline", facts),
        "lead": narrator.say("moves.lead", facts),
        "said": [
            *(said for _, said in (*told, *turned)),
            *narrator.all("moves.turned", facts),
        ],
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
    turned = Counter(gap["status"] for gap in found.turned)
    trends = Counter(trend["direction"] for trend in reading.trends)
    figures = {
        "moved": len(found.moved),
        "averages": len(averages),
        "unmoved": len(found.still),
        "unseen": len(averages) - len(found.moved) - len(found.still),
    }
    counts = {
        "changed": len(found.changed),
        "turned": len(found.turned),
        "newly": turned["new"],
        "over": turned["closed"],
        "persisting": len(found.persisting),
        "too_few_to_tell": len(found.few),
        "trends_widening": trends["widening"],
        "trends_narrowing": trends["narrowing"],
    }
    return {
        **{name: Fact(count, count) for name, count in figures.items()},
        **{name: Fact(count, words.spelt(count)) for name, count in counts.items()},
        **_alone(reading, found),
        "before": Fact(found.before, found.before),
        "now": Fact(found.now, found.now),
        "compared": Fact(found.compared),
        "changes": _changes(reading, found),
        "persisting_named": _persisting(reading, found),
        "waves": Fact(_length(reading), words.spelt(_length(reading))),
    }


def _alone(reading: Reading, found: Since) -> Facts:
    """Name the one gap, or else the one average, that a headline speaks of."""
    told = found.changed or found.moved or found.turned
    one = told[0] if len(told) == 1 else {}
    group, dimension = one.get("team", one.get("group")), one.get("dimension")
    return {
        "what": Fact(one.get("status", one.get("verdict"))),
        "group": Fact(group, reading.label(group) if group else None),
        "dimension": Fact(dimension, reading.title(dimension) if dimension else None),
    }


def _changes(reading: Reading, found: Since) -> Fact:
    """Count the gaps that changed, each kind by itself: 'two new and one closed'."""
    words, number = reading.words, Counter(gap["status"] for gap in found.changed)
    told = {status: number[status] for status in CHANGED if number[status]}
    return Fact(
        tuple(f"{status}: {count}" for status, count in told.items()),
        words.listed(words.count(*CHANGED[one], count) for one, count in told.items()),
    )


def _persisting(reading: Reading, found: Since) -> Fact:
    named = [(gap["team"], gap["dimension"]) for gap in found.persisting]
    named = named if len(named) <= NAMED else []
    return Fact(
        tuple(f"{team}: {key}" for team, key in named) or None,
        reading.words.listed(f"{reading.title(key)} ({team})" for team, key in named),
    )


def _length(reading: Reading) -> int:
    trends = reading.trends
    return max((len(one["waves"]) for one in trends if one["direction"]), default=0)


def gaps(narrator: Narrator, found: Since, entries: Sequence[Entry]) -> list[Told]:
    """Say what became of some of the gaps."""
    reading = narrator.reading
    said = []
    for gap in entries[:LISTED]:
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
    points = size(reading.words, change)
    return {"change": Fact(change if points else None, points)}


def size(words: Words, change: Value) -> str | None:
    """Say how large a change is whatever its sign; None if that is not known."""
    found = sized(change)
    if found is None:
        return None
    points = words.number(found[0])
    return words.say("at least {points}", points=points) if found[1] else points


def _known(said: Sequence[tuple[Entry, Markup | None]]) -> list[Told]:
    return [(entry, sentence) for entry, sentence in said if sentence is not None]
