"""Sentences about one comparison and the lead of a dimension, said by rules."""

from collections.abc import Sequence

from markupsafe import Markup

from reports.fragility import fragility
from reports.importance import only_together
from reports.narrative import Fact, Facts, Narrator
from reports.narrative.facts import about
from reports.narrative.narrator import joined
from reports.reading import Entry, Reading
from reports.values import Value, beyond, bound, exact, sized
from reports.vocabulary import EFFECTS, STRENGTHS, needed

PATTERNS = (
    "gap_leadership_higher",
    "gap_team_higher",
    "slight",
    "aligned_strong",
    "aligned_weak",
    "too_close",
)
WIDEST = 2
"""Items that are named as the widest."""


def apart(reading: Reading, found: Entry) -> str:
    """Say how far leadership and team are apart: '1.3 points apart'."""
    words, size = reading.words, sized(found["difference"])
    if size is None:
        return words.say("a gap")
    points = words.number(size[0])
    if size[1]:
        return words.say("at least {points} points apart", points=points)
    return words.say("{points} points apart", points=points)


def evidence(narrator: Narrator, found: Entry) -> Markup | None:
    """Say how people differ: in pairs of 100 if theta is shown, else in a word."""
    words = narrator.reading.words
    facts = {
        "pairs": _pairs(found),
        "direction": Fact(found["direction"]),
        "effect": Fact(None),
    }
    if found["effect"] is not None:
        said = words.marked(EFFECTS[found["effect"]])
        facts["effect"] = Fact(found["effect"], said)
    return narrator.say("evidence", facts, about(found))


def widest(narrator: Narrator, found: Entry) -> Markup | None:
    """Name the items on which a gap is widest, among those that show one."""
    reading = narrator.reading
    gaps: list[tuple[float, int, str, str]] = []
    for asked in reading.questionnaire.items_of(found["dimension"]):
        entry = reading.items.get((found["team"], asked.id))
        size = sized(entry["difference"]) if entry else None
        if entry and size and entry["verdict"] == "gap":
            gaps.append((-size[0], len(gaps), asked.id, reading.facet(asked)))
    named: dict[str, str] = {}
    for _, _, item, facet in sorted(gaps)[:WIDEST]:
        named.setdefault(facet, item)
    facts = {
        "number": Fact(len(named)),
        "items": Fact(tuple(named.values()), reading.words.listed(named)),
    }
    return narrator.say("widest", facts, about(found))


def surprise(narrator: Narrator, found: Entry) -> Markup | None:
    """Say that leadership did not know of a gap, where it predicted otherwise."""
    reading = narrator.reading
    spot = reading.blind_spots.get((found["team"], found["dimension"]))
    if not spot:
        return None
    facts: Facts = {
        "blind": Fact(spot["blind"]),
        "predicted": Fact(spot["predicted"], reading.words.value(spot["predicted"])),
        "actual": Fact(spot["actual"], reading.words.value(spot["actual"])),
    }
    return narrator.say("surprise", facts, about(found))


def division(narrator: Narrator, found: Entry) -> Markup | None:
    """Say that one side of a comparison is divided."""
    reading, dimension = narrator.reading, found["dimension"]
    facts: Facts = {
        "divided_leadership": Fact(reading.divided(reading.leadership, dimension)),
        "divided_team": Fact(reading.divided(found["team"], dimension)),
    }
    return narrator.say("division", facts, about(found))


def opposite(narrator: Narrator, found: Entry) -> Markup | None:
    """Say that items of one dimension point in opposite directions."""
    facts = _opposite(narrator.reading, found)
    return narrator.say("opposite", facts, about(found)) if facts else None


def _opposite(reading: Reading, found: Entry) -> Facts | None:
    sides: dict[bool, dict[str, str]] = {True: {}, False: {}}
    for item in found["opposite_items"]:
        entry = reading.items.get((found["team"], item), {})
        size = bound(entry.get("difference")) if sized(entry.get("difference")) else 0
        if size:
            sides[size < 0][item] = reading.facet(reading.questionnaire.item(item))
    # Two questions of one facet that point both ways would say nothing by its name.
    both = set(sides[True].values()) & set(sides[False].values())
    for side in sides.values():
        for item, facet in side.items():
            if facet in both:
                side[item] = _question(reading, item)
    if not sides[True] or not sides[False]:
        return None
    return {
        name: Fact(
            tuple(sides[lower]),
            reading.words.listed(dict.fromkeys(sides[lower].values())),
        )
        for name, lower in (("lower_items", True), ("higher_items", False))
    }


