"""The rows of a CSV file, numbered as a spreadsheet numbers them."""

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BufferedReader, BytesIO, TextIOWrapper
from itertools import chain
from pathlib import Path

from diagnostic.spreadsheet.cells import tidy
from diagnostic.spreadsheet.errors import SpreadsheetError, UnplacedError, shown
from questionnaires.saying import Said

# A row of a hundred comments of 500 characters has a twentieth of it. Without a
# limit a file without line ends would be read into memory as one row.
LONGEST_ROW = 2**20  # characters
BLOCK = 4_096  # rows read at a time
LARGEST_BLOCK = 2**22  # characters, so that rows of a megabyte come a few at a time
SEPARATORS = ",;\t"
_MILLION = 10**6
_DIRECTIVE = re.compile(r'"?sep=(.)"?[,;\t]*[\r\n]*', re.IGNORECASE)
_UNDECODED = re.compile("[\ud800-\udfff]")
_OTHER_FORMATS = {
    b"PK\x03\x04": Said("an Excel workbook or another zipped file"),
    b"\xd0\xcf\x11\xe0": Said("an old Excel workbook"),
    b"%PDF": Said("a PDF"),
    b"\x1f\x8b": Said("a compressed file"),
    b"\x89PNG": Said("a picture"),
    b"\xff\xd8\xff": Said("a picture"),
}
Row = tuple[int, list[str]]


@dataclass
class _Progress:
    """How much of the row that is being read has passed, and in what state."""

    characters: int = 0
    undecoded: bool = False


class _RowError(UnplacedError):
    """A row that cannot be read; its number is known one level up."""


def open_text(source: bytes | Path, largest: int | None = None) -> TextIOWrapper:
    """Open a file as text, in the encoding that it shows.

    What cannot be decoded is kept as lone surrogates, so that ``read_blocks`` can
    name the row; the position of a decoding error is only that of a block.

    Args:
        source: path or content of the file.
        largest: million bytes that it may have; then it is read at once.

    Raises:
        SpreadsheetError: no such file, not readable, empty, too large, or of
            another format.
    """
    file = _open(source)
    try:
        if largest is not None:
            file = _whole(file, largest)
        encoding, errors = _encoding(file.peek(4)[:4])
    except BaseException:
        file.close()
        raise
    return TextIOWrapper(file, encoding, errors, newline="")


def _encoding(start: bytes) -> tuple[str, str]:
    if not start:
        raise SpreadsheetError("the file is empty")
    for signature, what in _OTHER_FORMATS.items():
        if start.startswith(signature):
            raise SpreadsheetError(
                Said("this is {what}, not CSV; save the sheet as CSV UTF-8", what=what)
            )
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16", "surrogatepass"
    return "utf-8-sig", "surrogateescape"


def _open(source: bytes | Path) -> BufferedReader:
    if isinstance(source, bytes):
        return BufferedReader(BytesIO(source))
    try:
        return source.open("rb")
    except FileNotFoundError:
        raise SpreadsheetError("there is no such file") from None
    except IsADirectoryError:
        raise SpreadsheetError("this is a folder, not a file") from None
    except ValueError:  # a NUL in the path
        raise SpreadsheetError("this cannot be the name of a file") from None
    except OSError as error:
        reason = error.strerror
        raise SpreadsheetError(
            Said("the file cannot be read: {reason}", reason=reason)
        ) from None


def _whole(file: BufferedReader, largest: int) -> BufferedReader:
    with file:
        content = file.read(largest * _MILLION + 1)
    if len(content) > largest * _MILLION:
        raise SpreadsheetError(
            Said("the file is larger than {largest} MB", largest=largest)
        )
    return BufferedReader(BytesIO(content))


