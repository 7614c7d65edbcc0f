"""A whole diagnosis: one wave against itself and against the waves before."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from diagnostic.stats.agreement import agreement, reliability
from diagnostic.stats.cells import cells, choices
from diagnostic.stats.changes import changes
from diagnostic.stats.family import compare_everybody, compare_teams
from diagnostic.stats.findings import Change, Diagnosis, GapChange, Group
from diagnostic.stats.gates import gates, readiness
from diagnostic.stats.items import compare_items, with_opposite_items
from diagnostic.stats.predictions import blind_spots
from diagnostic.stats.register import Verdicts, gap_changes
from diagnostic.stats.trends import trends
from diagnostic.tally import Rules, Tally

Follow = Callable[[Tally, Tally, Rules], tuple[Change, ...]]


def diagnose(
    tally: Tally,
    rules: Rules | None = None,
    invited: Mapping[str, int] | None = None,
    previous: Sequence[Tally] = (),
    *,
    follow: Follow = changes,
) -> Diagnosis:
    """Find where leadership and teams part, where they agree, and what moved.

    Args:
        tally: the wave's counts.
        rules: the thresholds.
        invited: people invited per group; default: those of the tally.
        previous: earlier waves, oldest first, whole or as kept after sealing.
        follow: tests how groups moved between two waves; who diagnoses many in a
            row may have it remember those that it has compared.

    Returns:
        The exact diagnosis, unrounded. Only rules P1 and P6 are applied: what fewer
        than ``rules.minimum`` people answered is None.
    """
    rules = rules or Rules()
    known = dict(tally.invited if invited is None else invited)
    compared = compare_teams(tally, rules, known)
    items = compare_items(tally, rules, compared)
    margin = rules.margin_if_shown * tally.questionnaire.scale.range / 4
    compared = with_opposite_items(compared, items, margin)
    waves = (*previous, tally)
    verdicts = {(c.team or "", c.dimension or ""): c.verdict for c in compared}
    judged = gates(tally, rules)
    return Diagnosis(
        questionnaire=tally.questionnaire,
        rules=rules,
        wave=tally.wave,
        groups=tuple(
            Group(g, g == tally.leadership, tally.answered[g], known.get(g))
            for g in tally.groups
        ),
        comparisons=compared,
        totals=compare_everybody(tally, rules, known),
        items=items,
        cells=cells(tally, rules),
        choices=choices(tally, rules),
        agreement=agreement(tally, rules),
        reliability=reliability(tally, rules),
        blind_spots=blind_spots(tally, rules, compared),
        changes=tuple(
            change for pair in pairwise(waves) for change in follow(*pair, rules)
        ),
        gap_changes=_gap_changes(waves, verdicts, rules),
        trends=trends(waves, rules),
        gates=judged,
        readiness=readiness((gate.dimension, gate.state) for gate in judged),
    )


def _gap_changes(
    waves: Sequence[Tally], last: Verdicts, rules: Rules
) -> tuple[GapChange, ...]:
    if len(waves) < 2:
        return ()
    verdicts = [*(_verdicts(tally, rules) for tally in waves[:-1]), last]
    return tuple(
        change
        for (earlier, later), (before, now) in zip(
            pairwise(waves), pairwise(verdicts), strict=True
        )
        for change in gap_changes(earlier, later, before, now, rules)
    )


def _verdicts(tally: Tally, rules: Rules) -> Verdicts:
    """Give an earlier wave's verdicts: as released, else from its whole cells."""
    if tally.verdicts is not None:
        return tally.verdicts
    found = compare_teams(tally, rules, tally.invited)
    return {(c.team or "", c.dimension or ""): c.verdict for c in found}
