"""The tally: people counted per group and answer, with no person in it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from diagnostic.rules import Rules, SmallLeadership
from questionnaires import Item, Questionnaire

__all__ = [
    "CompleteSheets",
    "Histogram",
    "Moments",
    "Rules",
    "SmallLeadership",
    "Tally",
    "tally_sheets",
    "tally_table",
]

Counts = NDArray[np.int64]
Points = NDArray[np.uint8]
PREDICTION = "predict:"
_INT64 = 2**62


@dataclass(frozen=True)
class Moments:
    """People, sum and sum of squares of their scores, as exact integer codes.

    Args:
        n: people.
        total: sum of the codes; a code is points times ``unit``.
        squares: sum of the squared codes.
        unit: codes to a point.
    """

    n: int
    total: int
    squares: int
    unit: int

    @property
    def mean(self) -> float:
        """Mean in points; ``nan`` without people."""
        return self.total / (self.n * self.unit) if self.n else math.nan

    @property
    def variance(self) -> float:
        """Sample variance in points², exactly 0 if all agree; ``nan`` below two."""
        if self.n < 2:
            return math.nan
        spread = self.n * self.squares - self.total**2
        return spread / (self.n * (self.n - 1) * self.unit**2)


@dataclass(frozen=True, eq=False)
class Histogram:
    """People counted per score.

    Args:
        codes: scores as integers, ascending, ends of the scale included, shape (V,).
        unit: codes to a point: the score in points is ``codes / unit``.
        counts: people per code, shape (V,).
    """

    codes: Counts
    unit: int
    counts: Counts

    @property
    def n(self) -> int:
        """People."""
        return int(self.counts.sum())

    @property
    def moments(self) -> Moments:
        """People, sum and sum of squares, exact however large."""
        largest = int(np.abs(self.codes).max())
        kind = np.int64 if largest**2 * max(self.n, 1) < _INT64 else object
        codes, counts = self.codes.astype(kind), self.counts.astype(kind)
        weighted = counts * codes
        return Moments(
            self.n, int(weighted.sum()), int((weighted * codes).sum()), self.unit
        )


@dataclass(frozen=True, eq=False)
class CompleteSheets:
    """What Cronbach's alpha needs of the people who answered a whole dimension.

    Args:
        people: complete sheets, all groups together.
        products: cross-products of the items around their group's means, pooled
            over groups, in points², shape (J, J).
    """

    people: int
    products: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Tally:
    """Counts of one wave. Means and counts are after reversal: high is good.

    Args:
        questionnaire: what was asked.
        groups: names, leadership first if there is one, then teams by name.
        leadership: the group that is the leadership, or None.
        answered: people of a group with a score in at least one dimension.
        scores: people per dimension score, by (group, dimension); a cell of a
            sealed wave may be kept as moments only, or not at all.
        items: people per point, lowest first, shape (points,), by (group, item).
        choices: people per option, shape (options,), by (group, item).
        predictions: leaders per point that they expect a team's mean to be,
            shape (points,), by (team, dimension).
        complete: what reliability needs, by dimension.
        wave: name of the wave, or None.
        invited: people invited, by group, where known.
        verdicts: verdicts as released, by (team, dimension), of a sealed wave
            whose small cells can no longer be tested; None of a whole tally.
    """

    questionnaire: Questionnaire
    groups: tuple[str, ...]
    leadership: str | None
    answered: Mapping[str, int]
    scores: Mapping[tuple[str, str], Histogram | Moments]
    items: Mapping[tuple[str, str], Counts]
    choices: Mapping[tuple[str, str], Counts] = field(
        default_factory=lambda: MappingProxyType({})
    )
    predictions: Mapping[tuple[str, str], Counts] = field(
        default_factory=lambda: MappingProxyType({})
    )
    complete: Mapping[str, CompleteSheets] = field(
        default_factory=lambda: MappingProxyType({})
    )
    wave: str | None = None
    invited: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    verdicts: Mapping[tuple[str, str], str | None] | None = None

    @property
    def teams(self) -> tuple[str, ...]:
        """Every group but the leadership."""
        return tuple(name for name in self.groups if name != self.leadership)


def tally_sheets(
    questionnaire: Questionnaire,
    sheets: Iterable[tuple[str, Mapping[str, int | str | None]]],
    leadership: str = "leadership",
    *,
    wave: str | None = None,
    invited: Mapping[str, int] | None = None,
) -> Tally:
    """Count answer sheets.

    Args:
        questionnaire: what was asked.
        sheets: one pair a person: the group, and the point answered per item
            (before reversal, 1 is the lowest), the option's key for a choice, the
            point per ``predict:<team>:<dimension>``; None or absent: not answered.
        leadership: name of the group that is the leadership, case ignored.
        wave: name of the wave.
        invited: people invited per group, where known.

    Raises:
        ValueError: an answer off the scale, an item, option, team or dimension
            that does not exist.
    """
    columns = {item.id: column for column, item in enumerate(questionnaire.items)}
    indices: dict[str, int] = {}
    membership: list[int] = []
    packed = bytearray()
    predicted: list[tuple[int, str, int]] = []
    for row, (group, sheet) in enumerate(sheets):
        membership.append(indices.setdefault(group, len(indices)))
        line = bytearray(len(columns))
        for key, answer in sheet.items():
            if answer is None:
                continue
            if key.startswith(PREDICTION):
                point = _point(answer, key, questionnaire.scale.points)
                predicted.append((row, key, point))
            elif key not in columns:
                raise ValueError(f"sheet {row + 1}: there is no item {key!r}")
            else:
                column = columns[key]
                line[column] = _code(answer, questionnaire, column)
        packed += line
    answers = np.frombuffer(bytes(packed), np.uint8)
    predictions: dict[tuple[str, str], Points] = {}
    for row, key, point in predicted:
        team, _, dimension = key.removeprefix(PREDICTION).rpartition(":")
        cell = predictions.setdefault(
            (team, dimension), np.zeros(len(membership), np.uint8)
        )
        cell[row] = point
    return tally_table(
        questionnaire,
        tuple(indices),
        np.array(membership, np.int64),
        answers.reshape(len(membership), len(columns)),
        predictions,
        leadership,
        wave=wave,
        invited=invited,
    )


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


def _point(answer: int | str, place: str, points: int) -> int:
    if isinstance(answer, bool) or not isinstance(answer, int | np.integer):
        raise ValueError(f"{place}: {answer!r} is not a point of the scale")
    if not 1 <= answer <= points:
        raise ValueError(f"{place}: {answer} is not a point from 1 to {points}")
    return int(answer)


def _code(answer: int | str, questionnaire: Questionnaire, column: int) -> int:
    item = questionnaire.items[column]
    if item.kind == "scale":
        return _point(answer, item.id, questionnaire.scale.points)
    for number, option in enumerate(item.options, 1):
        if option.key == answer:
            return number
    raise ValueError(f"{item.id}: there is no option {answer!r}")


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
