"""What the tables themselves must not have, and what answering must not change."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import pairwise

from tests.attack.copies import Column, Copy
from tests.attack.linking import Loot, changed

_DATES = re.compile(r"date|time|year", re.IGNORECASE)
_TELLING = {
    *("date", "time", "at", "created", "updated", "submitted", "completed", "opened"),
    *("ip", "agent", "ua", "browser", "device", "host", "referrer", "session"),
    *("cookie", "locale", "lang", "language", "used", "answered", "responded"),
    *("number", "serial", "sequence", "seq", "position"),
}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d|\d\d:\d\d:\d\d")
_ADDRESS = re.compile(r"\d{1,3}(\.\d{1,3}){3}|[0-9a-f]{0,4}(:[0-9a-f]{0,4}){2,7}")
_SECONDS = range(1_500_000_000, 2_500_000_000)
_MOST_IN_ORDER = 0.95


def tables(loot: Loot) -> Iterator[str]:
    """Dates, IPs, sequences, foreign keys and marks per person in the schema."""
    yield from columns(loot)
    yield from values(loot)
    yield from touched(loot)
    yield from growing(loot)


def columns(loot: Loot) -> Iterator[str]:
    """Look at what is declared."""
    hidden = {loot.layout.answers, *loot.layout.others}
    for column in loot.copies[-1].columns:
        if column.table not in loot.layout.respondents:
            continue
        place = f"{column.table}.{column.name}"
        if _DATES.search(column.type):
            yield f"{place} is a date"
        if telling := _TELLING & set(column.name.lower().split("_")):
            yield f"{place} sounds like '{min(telling)}'"
        if column.sequence:
            yield f"{place} is numbered in turn"
        if column.table in hidden and _points_at_people(column, loot):
            yield f"{place} points to {column.points_to}"


def _points_at_people(column: Column, loot: Loot) -> bool:
    """A mail has to name who gets it; answers and what lies beside must not."""
    target = column.points_to
    if loot.layout.answers in (column.table, target):
        return target in loot.layout.respondents
    return target == loot.layout.people and column.table != "mail"


def values(loot: Loot) -> Iterator[str]:
    """Look at what is stored: a date is one in a column of text, too."""
    for name in loot.layout.respondents:
        for row in loot.copies[-1].whole(name)[:3]:
            for column, value in row.items():
                if _is_telling(value):
                    yield f"{name}.{column} holds a date or an IP"


def _is_telling(value: object) -> bool:
    if isinstance(value, date | datetime):
        return True
    if isinstance(value, int) and not isinstance(value, bool):
        return value in _SECONDS or value // 1000 in _SECONDS
    return isinstance(value, str) and bool(
        _MOMENT.search(value) or _ADDRESS.fullmatch(value)
    )


def touched(loot: Loot) -> Iterator[str]:
    """Look at what an answer changes: its own row and a mark, nothing else."""
    allowed = {loot.layout.answers, *loot.layout.others, *loot.layout.frame} - {"mail"}
    found = set()
    for before, after in pairwise(loot.copies):
        found |= {table for table, _ in changed(before.tables, after.tables)}
        found |= {table for table, _ in changed(after.tables, before.tables)}
    for table in sorted(found - allowed):
        yield f"answering changes {table}"


def growing(loot: Loot) -> Iterator[str]:
    """Look for keys that grow with time, whatever their type is."""
    for name in loot.layout.respondents:
        first = [min(keys) for keys in _arrivals(loot.copies, name)]
        pairs = list(pairwise(first))
        if len(pairs) < 10:
            continue
        rising = sum(before < after for before, after in pairs) / len(pairs)
        if max(rising, 1 - rising) >= _MOST_IN_ORDER:
            yield f"keys of {name} are in the order of time"


def _arrivals(copies: Sequence[Copy], table: str) -> list[list[tuple]]:
    """List the keys that were new in each copy."""
    known: set[tuple] = set()
    found = []
    for copy in copies:
        fresh = [row.key for row in copy.tables[table].rows if row.key not in known]
        known.update(fresh)
        if fresh:
            found.append(fresh)
    return found
