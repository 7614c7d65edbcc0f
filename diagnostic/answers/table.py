"""Answers as a table that grows, a block of rows at a time."""

from array import array
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from diagnostic.answers.cells import Options, Points
from diagnostic.answers.columns import Columns
from diagnostic.answers.errors import AnswerError
from diagnostic.spreadsheet.cells import CellError, Names
from diagnostic.spreadsheet.columns import fitted
from diagnostic.spreadsheet.rows import Row
from diagnostic.tally import Tally, tally_table
from questionnaires import Questionnaire
from questionnaires.problems import quoted
from questionnaires.saying import Said

# Beyond, somebody has named the wrong column, and the tally of a million groups
# would not fit into memory.
MOST_GROUPS = 1_000
MOST_WAVES = 100
Cells = Sequence[str]


class Table:
    """The answers read so far, one byte an answer, kept column by column.

    A column is read by ``map`` over a dict, without a step of Python for each
    cell. Only when a cell is refused are the rows of its block walked through
    again, to name the first one in reading order.
    """

    def __init__(
        self,
        columns: Columns,
        questionnaire: Questionnaire,
        leadership: str,
        *,
        decimal_comma: bool,
    ) -> None:
        """Start without rows; ``leadership`` is the group that may predict."""
        scale = questionnaire.scale
        points = Points(scale, decimal_comma=decimal_comma)
        self.columns = columns
        self.questionnaire = questionnaire
        self.leadership = leadership
        self.groups = Names(Said("department"), MOST_GROUPS)
        self.waves = Names(Said("wave"), MOST_WAVES, may_be_empty=True)
        self.rows = 0
        self._group_of = array("H")
        self._wave_of = array("H")
        # What reads a column, by its position, in reading order below.
        self._names = {columns.group: (self.groups, self._group_of)}
        if columns.wave is not None:
            self._names[columns.wave] = (self.waves, self._wave_of)
        self._codes: dict[int, tuple[Mapping[str, int], bytearray]] = {
            column: (Options(item, scale) if item.options else points, bytearray())
            for column, item in zip(columns.items, questionnaire.items, strict=True)
            if column is not None
        }
        self._predictions = {prediction.column for prediction in columns.predictions}
        for column in self._predictions:
            self._codes[column] = (points, bytearray())

    def add(self, block: Sequence[Row]) -> None:
        """Read a block of rows.

        Raises:
            SpreadsheetError: the first cell that cannot be used, and why.
        """
        width = len(self.columns.names)
        rows = [row for row, _ in block]
        lines = [
            cells if len(cells) == width else fitted(row, cells, width)
            for row, cells in block
        ]
        try:
            self._extend(list(zip(*lines, strict=True)))
        except CellError:
            for row, cells in zip(rows, lines, strict=True):
                self._check(row, cells)
            raise
        for names, numbers in self._names.values():
            for number in range(len(names.rows), len(names.known)):
                names.rows[number] = rows[numbers.index(number, self.rows) - self.rows]
        self.rows += len(rows)

    def _extend(self, by_column: Sequence[Cells]) -> None:
        for column, (names, numbers) in self._names.items():
            numbers.extend(map(names.__getitem__, by_column[column]))
        for column, (codes, answers) in self._codes.items():
            answers += bytes(map(codes.__getitem__, by_column[column]))
        others = np.array(self._group_of[self.rows :]) != self._leader
        for column in self._predictions:
            answers = self._codes[column][1]
            if np.frombuffer(answers[self.rows :], np.uint8)[others].any():
                raise CellError("only rows of leadership may hold predictions")

    def _check(self, row: int, cells: Cells) -> None:
        """Read one row cell by cell, for the message of a block that was refused."""
        for column in sorted({*self._names, *self._codes}):
            try:
                if column in self._names:
                    names = self._names[column][0]
                    names.rows.setdefault(names[cells[column]], row)
                elif self._codes[column][0][cells[column]]:
                    self._check_prediction(column, cells)
            except CellError as error:
                name = self.columns.names[column]
                raise AnswerError(error.said, row, name) from None

    def _check_prediction(self, column: int, cells: Cells) -> None:
        group = self.groups[cells[self.columns.group]]
        if column in self._predictions and group != self._leader:
            raise CellError(
                "{value} is a prediction, which only rows of {leadership} may hold",
                value=quoted(cells[column]),
                leadership=quoted(self.leadership),
            )

    @property
    def _leader(self) -> int:
        number = self.groups.find(self.leadership)
        return MOST_GROUPS if number is None else number

    def tallies(self) -> Iterator[Tally]:
        """Count each wave, sorted by name.

        Raises:
            AnswerError: some rows have no wave while others have one.
        """
        waves = self.waves.known or [""]
        if "" in waves and len(waves) > 1:
            message = Said("the wave of this row is empty, while others have one")
            raise AnswerError(message, self.waves.rows[waves.index("")], "wave")
        group_of = np.array(self._group_of, np.int64)
        wave_of = np.array(self._wave_of, np.int64)
        for number, wave in sorted(enumerate(waves), key=lambda pair: pair[1]):
            mine = slice(None) if len(waves) == 1 else wave_of == number
            yield self._tally(wave or None, group_of[mine], mine)

    def _tally(
        self,
        wave: str | None,
        group_of: NDArray[np.int64],
        mine: slice | NDArray[np.bool_],
    ) -> Tally:
        present = np.bincount(group_of, minlength=len(self.groups.known)) > 0
        names = [self.groups.known[number] for number in np.flatnonzero(present)]
        nobody = np.zeros(group_of.size, np.uint8)
        codes = {
            column: np.frombuffer(answers, np.uint8)[mine]
            for column, (_, answers) in self._codes.items()
        }
        return tally_table(
            self.questionnaire,
            names,
            (np.cumsum(present) - 1)[group_of],
            np.stack(
                [
                    nobody if column is None else codes[column]
                    for column in self.columns.items
                ]
            ).T,
            {
                (prediction.team, prediction.dimension): codes[prediction.column]
                for prediction in self.columns.predictions
                if prediction.team in names
            },
            self.leadership,
            wave=wave,
        )
