"""The people of a roster while it is being read, row by row."""

from collections.abc import Callable

from diagnostic.roster import cells
from diagnostic.roster.departments import RosterDepartment, in_order, same
from diagnostic.spreadsheet.cells import CellError, Names
from diagnostic.spreadsheet.errors import SpreadsheetError, shown
from questionnaires.saying import Said

Refuse = Callable[[SpreadsheetError], None]
DEPARTMENT, EMAIL, COUNT = "department", "email", "count"
MOST_DEPARTMENTS = 1_000
LONGEST_NAME = 80


class Listing:
    """Departments in order of appearance, with their addresses or counts."""

    def __init__(self, refuse: Refuse, *, decimal_comma: bool) -> None:
        """Start without rows.

        Args:
            refuse: gets what cannot be used; it raises it, or the next row follows.
            decimal_comma: whether ``12,0`` is a whole number.
        """
        self.refuse = refuse
        self.names = Names(Said("department"), MOST_DEPARTMENTS, longest=LONGEST_NAME)
        self.decimal_comma = decimal_comma
        self.addresses: list[list[str]] = []
        self.counts: list[int] = []
        # Row and department of each mailbox in one number: half a million of them.
        self._mailboxes: dict[str, int] = {}

    def invite(self, row: int, cell: str, department: str) -> None:
        """Add a person by address, who may not be there already."""
        address = None
        try:
            address = cells.address(cell)
        except CellError as error:
            self.refuse(SpreadsheetError(error.said, row, EMAIL))
        number = self._department(row, department)
        if address is None or number is None:
            return
        here = row * MOST_DEPARTMENTS + number
        place = self._mailboxes.setdefault(cells.mailbox(address), here)
        if place != here:
            self.refuse(SpreadsheetError(self._again(place, number), row, EMAIL))
            return
        self.addresses[number].append(address)
        self.counts[number] += 1

    def count(self, row: int, cell: str, department: str) -> None:
        """Add a department by its number of people, which may not be there already."""
        number = self._department(row, department)
        if number is not None and self.names.rows[number] != row:
            message = Said(
                "{department} is there already, in row {row}",
                department=shown(self.names.known[number]),
                row=self.names.rows[number],
            )
            self.refuse(SpreadsheetError(message, row, DEPARTMENT))
            number = None
        try:
            people = cells.count(cell, decimal_comma=self.decimal_comma)
        except CellError as error:
            self.refuse(SpreadsheetError(error.said, row, COUNT))
            return
        if number is not None:
            self.counts[number] = people

    def departments(self, leadership: str) -> tuple[RosterDepartment, ...]:
        """Give the departments; ``leadership`` names one of them, case ignored."""
        found = [
            RosterDepartment(name, same(name, leadership), tuple(addresses), people)
            for name, addresses, people in zip(
                self.names.known, self.addresses, self.counts, strict=True
            )
        ]
        return tuple(sorted(found, key=in_order))

    def _again(self, place: int, number: int) -> Said:
        """Say where somebody is there already."""
        row, first = divmod(place, MOST_DEPARTMENTS)
        if first == number:
            return Said("this person is there already, in row {row}", row=row)
        return Said(
            "this person is there already, in row {row} in {department}",
            row=row,
            department=shown(self.names.known[first]),
        )

    def _department(self, row: int, cell: str) -> int | None:
        number = self.names.get(cell)
        if number is not None:
            return number
        try:
            number = self.names[cells.department(cell)]
        except CellError as error:
            self.refuse(SpreadsheetError(error.said, row, DEPARTMENT))
            return None
        if number == len(self.counts):
            self.names.rows[number] = row
            self.addresses.append([])
            self.counts.append(0)
        return number
