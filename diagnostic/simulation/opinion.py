"""A latent-normal model of answers on a scale, whose true means are exact."""

import math
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Points = NDArray[np.uint8]

NODES = 64
"""Of the Gauss-Hermite quadrature over people's views; 40 change the 12th digit."""


@dataclass(frozen=True)
class Opinion:
    """What a group truly thinks of a dimension.

    A person's view is normal around the group's; a share of people may think less
    of it by a fixed distance. An item's answer is that view plus the item's offset
    plus noise, rounded to the nearest point of the scale and kept on it.

    Args:
        mean: expected dimension score, in points of the answer scale, inside its
            ends; the latent level is solved for it, ceilings included.
        spread: standard deviation of people's views, in latent points.
        noise: standard deviation of an answer around the person's view.
        minority: share of people whose view lies ``distance`` below the others'.
        distance: in latent points; with half as minority the group is divided.
        offsets: how much easier it is to agree with an item, in latent points, one
            an item of the dimension; empty: all alike.
    """

    mean: float
    spread: float = 0.6
    noise: float = 0.8
    minority: float = 0.0
    distance: float = 0.0
    offsets: tuple[float, ...] = ()


@cache
def latent_level(opinion: Opinion, items: int, points: int) -> float:
    """Find the view of the majority at which the expected score is ``mean``.

    Args:
        opinion: what the group thinks.
        items: items of the dimension.
        points: points of the scale.

    Raises:
        ValueError: the mean is not inside the scale, or the offsets are not one an
            item.
    """
    if not 1 < opinion.mean < points:
        raise ValueError(f"a mean of {opinion.mean} is not inside 1 to {points}")
    if len(opinion.offsets) not in (0, items):
        raise ValueError(f"{len(opinion.offsets)} offsets for {items} items")
    low, high = -20.0, points + 20.0
    while high - low > 1e-13 * points:
        middle = (low + high) / 2
        if _mean_at(middle, opinion, items, points) < opinion.mean:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def true_mean(opinion: Opinion, items: int, points: int) -> float:
    """Expected dimension score in points, computed from the model, not copied."""
    level = latent_level(opinion, items, points)
    return _mean_at(level, opinion, items, points)


@cache
def score_distribution(
    opinion: Opinion, items: int, points: int = 5, missing: float = 0.0
) -> tuple[Ints, int, Floats]:
    """Compute how dimension scores are distributed, exactly but for quadrature.

    Args:
        opinion: what the group thinks.
        items: items of the dimension.
        points: points of the scale.
        missing: chance that an item is left out, independent of its answer.

    Returns:
        Codes (V,), ascending; codes to a point; probability of each code among the
        people who have a score, shape (V,). A score is the mean of the items
        answered, if at least half are, as in the tally.
    """
    joint = _answered_and_total(opinion, items, points, missing)
    unit = math.lcm(*range(1, items + 1))
    answered, total = np.nonzero(joint)
    scored = 2 * answered >= items
    answered, total = answered[scored], total[scored]
    codes, where = np.unique(total * unit // answered, return_inverse=True)
    probability = np.bincount(where, joint[answered, total])
    return codes, unit, probability / probability.sum()


def draw_answers(
    generator: np.random.Generator,
    opinion: Opinion,
    views: Floats,
    ranks: Floats,
    *,
    items: int,
    points: int,
    missing: float = 0.0,
) -> Points:
    """Draw the answers of people to the items of a dimension.

    Args:
        generator: of the noise and of what is left out.
        opinion: what their group thinks.
        views: where each stands in the group, standard normal, shape (N,).
        ranks: uniform on 0 to 1; below ``minority`` one belongs to it, shape (N,).
        items: items of the dimension.
        points: points of the scale.
        missing: chance that an item is left out.

    Returns:
        Points from 1, 0 for left out, shape (N, items).
    """
    level = latent_level(opinion, items, points)
    view = (
        level + opinion.spread * views - opinion.distance * (ranks < opinion.minority)
    )
    noise = opinion.noise * generator.standard_normal((views.size, items))
    latent = view[:, None] + _offsets(opinion, items) + noise
    answers = np.clip(np.floor(latent + 0.5), 1, points).astype(np.uint8)
    if missing:
        answers[generator.random(answers.shape) < missing] = 0
    return answers


def superiority(first: Floats, second: Floats) -> float:
    """P(first > second) + P(equal)/2 of two distributions on the same codes."""
    below = np.cumsum(second) - second / 2
    return float(first @ below)


def _mean_at(level: float, opinion: Opinion, items: int, points: int) -> float:
    around = math.hypot(opinion.spread, opinion.noise)
    camps = ((opinion.minority, opinion.distance), (1 - opinion.minority, 0.0))
    total = 0.0
    for share, distance in camps:
        if share:
            for offset in _offsets(opinion, items):
                at = level - distance + float(offset)
                reached = (_normal((at - c) / around) for c in _cuts(points))
                total += share * (1 + sum(reached))
    return total / items


def _answered_and_total(
    opinion: Opinion, items: int, points: int, missing: float
) -> Floats:
    """Joint probability of items answered and their sum, (J + 1, J·K + 1)."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(NODES)
    views = latent_level(opinion, items, points) + opinion.spread * nodes
    minority = opinion.minority
    views = np.concatenate((views, views - opinion.distance))
    weights = np.concatenate(((1 - minority) * weights, minority * weights))
    weights /= weights.sum()
    state = np.zeros((views.size, items + 1, items * points + 1))
    state[:, 0, 0] = 1
    for offset in _offsets(opinion, items):
        chances = _answer_chances(views + offset, opinion.noise, points)
        after = missing * state
        for k in range(points):
            step = (1 - missing) * chances[:, k, None, None]
            after[:, 1:, k + 1 :] += step * state[:, :-1, : -k - 1]
        state = after
    joint: Floats = np.tensordot(weights, state, axes=1)
    return joint


def _answer_chances(views: Floats, noise: float, points: int) -> Floats:
    """Chance of each point given people's views, shape (views, points)."""
    cuts = np.array(_cuts(points))
    reached = np.vectorize(_normal)((views[:, None] - cuts) / noise)
    ends = np.ones((views.size, 1))
    chances: Floats = -np.diff(np.hstack((ends, reached, 0 * ends)), axis=1)
    return chances


def _offsets(opinion: Opinion, items: int) -> Floats:
    return np.array(opinion.offsets or (0.0,) * items)


def _cuts(points: int) -> tuple[float, ...]:
    return tuple(accumulate((1.5, *(1.0,) * (points - 2))))


def _normal(z: float) -> float:
    return math.erfc(-z / math.sqrt(2)) / 2
