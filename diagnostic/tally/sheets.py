"""From answer sheets, one mapping a person, to counts."""

from collections.abc import Iterable, Mapping

import numpy as np

from diagnostic.tally.table import Points, tally_table
from diagnostic.tally.wave import Tally
from questionnaires import Questionnaire

PREDICTION = "predict:"


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
        invited: people invited per group, where known; a group of whom nobody
            answered is a group all the same.

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
    for group in invited or {}:
        indices.setdefault(group, len(indices))
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
