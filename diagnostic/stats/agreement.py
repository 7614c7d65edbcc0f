"""Whether the people of a group agree among themselves, and how reliable scores are."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from diagnostic.rules import Rules
from diagnostic.stats.findings import Agreement, Reliability
from diagnostic.tally import CompleteSheets, Histogram, Tally

Ints = NDArray[np.int64]
TOLERANCE = 1e-9


def mean_absolute_deviation(
    values: NDArray[np.float64] | NDArray[np.int64], counts: Ints
) -> float:
    """Mean distance of people from their mean, in the unit of ``values``.

    Args:
        values: scores, shape (V,).
        counts: people per score, at least one in all, shape (V,).

    Source: Burke, Finkelstein & Dusig, Organizational Research Methods 2 (1999)
    49-68, applied to people's dimension scores.
    """
    n = counts.sum()
    mean = (counts @ values) / n
    return float(counts @ np.abs(values - mean) / n)


def item_deviation(items: Sequence[Ints]) -> float | None:
    """Mean over items of their mean absolute deviation, AD_M(J), in points.

    Args:
        items: people per point, lowest first, shape (points,), one an item; items
            with fewer than two answers are skipped.

    Source: Burke, Finkelstein & Dusig (1999).
    """
    answered = [counts for counts in items if counts.sum() >= 2]
    if not answered:
        return None
    points = np.arange(1, answered[0].size + 1)
    return float(np.mean([mean_absolute_deviation(points, c) for c in answered]))


def r_wg(items: Sequence[Ints]) -> float | None:
    """Measure agreement against answers at random: the r_wg of J items, 0 to 1.

    Args:
        items: people per point, shape (points,), one an item; items with fewer
            than two answers are skipped.

    Source: James, Demaree & Wolf, Journal of Applied Psychology 69 (1984) 85-98,
    uniform null; values below 0 are set to 0.
    """
    answered = [counts for counts in items if counts.sum() >= 2]
    if not answered:
        return None
    size = answered[0].size
    points = np.arange(1, size + 1)
    variances = []
    for counts in answered:
        n = counts.sum()
        mean = (counts @ points) / n
        variances.append(counts @ (points - mean) ** 2 / (n - 1))
    ratio = float(np.mean(variances)) / ((size**2 - 1) / 12)
    if ratio >= 1:
        return 0.0
    j = len(answered)
    return j * (1 - ratio) / (j * (1 - ratio) + ratio)


def divided(cell: Histogram, rules: Rules, scale: float) -> bool:
    """Tell whether a group is divided: people far from their mean on average.

    Args:
        cell: dimension scores of the group.
        rules: the thresholds.
        scale: points of this scale to a point of a scale from 1 to 5.
    """
    if cell.n < rules.divided_people:
        return False
    deviation = mean_absolute_deviation(cell.codes, cell.counts) / cell.unit
    # A deviation of exactly 0.8 is not above it, however it was rounded.
    return deviation > rules.divided * scale + TOLERANCE


def agreement(tally: Tally, rules: Rules) -> tuple[Agreement, ...]:
    """Describe the agreement of every group in every dimension, shown or not."""
    scale = tally.questionnaire.scale.range / 4
    found = []
    for group in tally.groups:
        for dimension in tally.questionnaire.dimensions:
            cell = tally.scores[group, dimension.key]
            leadership = group == tally.leadership
            shown = rules.may_show(cell.n, leadership=leadership)
            if not shown or not isinstance(cell, Histogram):
                found.append(Agreement(group, dimension.key, None, None))
                continue
            items = [
                tally.items[group, item.id]
                for item in tally.questionnaire.items_of(dimension.key)
            ]
            found.append(
                Agreement(
                    group,
                    dimension.key,
                    mean_absolute_deviation(cell.codes, cell.counts) / cell.unit,
                    divided(cell, rules, scale),
                    item_deviation(items),
                    r_wg(items),
                )
            )
    return tuple(found)


def reliability(tally: Tally, rules: Rules) -> tuple[Reliability, ...]:
    """Give Cronbach's alpha of every dimension, company-wide within groups.

    Source: Cronbach, Psychometrika 16 (1951) 297-334, on variances
    pooled within groups, so that differences between groups do not pass for
    reliability.
    """
    return tuple(
        Reliability(key, alpha(sheets) if enough else None, sheets.people)
        for key, sheets in tally.complete.items()
        for enough in (sheets.people >= rules.reliability_people,)
    )


def alpha(sheets: CompleteSheets) -> float | None:
    """Cronbach's alpha; None of a single item or if the sum does not vary."""
    j = len(sheets.products)
    total = float(sheets.products.sum())
    if j < 2 or total <= 1e-9:
        return None
    return j / (j - 1) * (1 - float(np.trace(sheets.products)) / total)
