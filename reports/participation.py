"""Who answered, and what is not shown and why."""

from typing import Any

from reports.collection import collected, promise
from reports.gallery import Gallery
from reports.narrative import Fact, Facts, Narrator
from reports.narrative.narrator import joined
from reports.reading import Reading
from reports.values import bound
from reports.vocabulary import GATES

Page = dict[str, Any]
BAR = 150.0
"""Width of the bar of participation (points)."""


def participation(narrator: Narrator, gallery: Gallery) -> Page:
    """Give k of N per group, how they answered, and what that leaves unseen."""
    reading, facts = narrator.reading, _facts(narrator.reading)
    places = ("headline", "low", "hidden")
    headline, *lead = (
        narrator.say(f"participation.{place}", facts) for place in places
    )
    return {
        "headline": headline,
        "lead": joined(lead),
        "rows": [_group(reading, gallery, name) for name in reading.groups],
        "known": any(group["invited"] for group in reading.groups.values()),
        "hidden": _hidden(reading),
        "collected": collected(narrator),
        "promise": promise(reading),
        "repeated": reading.words.say("Repeat answers were possible.")
        if reading.repeatable
        else None,
    }


def _facts(reading: Reading) -> Facts:
    groups, words = reading.groups.values(), reading.words
    answered = sum(group["answered"] for group in groups)
    known = groups and all(group["invited"] is not None for group in groups)
    invited = sum(group["invited"] for group in groups) if known else None
    minimum, low = reading.rules["minimum"], _low(reading)
    few = [name for name, g in reading.groups.items() if g["answered"] < minimum]
    unseen = [name for name in few if not reading.seen(name)]
    return {
        "repeatable": Fact(reading.repeatable),
        "answered": Fact(answered, answered),
        "invited": Fact(invited, invited),
        "missing": Fact(None if invited is None else max(invited - answered, 0)),
        "number_low": Fact(len(low)),
        "low_groups": Fact(tuple(low), words.listed(map(reading.within, low))),
        "number_few": Fact(len(few)),
        "number_hidden": Fact(len(unseen)),
        "hidden_groups": Fact(tuple(unseen), words.listed(map(reading.within, unseen))),
        "minimum": Fact(minimum, minimum),
    }


def _group(reading: Reading, gallery: Gallery, name: str) -> Page:
    group, words = reading.groups[name], reading.words
    answered, invited = group["answered"], group["invited"]
    people = reading.of_invited(name, answered)
    share = answered / invited if invited else None
    alt = words.say("{people} answered", people=people)
    shown = reading.seen(name)
    return {
        "name": reading.label(name),
        "people": people,
        "share": None if share is None else words.percent(share),
        "figure": None if share is None else gallery.share(share, BAR, alt),
        "shown": words.say("Shown") if shown else words.say("Not shown"),
        "hidden": not shown,
    }


def _low(reading: Reading) -> list[str]:
    """Name the groups that less than half of the invited speak for."""
    least = reading.rules["aligned_participation"]
    return [
        name
        for name, group in reading.groups.items()
        if group["invited"] and group["answered"] < least * group["invited"]
    ]


def _hidden(reading: Reading) -> list[Page]:
    """List each cell that is not shown, with the answers that it has."""
    words, rows = reading.words, []
    for name in reading.groups:
        cells = {
            key: reading.cells.get((name, key), {"n": 0, "mean": None})
            for key in reading.dimensions
        }
        hidden = {k: c["n"] for k, c in cells.items() if c["mean"] is None}
        if not hidden:
            continue
        everything = len(hidden) == len(cells)
        titles = (reading.title(key) for key in hidden)
        what = words.say("every dimension") if everything else words.listed(titles)
        counts = sorted(set(hidden.values()))
        rows.append(
            {
                "group": reading.label(name),
                "what": what,
                "answers": words.listed(counts),
            }
        )
    return rows


def gates(reading: Reading) -> list[Page]:
    """Give the readiness gates as each side sees them."""
    words = reading.words
    return [
        {
            "dimension": reading.title(gate["dimension"]),
            "group": words.say("All teams")
            if gate["group"] is None
            else reading.label(gate["group"]),
            "people": gate["n"],
            "mean": words.value(gate["mean"]),
            "interval": words.interval(gate["ci90"], signed=False),
            "state": words.marked(GATES.get(gate["state"] or "", "Not shown")),
            "kind": gate["state"] or "not_shown",
        }
        for gate in reading.release["gates"]
        if bound(gate["mean"]) is not None or gate["state"] is None
    ]
