"""Groups that are divided within themselves: their average says little."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from reports.gallery import Figure, Gallery
from reports.narrative import Fact, Facts, Narrator
from reports.narrative.facts import about
from reports.opening import anchor
from reports.reading import Entry, Reading
from reports.values import bound, exact
from reports.wording import small

Page = dict[str, Any]
BANDS = 120.0
"""Width of the bands of answers (points)."""


def divided(narrator: Narrator, gallery: Gallery) -> Page | None:
    """Give each group that is divided, leadership first.

    Returns:
        None if no group is shown to be divided.
    """
    reading = narrator.reading
    found = [
        entry
        for group in reading.groups
        for key in reading.dimensions
        if (entry := reading.agreement.get((group, key))) and entry["divided"]
    ]
    if not found:
        return None
    facts = _together(reading, found)
    return {
        "headline": narrator.say("divided.headline", facts),
        "lead": narrator.say("divided.lead", facts),
        "rows": [_row(narrator, gallery, entry) for entry in found],
        "drawn": any(_bands(reading, entry) for entry in found),
    }


def _together(reading: Reading, found: Sequence[Entry]) -> Facts:
    leader = reading.leadership
    teams = list(dict.fromkeys(e["group"] for e in found if e["group"] != leader))
    own = [entry["dimension"] for entry in found if entry["group"] == leader]
    others = dict.fromkeys(e["dimension"] for e in found if e["group"] != leader)
    distance = reading.rules["divided"] * reading.unit
    return {
        "number_own": Fact(len(own)),
        "number_teams": Fact(len(teams), reading.words.spelt(len(teams))),
        "own_dimensions": Fact(tuple(own), _titles(reading, own)),
        "teams": Fact(tuple(teams), reading.several(teams)),
        "dimensions": Fact(tuple(others), _titles(reading, list(others))),
        "distance": Fact(distance, reading.words.exactly(distance)),
    }


def _titles(reading: Reading, keys: Sequence[str]) -> Markup:
    return reading.words.listed(small(reading.title(key)) for key in keys)


def _row(narrator: Narrator, gallery: Gallery, entry: Entry) -> Page:
    reading, words = narrator.reading, narrator.reading.words
    group, key = entry["group"], entry["dimension"]
    cell = reading.cells[group, key]
    return {
        "group": reading.label(group),
        "leadership": group == reading.leadership,
        "answered": reading.of_invited(group, cell["n"]),
        "dimension": reading.title(key),
        "anchor": anchor(key),
        "mean": words.value(cell["mean"]),
        "figure": _figure(reading, gallery, entry),
        "said": narrator.say("divided.group", _facts(reading, entry), about(entry)),
    }


def _facts(reading: Reading, entry: Entry) -> Facts:
    words, distance = reading.words, exact(entry["ad"])
    mean = reading.mean(entry["group"], entry["dimension"])
    shares = _bands(reading, entry)
    low, middle, high = shares or (None, None, None)
    return {
        "group": Fact(entry["group"], reading.within(entry["group"])),
        "dimension": Fact(entry["dimension"], small(reading.title(entry["dimension"]))),
        "mean": Fact(mean, words.value(mean)),
        "ad": Fact(distance, None if distance is None else words.number(distance)),
        "low": Fact(low, words.percent(low)),
        "middle": Fact(middle, words.percent(middle)),
        "high": Fact(high, words.percent(high)),
    }


def _bands(reading: Reading, entry: Entry) -> Sequence[Any] | None:
    shares: Sequence[Any] | None = reading.cells[entry["group"], entry["dimension"]][
        "bands"
    ]
    return shares


def _figure(reading: Reading, gallery: Gallery, entry: Entry) -> Figure | None:
    shares = _bands(reading, entry)
    if not shares:
        return None
    low, middle, high = (reading.words.percent(share) for share in shares)
    said = reading.words.say(
        "Low {low}, middle {middle}, high {high}", low=low, middle=middle, high=high
    )
    return gallery.bands([bound(share) or 0.0 for share in shares], BANDS, said)
