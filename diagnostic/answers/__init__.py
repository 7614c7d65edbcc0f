"""Reads the answers of a survey that was run elsewhere from a CSV file."""

from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path

from diagnostic.answers.columns import WAVE, find_columns
from diagnostic.answers.errors import AnswerError
from diagnostic.answers.table import Table
from diagnostic.spreadsheet.cells import tidy
from diagnostic.spreadsheet.errors import SpreadsheetError, listed
from diagnostic.spreadsheet.rows import open_text, read_blocks
from diagnostic.tally import Tally
from questionnaires import Questionnaire
from questionnaires.problems import quoted
from questionnaires.saying import Said

__all__ = ["DEPARTMENT", "LEADERSHIP", "AnswerError", "AnswerFile", "read"]

DEPARTMENT = "department"
LEADERSHIP = "leadership"


@dataclass(frozen=True)
class AnswerFile:
    """What a file of answers holds.

    Args:
        waves: one tally a wave, sorted by the wave's name; at least one.
        notices: sentences about columns that were ignored or are missing.
    """

    waves: tuple[Tally, ...]
    notices: tuple[str, ...]


def read(
    source: bytes | Path,
    questionnaire: Questionnaire,
    *,
    group_column: str = DEPARTMENT,
    leadership: str | None = None,
) -> AnswerFile:
    """Read a CSV file of answers, one row a person.

    Memory grows by about one byte an answer, whatever the file's size.

    Args:
        source: path or content of the file.
        questionnaire: what was asked.
        group_column: name of the column with each person's department.
        leadership: the group that is the leadership, case ignored. None is
            ``leadership``, and it need not occur.

    Raises:
        AnswerError: the first thing in the file that cannot be used.
    """
    try:
        with open_text(source) as text:
            return _read(text, questionnaire, tidy(group_column), leadership)
    except SpreadsheetError as error:
        path = "" if isinstance(source, bytes) else str(source)
        raise AnswerError(error.message, error.row, error.column, path) from None


def _read(
    text: TextIOWrapper,
    questionnaire: Questionnaire,
    group_column: str,
    leadership: str | None,
) -> AnswerFile:
    expected = {group_column, WAVE, *(item.id for item in questionnaire.items)}
    separator, blocks = read_blocks(text, expected)
    header = next(blocks, [])
    if not header:
        raise AnswerError("the file is empty")
    columns = find_columns(*header[0], questionnaire, group_column)
    leader = tidy(LEADERSHIP if leadership is None else leadership)
    table = Table(columns, questionnaire, leader, decimal_comma=separator != ",")
    for block in blocks:
        table.add(block)
    if not table.rows:
        raise AnswerError("there is no row of answers below the header")
    _refuse_unknown_groups(table, named=leadership is not None)
    return AnswerFile(tuple(table.tallies()), columns.notices)


def _refuse_unknown_groups(table: Table, *, named: bool) -> None:
    groups = sorted(table.groups.known)
    if named and table.groups.find(table.leadership) is None:
        message = Said(
            "there is no group {group}; the groups are {groups}",
            group=quoted(table.leadership),
            groups=listed(groups),
        )
        raise AnswerError(message)
    teams = [name for name in groups if name.casefold() != table.leadership.casefold()]
    for prediction in table.columns.predictions:
        if prediction.team not in teams:
            message = Said(
                "there is no team {team}; the teams are {teams}",
                team=quoted(prediction.team),
                teams=listed(teams),
            )
            name = table.columns.names[prediction.column]
            raise AnswerError(message, table.columns.row, name)
