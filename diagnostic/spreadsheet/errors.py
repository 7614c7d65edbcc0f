"""What is wrong with a file, and where."""

from collections.abc import Sequence

from questionnaires.problems import quoted
from questionnaires.saying import Said

MOST_LISTED = 10


class SpreadsheetError(ValueError):
    """A file that cannot be used, with the first thing that is wrong.

    Attributes:
        message: the rule that is broken, and the value that breaks it.
        said: the same with its place, without the path, as pages say it.
        row: row as a spreadsheet counts it, the first is 1; None of a whole file.
        column: name of the column, or None.
        source: the path that was asked for, or an empty text.
    """

    def __init__(
        self,
        message: str,
        row: int | None = None,
        column: str | None = None,
        source: str = "",
    ) -> None:
        """Keep the place; ``str()`` gives one sentence."""
        self.message = Said(message)
        self.row = row
        self.column = column
        self.source = source
        self.said = _placed(self.message, row, column)
        super().__init__(f"{source}: {self.said}" if source else str(self.said))


class UnplacedError(ValueError):
    """What is wrong with a part of a file, where the place is known one level up.

    Attributes:
        said: the rule that is broken, and the value that breaks it.
    """

    def __init__(self, message: str, /, **values: object) -> None:
        """Fill the places of the message; see ``Said``."""
        self.said = Said(message, **values)
        super().__init__(str(self.said))


def _placed(fault: Said, row: int | None, column: str | None) -> Said:
    if column is None:
        return (
            fault if row is None else Said("row {row}: {fault}", row=row, fault=fault)
        )
    name = shown(column)
    if row is None:
        return Said("column {column}: {fault}", column=name, fault=fault)
    return Said(
        "row {row}, column {column}: {fault}", row=row, column=name, fault=fault
    )


def shown(value: str) -> str:
    """Repeat a value of the file in a message, unless it holds an address.

    Messages end in logs and tickets, where nobody's address may be (rule S4).
    """
    return '"…@…"' if "@" in value else quoted(value)


def listed(names: Sequence[str]) -> str:
    """Name the first few of many names in a message."""
    if not names:
        return Said("none")
    first = ", ".join(map(shown, names[:MOST_LISTED]))
    left = len(names) - MOST_LISTED
    if left <= 0:
        return first
    return Said("{names} and {left} more", names=first, left=left)
