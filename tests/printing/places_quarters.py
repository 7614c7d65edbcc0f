"""Where each number of a sentence on earlier waves stands: by place, then by fact."""

from datetime import date
from itertools import pairwise

from questionnaires.versions import shared_items
from tests.printing.places_moves import is_shown

SHORT = 5


class Past:
    """A sentence beside the series that it speaks of."""

    def __init__(self, series, followed, sentence):
        self.series, self.followed = series, followed
        self.about, self.figures = sentence.about, sentence.figures
        self.now = series.quarters[-1].release
        self.before = series.quarters[-2].release if len(series.quarters) > 1 else {}

    @property
    def names(self):
        return self.before["wave"], self.now["wave"]

    @property
    def document(self):
        return self.series.compared.get(self.names, self.now)

    def teams(self, release):
        return {group["name"] for group in release["groups"] if not group["leadership"]}

    def leader(self, release):
        found = [group["name"] for group in release["groups"] if group["leadership"]]
        return found[0] if found else None

    def kept(self):
        """Pair the teams of both waves that are taken as the same."""
        both = self.teams(self.before) & self.teams(self.now)
        return self.series.maps.get(self.names, [(team, team) for team in both])

    def gone(self):
        return tuple(sorted(self.teams(self.before) - {old for old, _ in self.kept()}))

    def come(self):
        return tuple(sorted(self.teams(self.now) - {new for _, new in self.kept()}))

    def entries(self, kind):
        name = "group" if kind == "changes" else "team"
        others = {*self.gone(), *self.come()}
        leaders = self.leader(self.before), self.leader(self.now)
        others |= {*leaders} if None in leaders else set()
        if kind == "gap_changes" and None in leaders:
            return []
        return [
            e for e in self.document[kind]
            if (e["from"], e["to"]) == self.names and e[name] not in others
        ]  # fmt: skip

    def entry(self):
        kind = "gap_changes" if "team" in self.about else "changes"
        return next(e for e in self.entries(kind) if self.about.items() <= e.items())

    def verdicts(self, *wanted):
        return [e for e in self.entries("changes") if e["verdict"] in wanted]

    def few(self):
        found = self.entries("gap_changes")
        return [e for e in found if e["status"] == "too_few_to_tell"]

    def divided(self, release):
        leader = self.leader(release)
        return {
            e["dimension"]: e["divided"]
            for e in release["agreement"]
            if e["group"] == leader
        }


def months(first, second):
    """Count whole months one by one; None below five."""
    days = first["closed"], second["closed"]
    if None in days:
        return None
    start, end = (date.fromisoformat(day) for day in days)
    number = 0
    while _later(start, number + 1) <= (end.year, end.month, end.day):
        number += 1
    return number if number >= SHORT else None


def _later(day, number):
    year, month = divmod(day.month - 1 + number, 12)
    return day.year + year, month + 1, day.day


def which(before, now):
    return {(1, 1): "both", (1, 0): "before", (0, 1): "now"}.get((before, now))


def more(t):
    gaps = [e for e in t.entries("gap_changes") if is_shown(e)]
    return max(len(gaps) - 8, 0) + max(len(t.verdicts("rose", "fell")) - 8, 0)


def turned(t):
    found = t.entries("gap_changes")
    return [e for e in found if e["status"] in ("new", "closed") and not is_shown(e)]


def compared(t):
    told = [
        e for e in t.entries("gap_changes")
        if e["status"] not in (None, "too_few_to_tell")
    ]  # fmt: skip
    means = t.verdicts("rose", "fell", "inconclusive")
    return bool(means or (told and not t.document.get("untested")))


def silent(t):
    every = [*t.document["changes"], *t.document["gap_changes"]]
    return not [e for e in every if (e["from"], e["to"]) == t.names]


def dropped(t):
    before, now = (
        [each.key for each in q.questionnaire.dimensions]
        for q in t.series.quarters[-2:]
    )
    return tuple(key for key in before if key not in now) or None


def unseen_named(t):
    """Every cell that is not shown: too many parts are named by no sentence."""
    named = tuple(
        f"{e['group']}: {e['dimension']}" for e in t.verdicts("not_shown")
    )  # fmt: skip
    return named if t.figures["unseen_named"] is not None else None


def rounded(t):
    found, ends = t.entry(), t.entry()["ci95"]
    surely = found.get("verdict") in ("rose", "fell") or (
        "status" in found and is_shown(found)
    )
    return bool(surely and ends and ends[0] <= 0 <= ends[1])


def shared(t):
    before, now = t.series.quarters[-2:]
    found = shared_items(before.questionnaire, now.questionnaire, t.about["dimension"])
    return len(found)


def block(side):
    def names(t):
        blocks = [b for b in t.document["groups"] if not b["leadership"]]
        found = [b for b in blocks if tuple(b[side]) == t.figures.get(OTHER[side])]
        assert found or OTHER[side] not in t.figures
        return tuple(found[0][side]) if found else t.figures[OTHER[side]]

    return names


OTHER = {"from": "earlier", "to": "later"}


