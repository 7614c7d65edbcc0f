"""Attackers who try to tell whose answers are whose.

Each gets what was stolen in one wave and gives guesses, each with the name of the way
that it came about: for everybody on the roster the key of a row with answers. Where a
way tells nothing of somebody, chance decides: that is always open to an attacker.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, product
from secrets import SystemRandom
from typing import Any

from tests.attack.copies import Copy, Name, Row, Table, Tables
from tests.attack.knowledge import Knowledge, Layout, People

Guess = Mapping[str, tuple]
Guesses = Iterator[tuple[str, Guess]]
chance = SystemRandom()


@dataclass(frozen=True)
class Loot:
    """What was stolen in one wave.

    Args:
        copies: of the database, one before the first answers and one after each.
        layout: where the program keeps what.
        known: what the attacker knows besides.
        only: keys of the answers that are looked at; None is all.
    """

    copies: Sequence[Copy]
    layout: Layout
    known: Knowledge
    only: frozenset[tuple] | None = None

    @cached_property
    def people(self) -> People:
        """Rows in which somebody can be recognised, in whichever copy."""
        found: dict[Name, str] = {}
        for copy in (self.copies[0], self.copies[-1]):
            kinds = ("invitation", *(f"reminder-{n}" for n in (1, 2, 3)))
            found.update(self.known.addressees(copy.tables, kinds))
            found.update(self.known.people(copy.tables))
        return found

    @cached_property
    def answers(self) -> Sequence[Row]:
        """Rows with answers, as the last copy has them."""
        rows = self.copies[-1].tables[self.layout.answers].rows
        return [row for row in rows if self.only is None or row.key in self.only]

    @cached_property
    def arrivals(self) -> Mapping[tuple, int]:
        """The copy in which each row with answers was first seen."""
        found: dict[tuple, int] = {}
        for number, copy in enumerate(self.copies):
            for row in copy.tables[self.layout.answers].rows:
                found.setdefault(row.key, number)
        return {row.key: found[row.key] for row in self.answers}


def shared_values(loot: Loot) -> Guesses:
    """Foreign keys and dates: a value that a person's row and one answer share."""
    tables = loot.copies[-1].tables
    named = {
        loot.people[loot.layout.answers, row.key]: row.key
        for row in loot.answers
        if (loot.layout.answers, row.key) in loot.people
    }
    if named:
        yield "named beside the answers", _completed(named, loot)
    for table in tables.values():
        rows = _recognised(table, loot)
        for column, other in product(
            range(len(table.columns)), range(len(tables[loot.layout.answers].columns))
        ):
            people = _single({a: _at(row, column) for a, row in rows.items()})
            answers = _single({row.key: _at(row, other) for row in loot.answers})
            guess = {people[v]: answers[v] for v in people.keys() & answers.keys()}
            if guess:
                yield f"{table.name}.{table.columns[column]}", _completed(guess, loot)


def orders(loot: Loot) -> Guesses:
    """Order of rows, cells, pages, keys and dates, against the order of people."""
    tables = loot.copies[-1].tables
    people = {
        "roster": loot.known.roster,
        "alphabet": sorted(loot.known.roster),
        "mails": list(loot.known.letters),
    }
    for table in tables.values():
        rows = _recognised(table, loot)
        whose = {row.key: address for address, row in rows.items()}
        for name, found in _orders(list(rows.values()), table.columns):
            people[f"{table.name} by {name}"] = [whose[row.key] for row in found]
    answers = {
        name: [row.key for row in found]
        for name, found in _orders(loot.answers, tables[loot.layout.answers].columns)
    }
    answers["arrival"] = sorted(loot.arrivals, key=lambda key: loot.arrivals[key])
    for (name, ranked), (other, keys) in product(people.items(), answers.items()):
        if len(ranked) == len(keys):
            yield f"{name}, {other}", dict(zip(ranked, keys, strict=True))
            yield (
                f"{name}, {other} backwards",
                dict(zip(ranked, reversed(keys), strict=True)),
            )


def transactions(loot: Loot) -> Guesses:
    """PostgreSQL's xmin and cmin, in all pairs of tables: who wrote beside whom."""
    steps: dict[int, set[Name]] = defaultdict(set)
    for table in loot.copies[-1].tables.values():
        for row in table.rows:
            steps[row.xmin].add((table.name, row.key))
    if len(steps) > 1:
        in_turn = [steps[number] for number in sorted(steps)]
        yield from _beside(in_turn, loot)


