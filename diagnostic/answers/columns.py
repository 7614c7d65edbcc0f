"""What each column of an answer file is."""

from collections.abc import Sequence
from dataclasses import dataclass

from diagnostic.answers.errors import AnswerError
from diagnostic.spreadsheet.cells import tidy
from diagnostic.spreadsheet.columns import column_names, ignored, refuse_missing
from diagnostic.spreadsheet.errors import listed
from diagnostic.tally.sheets import PREDICTION
from questionnaires import Questionnaire
from questionnaires.problems import quoted
from questionnaires.saying import Said

WAVE = "wave"


@dataclass(frozen=True)
class Prediction:
    """A column in which leaders say what they expect of a team."""

    team: str
    dimension: str
    column: int


@dataclass(frozen=True)
class Columns:
    """Where in a row everything stands, as positions from 0.

    Args:
        names: the header, tidied, without empty columns at the end.
        row: row of the header.
        group: position of the department.
        wave: position of the wave, or None.
        items: position of each item in the questionnaire's order, None if absent.
        predictions: columns of predictions.
        notices: sentences about what is ignored or missing.
    """

    names: tuple[str, ...]
    row: int
    group: int
    wave: int | None
    items: tuple[int | None, ...]
    predictions: tuple[Prediction, ...]
    notices: tuple[str, ...]


def find_columns(
    row: int, header: Sequence[str], questionnaire: Questionnaire, group_column: str
) -> Columns:
    """Recognise the columns of a file by its header.

    Raises:
        SpreadsheetError: a name twice, no department, no item, a name that differs
            from an expected one only in capital letters, a faulty prediction.
    """
    ids = [item.id for item in questionnaire.items]
    names = column_names(row, header, [group_column, WAVE, *ids])
    place = {name: index for index, name in enumerate(names)}
    refuse_missing(names, [group_column], row)
    items = tuple(None if id == group_column else place.get(id) for id in ids)
    if not any(index is not None for index in items):
        message = Said(
            "no column is an item of {questionnaire}: {items}",
            questionnaire=quoted(questionnaire.key),
            items=listed(ids),
        )
        raise AnswerError(message, row)
    used = {group_column, WAVE, *ids}
    predictions = tuple(
        _prediction(name, index, row, questionnaire)
        for index, name in enumerate(names)
        if name.startswith(PREDICTION) and name not in used
    )
    used |= {names[prediction.column] for prediction in predictions}
    return Columns(
        names=names,
        row=row,
        group=place[group_column],
        wave=None if group_column == WAVE else place.get(WAVE),
        items=items,
        predictions=predictions,
        notices=_notices(names, used, [id for id in ids if id not in place]),
    )


def _prediction(
    name: str, index: int, row: int, questionnaire: Questionnaire
) -> Prediction:
    team, _, dimension = name.removeprefix(PREDICTION).rpartition(":")
    dimensions = [dimension.key for dimension in questionnaire.dimensions]
    if not tidy(team):
        message = Said("a prediction is named predict:<team>:<dimension>")
        raise AnswerError(message, row, name)
    if dimension.strip() not in dimensions:
        message = Said(
            "there is no dimension {dimension}; the dimensions are {dimensions}",
            dimension=quoted(dimension.strip()),
            dimensions=listed(dimensions),
        )
        raise AnswerError(message, row, name)
    return Prediction(tidy(team), dimension.strip(), index)


def _notices(
    names: Sequence[str], used: set[str], missing: Sequence[str]
) -> tuple[str, ...]:
    notices: list[str] = [*ignored(names, used)]
    if missing:
        notices.append(
            Said(
                "items without a column, so without answers: {items}",
                items=listed(missing),
            )
        )
    return tuple(notices)
