"""What is wrong with a file, and where."""

from collections.abc import Sequence

from questionnaires.problems import quoted

MOST_LISTED = 10


class SpreadsheetError(ValueError):
    """A file that cannot be used, with the first thing that is wrong.

    Attributes:
        message: the rule that is broken, and the value that breaks it.
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
        self.message = message
        self.row = row
        self.column = column
        self.source = source
        place = [] if row is None else [f"row {row}"]
        place += [] if column is None else [f"column {shown(column)}"]
        parts = [source, ", ".join(place), message]
        super().__init__(": ".join(part for part in parts if part))


def shown(value: str) -> str:
    """Repeat a value of the file in a message, unless it holds an address.

    Messages end in logs and tickets, where nobody's address may be (rule S4).
    """
    return '"…@…"' if "@" in value else quoted(value)


def listed(names: Sequence[str]) -> str:
    """Name the first few of many names in a message."""
    first = ", ".join(map(shown, names[:MOST_LISTED]))
    left = len(names) - MOST_LISTED
    return f"{first} and {left} more" if left > 0 else first or "none"
