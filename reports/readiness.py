"""The readiness of an initiative: its four gates from each side, and go or pause."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from questionnaires.advice import Advice, Playbook
from reports import figures
from reports.facets import facet_title, lowest_facet
from reports.figures import Mark
from reports.gallery import Gallery
from reports.narrative import Fact, Facts, Narrator
from reports.reading import Entry, Reading
from reports.values import beyond, bound, interval
from reports.vocabulary import GATES
from reports.wording import mark, small, text_in

Page = dict[str, Any]
SECTION = "readiness"
ANSWERS: Mapping[str, str] = {
    "go": mark("Go"),
    "go_once_fixed": mark("Go once it is settled"),
    "pause": mark("Pause"),
    "undecided": mark("Too early to say"),
}
WIDTH = 150.0
"""Width of a gate's figure (points)."""


def readiness(narrator: Narrator, gallery: Gallery) -> Page | None:
    """Give the answer with its reason, and every gate as each side sees it.

    Returns:
        None if the questionnaire has no gates.
    """
    reading = narrator.reading
    if not reading.release["gates"]:
        return None
    narrator = narrator.within(SECTION)
    facts = verdict_facts(reading)
    answer = str(facts["answer"].figure)
    opened = (reading.release["readiness"] or {"gates": []})["gates"]
    return {
        "answer": reading.words.marked(ANSWERS[answer]),
        "kind": answer,
        "subject": reading.subject,
        "reason": narrator.say("readiness", facts),
        "gates": [
            {
                "title": reading.title(key),
                "open": key in opened,
                "sides": [_side(reading, gallery, gate) for gate in sides],
                "said": _said(narrator, key, sides),
            }
            for key, sides in _by_gate(reading).items()
        ],
        "bar": reading.words.number(reading.strong),
    }


def verdict_facts(reading: Reading) -> Facts:
    """Give what the answer rests on."""
    words, found = reading.words, reading.release["readiness"]
    opened = found["gates"] if found else []
    number = len(_by_gate(reading))
    named = words.listed(small(reading.title(key)) for key in opened)
    return {
        "answer": Fact(found["answer"] if found else "undecided"),
        "gates": Fact(number, words.spelt(number)),
        "open": Fact(len(opened), words.spelt(len(opened)).capitalize()),
        "settled": Fact(number - len(opened)),
        "named": Fact(tuple(opened), named),
    }


def gate_facts(reading: Reading, key: str, sides: list[Entry]) -> Facts:
    """Give how each side sees a gate."""
    words = reading.words
    states = {
        side: next((g["state"] for g in sides if (g["group"] is None) == teams), None)
        for side, teams in (("leadership_state", False), ("teams_state", True))
    }
    return {
        "gate": Fact(key, reading.title(key)),
        **{
            side: Fact(state, small(words.marked(GATES[state])) if state else None)
            for side, state in states.items()
        },
    }


def _by_gate(reading: Reading) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for gate in reading.release["gates"]:
        found.setdefault(gate["dimension"], []).append(gate)
    return found


def _side(reading: Reading, gallery: Gallery, gate: Entry) -> Page:
    words, leadership = reading.words, gate["group"] is not None
    state = gate["state"]
    return {
        "name": words.say("Leadership") if leadership else words.say("All teams"),
        "leadership": leadership,
        "people": gate["n"],
        "figure": _figure(reading, gallery, gate, leadership),
        "mean": words.value(gate["mean"]),
        "interval": words.interval(gate["ci90"], signed=False)
        if gate["ci90"]
        else None,
        "state": words.marked(GATES[state]) if state else words.say("Not shown"),
        "kind": state or "not_shown",
    }


def _figure(
    reading: Reading, gallery: Gallery, gate: Entry, leadership: bool
) -> Mapping[str, str]:
    words, at = reading.words, bound(gate["mean"])
    if at is None or gate["state"] is None:
        return gallery.hatched(WIDTH)
    side = Mark(at, beyond(gate["mean"]), interval(gate["ci90"]))
    drawn = figures.gate(
        gallery.scale(WIDTH), reading.strong, side, leadership=leadership
    )
    alt = words.say(
        "{side}: average {mean} on a scale from 1 to {points}, against a bar of {bar}.",
        side=words.say("Leadership") if leadership else words.say("All teams"),
        mean=words.value(gate["mean"]),
        points=reading.points,
        bar=words.number(reading.strong),
    )
    return gallery.hang(drawn, alt)


def gate_actions(narrator: Narrator, playbook: Playbook) -> list[Page]:
    """Give what can be done about each gate that is not settled, as actions are."""
    reading, pages = narrator.reading, list[Page]()
    for key, sides in _by_gate(reading).items():
        found = _advised(reading, playbook, key, sides)
        if found is None:
            continue
        language = reading.words.language
        parts = ("leadership", "team", "first", "sign")
        pages.append(
            {
                "number": len(pages) + 1,
                "title": reading.title(key),
                "facet": facet_title(reading, found),
                "anchor": SECTION,
                "said": _said(narrator, key, sides),
                "source": text_in(playbook.sources[found.source].title, language),
                "beside": [],
                **{part: text_in(getattr(found, part), language) for part in parts},
            }
        )
    return pages


def _said(narrator: Narrator, key: str, sides: list[Entry]) -> Markup | None:
    facts = gate_facts(narrator.reading, key, sides)
    return narrator.say("gate", facts, {"dimension": key})


def _advised(
    reading: Reading, playbook: Playbook, key: str, sides: list[Entry]
) -> Advice | None:
    """Choose what to do about a gate: the worst that a side says of it."""
    states = {gate["state"] for gate in sides} - {None}
    if {"not_met", "met"} <= states:
        return playbook.advise(key, "sides_disagree")
    if "not_met" in states:
        return playbook.advise(key, "not_met", _missing(reading, key, sides))
    return playbook.advise(key, "in_doubt") if "in_doubt" in states else None


def _missing(reading: Reading, key: str, sides: list[Entry]) -> str | None:
    """Give the facet that those who see the gate as not met score lowest."""
    refusing = {gate["group"] for gate in sides if gate["state"] == "not_met"}
    own = [reading.leadership] if reading.leadership in refusing else []
    teams = reading.teams if None in refusing else ()
    return lowest_facet(reading, key, [*filter(None, own), *teams])
