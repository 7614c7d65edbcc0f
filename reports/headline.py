"""The headline of a report: the one finding, in a managing director's words."""

from collections import Counter
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from reports.reading import Entry, Reading
from reports.values import bound
from reports.wording import mark, small

PHRASES: Mapping[str, tuple[str, str]] = {
    # Portuguese: said of 'a equipa' and 'as equipas'.
    "vision_clarity": (
        mark("knows where it is going"),
        mark("know where they are going"),
    ),
    "resources": (mark("has what it needs"), mark("have what they need")),
    "collaboration": (
        mark("works well with the other departments"),
        mark("work well with the other departments"),
    ),
    "expectations": (
        mark("is given realistic targets"),
        mark("are given realistic targets"),
    ),
    "integrated_planning": (
        mark("plans its work and its resources together"),
        mark("plan their work and their resources together"),
    ),
    "ownership": (mark("knows who owns what"), mark("know who owns what")),
    "speed_and_adaptability": (
        mark("is quick and able to change course"),
        mark("are quick and able to change course"),
    ),
    "collaboration_rhythm": (
        mark("has a good rhythm of work with the others"),
        mark("have a good rhythm of work with the others"),
    ),
    "capability": (
        mark("has the skills and the capacity for its plans"),
        mark("have the skills and the capacity for their plans"),
    ),
    "infrastructure": (
        mark("has the tools and workflows that it needs"),
        mark("have the tools and workflows that they need"),
    ),
    "culture_and_scaling": (
        mark("works in a way that can grow"),
        mark("work in a way that can grow"),
    ),
    "measurement_and_learning": (
        mark("measures its work and learns from it"),
        mark("measure their work and learn from it"),
    ),
}
# One team, two, some of many, all. Each: leadership's belief, then the teams' answer
# where their mean is low, and where it lies between.
BELIEFS: Mapping[str, tuple[str, str, str]] = {
    "one": (
        mark("Leadership believes that {team} <b>{phrases}.</b>"),
        mark("{team} does not."),
        mark("{team} is less sure."),
    ),
    "two": (
        mark("Leadership believes that {teams} <b>{phrases}.</b>"),
        mark("They do not."),
        mark("They are less sure."),
    ),
    "some": (
        mark("Leadership believes that {number} of {all} teams <b>{phrases}.</b>"),
        mark("They do not."),
        mark("They are less sure."),
    ),
    "all": (
        mark("Leadership believes that the teams <b>{phrases}.</b>"),
        mark("They do not."),
        mark("They are less sure."),
    ),
}
AT_MOST = 2
"""Dimensions or teams that a headline names; more would be a list."""


def ranked(gaps: Sequence[Entry]) -> list[Entry]:
    """Order gaps by what to talk about first: strong ones, then by size."""
    return sorted(
        gaps,
        key=lambda gap: (
            gap["strength"] != "strong",
            -abs(bound(gap["difference"]) or 0.0),
        ),
    )


def headline(reading: Reading) -> Markup:
    """Say the finding that matters most.

    Rules, the first that applies: readiness gates, gaps with leadership higher,
    gaps with a team higher, agreement, no gap shown, nothing that can be compared.
    """
    if reading.release["gates"]:
        return _readiness(reading)
    gaps = ranked(reading.with_verdict("gap"))
    for direction in ("leadership_higher", "team_higher"):
        found = [gap for gap in gaps if gap["direction"] == direction]
        if found:
            return _gap(reading, found, direction)
    return _no_gap(reading)


def _gap(reading: Reading, gaps: Sequence[Entry], direction: str) -> Markup:
    dimensions, teams = _cluster(gaps)
    words = reading.words
    if direction == "leadership_higher":
        said = _belief(reading, gaps, dimensions, teams)
        if said:
            return said
    named = _named(reading, dimensions)
    many = len(teams) > AT_MOST
    others = words.say(
        "{number} of {all} teams",
        number=words.spelt(len(teams)),
        all=words.spelt(len(reading.teams)),
    )
    seen = {"dimensions": named, "teams": others if many else words.listed(teams)}
    if direction == "leadership_higher":
        return words.html(
            "Leadership sees <b>{dimensions}</b> in a better light than {teams}.",
            **seen,
        )
    return words.html(
        "Leadership sees <b>{dimensions}</b> in a worse light than {teams}.", **seen
    )