def _question(reading: Reading, item: str) -> str:
    text = reading.text(reading.questionnaire.item(item))
    return reading.words.say("“{wording}”", wording=text.rstrip("."))


def lead(narrator: Narrator, dimension: str, found: Sequence[Entry]) -> Markup:
    """Say in a few sentences what is found in a dimension."""
    reading, about = narrator.reading, {"dimension": dimension}
    level = reading.mean(reading.leadership or "", dimension)
    facts: Facts = {
        "mean_leadership": Fact(level, _level(reading, level)),
        "clamped": Fact(beyond(level) != 0),
        "points": Fact(reading.points, reading.points),
    }
    said = [narrator.say("level", facts, about)]
    for pattern in PATTERNS:
        teams = [entry["team"] for entry in found if entry["pattern"] == pattern]
        if teams:
            named = {
                "pattern": Fact(pattern),
                "teams": Fact(tuple(teams), reading.several(teams)),
            }
            said.append(narrator.say("lead", named, about))
    return joined([*said, _together(narrator, dimension)])


def _together(narrator: Narrator, dimension: str) -> Markup | None:
    """Say that only all teams together show a gap, where they do."""
    total = only_together(narrator.reading, dimension)
    if total is None:
        return None
    facts: Facts = {
        "apart": Fact(total["difference"], apart(narrator.reading, total)),
        "sized": Fact(sized(total["difference"]) is not None),
    }
    return narrator.say("lead.together", facts, {"dimension": dimension})


def _level(reading: Reading, level: Value) -> str:
    """Write an average within a sentence: '3.9', 'at least 4.2'."""
    words, side = reading.words, beyond(level)
    if not side:
        return words.value(level)
    points = words.number(bound(level) or 0.0)
    if side > 0:
        return words.say("at least {points}", points=points)
    return words.say("at most {points}", points=points)


def remark(reading: Reading, found: Entry) -> str:
    """Say in a few words how strong a gap is, or what is missing to tell."""
    words = reading.words
    if found["verdict"] == "gap":
        return ", ".join(_strength(reading, found))
    if found["reason"] == "shape":
        return words.say("a few extreme answers move the average")
    if found["reason"] == "divided":
        return words.say("the averages agree, the people do not")
    if found.get("gap_possible") is False:
        return words.say("so few could not show a gap")
    if found["verdict"] == "inconclusive":
        return needed(words, found["answers_needed"]) or ""
    return ""


def story(narrator: Narrator, found: Entry) -> Markup | None:
    """Tell what is known about a gap or a small difference, effect first."""
    reading, gap = narrator.reading, found["verdict"] == "gap"
    facts: dict[str, Fact] = {
        "verdict": Fact(found["verdict"]),
        "few_answered": Fact(reading.few_answered(found)),
        "team": Fact(found["team"], found["team"]),
        "apart": Fact(found["difference"], apart(reading, found)),
    }
    if not gap and found["verdict"] != "slight":
        pointed = _opposite(reading, found)
        named = pointed and {"team": facts["team"], **pointed}
        return narrator.say("opposite.alone", named, about(found)) if named else None
    parts = [
        narrator.say("story", facts, about(found)),
        evidence(narrator, found),
        widest(narrator, found) if gap else None,
        surprise(narrator, found),
        division(narrator, found),
        opposite(narrator, found),
        fragility(narrator, found) if gap else None,
    ]
    return joined(parts)


def _pairs(found: Entry) -> Fact:
    """Give the pairs of 100 in which the side that is higher is the higher one."""
    theta = exact(found["theta"])
    if theta is None:
        return Fact(None)
    pairs = round(100 * theta)
    if found["direction"] == "team_higher":
        pairs = 100 - pairs
    return Fact(pairs, pairs)


def _strength(reading: Reading, found: Entry) -> list[str]:
    """Say how strong a gap is, and how large in pairs or in a word."""
    words, pairs = reading.words, _pairs(found).said
    said = [words.marked(STRENGTHS[found["strength"]])] if found["strength"] else []
    if pairs is not None:
        said.append(words.say("{pairs} of 100 pairs", pairs=pairs))
    elif found["effect"]:
        said.append(words.marked(EFFECTS[found["effect"]]))
    return said
