"""The headline of a report: the one finding, in a managing director's words."""

from collections import Counter
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from reports.importance import gaps_together, ranked
from reports.narrative import Fact, Facts, Narrator
from reports.reading import Entry, Reading
from reports.values import bound
from reports.wording import capital, mark, small

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
AT_MOST = 2
"""Dimensions or teams that a headline names; more would be a list."""
TOGETHER = {"together_lower": "leadership_higher", "together_higher": "team_higher"}
"""Facts of what only all teams together show, by the direction of the gap."""


def headline(narrator: Narrator) -> Markup:
    """Say the finding that matters most."""
    said = narrator.say("headline", _facts(narrator.reading))
    if said is None:
        raise ValueError("no rule of the headline holds")
    return said


def _facts(reading: Reading) -> Facts:
    words = reading.words
    gates = _gates(reading)
    if len(reading.teams) == 1:
        everyone = reading.within(reading.teams[0])
    else:
        everyone = words.say("the teams")
    return {
        **gates,
        **_gaps(reading),
        **_close(reading),
        **_together(reading),
        "leadership": Fact(reading.leadership),
        "number_all": Fact(len(reading.teams)),
        "everyone": Fact(reading.teams, everyone),
    }


def _gates(reading: Reading) -> Facts:
    found = reading.release["gates"] and reading.release["readiness"]
    keys = tuple(found["gates"]) if found else ()
    return {
        "gated": Fact(bool(reading.release["gates"])),
        "answer": Fact(found["answer"] if found else None),
        "number_gates": Fact(len(keys), capital(reading.words.spelt(len(keys)))),
        "gates": _named(reading, keys),
    }


def _gaps(reading: Reading) -> Facts:
    """Give the gaps that stand for all: in the usual direction, and against it."""
    gaps = ranked(reading.with_verdict("gap"))
    better = [gap for gap in gaps if gap["direction"] == "leadership_higher"]
    worse = [gap for gap in gaps if gap["direction"] == "team_higher"]
    if (
        better
        and worse
        and max(len(better), len(worse)) <= 2 * min(len(better), len(worse))
    ):
        direction = "both"
    elif gaps:
        direction = "leadership_higher" if len(better) > len(worse) else "team_higher"
    else:
        direction = None
    main = worse if direction == "team_higher" else better
    dimensions, teams = _cluster(main)
    against, others = _cluster(worse)
    meant = [g for g in main if g["dimension"] in dimensions and g["team"] in teams]
    told = [g for g in worse if g["dimension"] in against and g["team"] in others]
    told = meant + told if direction == "both" else meant
    return {
        "direction": Fact(direction),
        "dimensions": _named(reading, dimensions),
        "teams": Fact(tuple(teams), _teams(reading, teams)),
        "number_teams": Fact(len(teams)),
        "worse": _named(reading, against),
        "worse_teams": Fact(tuple(others), _teams(reading, others)),
        "few_answered": Fact(any(reading.few_answered(gap) for gap in told)),
        **_belief(reading, meant, dimensions, teams),
    }


def _cluster(gaps: Sequence[Entry]) -> tuple[list[str], list[str]]:
    """Find the dimensions of the team, or the teams of the dimension, most apart."""
    if not gaps:
        return [], []
    team, of_team = Counter(g["team"] for g in gaps).most_common(1)[0]
    dimension, of_dimension = Counter(g["dimension"] for g in gaps).most_common(1)[0]
    if of_dimension > of_team:
        return [dimension], [g["team"] for g in gaps if g["dimension"] == dimension]
    found = [gap["dimension"] for gap in gaps if gap["team"] == team]
    return found[:AT_MOST], [team]


def _belief(
    reading: Reading,
    meant: Sequence[Entry],
    dimensions: Sequence[str],
    teams: Sequence[str],
) -> Facts:
    """Give what leadership believes, where its means and the teams' bear that out."""
    words, points = reading.words, float(reading.points)
    highest = max((bound(gap["mean_team"]) or points for gap in meant), default=points)
    lowest = min((bound(gap["mean_leadership"]) or 0.0 for gap in meant), default=0.0)
    known = all(key in PHRASES for key in dimensions)
    believed = known and highest < reading.strong <= lowest
    many = len(teams) > 1
    said = [words.marked(PHRASES[key][many]) for key in dimensions] if known else []
    return {
        "believed": Fact(believed),
        "low": Fact(highest <= (1 + reading.points) / 2),
        "phrases": Fact(tuple(dimensions), words.listed(said)),
    }


