"""Leadership against one group of people: every figure of a single comparison."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from diagnostic.stats import permutation, superiority, welch
from diagnostic.stats.findings import Comparison
from diagnostic.stats.verdicts import Sides, guarded, judge
from diagnostic.tally import Histogram, Moments, Rules

Kind = Literal["score", "item"]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Spec:
    """Thresholds of one comparison in points of its own scale.

    Args:
        rules: the thresholds for a range of 4.
        kind: of dimension scores, or of a single item.
        range: last minus first point of the scale.
    """

    rules: Rules
    kind: Kind
    range: float

    @property
    def scale(self) -> float:
        """Points of this scale to a point of a scale from 1 to 5."""
        return self.range / 4

    @property
    def prior(self) -> float:
        """Prior variance s0², in points² of this scale."""
        score = self.kind == "score"
        base = self.rules.prior_variance if score else self.rules.item_prior_variance
        return base * self.scale**2


def compare(
    leadership_counts: ArrayLike,
    team_counts: ArrayLike,
    *,
    values: Sequence[float] | NDArray[np.float64],
    rules: Rules | None = None,
    kind: Kind = "score",
) -> Comparison:
    """Compare leadership with a team; the comparison is its own family.

    Args:
        leadership_counts: people per value, whole numbers, shape (values,).
        team_counts: the same of the team.
        values: the values in points, ascending, both ends of the scale included.
        rules: the thresholds, for a range of 4; scaled to that of ``values``.
        kind: ``score`` or ``item``, whose prior variances differ.

    Returns:
        Differences are leadership minus team; ``p_adjusted`` and ``p_holm`` are
        ``p_value``. With fewer than two people on a side ``not_testable`` with the
        means that exist and None for all else. Nothing is withheld: anonymity is
        not this function's concern.

    Raises:
        ValueError: shapes differ, counts are negative or not whole, or there is no
            scale of two values or more.

    Source: docs/methods.md gives each formula with its source.
    """
    points = np.asarray(values, np.float64)
    if points.size < 2:
        raise ValueError("a scale has two values or more")
    leaders, team = (_checked(c, points) for c in (leadership_counts, team_counts))
    codes, unit = _exact(points)
    spec = Spec(rules or Rules(), kind, float(points[-1] - points[0]))
    found = measure(Histogram(codes, unit, leaders), Histogram(codes, unit, team), spec)
    if found.p_value is not None:
        found = alone(found, spec.rules)
    middle = float(points[0]) + spec.rules.strong * spec.range
    return judge(found, spec.rules, Sides(spec.scale, middle))


def alone(found: Comparison, rules: Rules) -> Comparison:
    """Make a comparison that was measured a family of its own."""
    return replace(
        found,
        p_adjusted=found.p_value,
        p_holm=found.p_value,
        p_cautious=guarded(found, rules),
    )


def measure(leaders: Histogram, team: Histogram, spec: Spec) -> Comparison:
    """Compute what a comparison is by itself: no family, no verdict.

    Args:
        leaders: scores of leadership.
        team: scores of the team, on the same codes.
        spec: thresholds in points of this scale.
    """
    a, b = leaders.moments, team.moments
    found = Comparison(
        n_leadership=a.n,
        n_team=b.n,
        mean_leadership=_number(a.mean),
        mean_team=_number(b.mean),
        sd_leadership=_root(a),
        sd_team=_root(b),
    )
    if min(a.n, b.n) < 2:
        return found
    used = (leaders.counts + team.counts) > 0
    x, y = leaders.counts[used], team.counts[used]
    means, order = welch.welch(a, b), superiority.superiority(x, y)
    band = welch.regularised([a, b], spec.prior)
    found = replace(
        found,
        difference=means.difference,
        p_regularised=band.p(means.difference),
        ci95=band.interval(means.difference, 0.95),
        ci90=band.interval(means.difference, 0.90),
        theta=order.theta,
        theta_ci95=order.interval,
        cliffs_delta=2 * order.theta - 1,
        t_welch=_number(means.t),
        df_welch=means.df,
        p_welch=means.p,
    )
    rules = spec.rules
    large = min(a.n, b.n) >= rules.large_group
    if large and means.df is not None:
        return replace(found, p_value=means.p, p_brunner_munzel=order.p)
    p, p_minimum, p_order = _permuted(leaders, x, y, used, rules)
    return replace(
        found,
        p_permutation=p,
        p_value=p if means.p is None else max(p, means.p),
        p_minimum=p_minimum,
        p_brunner_munzel=order.p if large else p_order,
    )


def _permuted(
    leaders: Histogram, x: Ints, y: Ints, used: NDArray[np.bool_], rules: Rules
) -> tuple[float, float, float]:
    """Permutation p of Welch's t with its smallest value, and that of theta."""
    codes = leaders.codes[used]
    codes = codes - codes[0]
    codes = codes // max(int(np.gcd.reduce(codes)), 1)
    seed = permutation.seed_of(leaders.codes[used] / leaders.unit, x, y)
    # |T| does not know which side is which, so the smaller one is relabelled.
    few, many = (x, y) if x.sum() <= y.sum() else (y, x)
    found = permutation.relabellings(
        few, many, limit=rules.max_tables, draws=rules.draws, seed=seed
    )
    by_mean = partial(welch.studentised, codes)
    observed = float(by_mean(few[None], many[None])[0])
    p, p_minimum = permutation.p_values(found, by_mean, observed)
    by_order = superiority.studentised
    observed = float(by_order(few[None], many[None])[0])
    p_order, _ = permutation.p_values(found, by_order, observed)
    smallest = welch.SMALLEST_P
    return max(p, smallest), max(p_minimum, smallest), max(p_order, smallest)


def _checked(counts: ArrayLike, points: NDArray[np.float64]) -> Ints:
    given = np.asarray(counts)
    if given.shape != points.shape:
        raise ValueError(f"counts of shape {given.shape}, values of {points.shape}")
    with np.errstate(invalid="ignore"):  # not a number becomes one that differs
        whole = given.astype(np.int64)
    if np.any(whole != given) or np.any(whole < 0):
        raise ValueError("counts are whole numbers of people, 0 or more")
    return whole


def _exact(points: NDArray[np.float64]) -> tuple[Ints, int]:
    """Write values in points as whole numbers of one unit, so that ties are ties.

    Means of up to some dozen items are fractions with small denominators; values
    that are not are kept to a millionth of a millionth of the range.
    """
    fractions = [Fraction(float(v)).limit_denominator(1_000_000) for v in points]
    near = all(
        math.isclose(f, v, rel_tol=1e-12, abs_tol=1e-12)
        for f, v in zip(fractions, points, strict=True)
    )
    unit = math.lcm(*(f.denominator for f in fractions)) if near else 0
    largest = float(np.abs(points).max())
    if not near or unit * largest > 2**52:
        unit = int(2 ** (40 - math.ceil(math.log2(max(largest, 1.0)))))
        return np.rint(points * unit).astype(np.int64), unit
    return np.array([int(f * unit) for f in fractions], np.int64), unit


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _root(cell: Moments) -> float | None:
    return math.sqrt(cell.variance) if cell.n > 1 else None
