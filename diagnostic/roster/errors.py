"""What is wrong with a roster, and where; never with an address in it."""

from diagnostic.spreadsheet.errors import SpreadsheetError


class RosterError(SpreadsheetError):
    """A roster that cannot be used, with the first thing that is wrong."""
