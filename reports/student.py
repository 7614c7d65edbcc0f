"""Student's t with whole degrees of freedom, from the standard library alone.

A report needs one quantile for the intervals that it draws. SciPy, which computes the
figures of a release, takes longer to load than the report takes to lay out a page.
"""

import math
from functools import cache
from statistics import NormalDist

_MANY = 200
"""Degrees of freedom from which four terms of the expansion leave no error to see."""


@cache
def quantile(chance: float, freedom: int) -> float:
    """Give the value below which t falls with a chance.

    Args:
        chance: above 0 and below 1.
        freedom: degrees of freedom, 1 or more.

    Source: Abramowitz & Stegun, Handbook of Mathematical Functions (1964), 26.7.3 to
    26.7.5; with few degrees of freedom Newton's steps lead on to the exact value.
    """
    t = _expansion(NormalDist().inv_cdf(chance), freedom)
    if freedom >= _MANY:
        return t
    for _ in range(60):
        step = (_below(t, freedom) - chance) / _density(t, freedom)
        t -= step
        if abs(step) <= 1e-13 * (1 + abs(t)):
            break
    return t


def _expansion(x: float, freedom: int) -> float:
    terms: tuple[float, ...] = (
        x,
        (x**3 + x) / 4,
        (5 * x**5 + 16 * x**3 + 3 * x) / 96,
        (3 * x**7 + 19 * x**5 + 17 * x**3 - 15 * x) / 384,
        (79 * x**9 + 776 * x**7 + 1482 * x**5 - 1920 * x**3 - 945 * x) / 92160,
    )
    return math.fsum(term / freedom**power for power, term in enumerate(terms))


def _below(t: float, freedom: int) -> float:
    """Give the chance that t falls below a value: a sum of powers of a cosine."""
    angle = math.atan(t / math.sqrt(freedom))
    sine, cosine = math.sin(angle), math.cos(angle)
    odd = freedom % 2
    term = cosine if odd else 1.0
    total = term if freedom > 1 else 0.0
    for power in range(1 + odd, freedom - 2, 2):
        term *= power / (power + 1) * cosine**2
        total += term
    within = sine * total
    if odd:
        within = 2 / math.pi * (angle + within)
    return (1 + within) / 2


def _density(t: float, freedom: int) -> float:
    scale = math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)
    tail = (freedom + 1) / 2 * math.log1p(t * t / freedom)
    return math.exp(scale - tail) / math.sqrt(freedom * math.pi)
