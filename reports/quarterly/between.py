"""Every change between two quarters as rows, beside what is said of them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reports.narrative import Narrator
from reports.past.since import TITLES, told
from reports.quarterly.pairs import Pair
from reports.reading import Entry
from reports.values import Value
from reports.vocabulary import MOVED, STATUSES
from reports.waves import shared
from reports.wording import mark

Page = dict[str, Any]
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
        ``headline``, ``lead``, and in ``since``: ``moved``, ``turned`` and ``still``
        (rows of figures), ``said`` (sentences on what turned, on what stands still,
        and on what cannot be said), ``averages`` and ``gaps`` (rows of everything),
        ``titles``, ``before``, ``now``, ``mapped``, ``compared``, ``silent``.
    """
    found, words = pair.found, pair.reading.words
    said = told(Narrator(pair.reading, "changes"), found)
    since = {
        "before": found.before,
        "now": found.now,
        "mapped": found.mapped,
        "compared": found.compared,
        "silent": found.silent,
        "titles": {kind: words.marked(title) for kind, title in TITLES.items()},
        "said": {kind: said[kind] for kind in ("turned", "still", "untold")},
        "moved": [*_gaps(pair, found.changed), *_averages(pair, found.moved)],
        "turned": _gaps(pair, found.turned),
        "still": [*_gaps(pair, found.persisting), *_averages(pair, found.still)],
        "averages": _averages(pair, found.averages),
        "gaps": _gaps(pair, (*found.gaps, *found.quiet)),
    }
    return {"headline": said["headline"], "lead": said["lead"], "since": since}


def _gaps(pair: Pair, entries: Iterable[Entry]) -> list[Page]:
    return [_gap(pair, one) for one in entries]


def _averages(pair: Pair, entries: Iterable[Entry]) -> list[Page]:
    return [_average(pair, one) for one in entries]


def _average(pair: Pair, entry: Entry) -> Page:
    words, (then, now) = pair.reading.words, pair.means(entry)
    return {
        "group": pair.reading.label(entry["group"]),
        "dimension": pair.reading.title(entry["dimension"]),
        "word": words.marked(AVERAGES[entry["verdict"]]),
        "is_gap": False,
        "then": _or_none(then, words.value),
        "now": _or_none(now, words.value),
        **_change(pair, entry),
        "shared": shared(pair.reading, entry),
    }


def _gap(pair: Pair, entry: Entry) -> Page:
    words, (then, now) = pair.reading.words, pair.gaps(entry)
    return {
        "group": entry["team"],
        "dimension": pair.reading.title(entry["dimension"]),
        "word": _became(pair, entry, then, now),
        "is_gap": True,
        "then": _or_none(then, words.difference),
        "now": _or_none(now, words.difference),
        **_change(pair, entry),
        "shared": None,
    }


def _became(pair: Pair, entry: Entry, then: Value, now: Value) -> str:
    words, status = pair.reading.words, entry["status"]
    if status is not None:
        return words.marked({**STATUSES, **GAPS}[status])
    if not pair.asks_the_same(entry["dimension"]):
        return words.marked(MOVED["not_comparable"])
    told = entry["change"] is not None or None not in (then, now)
    return words.say("No gap in either") if told else words.say("Not shown")


def _change(pair: Pair, entry: Entry) -> Page:
    words = pair.reading.words
    return {
        "change": _or_none(entry["change"], words.difference),
        "interval": _or_none(entry["ci95"], words.interval),
    }


def _or_none(value: Value | Sequence[Value], write: Any) -> str | None:
    return None if value is None else str(write(value))
