"""What is wrong with an answer file, and where."""

from diagnostic.spreadsheet.errors import SpreadsheetError


class AnswerError(SpreadsheetError):
    """An answer file that cannot be used, with the first thing that is wrong."""
