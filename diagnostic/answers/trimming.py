"""A file of answers without what nobody reads of it."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from diagnostic.answers.columns import WAVE, find_columns
from diagnostic.spreadsheet.rows import open_text, read_blocks
from diagnostic.tally.sheets import PREDICTION
from questionnaires import Questionnaire


def trimmed(source: bytes, questionnaire: Questionnaire, group_column: str) -> str:
    """Write a file anew, with the columns that are read alone.

    Names or addresses that stood beside the answers go no further.

    Args:
        source: content of a file that was read without a fault.
        questionnaire: what was asked.
        group_column: name of the column with each person's department.
    """
    ids = [item.id for item in questionnaire.items]
    wanted = [group_column, WAVE, *ids]
    with open_text(source) as text:
        separator, blocks = read_blocks(text, {*wanted})
        written = StringIO()
        # A semicolon lets cells be written with a decimal comma.
        writer = csv.writer(written, delimiter=separator, lineterminator="\n")
        [(row, header)] = next(blocks)
        names = find_columns(row, header, questionnaire, group_column).names
        used = [
            place
            for place, name in enumerate(names)
            if name in wanted or name.startswith(PREDICTION)
        ]
        writer.writerow([names[place] for place in used])
        writer.writerows(_chosen(blocks, used))
    return written.getvalue()


def _chosen(
    blocks: Iterator[Sequence[tuple[int, list[str]]]], used: Sequence[int]
) -> Iterator[list[str]]:
    for block in blocks:
        for _, cells in block:
            yield [cells[place] if place < len(cells) else "" for place in used]
