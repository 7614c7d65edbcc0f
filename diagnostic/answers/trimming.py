"""A file of answers without what nobody reads of it."""

import csv
from io import StringIO

from diagnostic.answers import DEPARTMENT
from diagnostic.answers.columns import WAVE, Columns, find_columns
from diagnostic.spreadsheet.cells import tidy
from diagnostic.spreadsheet.columns import fitted
from diagnostic.spreadsheet.rows import open_text, read_blocks
from questionnaires import Questionnaire


def trimmed(source: bytes, questionnaire: Questionnaire) -> str:
    """Write a file anew, with the columns that are read alone.

    Names or addresses that stood beside the answers go no further.

    Args:
        source: content of a file that was read without a fault, with departments
            in the column that is usual.
        questionnaire: what was asked.
    """
    expected = {DEPARTMENT, WAVE, *(item.id for item in questionnaire.items)}
    with open_text(source) as text:
        separator, blocks = read_blocks(text, expected)
        written = StringIO()
        # A semicolon lets cells be written with a decimal comma.
        writer = csv.writer(written, delimiter=separator, lineterminator="\n")
        [(row, header)] = next(blocks)
        columns = find_columns(row, header, questionnaire, DEPARTMENT)
        used = _read(columns)
        writer.writerow([columns.names[place] for place in used])
        for block in blocks:
            for number, cells in block:
                whole = fitted(number, cells, len(columns.names))
                writer.writerow([tidy(whole[place]) for place in used])
    return written.getvalue()


def _read(columns: Columns) -> list[int]:
    """Give the positions of the columns that are read, from left to right."""
    places = [columns.group, columns.wave, *columns.items]
    places += [prediction.column for prediction in columns.predictions]
    return sorted({place for place in places if place is not None})
