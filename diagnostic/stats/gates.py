"""Readiness gates: met, not met or in doubt, for each side apart."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from diagnostic.rules import Rules
from diagnostic.stats.comparison import Spec
from diagnostic.stats.findings import Gate, Readiness, State
from diagnostic.stats.verdicts import at_least
from diagnostic.stats.welch import regularised
from diagnostic.tally import Histogram, Tally
from questionnaires.additions import KEY as OWN

READINESS = "initiative-readiness"
"""The questionnaire whose dimensions are gates."""


def gates(tally: Tally, rules: Rules) -> tuple[Gate, ...]:
    """Judge every gate from leadership's side and from all teams' together.

    Met if the 90 % interval of the mean lies at or above ``rules.strong`` of the
    range, not met if it lies below, else in doubt.

    A company's own questions are no gate.

    Args:
        tally: whole cells of the readiness questionnaire; of others nothing follows.
        rules: the thresholds.
    """
    if tally.questionnaire.key != READINESS:
        return ()
    return tuple(
        _gate(group, cell, dimension.key, tally, rules)
        for dimension in tally.questionnaire.dimensions
        if dimension.key != OWN
        for group, cell in _sides(tally, dimension.key)
    )


def readiness(states: Iterable[tuple[str, State | None]]) -> Readiness | None:
    """Answer whether to go ahead, from every side's view of every gate.

    Args:
        states: key of the gate and how a side sees it; None is not known.

    Returns:
        Pause if a side sees a gate not met; go once those gates are fixed that a
        side doubts, that the sides see differently, or that a side's view is not
        known of; else go. None if nothing speaks against it, but of no gate both
        views are known.
    """
    seen: dict[str, set[State | None]] = {}
    for gate, state in states:
        seen.setdefault(gate, set()).add(state)
    if all(None in views and views <= {None, "met"} for views in seen.values()):
        return None
    stopped = tuple(gate for gate, views in seen.items() if "not_met" in views)
    if stopped:
        return Readiness("pause", stopped)
    doubted = tuple(gate for gate, views in seen.items() if views != {"met"})
    return Readiness("go_once_fixed", doubted) if doubted else Readiness("go", ())


def _sides(tally: Tally, dimension: str) -> Iterator[tuple[str | None, Histogram]]:
    cells = {
        group: cell
        for group in tally.groups
        for cell in (tally.scores[group, dimension],)
        if isinstance(cell, Histogram)
    }
    if tally.leadership is not None:
        yield tally.leadership, cells.pop(tally.leadership)
    if cells:
        first = next(iter(cells.values()))
        counts = np.sum([cell.counts for cell in cells.values()], axis=0)
        yield None, replace(first, counts=counts)


def _gate(
    group: str | None, cell: Histogram, dimension: str, tally: Tally, rules: Rules
) -> Gate:
    spec = Spec(rules, "score", tally.questionnaire.scale.range)
    n = cell.n
    if n < 2 or not rules.may_show(n, leadership=group is not None):
        return Gate(dimension, group, n, None, None, None)
    side = cell.moments
    low, high = regularised([side], spec.prior).interval(side.mean, 0.90)
    bound = 1 + rules.strong * spec.range
    if at_least(low, bound):
        return Gate(dimension, group, n, side.mean, (low, high), "met")
    below = not at_least(high, bound)
    return Gate(
        dimension, group, n, side.mean, (low, high), "not_met" if below else "in_doubt"
    )