def write_ahead_log(loot: Loot) -> Guesses:
    """SQLite's write-ahead log: what each commit wrote, from a single theft."""
    before: Tables | None = None
    steps = []
    for tables in loot.copies[-1].replay():
        if before is not None:
            steps.append(changed(before, tables))
        before = tables
    if steps:
        yield from _beside(steps, loot)


def backups(loot: Loot) -> Guesses:
    """Backups before and after each answer: what changed in between."""
    steps = [
        changed(before.tables, after.tables) for before, after in pairwise(loot.copies)
    ]
    yield from _beside(steps, loot)


ATTACKERS: Sequence[Callable[[Loot], Guesses]] = (
    shared_values,
    orders,
    transactions,
    write_ahead_log,
    backups,
)


def changed(before: Tables, after: Tables) -> set[Name]:
    """Name the rows that are new or not as they were."""
    found = set()
    for name, table in after.items():
        rows = before[name].rows if name in before else ()
        known = {row.key: (row.values, row.xmin) for row in rows}
        found |= {
            (name, row.key)
            for row in table.rows
            if known.get(row.key) != (row.values, row.xmin)
        }
    return found


def _beside(steps: Sequence[set[Name]], loot: Loot) -> Guesses:
    """Pair people with answers that were written in the same or the next step."""
    answers = {(loot.layout.answers, key) for key in loot.arrivals}
    marked = [
        (
            {loot.people[name] for name in step if name in loot.people},
            [key for _, key in step & answers],
        )
        for step in steps
    ]
    last: dict[tuple, int] = {}
    for place, (_, keys) in enumerate(marked):
        last.update(dict.fromkeys(keys, place))
    for way, ahead in (("the same", 0), ("the one before", -1), ("the next", 1)):
        guess: dict[str, tuple] = {}
        for key, place in last.items():
            other = place + ahead
            people = marked[other][0] if 0 <= other < len(marked) else set()
            if people:
                guess[chance.choice(sorted(people))] = key
        yield way, _completed(guess, loot)


def _completed(guess: Guess, loot: Loot) -> Guess:
    """Let chance decide about those of whom nothing is known."""
    found = dict(guess)
    taken = set(found.values())
    people = [address for address in loot.known.roster if address not in found]
    left = [row.key for row in loot.answers if row.key not in taken]
    chance.shuffle(left)
    found.update(zip(people, left, strict=False))
    return found


def _recognised(table: Table, loot: Loot) -> dict[str, Row]:
    """Give somebody's last row in a table, by address."""
    if table.name == loot.layout.answers:
        return {}
    return {
        loot.people[table.name, row.key]: row
        for row in table.rows
        if (table.name, row.key) in loot.people
    }


def _orders(
    rows: Sequence[Row], columns: Sequence[str]
) -> Iterator[tuple[str, Sequence[Row]]]:
    """Put rows into every order that their places and values give."""
    if len(rows) < 2:
        return
    yield "place", sorted(rows, key=lambda row: row.place)
    if any(row.spill for row in rows):
        yield "page of the rest", sorted(rows, key=lambda row: row.spill)
    if len({row.xmin for row in rows}) > 1:
        yield "transaction", sorted(rows, key=lambda r: (r.xmin, r.cmin, r.place))
    for place, column in enumerate(columns):
        values = [_at(row, place) for row in rows]
        if None in values or len(set(values)) < len(rows):
            continue
        ranks: dict[Any, Row] = dict(zip(values, rows, strict=True))
        try:
            yield column, [ranks[value] for value in sorted(ranks)]
        except TypeError:  # values that have no order
            continue


def _at(row: Row, column: int) -> Hashable:
    """Give a value, as something that can be compared; None if there is none."""
    value = row.values[column] if column < len(row.values) else None
    if isinstance(value, bytearray | memoryview):
        return bytes(value)
    return value if isinstance(value, Hashable) else repr(value)


def _single(values: Mapping) -> Mapping:
    """Turn round: whose value it is, where it is nobody else's."""
    found: dict[Hashable, list] = defaultdict(list)
    for whose, value in values.items():
        if value is not None and not isinstance(value, bool):
            found[value].append(whose)
    return {value: owners[0] for value, owners in found.items() if len(owners) == 1}
