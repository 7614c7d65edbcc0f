"""The people of a roster while it is being read, row by row."""

from diagnostic.roster import cells
from diagnostic.roster.departments import RosterDepartment, in_order, same
from diagnostic.spreadsheet.cells import CellError, Names
from diagnostic.spreadsheet.errors import SpreadsheetError, shown
from questionnaires.saying import Said

DEPARTMENT, EMAIL, COUNT = "department", "email", "count"
MOST_DEPARTMENTS = 1_000
LONGEST_NAME = 80


class Listing:
    """Departments in order of appearance, with their addresses or counts."""

    def __init__(self, *, decimal_comma: bool) -> None:
        """Start without rows."""
        self.names = Names(Said("department"), MOST_DEPARTMENTS, longest=LONGEST_NAME)
        self.decimal_comma = decimal_comma
        self.addresses: list[list[str]] = []
        self.counts: list[int] = []
        # Row and department of each mailbox in one number: half a million of them.
        self._mailboxes: dict[str, int] = {}

    def invite(self, row: int, cell: str, department: str) -> None:
        """Add a person by address.

        Raises:
            SpreadsheetError: a cell that cannot be used, or a person who is there
                already.
        """
        try:
            address = cells.address(cell)
        except CellError as error:
            raise SpreadsheetError(error.said, row, EMAIL) from None
        number = self._department(row, department)
        here = row * MOST_DEPARTMENTS + number
        place = self._mailboxes.setdefault(cells.mailbox(address), here)
        if place != here:
            first_row, first = divmod(place, MOST_DEPARTMENTS)
            message = Said("this person is there already, in row {row}", row=first_row)
            if first != number:
                message = Said(
                    "this person is there already, in row {row} in {department}",
                    row=first_row,
                    department=shown(self.names.known[first]),
                )
            raise SpreadsheetError(message, row, EMAIL)
        self.addresses[number].append(address)
        self.counts[number] += 1

    def count(self, row: int, cell: str, department: str) -> None:
        """Add a department by its number of people.

        Raises:
            SpreadsheetError: a cell that cannot be used, or a department that is
                there already.
        """
        number = self._department(row, department)
        first_row = self.names.rows[number]
        if first_row != row:
            message = Said(
                "{department} is there already, in row {row}",
                department=shown(self.names.known[number]),
                row=first_row,
            )
            raise SpreadsheetError(message, row, DEPARTMENT)
        try:
            people = cells.count(cell, decimal_comma=self.decimal_comma)
        except CellError as error:
            raise SpreadsheetError(error.said, row, COUNT) from None
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

    def _department(self, row: int, cell: str) -> int:
        number = self.names.get(cell)
        if number is not None:
            return number
        try:
            number = self.names[cells.department(cell)]
        except CellError as error:
            raise SpreadsheetError(error.said, row, DEPARTMENT) from None
        if number == len(self.counts):
            self.names.rows[number] = row
            self.addresses.append([])
            self.counts.append(0)
        return number