def steps(t):
    return list(pairwise(quarter.release for quarter in t.series.quarters[-20:]))


def unseen_teams(t):
    """Name the teams without a verdict; without an average if no team has one."""
    releases = [quarter.release for quarter in t.series.quarters]
    judged = {
        e["team"]
        for release in releases
        for e in release["comparisons"]
        if e["verdict"] != "not_shown"
    }
    known = judged or {
        cell["group"]
        for release in releases
        for cell in release["cells"]
        if cell.get("dimension") and cell["mean"] is not None
    }
    teams = [group["name"] for group in t.now["groups"] if not group["leadership"]]
    return tuple(team for team in teams if team not in known)


def few_named(t):
    named = tuple(f"{e['team']}: {e['dimension']}" for e in t.few())
    return named if 0 < len(named) <= 4 else None


UNTOLD = {
    "silent": silent,
    "untested": lambda t: tuple(t.document.get("untested", ())) or None,
    "dropped": dropped,
    "before": lambda t: t.names[0],
    "now": lambda t: t.names[1],
    "months": lambda t: months(t.before, t.now),
    "mapped": lambda t: t.names in t.series.compared,
    "imported": lambda t: which("imported" in t.before, "imported" in t.now),
    "leaderless": lambda t: which(not t.leader(t.before), not t.leader(t.now)),
    "number_gone": lambda t: len(t.gone()),
    "gone": lambda t: t.gone(),
    "number_come": lambda t: len(t.come()),
    "come": lambda t: t.come(),
    "unseen": lambda t: len(t.verdicts("not_shown")),
    "unseen_named": unseen_named,
    "unmoved": lambda t: len(t.verdicts("inconclusive")),
    "averages": lambda t: len(t.entries("changes")),
    "minimum": lambda t: t.now["rules"]["minimum"],
    "too_few_to_tell": lambda t: len(t.few()),
    "too_few_named": few_named,
}
FACTS = {
    "quarters.first": {"subject": lambda t: t.now.get("subject")},
    "quarters.between": UNTOLD,
    "quarters.untold": UNTOLD,
    "quarters.still": UNTOLD,
    "quarters.closed": {
        "status": lambda t: t.entry()["status"],
        "verdict": lambda t: None,
        "team": lambda t: t.about["team"],
        "dimension": lambda t: t.about["dimension"],
        "before": lambda t: t.names[0],
    },
    "quarters.block": {
        "number_earlier": lambda t: len(t.figures["earlier"]),
        "number_later": lambda t: len(t.figures["later"]),
        "earlier": block("from"),
        "later": block("to"),
    },
    "quarters.interval": {
        "gap": lambda t: "team" in t.about,
        "change": lambda t: t.entry()["change"],
        "low": lambda t: (t.entry()["ci95"] or [None])[0],
        "high": lambda t: (t.entry()["ci95"] or [None])[-1],
        "rounded": rounded,
    },
    "quarters.more": {"more": more},
    "quarters.more.turned": {"more": lambda t: len(turned(t)) - 8},
    "quarters.shared": {
        "dimension": lambda t: t.about["dimension"],
        "before": lambda t: t.names[0],
        "some": shared,
        "all": lambda t: len(
            t.series.quarters[-1].questionnaire.items_of(t.about["dimension"])
        ),
        "full": lambda t: t.now["rules"]["full_people"],
    },
    "quarters.readiness": {
        "answer_before": lambda t: t.before["readiness"]["answer"],
        "answer": lambda t: t.now["readiness"]["answer"],
        "same": lambda t: (
            t.before["readiness"]["answer"] == t.now["readiness"]["answer"]
        ),
        "before": lambda t: t.names[0],
    },
    "quarters.agreement": {
        "divided": lambda t: tuple(
            key for key, is_so in t.divided(t.now).items()
            if is_so and t.divided(t.before)[key] is False
        ),
        "united": lambda t: tuple(
            key for key, is_so in t.divided(t.before).items()
            if is_so and t.divided(t.now)[key] is False
        ),
        "number_divided": lambda t: len(t.figures["divided"]),
        "number_united": lambda t: len(t.figures["united"]),
        "before": lambda t: t.names[0],
    },
    "quarters.actions.others": {
        "others": lambda t: len(
            {one.action.id for one in t.followed if one.action.wave not in {
                quarter.name for quarter in t.series.quarters}}
        ),
    },
    "quarters.steps": {
        "number_apart": lambda t: len(t.figures["apart"]),
        "apart": lambda t: tuple(
            f"{a['wave']} – {b['wave']}" for a, b in steps(t) if months(a, b)
        ),
        "number_imported": lambda t: len(t.figures["imported"]),
        "imported": lambda t: tuple(
            q.release["wave"] for q in t.series.quarters if "imported" in q.release
        ),
        "number_hidden": lambda t: len(t.figures["hidden"]),
        "hidden": unseen_teams,
        "left_out": lambda t: len(t.series.quarters[:-20]),
        "drawn": lambda t: len(t.series.quarters[-20:]),
    },
}  # fmt: skip
"""By place."""
