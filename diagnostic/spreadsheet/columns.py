"""The header of a table, and rows that fit it."""

from collections.abc import Collection, Sequence

from diagnostic.spreadsheet.cells import tidy
from diagnostic.spreadsheet.errors import SpreadsheetError, listed, shown
from questionnaires.saying import Said


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
            message = Said(
                "it is there twice, as column {first} and as column {second}",
                first=names.index(name) + 1,
                second=index + 1,
            )
            raise SpreadsheetError(message, row, name)
    # Ignoring `Wave` with a notice would silently merge all the waves.
    absent = {name.casefold(): name for name in expected if name not in names}
    for name in names:
        meant = absent.get(name.casefold())
        if meant is not None:
            message = Said("it should be written {meant}", meant=shown(meant))
            raise SpreadsheetError(message, row, name)
    return names


def refuse_missing(names: Sequence[str], needed: Sequence[str], row: int) -> None:
    """Refuse a header that lacks a column, and say which there are.

    Raises:
        SpreadsheetError: the first column that is missing.
    """
    for name in needed:
        if name not in names:
            message = Said(
                "there is no column {name}; the columns are {found}",
                name=shown(name),
                found=listed([name for name in names if name]),
            )
            raise SpreadsheetError(message, row)


def ignored(names: Sequence[str], used: Collection[str]) -> list[Said]:
    """Tell in sentences which columns are not read."""
    others = [name for name in names if name and name not in used]
    unnamed = sum(not name for name in names)
    notices = []
    if others:
        notices.append(Said("columns ignored: {names}", names=listed(others)))
    if unnamed:
        notices.append(Said("columns without a name ignored: {number}", number=unnamed))
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
            message = Said(
                "column {position}: {value} stands beyond the last column, {last}",
                position=position,
                value=shown(cell),
                last=width,
            )
            raise SpreadsheetError(message, row)
    return cells[:width] + [""] * (width - len(cells))
