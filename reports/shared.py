"""What both sides see: shared strengths, and shared room to improve."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from reports.gallery import Gallery
from reports.narrative import Fact, Facts, Narrator
from reports.opening import anchor
from reports.reading import NAMED, Entry, Reading
from reports.wording import capital, small

Page = dict[str, Any]
PATTERNS = ("aligned_strong", "aligned_weak")
AXIS = 114.0
"""Width of the answer scale (points)."""


def shared(narrator: Narrator, gallery: Gallery) -> Page | None:
    """Give the dimensions on which leadership and teams are shown to agree.

    Dimensions that are low everywhere without such agreement are named apart: that
    both sides see a problem is not shown there.

    Returns:
        None if there is neither.
    """
    reading = narrator.reading
    agreed = [
        (pattern, key, found)
        for pattern in PATTERNS
        for key in reading.dimensions
        if (found := _with_pattern(reading, key, pattern))
    ]
    low = [key for key in reading.dimensions if _low_everywhere(reading, key)]
    if not agreed and not low:
        return None
    facts = _together(reading, agreed, low)
    return {
        "headline": narrator.say("shared.headline", facts),
        "lead": narrator.say("shared.lead", facts),
        "rows": [_row(narrator, gallery, *entry) for entry in agreed],
        "ticks": " ".join(str(point) for point in range(1, reading.points + 1)),
        "low": [_low(narrator, key) for key in low],
    }


def _with_pattern(reading: Reading, key: str, pattern: str) -> list[Entry]:
    found = reading.with_verdict("aligned")
    return [e for e in found if e["dimension"] == key and e["pattern"] == pattern]


def _low_everywhere(reading: Reading, key: str) -> bool:
    """Tell whether all means lie below what is strong, and no agreement is shown."""
    means = [reading.mean(group, key) for group in reading.groups]
    if not reading.teams or reading.leadership is None or _agrees(reading, key):
        return False
    return all(reading.low(mean) for mean in means)


def _agrees(reading: Reading, key: str) -> bool:
    found = (reading.comparisons[team, key] for team in reading.teams)
    return any(entry["verdict"] in ("aligned", "gap") for entry in found)


def _together(
    reading: Reading, agreed: Sequence[tuple[str, str, list[Entry]]], low: Sequence[str]
) -> Facts:
    weak = [key for pattern, key, _ in agreed if pattern == "aligned_weak"]
    strong = [key for pattern, key, _ in agreed if pattern == "aligned_strong"]
    # What some teams share as a problem is no strength of everybody.
    strengths = [key for key in strong if key not in weak]
    margin = reading.rules["margin"] * reading.unit
    return {
        "number_strengths": Fact(len(strengths)),
        "number_problems": Fact(len(weak)),
        "strengths": Fact(tuple(strengths), _titles(reading, strengths)),
        "problems": Fact(tuple(weak), _titles(reading, weak)),
        "low": Fact(tuple(low), _titles(reading, low)),
        "agreed": Fact(len(agreed)),
        "margin": Fact(margin, reading.words.exactly(margin)),
        "strong": Fact(reading.strong, reading.words.exactly(reading.strong)),
    }


def _titles(reading: Reading, keys: Sequence[str]) -> Markup:
    return reading.words.listed(small(reading.title(key)) for key in keys)


def _row(
    narrator: Narrator, gallery: Gallery, pattern: str, key: str, found: list[Entry]
) -> Page:
    reading, words = narrator.reading, narrator.reading.words
    teams = [entry["team"] for entry in found]
    below = all(reading.both_below(entry) for entry in found)
    facts: Facts = {
        "pattern": Fact(pattern),
        "both_below": Fact(below),
        "dimension": Fact(key, reading.title(key)),
        "sides": Fact(tuple(teams), _sides(reading, teams)),
        "strong": Fact(reading.strong, words.exactly(reading.strong)),
    }
    level = reading.mean(reading.leadership or "", key)
    return {
        "dimension": reading.title(key),
        "anchor": anchor(key),
        "leadership": words.value(level),
        "teams": words.listed(
            f"{e['team']} {words.value(e['mean_team'])}" for e in found
        ),
        "figure": gallery.item(key, teams, AXIS),
        "said": narrator.say("shared", facts, {"dimension": key}),
    }


def _sides(reading: Reading, teams: Sequence[str]) -> Markup:
    """Name leadership and teams, to begin a sentence with."""
    leader = capital(reading.within(reading.leadership or ""))
    few = len(teams) <= NAMED
    return reading.words.listed([leader, *(teams if few else [reading.several(teams)])])


def _low(narrator: Narrator, key: str) -> Markup | None:
    reading = narrator.reading
    facts: Facts = {
        "dimension": Fact(key, reading.title(key)),
        "strong": Fact(reading.strong, reading.words.exactly(reading.strong)),
    }
    return narrator.say("shared.low", facts, {"dimension": key})
