"""Changes of releases by hand."""

from copy import deepcopy

from reports.document import build, read
from tests.printing.companies import printed

TEAM, OTHER = "Marketing", "Sales"
GAP = {"verdict": "gap", "reason": None, "strength": "notable"}
HIGHER = GAP | {"pattern": "gap_leadership_higher", "direction": "leadership_higher"}
LOWER = GAP | {"pattern": "gap_team_higher", "direction": "team_higher"}
OPEN = {
    "verdict": "inconclusive",
    "pattern": "too_close",
    "reason": "answers",
    "direction": None,
    "strength": None,
    "tipping_point": None,
}


def edited(*changes, kind="usual"):
    """Give a release and its questionnaire after these changes."""
    release, asked = printed(kind)
    release = deepcopy(release)
    for change in changes:
        change(release)
    return release, asked


def sentences(release, asked, language="en"):
    """Give every sentence of a report."""
    return build(read(release, asked, language)).told


def entry(release, kind, **about):
    """Find the one entry that is about this."""
    found = [e for e in release[kind] if about.items() <= e.items()]
    assert len(found) == 1, (kind, about, len(found))
    return found[0]


def change(kind, about, **changes):
    """Change the entry that is about this."""
    return lambda release: entry(release, kind, **about).update(changes)


def comparison(team, dimension, **changes):
    return change("comparisons", {"team": team, "dimension": dimension}, **changes)


def spot(team, dimension, **changes):
    return change("blind_spots", {"team": team, "dimension": dimension}, **changes)


def divided(group, dimension, **changes):
    about = {"group": group, "dimension": dimension}
    return change("agreement", about, **({"divided": True} | changes))


def cell(group, dimension, **changes):
    return change("cells", {"group": group, "dimension": dimension}, **changes)


def invited(group, number):
    return change("groups", {"name": group}, invited=number)


def moved(group, dimension, **changes):
    about = {"group": group, "dimension": dimension, "to": "2026-Q4"}
    return change("changes", about, **changes)


def status(team, dimension, now, **changes):
    about = {"team": team, "dimension": dimension, "to": "2026-Q4"}
    return change("gap_changes", about, status=now, **changes)


def no_gap(release):
    """Leave every comparison that is shown too close to call."""
    for found in release["comparisons"]:
        if found["verdict"] != "not_shown":
            found.update(OPEN)
    for found in release["blind_spots"]:
        found["blind"] = None if found["blind"] is None else False


def no_move(release):
    """Leave nothing that is known to have moved."""
    for found in release["gap_changes"]:
        found["status"] = None
    for found in release["trends"]:
        found["direction"] = None


def no_change_is_shown(release):
    """Let no average be shown in both waves."""
    for found in release["changes"]:
        found.update(verdict="not_shown", change=None, ci95=None)


def trend(team, dimension, direction):
    about = {"team": team, "dimension": dimension}
    return change("trends", about, direction=direction)


def collected(mode, late=0, reminders=0, closed="2026-09-30"):
    def collect(release):
        release["closed"] = closed
        release["collection"] = {
            "mode": mode,
            "opened": "2026-09-16",
            "late": late,
            "reminders": reminders,
        }

    return collect


def imported(release):
    """Let the answers have been collected elsewhere."""
    release.update(collection=None, closed="2026-09-30", imported=True)


def everybody(number):
    """Say of every group that so many were invited; None: all who answered."""

    def invite(release):
        for group in release["groups"]:
            group["invited"] = number or group["answered"]

    return invite


def agreed(team, dimension, pattern, leadership, other):
    """Let leadership and a team be shown to agree."""

    def agree(release):
        comparison(
            team,
            dimension,
            verdict="aligned",
            pattern=pattern,
            mean_leadership=leadership,
            mean_team=other,
            difference=round(leadership - other, 1),
        )(release)
        cell("leadership", dimension, mean=leadership)(release)
        cell(team, dimension, mean=other)(release)

    return agree


def together(dimension, **changes):
    """Let all teams of a company together show a gap in one dimension alone."""

    def show(release):
        for total in release["totals"]:
            total.update(OPEN)
        entry(release, "totals", dimension=dimension).update(HIGHER | changes)

    return show


def low(dimension):
    """Let all means of a dimension be low, and nothing be shown of it."""

    def lower(release):
        for found in release["cells"]:
            if found.get("dimension") == dimension:
                found["mean"] = 3.1

    return lower
