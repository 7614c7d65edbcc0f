"""The header of a table, and rows that fit it."""

from collections.abc import Collection, Sequence

from diagnostic.spreadsheet.cells import tidy
from diagnostic.spreadsheet.errors import SpreadsheetError, listed, shown


def column_names(
    row: int, header: Sequence[str], expected: Sequence[str]
) -> tuple[str, ...]:
    """Read the header, without empty columns at the end.

    Args:
        row: of the header.
        header: its cells.
        expected: names that may occur.

    Raises:
        SpreadsheetError: a name twice, or one that differs from an expected one
            only in capital letters.
    """
    names = tuple(map(tidy, header))
    while names and not names[-1]:
        names = names[:-1]
    for index, name in enumerate(names):
        if name and name in names[:index]:
            places = f"as column {names.index(name) + 1} and as column {index + 1}"
            raise SpreadsheetError(f"it is there twice, {places}", row, name)
    # Ignoring `Wave` with a notice would silently merge all the waves.
    absent = {name.casefold(): name for name in expected if name not in names}
    for name in names:
        meant = absent.get(name.casefold())
        if meant is not None:
            raise SpreadsheetError(f"it should be written {shown(meant)}", row, name)
    return names


def refuse_missing(names: Sequence[str], needed: Sequence[str], row: int) -> None:
    """Refuse a header that lacks a column, and say which there are.

    Raises:
        SpreadsheetError: the first column that is missing.
    """
    for name in needed:
        if name not in names:
            found = listed([name for name in names if name])
            message = f"there is no column {shown(name)}; the columns are {found}"
            raise SpreadsheetError(message, row)


def ignored(names: Sequence[str], used: Collection[str]) -> list[str]:
    """Tell in sentences which columns are not read."""
    others = [name for name in names if name and name not in used]
    unnamed = sum(not name for name in names)
    notices = []
    if others:
        notices.append(f"columns ignored: {listed(others)}")
    if unnamed:
        notices.append(f"columns without a name ignored: {unnamed}")
    return notices


def fitted(row: int, cells: list[str], width: int) -> list[str]:
    """Make a row as long as the header: programs leave empty cells out.

    Raises:
        SpreadsheetError: a cell beyond the last column.
    """
    if len(cells) == width:
        return cells
    for position, cell in enumerate(cells[width:], width + 1):
        if cell.strip():
            message = f"{shown(cell)} stands beyond the last column, {width}"
            raise SpreadsheetError(f"column {position}: {message}", row)
    return cells[:width] + [""] * (width - len(cells))