def _cluster(gaps: Sequence[Entry]) -> tuple[list[str], list[str]]:
    """Find the dimensions of the team, or the teams of the dimension, most apart."""
    team, of_team = Counter(g["team"] for g in gaps).most_common(1)[0]
    dimension, of_dimension = Counter(g["dimension"] for g in gaps).most_common(1)[0]
    if of_dimension > of_team:
        return [dimension], [g["team"] for g in gaps if g["dimension"] == dimension]
    found = [gap["dimension"] for gap in gaps if gap["team"] == team]
    return found[:AT_MOST], [team]


def _belief(
    reading: Reading,
    gaps: Sequence[Entry],
    dimensions: Sequence[str],
    teams: Sequence[str],
) -> Markup | None:
    """Say what leadership believes, where its means and the teams' bear that out."""
    meant = [g for g in gaps if g["dimension"] in dimensions and g["team"] in teams]
    highest = max(bound(gap["mean_team"]) or 0.0 for gap in meant)
    lowest = min(bound(gap["mean_leadership"]) or 0.0 for gap in meant)
    known = all(key in PHRASES for key in dimensions)
    if not known or lowest < reading.strong or highest >= reading.strong:
        return None
    words, many = reading.words, len(teams) > 1
    low = highest <= (1 + reading.points) / 2
    belief, refused, doubted = BELIEFS[_how_many(reading, teams)]
    said = words.listed(words.marked(PHRASES[key][many]) for key in dimensions)
    named: dict[str, object] = {
        "team": teams[0],
        "teams": words.listed(teams),
        "number": words.spelt(len(teams)),
        "all": words.spelt(len(reading.teams)),
        "phrases": said,
    }
    answer = words.html(refused if low else doubted, **named)
    return words.html(belief, **named) + " " + answer


def _how_many(reading: Reading, teams: Sequence[str]) -> str:
    if len(teams) <= AT_MOST:
        return ("one", "two")[len(teams) - 1]
    return "all" if len(teams) == len(reading.teams) else "some"


def _no_gap(reading: Reading) -> Markup:
    words = reading.words
    if reading.leadership is None:
        return words.html(
            "<b>Nothing can be compared:</b> no group is named as leadership."
        )
    if not reading.teams:
        return words.html("<b>Nothing can be compared:</b> there is only leadership.")
    number = Counter(entry["verdict"] for entry in reading.release["comparisons"])
    close = number["aligned"] + number["slight"]
    told = close + number["inconclusive"]
    if close * 2 > told:
        return words.html("Leadership and the teams see it <b>much the same way.</b>")
    if told:
        return words.html(
            "<b>No gap is shown</b> between leadership and the teams."
            " That is not yet agreement."
        )
    if number["not_testable"]:
        return words.html(
            "<b>Too few people answered</b> to tell leadership and teams apart."
        )
    return words.html("<b>Nothing can be shown:</b> too few people answered.")


def _readiness(reading: Reading) -> Markup:
    """Say go, go once something is fixed, or pause."""
    words = reading.words
    found = reading.release["readiness"]
    if found is None:
        return words.html(
            "<b>Too early to say:</b> not every side's view of the gates may be shown."
        )
    gates = _named(reading, found["gates"])
    match found["answer"]:
        case "pause":
            return words.html("<b>Pause.</b> Not met: {gates}.", gates=gates)
        case "go":
            return words.html(
                "<b>Go.</b> Leadership and the teams see every gate as met."
            )
        case _:
            return words.html("<b>Go once it is settled:</b> {gates}.", gates=gates)


def _named(reading: Reading, keys: Sequence[str]) -> Markup:
    return reading.words.listed(small(reading.title(key)) for key in keys)
