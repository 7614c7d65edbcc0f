"""Where each number of page one stands in the release: by place, then by fact."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from tests.printing import recomputed as of
from tests.printing.recomputed import number

Facts = dict[str, Callable[..., Any]]


def verdicts(t):
    return Counter(entry["verdict"] for entry in t.release["comparisons"])


def ordered(found):
    """Order gaps: strong ones first, then the widest."""
    return sorted(
        found,
        key=lambda e: (e["strength"] != "strong", -abs(number(e["difference"]) or 0)),
    )


def directed(t, direction):
    return ordered(t.gaps(direction=direction))


def direction(t):
    higher = len(directed(t, "leadership_higher"))
    lower = len(directed(t, "team_higher"))
    if not higher + lower:
        return None
    few, many = sorted((higher, lower))
    if few and many <= 2 * few:
        return "both"
    return "leadership_higher" if higher > lower else "team_higher"


def main(t):
    lower = direction(t) == "team_higher"
    return directed(t, "team_higher" if lower else "leadership_higher")


def cluster(found):
    """Give dimensions and teams that a headline names."""
    if not found:
        return (), ()
    teams, keys = ([e[kind] for e in found] for kind in ("team", "dimension"))
    team, key = max(teams, key=teams.count), max(keys, key=keys.count)
    if keys.count(key) > teams.count(team):
        return (key,), tuple(e["team"] for e in found if e["dimension"] == key)
    return tuple(e["dimension"] for e in found if e["team"] == team)[:2], (team,)


def meant(t):
    keys, teams = cluster(main(t))
    return [e for e in main(t) if e["dimension"] in keys and e["team"] in teams]


def believed(t):
    from reports.headline import PHRASES

    return all(
        e["dimension"] in PHRASES
        and number(e["mean_leadership"]) >= t.bar > number(e["mean_team"])
        for e in meant(t)
    )


def low(t):
    middle = (1 + t.asked.scale.points) / 2
    return all(number(e["mean_team"]) <= middle for e in meant(t))


def hardly_answered(t):
    found = meant(t)
    if direction(t) == "both":
        keys, teams = cluster(directed(t, "team_higher"))
        lower = directed(t, "team_higher")
        found += [e for e in lower if e["dimension"] in keys and e["team"] in teams]
    return any(of.hardly_answered(t, e) for e in found)


def weak(t, **about):
    return t.entries("comparisons", verdict="aligned", pattern="aligned_weak", **about)


def both_below(t, **about):
    sides = ("mean_leadership", "mean_team")
    return all(of.below(t, e[side]) for e in weak(t, **about) for side in sides)


def block(t):
    """Give the most dimensions and teams of which each pair agrees on a problem."""
    pairs = {(e["dimension"], e["team"]) for e in weak(t)}
    keys = [k for k in t.keys if any(k == key for key, _ in pairs)]
    teams = tuple(dict.fromkeys(e["team"] for e in weak(t)))
    if all((key, team) in pairs for key in keys for team in teams):
        return tuple(keys), teams
    return cluster(weak(t))


def least(t):
    rules = t.release["rules"]
    declared = t.leader and rules["small_leadership"] == "declared"
    return rules["declared_minimum" if declared else "minimum"]


def seen(t, group):
    return any(t.mean(group, key) is not None for key in t.keys)


def unseen(t):
    hidden = {e["team"] for e in t.entries("comparisons", verdict="not_shown")}
    return tuple(team for team in t.teams if team in hidden and not seen(t, team))


def parted(t):
    hidden = t.entries("comparisons", verdict="not_shown")
    return tuple(
        key
        for key in t.keys
        if {e["team"] for e in hidden if e["dimension"] == key} - set(unseen(t))
    )


def leaders(t):
    found = t.entries("groups", leadership=True)
    return found[0]["answered"] if found else 0


def compared(t):
    return len(t.release["comparisons"]) - verdicts(t)["not_shown"]


def close(t):
    return verdicts(t)["aligned"] + verdicts(t)["slight"]


def share(t):
    answered, invited = of.people(t, "answered"), of.people(t, "invited")
    return None if not invited or answered > invited else answered / invited


def open_(t, **about):
    found = t.entries("comparisons", **about)
    return [e for e in found if e["verdict"] in ("inconclusive", "not_testable")]


def wanted(t):
    """Count what is missing, as the release says it."""
    return Counter(missing(e["answers_needed"]) for e in open_(t))


def missing(need):
    return f"{need['team']} + {need['leadership']}" if isinstance(need, dict) else need


def shown(t):
    cells = [c for c in t.release["cells"] if c.get("dimension") in t.keys]
    return len({c["group"] for c in cells if c["mean"] is not None})


def answer(t):
    found = t.release["gates"] and t.release["readiness"]
    return found["answer"] if found else None


def together(t, direction):
    return tuple(e["dimension"] for e in of.standing(t, direction=direction)) or None


def gates(t):
    return tuple(t.release["readiness"]["gates"]) if answer(t) else ()


HEADLINE: Facts = {
    "gated": lambda t: bool(t.release["gates"]),
    "answer": answer,
    "gates": gates,
    "number_gates": lambda t: len(gates(t)),
    "leadership": lambda t: t.leader or None,
    "number_all": lambda t: len(t.teams),
    "everyone": lambda t: tuple(t.teams),
    "together_lower": lambda t: together(t, "leadership_higher"),
    "together_higher": lambda t: together(t, "team_higher"),
    "few_together": lambda t: any(of.hardly_answered(t, e) for e in of.standing(t)),
    "direction": direction,
    "dimensions": lambda t: cluster(main(t))[0],
    "phrases": lambda t: cluster(main(t))[0],
    "teams": lambda t: cluster(main(t))[1],
    "number_teams": lambda t: len(cluster(main(t))[1]),
    "worse": lambda t: cluster(directed(t, "team_higher"))[0],
    "worse_teams": lambda t: cluster(directed(t, "team_higher"))[1],
    "few_answered": hardly_answered,
    "believed": believed,
    "low": low,
    "compared": compared,
    "shown": shown,
    "told": lambda t: close(t) + verdicts(t)["inconclusive"],
    "aligned": lambda t: verdicts(t)["aligned"],
    "slight": lambda t: verdicts(t)["slight"],
    "few_leaders": lambda t: not seen(t, t.leader),
    "mostly_close": lambda t: 2 * verdicts(t)["aligned"] > verdicts(t).total(),
    "mostly_weak": lambda t: 2 * len(weak(t)) > verdicts(t)["aligned"],
    "both_below": both_below,
    "problems": lambda t: block(t)[0],
    "sharing": lambda t: block(t)[1],
    "agreed": lambda t: tuple(
        dict.fromkeys(e["team"] for e in t.entries("comparisons", verdict="aligned"))
    ),
    "divided_leadership": lambda t: len(t.divided(t.leader)),
    "wholly": lambda t: (
        {e["pattern"] for e in t.release["comparisons"]} == {"aligned_strong"}
    ),
}
CERTAINTY: Facts = {
    "repeatable": lambda t: (t.release["collection"] or {}).get("mode") == "open",
    "share": share,
    "answered": lambda t: of.people(t, "answered"),
    "invited": lambda t: of.people(t, "invited"),
    "gaps": lambda t: verdicts(t)["gap"],
    "strong": of.strong_gaps,
    "all_strong": lambda t: of.strong_gaps(t) == verdicts(t)["gap"],
    "slight": lambda t: verdicts(t)["slight"],
    "aligned": lambda t: verdicts(t)["aligned"],
    "open": lambda t: verdicts(t)["inconclusive"],
    "untested": lambda t: verdicts(t)["not_testable"],
    "hidden": lambda t: verdicts(t)["not_shown"],
    "leadership": lambda t: t.leader or None,
}
TALK: Facts = {
    "verdict": lambda t: t.pair["verdict"],
    "direction": lambda t: t.pair["direction"],
    "apart": lambda t: t.pair["difference"],
    "few_answered": of.few_answered,
    "dimension": lambda t: t.dimension,
    "team": lambda t: t.team,
    "group": lambda t: t.group,
    "leadership": lambda t: t.group == t.leader,
    "teams": lambda t: tuple(e["team"] for e in weak(t, dimension=t.dimension)),
    "both_below": lambda t: both_below(t, dimension=t.dimension),
    "strong": lambda t: t.bar,
}


def agreed(t):
    return t.entries("comparisons", dimension=t.dimension, verdict="aligned")


def pattern(t):
    found = {e["pattern"] for e in agreed(t)}
    return found.pop() if len(found) == 1 else None


KNOWN: Facts = {
    "dimension": lambda t: t.dimension,
    "pattern": pattern,
    "teams": lambda t: tuple(e["team"] for e in agreed(t)),
    "margin": lambda t: t.release["rules"]["margin"] * t.unit,
}
UNSAID: Facts = {
    "dimension": lambda t: t.dimension,
    "named": lambda t: len(open_(t)) <= 8,
    "number": lambda t: len(open_(t, dimension=t.dimension)),
    "teams": lambda t: tuple(
        f"{e['team']}: {missing(e['answers_needed'])}"
        for e in open_(t, dimension=t.dimension)
    ),
}
SETTLED: Facts = {
    "answers": lambda t: t.sentence.figures["answers"],
    "number": lambda t: wanted(t)[t.sentence.figures["answers"]],
}
HIDDEN: Facts = {
    "leadership": lambda t: t.leader or None,
    "leaders": leaders,
    "minimum": lambda t: t.release["rules"]["minimum"],
    "least": least,
    "few_leaders": lambda t: leaders(t) < least(t),
    "teams": unseen,
    "teams_hidden": lambda t: len(unseen(t)),
    "number_teams": lambda t: len(t.teams),
    "parted": lambda t: parted(t) or None,
    "everything": lambda t: not compared(t) and not seen(t, t.leader),
}
FACTS: dict[str, Facts] = {
    "headline": HEADLINE,
    "certainty": CERTAINTY,
    "talk": TALK,
    "talk.together": {
        "dimension": lambda t: t.dimension,
        "apart": lambda t: t.total["difference"],
        "few_answered": lambda t: of.hardly_answered(t, t.total),
    },
    "agreed": KNOWN,
    "unsaid": UNSAID,
    "unsaid.settled": SETTLED,
    "unsaid.chance": {"number": lambda t: wanted(t)["0 + 0"]},
    "unsaid.never": {
        "number": lambda t: wanted(t)["more than there are people"],
        "everything": lambda t: set(wanted(t)) == {"more than there are people"},
    },
    "unsaid.hidden": HIDDEN,
}
"""By place, or by the first word of a place."""
