"""What each number of a sentence is, found again in the release by another way."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

OF_PAIRS = ("team", "dimension")


@dataclass(frozen=True)
class Told:
    """A sentence beside the release that it speaks of."""

    release: dict[str, Any]
    asked: Any
    sentence: Any

    def __getattr__(self, key):
        """Give what the sentence is about: ``told.team``."""
        return self.sentence.about[key]

    def entries(self, kind, **about):
        return [e for e in self.release[kind] if about.items() <= e.items()]

    def one(self, kind, **about):
        found = self.entries(kind, **about)
        assert len(found) == 1, (kind, about)
        return found[0]

    @property
    def pair(self):
        """Give the comparison that the sentence is about."""
        return self.one("comparisons", team=self.team, dimension=self.dimension)

    @property
    def total(self):
        """Give the comparison with all teams together that the sentence is about."""
        return self.one("totals", dimension=self.dimension)

    @property
    def spot(self):
        return self.one("blind_spots", team=self.team, dimension=self.dimension)

    @property
    def leader(self):
        return next((g["name"] for g in self.release["groups"] if g["leadership"]), "")

    @property
    def teams(self):
        return [g["name"] for g in self.release["groups"] if not g["leadership"]]

    @property
    def unit(self):
        return (self.asked.scale.points - 1) / 4

    @property
    def bar(self):
        return 1 + self.release["rules"]["strong"] * (self.asked.scale.points - 1)

    @property
    def keys(self):
        return [d.key for d in self.asked.dimensions if self.asked.items_of(d.key)]

    def mean(self, group, key):
        found = self.entries("cells", group=group, dimension=key)
        return found[0]["mean"] if found else None

    def divided(self, *groups, key=None):
        return [
            e["group"]
            for name in groups
            for e in self.entries("agreement", group=name)
            if e["divided"] and key in (None, e["dimension"])
        ]

    def gaps(self, **about):
        return self.entries("comparisons", verdict="gap", **about)

    def with_pattern(self, pattern, key):
        found = self.entries("comparisons", pattern=pattern, dimension=key)
        return tuple(e["team"] for e in found)

    def last(self, kind):
        return self.entries(kind, to=self.release["wave"])

    def statuses(self):
        return Counter(gap["status"] for gap in self.last("gap_changes"))

    def moves(self):
        return Counter(change["verdict"] for change in self.last("changes"))

    def trends(self):
        return Counter(trend["direction"] for trend in self.release["trends"])


def number(value):
    """Give the number of a value, or its bound."""
    return next(iter(value.values())) if isinstance(value, dict) else value


def sure(value):
    """Tell whether a difference is known to be at least so large."""
    if isinstance(value, dict):
        return value.get("at_least", -1) >= 0 or value.get("at_most", 1) <= 0
    return value is not None


def pairs(t):
    theta = t.pair["theta"]
    if theta is None:
        return None
    share = 1 - theta if t.pair["direction"] == "team_higher" else theta
    return round(100 * share)


def widest(t):
    """Give the items with the two widest gaps, one a facet."""
    asked = {item.id: item.facet or item.id for item in t.asked.items_of(t.dimension)}
    found = t.entries("items", team=t.team, dimension=t.dimension, verdict="gap")
    found = [e for e in found if sure(e["difference"])]
    ranked = sorted(found, key=lambda e: -abs(number(e["difference"])))[:2]
    return tuple({asked[e["item"]]: e["item"] for e in reversed(ranked)}.values())[::-1]


def pointing(t, sign):
    by_item = {e["item"]: e["difference"] for e in t.entries("items", team=t.team)}
    return tuple(
        item
        for item in t.pair["opposite_items"]
        if sure(by_item[item]) and sign * number(by_item[item]) > 0
    )


def missing(t):
    total = t.one("groups", name=t.team)["invited"]
    return None if total is None else max(total - t.pair["n_team"], 0)


def tipping(t):
    value = t.pair["tipping_point"]
    return value if missing(t) and not isinstance(value, dict) else None


def reachable(t):
    value, mean = tipping(t), t.pair["mean_team"]
    if value is None:
        return None
    if isinstance(mean, dict) or mean is None:
        room = t.asked.scale.points - 1
    elif t.pair["direction"] == "leadership_higher":
        room = t.asked.scale.points - mean
    else:
        room = mean - 1
    return abs(value) <= room + 0.1


def few_answered(t):
    return hardly_answered(t, t.pair)


def direction_together(t):
    """Tell which way a gap goes that no team shows and all of them together do."""
    if t.gaps(dimension=t.dimension):
        return None
    found = standing(t, dimension=t.dimension)
    return found[0]["direction"] if found else None


def standing(t, **about):
    """Give the gaps that two teams or more show only together, and not by chance."""
    if len(t.teams) < 2:
        return []
    apart = {gap["dimension"] for gap in t.gaps()}
    found = t.entries("totals", verdict="gap", strength="notable", **about)
    return [total for total in found if total["dimension"] not in apart]


def hardly_answered(t, found):
    """Tell whether less than half of a side of a comparison answered."""
    groups = t.release["groups"]
    ours = [g["invited"] for g in groups if g["leadership"]]
    theirs = [g["invited"] for g in groups if found["team"] in (None, g["name"])
        and not g["leadership"]]  # fmt: skip
    least = t.release["rules"]["aligned_participation"]
    return any(
        None not in invited and people < least * sum(invited)
        for invited, people in (
            (ours, found["n_leadership"]),
            (theirs, found["n_team"]),
        )
    )


def firm(t):
    """Count the gaps that nobody who is missing could have closed."""
    count = 0
    for gap in t.gaps():
        about = {key: gap[key] for key in OF_PAIRS}
        count += reachable(Told(t.release, t.asked, About(about))) is False
    return count


@dataclass(frozen=True)
class About:
    about: dict[str, str]


def strong_gaps(t):
    return sum(gap["strength"] == "strong" for gap in t.gaps())


def shown_spots(t):
    found = t.release["blind_spots"]
    return [s for s in found if None not in (s["predicted"], s["actual"])]


def close(t):
    within = t.release["rules"]["blind"] * t.unit
    return sum(
        round(abs(s["predicted"] - s["actual"]), 6) < within
        for s in shown_spots(t)
        if not isinstance(s["predicted"], dict) and not isinstance(s["actual"], dict)
    )


def blind(t, kind):
    gaps = {(g["team"], g["dimension"]) for g in t.gaps()}
    found = [s for s in shown_spots(t) if (s["team"], s["dimension"]) in gaps]
    return [s for s in found if s["blind"] is kind]


def agreed(t, pattern):
    return [key for key in t.keys if t.with_pattern(pattern, key)]


def low(t):
    """Give the dimensions that everybody sees low without agreement being shown."""
    return tuple(
        key
        for key in t.keys
        if t.leader
        and not {"gap", "aligned"}
        & {e["verdict"] for e in t.entries("comparisons", dimension=key)}
        and all(below(t, t.mean(name, key)) for name in [t.leader, *t.teams])
    )


def below(t, mean):
    return mean is not None and "at_least" not in str(mean) and number(mean) < t.bar


def both_below(t):
    teams = t.with_pattern("aligned_weak", t.dimension)
    found = [t.one("comparisons", team=team, dimension=t.dimension) for team in teams]
    sides = ("mean_leadership", "mean_team")
    return all(below(t, entry[side]) for entry in found for side in sides)


def people(t, key):
    known = [group[key] for group in t.release["groups"]]
    return None if None in known or not known else sum(known)


def low_groups(t):
    least = t.release["rules"]["aligned_participation"]
    return tuple(
        g["name"]
        for g in t.release["groups"]
        if g["invited"] and g["answered"] / g["invited"] < least
    )


def few_groups(t):
    least = t.release["rules"]["minimum"]
    return [g["name"] for g in t.release["groups"] if g["answered"] < least]


def hidden_groups(t):
    shown = {
        c["group"]
        for c in t.release["cells"]
        if c.get("dimension") in t.keys and c["mean"] is not None
    }
    return tuple(name for name in few_groups(t) if name not in shown)


def persisting(t):
    found = [g for g in t.last("gap_changes") if g["status"] == "persisting"]
    named = tuple(f"{gap['team']}: {gap['dimension']}" for gap in found)
    return named if 0 < len(named) <= 3 else None


def before(t):
    found = [*t.last("changes"), *t.last("gap_changes")]
    return {entry["from"] for entry in found}.pop()
