"""What each column of an answer file is."""

from collections.abc import Sequence
from dataclasses import dataclass

from diagnostic.answers.cells import tidy
from diagnostic.answers.errors import AnswerError, listed
from diagnostic.tally.sheets import PREDICTION
from questionnaires import Questionnaire
from questionnaires.problems import quoted

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
        AnswerError: a name twice, no department, no item, a name that differs
            from an expected one only in capital letters, a faulty prediction.
    """
    names = tuple(map(tidy, header))
    while names and not names[-1]:
        names = names[:-1]
    place = {name: index for index, name in enumerate(names)}
    _refuse_repeated(names, row)
    ids = [item.id for item in questionnaire.items]
    _refuse_near_misses(place, [group_column, WAVE, *ids], row)
    if group_column not in place:
        found = listed([name for name in names if name])
        message = f"there is no column {quoted(group_column)}; the columns are {found}"
        raise AnswerError(message, row)
    items = tuple(None if id == group_column else place.get(id) for id in ids)
    if not any(index is not None for index in items):
        message = f"no column is an item of {quoted(questionnaire.key)}: {listed(ids)}"
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


def _refuse_repeated(names: Sequence[str], row: int) -> None:
    for index, name in enumerate(names):
        if name and name in names[:index]:
            places = f"as column {names.index(name) + 1} and as column {index + 1}"
            raise AnswerError(f"it is there twice, {places}", row, name)


def _refuse_near_misses(
    place: dict[str, int], expected: Sequence[str], row: int
) -> None:
    # Ignoring `Wave` with a notice would silently merge all the waves.
    absent = {name.casefold(): name for name in expected if name not in place}
    for name in place:
        meant = absent.get(name.casefold())
        if meant is not None:
            raise AnswerError(f"it should be written {quoted(meant)}", row, name)


def _prediction(
    name: str, index: int, row: int, questionnaire: Questionnaire
) -> Prediction:
    team, _, dimension = name.removeprefix(PREDICTION).rpartition(":")
    dimensions = [dimension.key for dimension in questionnaire.dimensions]
    if not tidy(team):
        message = "a prediction is named predict:<team>:<dimension>"
        raise AnswerError(message, row, name)
    if dimension.strip() not in dimensions:
        message = (
            f"there is no dimension {quoted(dimension.strip())};"
            f" the dimensions are {listed(dimensions)}"
        )
        raise AnswerError(message, row, name)
    return Prediction(tidy(team), dimension.strip(), index)


def _notices(
    names: Sequence[str], used: set[str], missing: Sequence[str]
) -> tuple[str, ...]:
    ignored = [name for name in names if name and name not in used]
    unnamed = sum(not name for name in names)
    notices = []
    if ignored:
        notices.append(f"columns ignored: {listed(ignored)}")
    if unnamed:
        notices.append(f"columns without a name ignored: {unnamed}")
    if missing:
        notices.append(f"items without a column, so without answers: {listed(missing)}")
    return tuple(notices)