def _close(reading: Reading) -> Facts:
    """Give what there is where no gap is shown."""
    found = reading.release["comparisons"]
    number = Counter(entry["verdict"] for entry in found)
    aligned = reading.with_verdict("aligned")
    strong = [e for e in aligned if e["pattern"] == "aligned_strong"]
    weak = [entry for entry in aligned if entry["pattern"] == "aligned_weak"]
    problems, sharing = _block(weak)
    agreed = _names(aligned, "team")
    return {
        "compared": Fact(len(found) - number["not_shown"]),
        "shown": Fact(sum(map(reading.seen, reading.groups))),
        "told": Fact(len(aligned) + number["slight"] + number["inconclusive"]),
        "aligned": Fact(len(aligned)),
        "slight": Fact(number["slight"]),
        "few_leaders": Fact(not reading.seen(reading.leadership or "")),
        "mostly_close": Fact(len(aligned) * 2 > len(found)),
        "mostly_weak": Fact(len(weak) * 2 > len(aligned)),
        "wholly": Fact(0 < len(found) == len(strong)),
        "both_below": Fact(all(reading.both_below(entry) for entry in weak)),
        "agreed": Fact(tuple(agreed), _teams(reading, agreed)),
        "problems": Fact(tuple(problems), _topics(reading, problems)),
        "sharing": Fact(tuple(sharing), _teams(reading, sharing)),
        "divided_leadership": Fact(
            sum(reading.divided(reading.leadership, k) for k in reading.dimensions)
        ),
    }


def _block(found: Sequence[Entry]) -> tuple[list[str], list[str]]:
    """Find dimensions and teams of which all that is said holds for each pair."""
    dimensions, teams = _names(found, "dimension"), _names(found, "team")
    if len(found) == len(dimensions) * len(teams):
        return dimensions, teams
    return _cluster(found)


def _names(found: Sequence[Entry], kind: str) -> list[str]:
    return list(dict.fromkeys(entry[kind] for entry in found))


def _together(reading: Reading) -> Facts:
    """Give the dimensions on which only all teams together show a gap."""
    totals = gaps_together(reading)
    facts = {}
    for name, direction in TOGETHER.items():
        found = [total for total in totals if total["direction"] == direction]
        keys = [key for key in reading.dimensions if key in _names(found, "dimension")]
        facts[name] = Fact(tuple(keys) or None, _topics(reading, keys))
    few = any(reading.few_answered(total) for total in totals)
    return {**facts, "few_together": Fact(few)}


def _teams(reading: Reading, teams: Sequence[str]) -> Markup:
    """Name one team or two within a sentence; count more."""
    words = reading.words
    if len(teams) == 1:
        return Markup("{}").format(reading.within(teams[0]))
    if len(teams) == AT_MOST:
        # Portuguese: 'as equipas … e …'.
        return words.html("{first} and {second}", first=teams[0], second=teams[1])
    if len(teams) == len(reading.teams):
        return words.html("the teams")
    return words.html(
        "{number} of {all} teams",
        number=words.spelt(len(teams)),
        all=words.spelt(len(reading.teams)),
    )


def _named(reading: Reading, keys: Sequence[str]) -> Fact:
    return Fact(tuple(keys), _titles(reading, keys))


def _titles(reading: Reading, keys: Sequence[str]) -> Markup:
    return reading.words.listed(small(reading.title(key)) for key in keys)


def _topics(reading: Reading, keys: Sequence[str]) -> str:
    """Name one dimension or two within a sentence; count more."""
    words, every = reading.words, len(reading.dimensions)
    if len(keys) <= AT_MOST:
        return _titles(reading, keys)
    if len(keys) == every:
        return words.say("all topics")
    number, all_ = words.spelt(len(keys)), words.spelt(every)
    return words.say("{number} of {all} topics", number=number, all=all_)
