"""From a table of answers, one row a person, to counts."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from diagnostic.tally.cells import CompleteSheets, Counts, Histogram, Moments
from diagnostic.tally.wave import Tally
from questionnaires import Item, Questionnaire

Points = NDArray[np.uint8]


def tally_table(
    questionnaire: Questionnaire,
    groups: Sequence[str],
    membership: Counts,
    answers: Points,
    predictions: Mapping[tuple[str, str], Points] | None = None,
    leadership: str = "leadership",
    *,
    wave: str | None = None,
    invited: Mapping[str, int] | None = None,
) -> Tally:
    """Count a table of answers, one row a person.

    Args:
        questionnaire: what was asked.
        groups: names of the groups, shape (G,).
        membership: index into ``groups`` per person, shape (N,).
        answers: point per person and item in the questionnaire's order, before
            reversal; a choice's option counted from 1; 0 is not answered;
            shape (N, items).
        predictions: point that a person expects of a team, 0 for none, shape
            (N,), by (team, dimension); only rows of the leadership count.
        leadership: name of the group that is the leadership, case ignored.
        wave: name of the wave.
        invited: people invited per group, where known.

    Raises:
        ValueError: an answer off the scale; a prediction for a team or dimension
            that does not exist.

    The cost is linear in people: one pass an item, one a dimension.
    """
    points = questionnaire.scale.points
    leader = next((g for g in groups if g.casefold() == leadership.casefold()), None)
    order = sorted(range(len(groups)), key=lambda g: (groups[g] != leader, groups[g]))
    names = tuple(groups[g] for g in order)
    place = np.empty(len(groups), np.int64)
    place[order] = np.arange(len(groups))
    membership = place[membership] if len(groups) else membership

    items: dict[tuple[str, str], Counts] = {}
    choices: dict[tuple[str, str], Counts] = {}
    for column, item in enumerate(questionnaire.items):
        size = points if item.kind == "scale" else len(item.options)
        counts = _per_group(membership, answers[:, column], len(names), size)
        if item.reverse:
            counts = counts[:, ::-1]
        cells = items if item.kind == "scale" else choices
        cells.update({(g, item.id): counts[i] for i, g in enumerate(names)})

    scores: dict[tuple[str, str], Histogram | Moments] = {}
    complete: dict[str, CompleteSheets] = {}
    scored = np.zeros(len(membership), bool)
    for dimension in questionnaire.dimensions:
        asked = questionnaire.items_of(dimension.key)
        sub = _upright(questionnaire, asked, answers)
        codes, unit, counts, has_score = _score_counts(
            sub, membership, len(names), points
        )
        scored |= has_score
        for i, g in enumerate(names):
            scores[g, dimension.key] = Histogram(codes, unit, counts[i])
        complete[dimension.key] = _complete(sub, membership, len(names))
    answered = np.bincount(membership[scored], minlength=len(names))
    return Tally(
        questionnaire=questionnaire,
        groups=names,
        leadership=leader,
        answered={g: int(answered[i]) for i, g in enumerate(names)},
        scores=scores,
        items=items,
        choices=choices,
        predictions=_predictions(
            questionnaire, names, leader, membership, predictions or {}
        ),
        complete=complete,
        wave=wave,
        invited=dict(invited or {}),
    )


def _per_group(membership: Counts, answers: Points, groups: int, size: int) -> Counts:
    """Count answers 1 to ``size`` per group, shape (groups, size)."""
    if answers.size and int(answers.max()) > size:
        raise ValueError(f"an answer is {answers.max()}, the scale ends at {size}")
    cell = membership * (size + 1) + answers
    counts = np.bincount(cell, minlength=groups * (size + 1))
    return counts.reshape(groups, size + 1)[:, 1:]


def _upright(
    questionnaire: Questionnaire, asked: Sequence[Item], answers: Points
) -> Points:
    """Take the columns of the asked items, reversed ones turned, 0 kept."""
    column = {item.id: i for i, item in enumerate(questionnaire.items)}
    sub = answers[:, [column[item.id] for item in asked]]
    turned = np.array([item.reverse for item in asked])
    if turned.any():
        opposite = questionnaire.scale.points + 1 - sub
        sub = np.where(turned & (sub > 0), opposite, sub)
    return sub.astype(np.uint8, copy=False)


def _score_counts(
    sub: Points, membership: Counts, groups: int, points: int
) -> tuple[Counts, int, Counts, NDArray[np.bool_]]:
    """Count people per dimension score.

    The score is the mean of the items answered, if at least half are. As the
    integer lcm(1..J)·sum/answered it is exact, so that ties are ties.

    Returns:
        codes (V,), codes to a point, counts (groups, V), who has a score (N,).
    """
    size = sub.shape[1]
    unit = math.lcm(*range(1, size + 1))
    answered = np.count_nonzero(sub, axis=1)
    total = sub.sum(axis=1, dtype=np.int64)
    has_score = 2 * answered >= size
    width = size * points + 1
    key = answered * width + total
    seen = (membership * ((size + 1) * width) + key)[has_score]
    table = np.bincount(seen, minlength=groups * (size + 1) * width)
    table = table.reshape(groups, (size + 1) * width)
    used = np.flatnonzero(table.any(axis=0))
    code = (used % width) * unit // np.maximum(used // width, 1)
    codes, where = np.unique(
        np.concatenate((code, [unit, unit * points])), return_inverse=True
    )
    counts = np.zeros((groups, codes.size), np.int64)
    np.add.at(counts.T, where[: used.size], table[:, used].T)
    return codes.astype(np.int64), unit, counts, has_score


def _complete(sub: Points, membership: Counts, groups: int) -> CompleteSheets:
    whole = np.all(sub > 0, axis=1)
    rows = sub[whole].astype(np.float64)
    people = np.bincount(membership[whole], minlength=groups).astype(np.float64)
    sums = np.stack(
        [np.bincount(membership[whole], column, groups) for column in rows.T], axis=1
    )
    around = (sums / np.maximum(people, 1)[:, None]).T @ sums
    return CompleteSheets(int(whole.sum()), rows.T @ rows - around)


def _predictions(
    questionnaire: Questionnaire,
    names: Sequence[str],
    leader: str | None,
    membership: Counts,
    predictions: Mapping[tuple[str, str], Points],
) -> dict[tuple[str, str], Counts]:
    points = questionnaire.scale.points
    dimensions = {dimension.key for dimension in questionnaire.dimensions}
    counted = {}
    for (team, dimension), given in predictions.items():
        if team not in names or team == leader:
            raise ValueError(f"predict:{team}:{dimension}: there is no such team")
        if dimension not in dimensions:
            raise ValueError(f"predict:{team}:{dimension}: there is no such dimension")
        if given.size and int(given.max()) > points:
            raise ValueError(
                f"predict:{team}:{dimension}: {given.max()} is not a point "
                f"from 1 to {points}"
            )
        mine = given[membership == 0] if leader is not None else given[:0]
        counted[team, dimension] = np.bincount(mine, minlength=points + 1)[1:]
    return counted
