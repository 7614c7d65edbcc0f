"""The formulas of docs/methods.md once more: person by person, slow and plain.

Nothing here is shared with the package: no counts, no codes, no closed forms. Where
the package has a closed form, here stands the definition that it is derived from.
"""

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations

from scipy import stats

Scores = Sequence[Fraction]


def mean(x: Scores) -> Fraction:
    return sum(x, Fraction(0)) / len(x)


def variance(x: Scores) -> Fraction:
    return sum(((v - mean(x)) ** 2 for v in x), Fraction(0)) / (len(x) - 1)


def ratio(top: Fraction, square: Fraction) -> float:
    """Give top / √square; ±infinity over 0, and 0 for 0 over 0."""
    if square:
        return float(top) / math.sqrt(square)
    return math.copysign(math.inf, top) if top else 0.0


def freedom(a: Fraction, b: Fraction, n: int, m: int) -> float | None:
    if a + b == 0:
        return None
    return float((a + b) ** 2 / (a**2 / (n - 1) + b**2 / (m - 1)))


def t_test(t: float, df: float) -> float:
    return float(2 * stats.t.sf(abs(t), df))


def welch_t(x: Scores, y: Scores) -> float:
    square = variance(x) / len(x) + variance(y) / len(y)
    return ratio(mean(x) - mean(y), square)


def welch_p(x: Scores, y: Scores) -> float | None:
    a, b = variance(x) / len(x), variance(y) / len(y)
    df = freedom(a, b, len(x), len(y))
    if df is None:
        return 1.0 if mean(x) == mean(y) else None
    return t_test(welch_t(x, y), df)


def wins(v: Fraction, others: Scores) -> Fraction:
    """Share of others below, ties counting half."""
    halves = sum(2 * (w < v) + (w == v) for w in others)
    return Fraction(halves, 2 * len(others))


def theta(x: Scores, y: Scores) -> Fraction:
    return mean([wins(v, y) for v in x])


def brunner_munzel(x: Scores, y: Scores) -> tuple[float, float | None]:
    """Give T and its degrees of freedom from the people's placements."""
    a = variance([wins(v, y) for v in x]) / len(x)
    b = variance([wins(w, x) for w in y]) / len(y)
    t = ratio(theta(x, y) - Fraction(1, 2), a + b)
    return t, freedom(a, b, len(x), len(y))


def brunner_munzel_t(x: Scores, y: Scores) -> float:
    return brunner_munzel(x, y)[0]


def theta_variance(x: Scores, y: Scores) -> Fraction:
    """Estimate the variance of theta without bias.

    Theta squared minus the mean of all products of two pairs that share nobody,
    which estimates the square of the true theta without bias.
    """
    pairs = [[Fraction(2 * (v > w) + (v == w), 2) for w in y] for v in x]
    total, n = Fraction(0), 0
    for i, k in combinations(range(len(x)), 2):
        for j in range(len(y)):
            for h in range(len(y)):
                if h != j:
                    total += pairs[i][j] * pairs[k][h]
                    n += 1
    return theta(x, y) ** 2 - total / n


def theta_interval(x: Scores, y: Scores) -> tuple[float, float]:
    n, m = len(x), len(y)
    middle, spread = theta(x, y), theta_variance(x, y)
    _, df = brunner_munzel(x, y)
    few = min(n, m)
    if middle in (0, 1):
        worth = float(few)
    elif spread <= 0:
        worth = float(n + m)
    else:
        worth = min(max(float(middle * (1 - middle) / spread), few), n + m, 4 * few)
    c = float(stats.t.ppf(0.975, min(n, m) - 1 if df is None else df)) ** 2 / worth
    p = float(middle)
    half = math.sqrt(c * p * (1 - p) + c * c / 4) / (1 + c)
    centre = (p + c / 2) / (1 + c)
    return centre - half, centre + half


def permutation(
    x: Scores, y: Scores, statistic: Callable[[Scores, Scores], float]
) -> tuple[float, float]:
    """Go through every way of dealing the people out; p and the smallest p."""
    pool = [*x, *y]
    found = []
    for chosen in combinations(range(len(pool)), len(x)):
        inside = set(chosen)
        left = [pool[i] for i in chosen]
        right = [v for i, v in enumerate(pool) if i not in inside]
        found.append(abs(statistic(left, right)))
    observed, most = abs(statistic(x, y)), max(found)
    return share(found, observed), share(found, most)


def share(found: Sequence[float], bound: float) -> float:
    hits = sum(v >= bound or math.isclose(v, bound, rel_tol=1e-9) for v in found)
    return hits / len(found)


def regularised(
    cells: Sequence[Scores], signs: Sequence[int], prior: float, level: float
) -> tuple[float, float, float, float]:
    """Give estimate, both ends of the interval, and p."""
    parts = [((len(x) - 1) * float(variance(x)) + prior) / len(x) ** 2 for x in cells]
    centre = float(sum(s * mean(x) for s, x in zip(signs, cells, strict=True)))
    df = sum(parts) ** 2 / sum(
        a * a / (len(x) - 1) for a, x in zip(parts, cells, strict=True)
    )
    error = math.sqrt(sum(parts))
    half = float(stats.t.ppf((1 + level) / 2, df)) * error
    return centre, centre - half, centre + half, t_test(centre / error, df)


def answers_needed(
    x: Scores,
    y: Scores,
    *,
    prior: float,
    notable: float,
    invited: tuple[int | None, int | None],
) -> tuple[int, int] | None:
    """Add people one by one, first to the team y, then to leadership x."""
    n, m = len(x), len(y)
    spread_x = ((n - 1) * float(variance(x)) + prior) / n
    spread_y = ((m - 1) * float(variance(y)) + prior) / m
    most_x = max(n, 10 * n if invited[0] is None else invited[0])
    most_y = max(m, 10 * m if invited[1] is None else invited[1])
    size = abs(float(mean(x) - mean(y)))
    for more in range(most_x - n + most_y - m + 1):
        team = min(m + more, most_y)
        leaders = n + more - (team - m)
        a, b = spread_x / leaders, spread_y / team
        df = (a + b) ** 2 / (a * a / (leaders - 1) + b * b / (team - 1))
        half = float(stats.t.ppf(0.95, df)) * math.sqrt(a + b)
        enough = size >= notable - 1e-9 or (
            min(leaders, team) >= 8
            and 2 * leaders >= (invited[0] or 0)
            and 2 * team >= (invited[1] or 0)
        )
        if half <= abs(size - notable) + 1e-9 and enough:
            return team - m, leaders - n
    return None


def benjamini_hochberg(p: Sequence[float]) -> list[float]:
    """Smallest q at which each is rejected: min over larger p of p·m/rank."""
    m = len(p)
    ranked = sorted(p)
    steps = [ranked[k] * m / (k + 1) for k in range(m)]
    return [
        min(1.0, *(s for s, v in zip(steps, ranked, strict=True) if v >= own))
        for own in p
    ]


def holm(p: Sequence[float]) -> list[float]:
    m = len(p)
    ranked = sorted(p)
    steps = [min(1.0, ranked[k] * (m - k)) for k in range(m)]
    return [max(s for s, v in zip(steps, ranked, strict=True) if v <= own) for own in p]
