"""Reads who is invited from a CSV file, all of it or nothing."""

from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Literal

from diagnostic.roster.cells import address, holds_address, mailbox
from diagnostic.roster.departments import Roster, RosterDepartment, join_small
from diagnostic.roster.errors import RosterError
from diagnostic.roster.listing import COUNT, DEPARTMENT, EMAIL, Listing, Refuse
from diagnostic.spreadsheet.cells import CellError, tidy
from diagnostic.spreadsheet.columns import (
    column_names,
    fitted,
    ignored,
    refuse_missing,
)
from diagnostic.spreadsheet.errors import SpreadsheetError, listed, shown
from diagnostic.spreadsheet.rows import Row, open_text, read_blocks
from questionnaires.saying import Said

__all__ = [
    "LEADERSHIP",
    "MOST_FAULTS",
    "Faults",
    "Mode",
    "Roster",
    "RosterDepartment",
    "RosterError",
    "faults",
    "join_small",
    "mailbox",
    "read",
    "read_address",
]

LEADERSHIP = "leadership"
LARGEST = 10  # million bytes
MOST_FAULTS = 50
"""Nobody mends more at a time."""
Mode = Literal["invited", "codes", "open"]


@dataclass(frozen=True)
class Faults:
    """Everything that is wrong with a roster.

    Args:
        listed: the first of them, in the order of the file, without any address.
        number: how many there are; more than are listed if they are very many.
    """

    listed: tuple[RosterError, ...]
    number: int


def read(
    source: bytes | Path,
    mode: Mode,
    *,
    leadership: str = LEADERSHIP,
    late: bool = False,
) -> Roster:
    """Read a roster.

    Args:
        source: path or content of the file.
        mode: ``invited`` reads the columns ``email`` and ``department``, the
            others ``department`` and ``count``.
        leadership: the department that is the leadership, case ignored.
        late: these people join a wave that is launched, so leadership and a team
            need not be among them.

    Raises:
        RosterError: the first thing in the file that cannot be used. It never
            holds an address.
    """
    try:
        with open_text(source, LARGEST) as text:
            return _read(text, mode, leadership, late, _raise)
    except SpreadsheetError as error:
        raise _roster_error(error, source) from None


def faults(
    source: bytes | Path,
    mode: Mode,
    *,
    leadership: str = LEADERSHIP,
    late: bool = False,
) -> Faults:
    """List everything that is wrong with a roster, row by row.

    What keeps the rest from being read, such as a column that is missing, is the
    last.

    Args:
        source: as in ``read``, and so are the others.
        mode: how links are handed out.
        leadership: the department that is the leadership.
        late: these people join a wave that is launched.

    Returns:
        None at all exactly if ``read`` accepts it.
    """
    found: list[SpreadsheetError] = []
    number = 0

    def note(error: SpreadsheetError) -> None:
        nonlocal number
        number += 1
        if len(found) < MOST_FAULTS:
            found.append(error)

    try:
        with open_text(source, LARGEST) as text:
            _read(text, mode, leadership, late, note)
    except SpreadsheetError as error:
        note(error)
    return Faults(tuple(_roster_error(error, source) for error in found), number)


def read_address(typed: str) -> str:
    """Check an address that somebody typed, by the same rules as in a file.

    Raises:
        RosterError: it cannot be used.
    """
    try:
        return address(typed)
    except CellError as error:
        raise RosterError(error.said) from None


def _read(
    text: TextIOWrapper, mode: Mode, leadership: str, late: bool, refuse: Refuse
) -> Roster:
    column = EMAIL if mode == "invited" else COUNT
    needed = sorted([column, DEPARTMENT])
    separator, blocks = read_blocks(text, needed)
    header = next(blocks, [])
    if not header:
        raise SpreadsheetError("the file is empty")
    names = _column_names(header[0], needed)
    listing = Listing(refuse, decimal_comma=separator != ",")
    add = listing.invite if column == EMAIL else listing.count
    cell, department = names.index(column), names.index(DEPARTMENT)
    for block in blocks:
        for row, given in block:
            try:
                cells = fitted(row, given, len(names))
            except SpreadsheetError as error:
                refuse(error)
                cells = fitted(row, given[: len(names)], len(names))
            add(row, cells[cell], cells[department])
    departments = listing.departments(tidy(leadership))
    if not departments:
        raise SpreadsheetError("there is no row below the header")
    if not late:
        _refuse_one_side(departments, tidy(leadership))
    return Roster(departments, tuple(ignored(names, needed)))


def _raise(error: SpreadsheetError) -> None:
    raise error


def _roster_error(error: SpreadsheetError, source: bytes | Path) -> RosterError:
    path = "" if isinstance(source, bytes) else str(source)
    return RosterError(error.message, error.row, error.column, path)


def _column_names(header: Row, needed: list[str]) -> tuple[str, ...]:
    row, cells = header
    names = column_names(row, cells, needed)
    if not set(needed) <= set(names) and holds_address(" ".join(names)):
        message = Said(
            "the first row should name the columns: {names}", names=listed(needed)
        )
        raise SpreadsheetError(message, row)
    refuse_missing(names, needed, row)
    return names


def _refuse_one_side(
    departments: tuple[RosterDepartment, ...], leadership: str
) -> None:
    """Refuse what has nothing to compare: it would be found out after the answers."""
    if not departments[0].leadership:
        message = Said(
            "no department is called {leadership}, and without leadership"
            " nothing can be compared; the departments are {found}",
            leadership=shown(leadership),
            found=listed([department.name for department in departments]),
        )
        raise SpreadsheetError(message)
    if len(departments) == 1:
        raise SpreadsheetError("there is leadership only, and no team to compare")
