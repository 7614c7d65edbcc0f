"""Change of a group between neighbouring waves."""

from dataclasses import replace

import numpy as np

from diagnostic.rules import Rules
from diagnostic.stats.comparability import Sample, may_show, moments, samples
from diagnostic.stats.comparison import Spec, measure
from diagnostic.stats.findings import Change
from diagnostic.stats.multiplicity import benjamini_hochberg
from diagnostic.stats.verdicts import at_least, testable
from diagnostic.stats.welch import regularised
from diagnostic.tally import Histogram, Tally
from questionnaires.versions import fully_shared, shared_items


def changes(earlier: Tally, later: Tally, rules: Rules) -> tuple[Change, ...]:
    """Test how every group's dimensions moved from one wave to the next.

    People are anonymous and cannot be paired; if the same people answer twice, the
    test is conservative.

    Args:
        earlier: the earlier wave, whole or as kept after sealing.
        later: the later wave.
        rules: the thresholds.

    Returns:
        Later minus earlier, in points, one a group of either wave and dimension of
        the later; one Benjamini-Hochberg family.
    """
    groups = (*later.groups, *(g for g in earlier.groups if g not in later.groups))
    found = [
        _change(earlier, later, group, dimension.key, rules)
        for group in groups
        for dimension in later.questionnaire.dimensions
    ]
    members = [i for i, one in enumerate(found) if one.p_adjusted is not None]
    adjusted = benjamini_hochberg([found[i].p_adjusted or 0.0 for i in members])
    for i, p in zip(members, adjusted, strict=True):
        one = replace(found[i], p_adjusted=float(p))
        if at_least(rules.fdr, float(p)) and one.change:
            one = replace(one, verdict="rose" if one.change > 0 else "fell")
        found[i] = one
    return tuple(found)


def _change(
    earlier: Tally, later: Tally, group: str, dimension: str, rules: Rules
) -> Change:
    """Measure one change; ``p_adjusted`` holds the p of a member of the family."""
    cells = [moments(tally, group, dimension) for tally in (earlier, later)]
    none = Change(
        earlier.wave,
        later.wave,
        group,
        dimension,
        n_from=cells[0].n if cells[0] else 0,
        n_to=cells[1].n if cells[1] else 0,
    )
    if not shared_items(earlier.questionnaire, later.questionnaire, dimension):
        return replace(none, verdict="not_comparable")
    if not all(may_show(tally, group, dimension, rules) for tally in (earlier, later)):
        return none
    pair = samples(earlier, later, group, dimension, rules)
    if pair is None:
        return replace(none, verdict="not_comparable")
    before, now, shared = pair
    spec = Spec(rules, "score", later.questionnaire.scale.range)
    small = min(before.n, now.n) < rules.full_people
    whole = _whole(earlier, later, group, dimension)
    if small or shared or whole is None:
        return _regularised(none, before, now, shared, spec)
    tested = measure(whole[1], whole[0], spec)
    return replace(
        none,
        change=tested.difference,
        ci95=tested.ci95,
        p_value=tested.p_value,
        p_adjusted=tested.p_value if testable(tested, rules) else None,
        verdict="inconclusive",
    )


def _regularised(
    none: Change, before: Sample, now: Sample, shared: tuple[str, ...], spec: Spec
) -> Change:
    """Test two cells of which only people, mean and variance are kept."""
    change = now.mean - before.mean
    band = regularised([now, before], spec.prior)
    p = band.p(change)
    return replace(
        none,
        change=change,
        ci95=band.interval(change, 0.95),
        p_value=p,
        p_adjusted=p,
        verdict="inconclusive",
        items=len(shared) or None,
        shared=shared,
    )


def _whole(
    earlier: Tally, later: Tally, group: str, dimension: str
) -> tuple[Histogram, Histogram] | None:
    """Give both histograms on the same codes, or None if one is not kept."""
    first = earlier.scores[group, dimension]
    second = later.scores[group, dimension]
    if not (isinstance(first, Histogram) and isinstance(second, Histogram)):
        return None
    shared = shared_items(earlier.questionnaire, later.questionnaire, dimension)
    if not fully_shared(earlier.questionnaire, later.questionnaire, dimension, shared):
        return None
    codes = np.union1d(first.codes, second.codes)
    pair = []
    for cell in (first, second):
        counts = np.zeros(codes.size, np.int64)
        counts[np.searchsorted(codes, cell.codes)] = cell.counts
        pair.append(Histogram(codes, cell.unit, counts))
    return pair[0], pair[1]
