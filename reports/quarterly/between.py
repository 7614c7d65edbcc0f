"""What moved between two quarters, what did not, and what cannot be said."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from reports.quarterly.pairs import Pair
from reports.reading import Entry
from reports.values import Value
from reports.vocabulary import MOVED, STATUSES
from reports.wording import mark

Page = dict[str, Any]
TOLD = ("new", "widening", "narrowing", "closed")
"""What can become of a gap that is told as a move, the gravest first."""
GAPS: Mapping[str, str] = {
    "new": mark("New gap"),
    "widening": mark("Gap widening"),
    "narrowing": mark("Gap narrowing"),
    "closed": mark("Gap closed"),
    "persisting": mark("Gap persisting"),
}

AVERAGES: Mapping[str, str] = {
    **MOVED,
    "rose": mark("Average rose"),
    "fell": mark("Average fell"),
}


def between(pair: Pair) -> Page:
    """Give every change between two quarters, sorted by what may be said of it.

    Returns:
        ``moved`` and ``still``: rows of figures; ``persisting``: gaps by name;
        ``untold``: reasons, each with what it is about; ``averages`` and ``gaps``:
        rows of everything.
    """
    gaps = sorted(
        (one for one in pair.gap_changes if one["status"] in TOLD),
        key=lambda one: TOLD.index(one["status"]),
    )
    moved = [one for one in pair.changes if one["verdict"] in ("rose", "fell")]
    persisting = [one for one in pair.gap_changes if one["status"] == "persisting"]
    still = [one for one in pair.changes if one["verdict"] == "inconclusive"]
    return {
        "before": pair.earlier.name,
        "now": pair.later.name,
        "mapped": pair.mapped,
        "moved": [*(_gap(pair, one) for one in gaps), *_averages(pair, moved)],
        "persisting": _named(pair, _as_groups(persisting), ()),
        "still": [*(_gap(pair, one) for one in persisting), *_averages(pair, still)],
        "untold": _untold(pair),
        "averages": _averages(pair, pair.changes),
        "gaps": [_gap(pair, one) for one in pair.gap_changes],
    }


def _averages(pair: Pair, entries: Iterable[Entry]) -> list[Page]:
    return [_average(pair, one) for one in entries]


def _average(pair: Pair, entry: Entry) -> Page:
    words, (then, now) = pair.reading.words, pair.means(entry)
    return {
        "group": pair.label(entry["group"]),
        "dimension": pair.title(entry["dimension"]),
        "word": words.marked(AVERAGES[entry["verdict"]]),
        "is_gap": False,
        "then": _or_none(then, words.value),
        "now": _or_none(now, words.value),
        **_change(pair, entry),
        "shared": _shared(pair, entry),
    }


def _gap(pair: Pair, entry: Entry) -> Page:
    words, (then, now) = pair.reading.words, pair.gaps(entry)
    status = entry["status"]
    if status is None:
        told = entry["change"] is not None or None not in (then, now)
        word = words.say("No gap in either") if told else words.say("Not shown")
    elif status in GAPS:
        word = words.marked(GAPS[status])
    else:
        word = words.marked(STATUSES[status])
    return {
        "group": pair.label(entry["team"]),
        "dimension": pair.title(entry["dimension"]),
        "word": word,
        "is_gap": True,
        "then": _or_none(then, words.difference),
        "now": _or_none(now, words.difference),
        **_change(pair, entry),
        "shared": None,
    }


def _change(pair: Pair, entry: Entry) -> Page:
    words = pair.reading.words
    return {
        "change": _or_none(entry["change"], words.difference),
        "interval": _or_none(entry["ci95"], words.interval),
    }


def _shared(pair: Pair, entry: Entry) -> str | None:
    if not entry["items"]:
        return None
    asked = pair.later.questionnaire.items_of(entry["dimension"])
    return pair.reading.words.say(
        "on {some} of {all} questions", some=entry["items"], all=len(asked)
    )


def _or_none(value: Value | Sequence[Value], write: Any) -> str | None:
    return None if value is None else str(write(value))


def _untold(pair: Pair) -> list[Page]:
    """Give the reasons for which something cannot be said, and of what."""
    words = pair.reading.words
    teams = [block for block in pair.blocks if not block.leadership]
    new = [block.name for block in teams if not block.earlier]
    gone = [block.name for block in teams if not block.later]
    whole = pair.changes
    unlike = [one for one in whole if one["verdict"] == "not_comparable"]
    hidden = [one for one in whole if one["verdict"] == "not_shown"]
    few = [one for one in pair.gap_changes if one["status"] == "too_few_to_tell"]
    found = [
        (
            words.say("No leadership took part, so gaps are not compared:"),
            words.listed(pair.unled),
        ),
        (words.say("New, with nothing to compare:"), _labels(pair, new)),
        (words.say("No longer there:"), _labels(pair, gone)),
        (words.say("Its questions are not the same:"), _named(pair, unlike, whole)),
        (
            words.say("Not shown, too few answers in one of the two:"),
            _named(pair, hidden, whole),
        ),
        (
            words.say("What became of a gap, too few answers to tell:"),
            _named(pair, _as_groups(few), ()),
        ),
    ]
    return [{"reason": reason, "about": about} for reason, about in found if about]


def _as_groups(entries: Iterable[Entry]) -> list[Entry]:
    return [{**one, "group": one["team"]} for one in entries]


def _labels(pair: Pair, names: Sequence[str]) -> Markup | str:
    return pair.reading.words.listed(pair.label(name) for name in names)


def _named(pair: Pair, entries: Sequence[Entry], of: Sequence[Entry]) -> str:
    """Name what entries are about: whole dimensions and groups by their name alone.

    Args:
        pair: the two quarters.
        entries: some of the changes.
        of: all of them; empty: nothing is whole.
    """
    cells = {(one["group"], one["dimension"]) for one in entries}
    every = {(one["group"], one["dimension"]) for one in of}
    dimensions = dict.fromkeys(one["dimension"] for one in entries)
    groups = dict.fromkeys(one["group"] for one in entries)
    full = [
        key
        for key in dimensions
        if every and {cell for cell in every if cell[1] == key} <= cells
    ]
    whole = [
        group
        for group in groups
        if every
        and len(full) < len({key for _, key in every})
        and {cell for cell in every if cell[0] == group} <= cells
    ]
    parts = [pair.title(key) for key in full]
    parts += [pair.label(group) for group in whole]
    for key in dimensions:
        rest = [
            pair.label(group)
            for group in groups
            if (group, key) in cells and key not in full and group not in whole
        ]
        if rest:
            parts.append(f"{pair.title(key)} ({', '.join(rest)})")
    return "; ".join(parts)
