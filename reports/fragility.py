"""How fragile each gap is: what those who did not answer could have changed."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from reports.gallery import Gallery
from reports.importance import ranked
from reports.narrative import Fact, Facts, Narrator
from reports.narrative.facts import about
from reports.reading import Entry, Reading
from reports.values import exact
from reports.vocabulary import STRENGTHS

Page = dict[str, Any]
LISTED = 10
"""So many gaps are listed; more are counted."""


def fragility(narrator: Narrator, found: Entry) -> Markup | None:
    """Say what those who did not answer would have to say to close a gap."""
    return narrator.say("fragility", _facts(narrator.reading, found), about(found))


def fragilities(narrator: Narrator, gallery: Gallery) -> Page | None:
    """Give how firmly each gap stands, the first to talk about first.

    Returns:
        None if no gap is shown.
    """
    reading = narrator.reading
    gaps = ranked(reading.with_verdict("gap"))
    if not gaps:
        return None
    facts = _together(reading, gaps)
    return {
        "headline": narrator.say("fragility.headline", facts),
        "lead": narrator.say("fragility.lead", facts),
        "rows": [_row(narrator, gap) for gap in gaps[:LISTED]]
        if facts["weighed"].figure
        else [],
        "more": narrator.say("fragility.more", facts),
    }


def _row(narrator: Narrator, gap: Entry) -> Page:
    reading, words = narrator.reading, narrator.reading.words
    said = fragility(narrator, gap) or narrator.say(
        "unweighed", _facts(reading, gap), about(gap)
    )
    return {
        "dimension": reading.title(gap["dimension"]),
        "team": gap["team"],
        "difference": words.difference(gap["difference"]),
        "answered": reading.of_invited(gap["team"], gap["n_team"]),
        "strength": words.marked(STRENGTHS[gap["strength"]]),
        "strong": gap["strength"] == "strong",
        "said": said,
    }


def _facts(reading: Reading, found: Entry) -> Facts:
    words, tipping = reading.words, exact(found["tipping_point"])
    invited, full = (
        reading.groups[found["team"]]["invited"],
        reading.rules["full_people"],
    )
    missing = None if invited is None else max(invited - found["n_team"], 0)
    if not missing:
        tipping = None
    return {
        "tipping_point": Fact(
            tipping, None if tipping is None else words.number(abs(tipping))
        ),
        "missing": Fact(missing, None if missing is None else words.spelt(missing)),
        "reachable": Fact(
            None if tipping is None else abs(tipping) <= _room(reading, found) + 0.1
        ),
        "direction": Fact(found["direction"]),
        "few": Fact(min(found["n_leadership"], found["n_team"]) < full),
        "full": Fact(full, full),
    }


def _room(reading: Reading, found: Entry) -> float:
    """Give how far from the team's mean the scale still goes towards leadership.

    The released figures are rounded: only what exceeds it by more is certain.
    """
    mean = exact(found["mean_team"])
    if mean is None:
        return float(reading.questionnaire.scale.range)
    higher = found["direction"] == "leadership_higher"
    return reading.points - mean if higher else mean - 1


def _together(reading: Reading, gaps: Sequence[Entry]) -> Facts:
    words, chance = reading.words, reading.rules["fdr"]
    firm = sum(_facts(reading, gap)["reachable"].figure is False for gap in gaps)
    strong = sum(gap["strength"] == "strong" for gap in gaps)
    invited = (reading.groups[gap["team"]]["invited"] for gap in gaps)
    counts = {
        "gaps": len(gaps),
        "strong_gaps": strong,
        "notable_gaps": len(gaps) - strong,
        "firm_gaps": firm,
        "open_gaps": len(gaps) - firm,
        "listed": min(len(gaps), LISTED),
        "more_gaps": max(len(gaps) - LISTED, 0),
        "weighed": sum(number is not None for number in invited),
    }
    return {
        **{name: Fact(count, words.spelt(count)) for name, count in counts.items()},
        "chance": Fact(chance, words.exactly(round(100 * chance, 1))),
    }
