"""Where each number of a sentence on what has moved stands in the release."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from tests.printing import recomputed as of

Facts = dict[str, Callable[[Any], Any]]
KINDS = ("new", "widening", "narrowing", "closed")


def is_shown(gap):
    """Tell whether a change is: tested as such, or with a p that is displayed."""
    sure = (gap["p_adjusted"] or {}).get("at_most", 1) <= 0.05
    tested = gap["status"] in ("widening", "narrowing")
    return tested or (gap["status"] in ("new", "closed") and sure)


def changed(t):
    return [gap for gap in t.last("gap_changes") if is_shown(gap)]


def turned(t, *statuses):
    wanted = statuses or ("new", "closed")
    found = [gap for gap in t.last("gap_changes") if gap["status"] in wanted]
    return [gap for gap in found if not is_shown(gap)]


def counted(t):
    number = Counter(gap["status"] for gap in changed(t))
    return tuple(f"{kind}: {number[kind]}" for kind in KINDS if number[kind])


def alone(t, *keys):
    """Give the one change that a headline names, or nothing."""
    means = [e for e in t.last("changes") if e["verdict"] in ("rose", "fell")]
    found = changed(t) or means or turned(t)
    values = [found[0][key] for key in keys if key in found[0]] if found else []
    return values[0] if len(found) == 1 else None


def compared(t):
    told = {*t.statuses()} - {None, "too_few_to_tell"}
    return bool(told or {*t.moves()} & {"rose", "fell", "inconclusive"})


def longest(t):
    return max(len(e["waves"]) for e in t.release["trends"] if e["direction"])


def gap_change(t):
    about = {key: t.sentence.about[key] for key in ("team", "dimension", "from", "to")}
    return t.one("gap_changes", **about)


def mean_change(t):
    about = {key: t.sentence.about[key] for key in ("group", "dimension", "from", "to")}
    return t.one("changes", **about)


MOVES: Facts = {
    "before": of.before,
    "compared": compared,
    "changed": lambda t: len(changed(t)),
    "changes": counted,
    "turned": lambda t: len(turned(t)),
    "newly": lambda t: len(turned(t, "new")),
    "over": lambda t: len(turned(t, "closed")),
    "what": lambda t: alone(t, "status", "verdict"),
    "group": lambda t: alone(t, "team", "group"),
    "dimension": lambda t: alone(t, "dimension"),
    "moved": lambda t: t.moves()["rose"] + t.moves()["fell"],
    "averages": lambda t: len(t.last("changes")),
    "unmoved": lambda t: t.moves()["inconclusive"],
    "unseen": lambda t: t.moves()["not_shown"] + t.moves()["not_comparable"],
    "persisting": lambda t: t.statuses()["persisting"],
    "too_few_to_tell": lambda t: t.statuses()["too_few_to_tell"],
    "persisting_named": of.persisting,
    "trends_widening": lambda t: t.trends()["widening"],
    "trends_narrowing": lambda t: t.trends()["narrowing"],
    "waves": longest,
}
FACTS = {
    "moves": MOVES,
    "moves.gap": {
        "status": lambda t: gap_change(t)["status"],
        "change": lambda t: gap_change(t)["change"],
        "verdict": lambda t: t.pair["verdict"],
        "team": lambda t: t.team,
        "dimension": lambda t: t.dimension,
        "before": of.before,
    },
    "moves.average": {
        "verdict": lambda t: mean_change(t)["verdict"],
        "change": lambda t: mean_change(t)["change"],
        "group": lambda t: t.group,
        "dimension": lambda t: t.dimension,
        "before": of.before,
    },
}
"""By place, or by the first word of a place."""
