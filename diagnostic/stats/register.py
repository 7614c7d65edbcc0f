"""The register of gaps: how each gap moved from one wave to the next."""

from collections.abc import Mapping
from dataclasses import replace

from diagnostic.rules import Rules
from diagnostic.stats.comparability import Sample, may_show, moments, samples
from diagnostic.stats.comparison import Spec
from diagnostic.stats.findings import GapChange, Status
from diagnostic.stats.multiplicity import benjamini_hochberg
from diagnostic.stats.verdicts import at_least
from diagnostic.stats.welch import regularised
from diagnostic.tally import Tally
from questionnaires.versions import is_followed

Verdicts = Mapping[tuple[str, str], str | None]
IN_PART = "gap_in_part"
"""The verdict of teams that are not judged as one, if any of them has a gap."""


def gap_changes(
    earlier: Tally, later: Tally, before: Verdicts, now: Verdicts, rules: Rules
) -> tuple[GapChange, ...]:
    """Test how every gap moved, and give its status in the register.

    Args:
        earlier: the earlier wave, whole or as kept after sealing.
        later: the later wave.
        before: verdicts of the earlier wave, by (team, dimension).
        now: verdicts of the later wave.
        rules: the thresholds.

    Returns:
        Change of leadership minus team, in points, one a team of either wave and
        dimension of the later; one Benjamini-Hochberg family.
    """
    teams = (*later.teams, *(t for t in earlier.teams if t not in later.teams))
    found = [
        _change(earlier, later, team, dimension.key, rules)
        for team in teams
        for dimension in later.questionnaire.dimensions
    ]
    members = [i for i, one in enumerate(found) if one.p_value is not None]
    adjusted = benjamini_hochberg([found[i].p_value or 0.0 for i in members])
    for i, p in zip(members, adjusted, strict=True):
        found[i] = replace(found[i], p_adjusted=float(p))
    asked = (earlier.questionnaire, later.questionnaire)
    followed = {
        (team, dimension): verdict
        for (team, dimension), verdict in before.items()
        if is_followed(*asked, dimension)
    }
    return tuple(
        replace(
            one,
            status=_status(one, earlier, later, followed.get(key), now.get(key), rules),
        )
        for one in found
        for key in ((one.team, one.dimension),)
    )


def difference(tally: Tally, team: str, dimension: str) -> float | None:
    """Leadership minus team in points; None if a cell is not there."""
    leaders = moments(tally, tally.leadership, dimension)
    members = moments(tally, team, dimension)
    if leaders is None or members is None or not leaders.n or not members.n:
        return None
    return leaders.mean - members.mean


def _change(
    earlier: Tally, later: Tally, team: str, dimension: str, rules: Rules
) -> GapChange:
    sizes, cells = [], []
    for tally in (earlier, later):
        for group in (tally.leadership, team):
            cell = moments(tally, group, dimension)
            sizes.append(cell.n if cell else 0)
            cells.append(may_show(tally, group, dimension, rules))
    none = GapChange(earlier.wave, later.wave, team, dimension, smallest=min(sizes))
    if not all(cells) or earlier.leadership is None or later.leadership is None:
        return none
    # Leadership may go by another name in another wave's file.
    leaders = samples(
        _renamed(earlier, later.leadership), later, later.leadership, dimension, rules
    )
    members = samples(earlier, later, team, dimension, rules)
    if leaders is None or members is None:
        return none
    return _measured(none, leaders[:2], members[:2], later, rules)


def _measured(
    none: GapChange,
    leaders: tuple[Sample, Sample],
    members: tuple[Sample, Sample],
    later: Tally,
    rules: Rules,
) -> GapChange:
    spec = Spec(rules, "score", later.questionnaire.scale.range)
    change = (leaders[1].mean - members[1].mean) - (leaders[0].mean - members[0].mean)
    band = regularised([*leaders, *members], spec.prior)
    return replace(
        none, change=change, ci95=band.interval(change, 0.95), p_value=band.p(change)
    )


def _renamed(tally: Tally, leadership: str) -> Tally:
    if tally.leadership == leadership or tally.leadership is None:
        return tally
    old = tally.leadership

    def name(group: str) -> str:
        return leadership if group == old else group

    return replace(
        tally,
        leadership=leadership,
        groups=tuple(name(group) for group in tally.groups),
        scores={(name(g), d): cell for (g, d), cell in tally.scores.items()},
        items={(name(g), i): cell for (g, i), cell in tally.items.items()},
    )


def _status(
    one: GapChange,
    earlier: Tally,
    later: Tally,
    before: str | None,
    now: str | None,
    rules: Rules,
) -> Status | None:
    if IN_PART in (before, now):
        return "too_few_to_tell"
    if before != "gap" and now != "gap":
        return None
    if before != "gap":
        return "new"
    if now != "gap":
        return "closed" if now in ("aligned", "slight") else "too_few_to_tell"
    first = difference(earlier, one.team, one.dimension)
    second = difference(later, one.team, one.dimension)
    if first is None or second is None:
        return "persisting"
    if first * second < 0:
        return "new"
    if one.p_adjusted is None or not at_least(rules.fdr, one.p_adjusted):
        return "persisting"
    return "widening" if abs(second) > abs(first) else "narrowing"