def read_blocks(
    text: TextIOWrapper, expected: Collection[str]
) -> tuple[str, Iterator[list[Row]]]:
    """Find the separator of a file and read its rows, empty ones left out.

    A row is a record: a line break inside quotation marks starts no new one.
    Empty rows are counted, a first line ``sep=;`` is not: a spreadsheet shows
    the former and swallows the latter.

    Args:
        text: the open file.
        expected: names of columns by which the separator is recognised.

    Returns:
        the separator, and blocks of row and cells, read as they are asked for;
        the first block is the header alone.

    Raises:
        SpreadsheetError: also while rows are read: a row too long, a NUL, text that
            is not in the file's encoding, quotation marks that do not match.
    """
    progress = _Progress()
    lines = _lines(text, progress)
    try:
        first = next(lines, "")
        directive = _DIRECTIVE.fullmatch(first)
        if directive:
            if directive[1] not in SEPARATORS:
                raise _RowError(
                    "{sign} is no separator of CSV", sign=shown(directive[1])
                )
            return directive[1], _blocks(lines, directive[1], progress)
        head = _head(chain([first], lines))
    except _RowError as error:
        raise SpreadsheetError(error.said, row=1) from None
    separator = _separator(head, expected)
    return separator, _blocks(chain(head, lines), separator, progress)


def _lines(text: TextIOWrapper, progress: _Progress) -> Iterator[str]:
    try:
        while line := text.readline(LONGEST_ROW):
            progress.characters += len(line)
            if progress.characters >= LONGEST_ROW:
                raise _RowError(
                    "the row is longer than {longest:,} characters", longest=LONGEST_ROW
                )
            if "\0" in line:
                raise _RowError("there is a NUL character, so this is not a text file")
            if not line.isascii() and _UNDECODED.search(line):
                progress.undecoded = True
            yield line
    except UnicodeDecodeError:  # only UTF-16: the rest is kept as surrogates
        raise _RowError("the file ends in the middle of a character") from None


def _head(lines: Iterator[str]) -> list[str]:
    """Take the lines of the header, whatever separates its columns."""
    head = []
    marks = 0
    for line in lines:
        head.append(line)
        marks += line.count('"')
        if marks % 2 == 0 and line.strip(f'{SEPARATORS}" \r\n'):
            break
    return head


def _separator(head: Sequence[str], expected: Collection[str]) -> str:
    """Take the separator under which the header has most of the columns expected."""

    def fit(separator: str) -> tuple[int, int]:
        rows: list[list[str]] = []
        with suppress(csv.Error):  # reported with its row when the file is read
            rows.extend(_reader(head, separator))
        names = rows[-1] if rows else []
        return len(set(map(tidy, names)) & set(expected)), len(names)

    return max(SEPARATORS, key=fit)


def _reader(lines: Iterable[str], separator: str) -> Iterator[list[str]]:
    # strict, or else a quotation mark that is never closed would silently
    # swallow the rest of the file.
    return csv.reader(lines, delimiter=separator, strict=True, skipinitialspace=True)


def _blocks(
    lines: Iterator[str], separator: str, progress: _Progress
) -> Iterator[list[Row]]:
    block: list[Row] = []
    row = characters = 0
    most = 1  # the header comes alone: what is wrong with it is said first
    try:
        for cells in _reader(lines, separator):
            if progress.undecoded:
                _refuse_undecoded(cells)
            row += 1
            characters += progress.characters
            progress.characters = 0
            if any(cells) and (cells[0].strip() or any(map(str.strip, cells))):
                block.append((row, cells))
            if block and (len(block) >= most or characters > LARGEST_BLOCK):
                yield block
                block, characters, most = [], 0, BLOCK
    except (_RowError, csv.Error) as error:
        if block:  # what is wrong there comes first in the file
            yield block
        raise SpreadsheetError(_reworded(error), row + 1) from None
    if block:
        yield block


def _refuse_undecoded(cells: list[str]) -> None:
    for cell in filter(_UNDECODED.search, cells):
        raise _RowError(
            "{cell} has letters in another encoding; save it as CSV UTF-8",
            cell=shown(cell),
        )


def _reworded(error: _RowError | csv.Error) -> Said:
    if isinstance(error, _RowError):
        return error.said
    if "unexpected end" in str(error):
        return Said("a quotation mark is opened and never closed")
    if "field limit" in str(error):
        return Said(
            "a cell is longer than {longest:,} characters,"
            " as if a quotation mark never closed",
            longest=csv.field_size_limit(),
        )
    return Said(
        "text follows a closing quotation mark; inside, a mark is written twice"
    )
