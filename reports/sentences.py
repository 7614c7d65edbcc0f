"""Sentences about one comparison; each is a rule with its numbers."""

from collections.abc import Sequence

from markupsafe import Markup

from reports.narrative import Narrator
from reports.reading import Entry, Reading
from reports.values import exact, sized
from reports.vocabulary import EFFECTS, STRENGTHS, needed
from reports.wording import capital, mark

LEADS = {
    "gap_leadership_higher": mark("<b>It is higher than that of {teams}.</b>"),
    "gap_team_higher": mark("<b>It is lower than that of {teams}.</b>"),
    "slight": mark("A small difference is shown with {teams}."),
    "aligned_strong": mark("It is shown to agree with {teams}, on a high level."),
    "aligned_weak": mark(
        "It is shown to agree with {teams}, on a level with room to improve."
    ),
    "too_close": mark("With {teams} it is too close to call."),
}
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


def evidence(narrator: Narrator, found: Entry) -> str:
    """Say how people differ: in pairs of 100 if theta is shown, else in a word."""
    words, theta = narrator.reading.words, exact(found["theta"])
    if theta is not None:
        pairs = round(100 * theta)
        if found["direction"] == "team_higher":
            return words.say(
                "In {pairs} of 100 pairs the team member gives the higher score.",
                pairs=100 - pairs,
            )
        return words.say(
            "In {pairs} of 100 pairs the leader gives the higher score.", pairs=pairs
        )
    if found["effect"] in EFFECTS:
        return capital(words.marked(EFFECTS[found["effect"]])) + "."
    return ""


def widest(narrator: Narrator, found: Entry) -> Markup | None:
    """Name the items on which a gap is widest, among those that show one."""
    reading = narrator.reading
    gaps: list[tuple[float, int, str]] = []
    for item in reading.questionnaire.items_of(found["dimension"]):
        entry = reading.items.get((found["team"], item.id))
        size = sized(entry["difference"]) if entry else None
        if entry and size and entry["verdict"] == "gap":
            gaps.append((-size[0], len(gaps), reading.facet(item)))
    if not gaps:
        return None
    names = dict.fromkeys(name for _, _, name in sorted(gaps)[:WIDEST])
    return reading.words.html("Widest on {items}.", items=reading.words.listed(names))


def surprise(narrator: Narrator, found: Entry) -> str | None:
    """Say that leadership did not know of a gap, where it predicted otherwise."""
    reading = narrator.reading
    spot = reading.blind_spots.get((found["team"], found["dimension"]))
    if not spot or not spot["blind"]:
        return None
    return reading.words.say(
        "A blind spot: leadership expected {expected}, the team answered {actual}.",
        expected=reading.words.value(spot["predicted"]),
        actual=reading.words.value(spot["actual"]),
    )


def division(narrator: Narrator, found: Entry) -> str | None:
    """Say that one side of a comparison is divided."""
    reading = narrator.reading
    words, dimension = reading.words, found["dimension"]
    sides = [
        reading.divided(group, dimension)
        for group in (reading.leadership, found["team"])
    ]
    if all(sides):
        return words.say("Leadership and the team are each divided among themselves.")
    if sides[0]:
        return words.say("Leadership itself is divided.")
    return words.say("The team itself is divided.") if sides[1] else None


def fragility(narrator: Narrator, found: Entry) -> str | None:
    """Say what those who did not answer would have to say to close a gap."""
    reading = narrator.reading
    tipping, group = exact(found["tipping_point"]), reading.groups[found["team"]]
    if tipping is None or not group["invited"]:
        return None
    missing = group["invited"] - found["n_team"]
    mean, words = exact(found["mean_team"]), reading.words
    higher = found["direction"] == "leadership_higher"
    room = float(reading.questionnaire.scale.range)
    if mean is not None:
        room = reading.points - mean if higher else mean - 1
    # The released figures are rounded: only what exceeds them by more is certain.
    if abs(tipping) > room + 0.1:
        return words.count(
            "Whatever the {number} person who did not answer would have said, the"
            " average difference would not have closed.",
            "Whatever the {number} people who did not answer would have said, the"
            " average difference would not have closed.",
            missing,
        )
    points = words.number(abs(tipping))
    if higher:
        return words.count(
            "To close it, the {number} person who did not answer would have had to"
            " score {points} points above those who did.",
            "To close it, the {number} people who did not answer would have had to"
            " score {points} points above those who did, on average.",
            missing,
            points=points,
        )
    return words.count(
        "To close it, the {number} person who did not answer would have had to"
        " score {points} points below those who did.",
        "To close it, the {number} people who did not answer would have had to"
        " score {points} points below those who did, on average.",
        missing,
        points=points,
    )


def opposite(narrator: Narrator, found: Entry) -> Markup | None:
    """Say that items of one dimension point in opposite directions."""
    reading = narrator.reading
    low: list[str] = []
    high: list[str] = []
    for item in found["opposite_items"]:
        entry = reading.items.get((found["team"], item), {})
        size = sized(entry.get("difference"))
        facet = reading.facet(reading.questionnaire.item(item))
        if size:
            side = (
                low
                if reading.words.difference(entry["difference"])[:1] == "−"
                else high
            )
            side.append(facet)
    if not low or not high:
        return None
    words = reading.words
    return words.html(
        "Its questions point both ways: leadership is lower on {low} and higher on"
        " {high}. The average hides this.",
        low=words.listed(dict.fromkeys(low)),
        high=words.listed(dict.fromkeys(high)),
    )


def lead(narrator: Narrator, dimension: str, found: Sequence[Entry]) -> Markup:
    """Say in one to four sentences what is found in a dimension."""
    reading = narrator.reading
    words, said = reading.words, []
    level = reading.mean(reading.leadership or "", dimension)
    if level is not None:
        said.append(
            words.html(
                "Leadership's average is {mean} on a scale from 1 to {points}.",
                mean=words.value(level),
                points=reading.points,
            )
        )
    for pattern, sentence in LEADS.items():
        teams = [entry["team"] for entry in found if entry["pattern"] == pattern]
        if teams:
            said.append(words.html(sentence, teams=reading.several(teams)))
    return Markup(" ").join(said)


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


def _strength(reading: Reading, found: Entry) -> list[str]:
    """Say how strong a gap is, and how large in pairs or in a word."""
    words, theta = reading.words, exact(found["theta"])
    said = [words.marked(STRENGTHS[found["strength"]])] if found["strength"] else []
    if theta is not None:
        share = theta if found["direction"] == "leadership_higher" else 1 - theta
        said.append(words.say("{pairs} of 100 pairs", pairs=round(100 * share)))
    elif found["effect"]:
        said.append(words.marked(EFFECTS[found["effect"]]))
    return said


def story(narrator: Narrator, found: Entry) -> Markup | None:
    """Tell what is known about a gap or a small difference, effect first."""
    reading = narrator.reading
    words = reading.words
    if found["verdict"] not in ("gap", "slight"):
        both_ways = opposite(narrator, found)
        if both_ways is None:
            return None
        return words.html("<b>{team}.</b>", team=found["team"]) + " " + both_ways
    gap = found["verdict"] == "gap"
    parts = [
        words.html(
            "<b>{team}, {apart}.</b>", team=found["team"], apart=apart(reading, found)
        ),
        evidence(narrator, found),
        gap and widest(narrator, found),
        surprise(narrator, found),
        division(narrator, found),
        opposite(narrator, found),
        gap and fragility(narrator, found),
    ]
    return Markup(" ").join(part for part in parts if part)
