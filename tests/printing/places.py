"""Where each number of a sentence stands in the release: by place, then by fact."""

from collections.abc import Callable
from typing import Any

from tests.printing import places_moves
from tests.printing import recomputed as of
from tests.printing.recomputed import number

Facts = dict[str, Callable[..., Any]]

PAIR: Facts = {
    key: lambda t, key=key: t.pair[key]
    for key in ("verdict", "direction", "effect", "pattern", "difference")
} | {
    "team": lambda t: t.team,
    "dimension": lambda t: t.dimension,
    "apart": lambda t: t.pair["difference"],
    "pairs": of.pairs,
    "few_answered": of.few_answered,
    "divided_leadership": lambda t: bool(t.divided(t.leader, key=t.dimension)),
    "divided_team": lambda t: bool(t.divided(t.team, key=t.dimension)),
}
SPOT = {key: lambda t, key=key: t.spot[key] for key in ("predicted", "actual")} | {
    "blind": lambda t: t.spot["blind"],
    "expected_more": lambda t: number(t.spot["difference"]) > 0,
    "team": lambda t: t.team,
    "dimension": lambda t: t.dimension,
}
WEIGHED: Facts = {
    "tipping_point": of.tipping,
    "missing": of.missing,
    "reachable": of.reachable,
    "direction": lambda t: t.pair["direction"],
    "full": lambda t: t.release["rules"]["full_people"],
    "few": lambda t: (
        min(t.pair["n_team"], t.pair["n_leadership"])
        < t.release["rules"]["full_people"]
    ),
}
GAPS: Facts = {
    "gaps": lambda t: len(t.gaps()),
    "strong_gaps": of.strong_gaps,
    "notable_gaps": lambda t: len(t.gaps(strength="notable")),
    "firm_gaps": of.firm,
    "open_gaps": lambda t: len(t.gaps()) - of.firm(t),
    "listed": lambda t: min(10, len(t.gaps())),
    "more_gaps": lambda t: max(0, len(t.gaps()) - 10),
    "chance": lambda t: t.release["rules"]["fdr"],
    "weighed": lambda t: sum(
        t.one("groups", name=gap["team"])["invited"] is not None for gap in t.gaps()
    ),
}
LEVEL: Facts = {
    "mean_leadership": lambda t: t.mean(t.leader, t.dimension),
    "clamped": lambda t: isinstance(t.mean(t.leader, t.dimension), dict),
    "points": lambda t: t.asked.scale.points,
}
SHARED: Facts = {
    "number_strengths": lambda t: len(strengths(t)),
    "number_problems": lambda t: len(of.agreed(t, "aligned_weak")),
    "strengths": lambda t: strengths(t),
    "problems": lambda t: tuple(of.agreed(t, "aligned_weak")),
    "low": of.low,
    "agreed": lambda t: sum(
        len(of.agreed(t, pattern)) for pattern in ("aligned_strong", "aligned_weak")
    ),
    "margin": lambda t: t.release["rules"]["margin"] * t.unit,
    "strong": lambda t: t.bar,
    "sides": lambda t: t.with_pattern(t.sentence.figures["pattern"], t.dimension),
    "both_below": of.both_below,
    "dimension": lambda t: t.dimension,
}
DIVIDED: Facts = {
    "number_own": lambda t: len(t.divided(t.leader)),
    "number_teams": lambda t: len(set(t.divided(*t.teams))),
    "teams": lambda t: tuple(dict.fromkeys(t.divided(*t.teams))),
    "own_dimensions": lambda t: tuple(
        key for key in t.keys if t.divided(t.leader, key=key)
    ),
    "dimensions": lambda t: tuple(
        dict.fromkeys(
            key
            for team in t.teams
            for key in t.keys
            if t.divided(team, key=key)
        )
    ),
    "distance": lambda t: t.release["rules"]["divided"] * t.unit,
    "group": lambda t: t.group,
    "mean": lambda t: t.mean(t.group, t.dimension),
    "ad": lambda t: t.one("agreement", group=t.group, dimension=t.dimension)["ad"],
    "low": lambda t: band(t, 0),
    "high": lambda t: band(t, 2),
}  # fmt: skip
SPOTS: Facts = {
    "blind": lambda t: len(of.blind(t, True)),
    "unknown": lambda t: len(of.blind(t, None)),
    "expected": lambda t: len(of.shown_spots(t)),
    "close": of.close,
    "missed": lambda t: len(of.shown_spots(t)) - of.close(t),
    "within": lambda t: t.release["rules"]["blind"] * t.unit,
    "team": lambda t: of.blind(t, True)[0]["team"],
    "dimension": lambda t: of.blind(t, True)[0]["dimension"],
}
PEOPLE: Facts = {
    "answered": lambda t: of.people(t, "answered"),
    "invited": lambda t: of.people(t, "invited"),
    "missing": lambda t: of.people(t, "invited") - of.people(t, "answered"),
    "repeatable": lambda t: (t.release["collection"] or {}).get("mode") == "open",
    "number_low": lambda t: len(of.low_groups(t)),
    "low_groups": of.low_groups,
    "number_few": lambda t: len(of.few_groups(t)),
    "number_hidden": lambda t: len(of.hidden_groups(t)),
    "hidden_groups": of.hidden_groups,
    "minimum": lambda t: t.release["rules"]["minimum"],
}
COLLECTED: Facts = {
    key: lambda t, key=key: t.release["collection"][key]
    for key in ("mode", "opened", "reminders", "late")
} | {"closed": lambda t: t.release["closed"]}
FINDING: Facts = {
    "dimension": lambda t: t.dimension,
    "gaps_higher": lambda t: len(gap_teams(t, "leadership_higher")),
    "gaps_lower": lambda t: len(gap_teams(t, "team_higher")),
    "higher": lambda t: gap_teams(t, "leadership_higher"),
    "lower": lambda t: gap_teams(t, "team_higher"),
    "together": of.direction_together,
    "few_answered": lambda t: any(
        of.hardly_answered(t, found)
        for found in of.standing(t, dimension=t.dimension)
        or t.gaps(dimension=t.dimension)
    ),
    "divided": lambda t: len(t.divided(t.leader, *t.teams, key=t.dimension)),
    "slight": lambda t: len(
        t.entries("comparisons", dimension=t.dimension, verdict="slight")
    ),
}
ACTION: Facts = {
    "pattern": lambda t: t.sentence.figures["pattern"],
    "teams": lambda t: tuple(gap["team"] for gap in advised(t)),
    "number": lambda t: len(advised(t)),
    "difference": lambda t: (
        advised(t)[0]["difference"] if of.sure(advised(t)[0]["difference"]) else None
    ),
    "groups": lambda t: tuple(
        t.divided(t.leader, *t.teams, key=t.dimension)
    ),
}  # fmt: skip
MEASURES: Facts = {
    "dimension": lambda t: t.dimension,
    "group": lambda t: t.group,
    "leadership": lambda t: t.group == t.leader,
    "mean": lambda t: t.mean(t.group, t.dimension),
    "points": lambda t: t.asked.scale.points,
}
FACTS: dict[str, Facts] = {
    "action": ACTION,
    "measures": MEASURES,
    "evidence": PAIR,
    "story": PAIR,
    "division": PAIR,
    "surprise": SPOT,
    "blind_spot": SPOT,
    "foreseen": SPOT,
    "widest": {"items": of.widest, "number": lambda t: len(of.widest(t))},
    "opposite": PAIR
    | {
        "lower_items": lambda t: of.pointing(t, -1),
        "higher_items": lambda t: of.pointing(t, 1),
    },
    "fragility": GAPS | WEIGHED,
    "unweighed": WEIGHED,
    "level": LEVEL,
    "lead.together": {
        "apart": lambda t: t.total["difference"],
        "sized": lambda t: of.sure(t.total["difference"]),
    },
    "lead": {
        "pattern": lambda t: t.sentence.figures["pattern"],
        "teams": lambda t: t.with_pattern(
            t.sentence.figures["pattern"], t.dimension
        ),
    },
    "shared": SHARED | {"pattern": lambda t: t.sentence.figures["pattern"]},
    "divided": DIVIDED,
    "blind_spots": SPOTS,
    "participation": PEOPLE,
    "collected": COLLECTED,
    "period": COLLECTED,
    "reminders": COLLECTED,
    "late": COLLECTED,
    "elsewhere": {"closed": lambda t: t.release["closed"]},
    **places_moves.FACTS,
    "finding": FINDING,
}  # fmt: skip
"""By place, or by the first word of a place."""


def strengths(t):
    """Give what is strong with some team and weak with none."""
    weak = of.agreed(t, "aligned_weak")
    return tuple(key for key in of.agreed(t, "aligned_strong") if key not in weak)


def band(t, place):
    shares = t.one("cells", group=t.group, dimension=t.dimension)["bands"]
    return shares and shares[place]


def gap_teams(t, direction):
    found = t.gaps(dimension=t.dimension, direction=direction)
    return tuple(gap["team"] for gap in found)


def advised(t):
    """Give the comparisons behind an advice; gaps by strength, then by size."""
    pattern = t.sentence.figures["pattern"]
    found = t.entries("comparisons", dimension=t.dimension, pattern=pattern)
    if not pattern.startswith("gap"):
        return found
    return sorted(
        found,
        key=lambda e: (e["strength"] != "strong", -abs(number(e["difference"]) or 0)),
    )
