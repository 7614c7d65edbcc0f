"""SQLite's files as a thief reads them: pages, cells and the write-ahead log.

Format: https://www.sqlite.org/fileformat2.html
"""

import sqlite3
import struct
from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import lru_cache
from typing import NamedTuple

INTERIOR_INDEX, INTERIOR_TABLE, LEAF_INDEX, LEAF_TABLE = 2, 5, 10, 13
_INTERIOR = (INTERIOR_INDEX, INTERIOR_TABLE)
_WAL_HEADER, _FRAME_HEADER = 32, 24
_WIDTHS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


class Cell(NamedTuple):
    """A row as it lies in a page.

    Args:
        rowid: None in tables without one.
        values: those columns that lie on the page whole; the rest is cut off.
        offset: in the page; what came later lies in front of what was there.
        spill: page on which the rest lies, 0 if there is none.
    """

    rowid: int | None
    values: tuple
    offset: int
    spill: int


class Stored(NamedTuple):
    """A table: where it begins, and how its rows are laid out.

    ``keys`` are the places of the primary key; none if it is the rowid.
    """

    name: str
    root: int
    columns: tuple[str, ...]
    keys: tuple[int, ...]


def commits(main: bytes, log: bytes) -> Iterator[dict[int, bytes]]:
    """Replay a write-ahead log: the pages after each commit, the file's own first.

    The same dictionary grows; copy what is to be kept.
    """
    size = page_size(main or log)
    pages = {n + 1: main[n * size : (n + 1) * size] for n in range(len(main) // size)}
    yield pages
    salts, place, changed = log[16:24], _WAL_HEADER, {}
    while place + _FRAME_HEADER + size <= len(log):
        number, ends = struct.unpack_from(">II", log, place)
        if log[place + 8 : place + 16] != salts:
            return  # left from before the log was begun anew
        place += _FRAME_HEADER
        changed[number] = log[place : place + size]
        place += size
        if ends:
            pages.update(changed)
            changed = {}
            yield pages


def last(main: bytes, log: bytes) -> dict[int, bytes]:
    """Give the pages after the last commit."""
    *_, pages = commits(main, log)
    return pages


def page_size(content: bytes) -> int:
    """Read the page size from the beginning of a database or its log."""
    if content.startswith(b"SQLite format 3\0"):
        (size,) = struct.unpack_from(">H", content, 16)
        return 65536 if size == 1 else size
    return struct.unpack_from(">I", content, 8)[0] if content else 4096


def tables(pages: Mapping[int, bytes]) -> list[Stored]:
    """List the tables of a database."""
    if 1 not in pages:
        return []
    masters = [cell.values for cell, _ in cells(pages, 1)]
    return [
        Stored(name, root, *_layout(name, sql))
        for kind, name, _, root, sql in (values[:5] for values in masters)
        if kind == "table" and root and not name.startswith("sqlite_")
    ]


@lru_cache(256)
def _layout(name: str, sql: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Tell the columns as they are stored, and where the primary key stands."""
    with closing(sqlite3.connect(":memory:")) as scratch:
        scratch.execute(sql)
        columns = scratch.execute(f'PRAGMA table_info("{name}")').fetchall()
        find = "SELECT wr FROM pragma_table_list WHERE name = ?"
        [bare] = scratch.execute(find, (name,)).fetchone()
    keys = sorted((c for c in columns if c[5]), key=lambda c: c[5])
    if bare:  # the key comes first
        columns = [*keys, *(c for c in columns if not c[5])]
    elif [c[2].upper() for c in keys] == ["INTEGER"]:
        keys = []  # another name of the rowid
    places = tuple(columns.index(key) for key in keys)
    return tuple(column[1] for column in columns), places


def cells(pages: Mapping[int, bytes], root: int) -> Iterator[tuple[Cell, int]]:
    """Walk a tree: each row with the page on which it lies."""
    waiting = [root]
    while waiting:
        number = waiting.pop()
        found, below = _page(pages[number], 100 if number == 1 else 0)
        waiting += reversed(below)
        for cell in found:
            yield cell, number


@lru_cache(20_000)
def _page(page: bytes, start: int) -> tuple[tuple[Cell, ...], tuple[int, ...]]:
    """Read a page: its rows, and the pages below it."""
    kind, count = page[start], struct.unpack_from(">H", page, start + 3)[0]
    usable = len(page)
    header = start + (12 if kind in _INTERIOR else 8)
    places = struct.unpack_from(f">{count}H", page, header)
    found, below = [], []
    for offset in places:
        place, rowid = offset, None
        if kind in _INTERIOR:
            below.append(struct.unpack_from(">I", page, place)[0])
            place += 4
        if kind == INTERIOR_TABLE:
            continue  # a signpost only
        size, place = _varint(page, place)
        if kind == LEAF_TABLE:
            rowid, place = _varint(page, place)
        here = _local(size, usable, table=kind == LEAF_TABLE)
        spill = 0
        if here < size:
            spill = struct.unpack_from(">I", page, place + here)[0]
        values = tuple(_record(page[place : place + here]))
        found.append(Cell(rowid, values, offset, spill))
    if kind in _INTERIOR:
        below.append(struct.unpack_from(">I", page, start + 8)[0])
    return tuple(found), tuple(below)


def _local(size: int, usable: int, *, table: bool) -> int:
    """Tell how many bytes of a row lie on its page."""
    most = usable - 35 if table else (usable - 12) * 64 // 255 - 23
    if size <= most:
        return size
    least = (usable - 12) * 32 // 255 - 23
    fitting = least + (size - least) % (usable - 4)
    return fitting if fitting <= most else least


def _record(row: bytes) -> Iterator[object]:
    end, place = _varint(row, 0)
    value = end
    while place < end:
        kind, place = _varint(row, place)
        width = (kind - 12) // 2 if kind >= 12 else _WIDTHS.get(kind, 8 * (kind == 7))
        content = row[value : value + width]
        if len(content) < width:
            return  # the rest lies elsewhere
        value += width
        yield _value(kind, content)


def _value(kind: int, content: bytes) -> object:
    match kind:
        case 0:
            return None
        case 7:
            return struct.unpack(">d", content)[0]
        case 8 | 9:
            return kind - 8
        case _ if kind < 12:
            return int.from_bytes(content, "big", signed=True)
        case _:
            return content.decode("utf-8", "replace") if kind % 2 else content


def _varint(content: bytes, place: int) -> tuple[int, int]:
    value = 0
    for number in range(9):
        byte = content[place + number]
        if number == 8:
            return value << 8 | byte, place + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            break
    return value, place + number + 1
