"""What releases say of each cell: windows of sums, means and spreads."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from diagnostic.release.display import ALL, Display, bound, side
from diagnostic.rules import Rules
from questionnaires import Questionnaire
from tests.disclosure import reach

EPSILON = 1e-7


@dataclass
class Cell:
    """What is known of one group's answers in a dimension."""

    n: int
    low: float
    high: float
    mean: object = None
    totals: set | None = None
    items: dict = field(default_factory=dict)
    squares: list = field(default_factory=lambda: [0.0, math.inf])
    away: list = field(default_factory=lambda: [0.0, math.inf])
    sd: object = None
    step: float = 0.0

    @property
    def complete(self):
        return self.totals is not None


@dataclass
class ItemCell:
    """What is known of one group's answers to an item."""

    n: int
    sums: set
    mean: object = None
    bands: tuple | None = None
    own: int | None = None
    window: tuple = (-math.inf, math.inf)

    @property
    def bounds(self):
        if not self.sums or not self.n:
            return -math.inf, math.inf
        return min(self.sums) / self.n, max(self.sums) / self.n

    @property
    def low(self):
        return self.bounds[0]

    @low.setter
    def low(self, value):
        self.sums = {s for s in self.sums if s / self.n >= value - EPSILON}

    @property
    def high(self):
        return self.bounds[1]

    @high.setter
    def high(self, value):
        self.sums = {s for s in self.sums if s / self.n <= value + EPSILON}


@dataclass(frozen=True)
class Member:
    """A member who attacks: wave, group, and own answer per item."""

    wave: int
    group: str
    answers: dict


class Reading:
    """All releases of one company, as read, before anything is concluded."""

    def __init__(
        self,
        questionnaire: Questionnaire | Sequence[Questionnaire],
        releases: Sequence[Mapping[str, Any]],
        on: frozenset[str] = ALL,
        member: Member | None = None,
    ) -> None:
        if isinstance(questionnaire, Questionnaire):
            questionnaire = [questionnaire] * len(releases)
        self.versions, self.releases, self.on = questionnaire, releases, on
        self.member = member
        self.waves = [self._read(index) for index in range(len(releases))]

    def _look(self, index):
        """Look at one release: what it asked, and by which rules it was made."""
        self.asked, written = self.versions[index], self.releases[index]["rules"]
        self.rules = Rules(**{k: v for k, v in written.items() if k != "minimum"})
        # Without P1 the tests go below what Rules itself accepts.
        object.__setattr__(self.rules, "minimum", written["minimum"])
        self.display = Display(self.asked.scale.points, self.rules, self.on)
        self.scale = self.display.scale

    def _read(self, index):
        self._look(index)
        document = self.releases[index]
        published = {
            (cell["group"], cell.get("dimension") or cell["item"]): cell
            for cell in document["cells"]
        }
        spreads = {(a["group"], a["dimension"]): a for a in document["agreement"]}
        cells = {}
        for group in document["groups"]:
            for dimension in self.asked.dimensions:
                key = group["name"], dimension.key
                own = self.member and (self.member.wave, self.member.group)
                mine = self.member.answers if own == (index, group["name"]) else {}
                cells[key] = self._cell(key, published, spreads.get(key), mine)
        return cells

    def _cell(self, key, published, spreads, mine):
        group, dimension = key
        items = self.asked.items_of(dimension)
        shown = published[key]
        coarse = self._coarse(items, group, published)
        low, high = self._dimension_window(shown, items)
        cell = Cell(shown["n"], low, high, shown["mean"], sd=shown["sd"])
        cell.step = self.display.form(cell.n, items=len(items)).step
        for item in items:
            cell.items[item.id] = self._item(
                published[group, item.id], mine.get(item.id), coarse
            )
        if cell.n and all(item.n == cell.n for item in cell.items.values()):
            whole = cell.n * len(items)
            cell.totals = {
                total
                for total in range(whole, whole * self.asked.scale.points + 1)
                if low - EPSILON <= total / whole < high
            }
        self._spreads(cell, shown, spreads)
        return cell

    def _dimension_window(self, shown, items):
        """Read a dimension's mean, and see where its clamp was widened."""
        low, high = self._window(shown["mean"], shown["n"], items=len(items))
        form = self.display.form(shown["n"], items=len(items))
        if side(shown["mean"]) and form.clamp is not None:
            usual = 1 + form.clamp, self.asked.scale.points - form.clamp
            inner = bound(shown["mean"])
            if usual[0] + EPSILON < inner < usual[1] - EPSILON:
                half = self.display.tenth / 2
                if side(shown["mean"]) > 0:
                    return inner - half, self.asked.scale.points + 1.0
                return 1.0, inner + half - EPSILON
        return low, high

    def _coarse(self, items, group, published):
        """Tell whether a larger group's items are written like a smaller one's.

        Then at least one of them is clamped by the larger group's rule: the only
        one that is clamped at all must be. Gives how many are clamped.
        """
        cells = [published[group, item.id] for item in items]
        form = self.display.p4_form(item=True)
        ends = {1 + form.clamp: -1, self.asked.scale.points - form.clamp: 1}
        clamped = [
            cell
            for cell in cells
            if cell["n"] >= self.rules.full_people
            and side(cell["mean"])
            and ends.get(bound(cell["mean"])) == side(cell["mean"])
        ]
        return len(clamped)

    def _item(self, shown, own, coarse):
        n, points = shown["n"], self.asked.scale.points
        low, high = self._window(shown["mean"], n, items=1, coarse=coarse)
        if n == 0:
            return ItemCell(0, set())
        first, last = n, n * points
        if own:
            first, last = own + n - 1, own + points * (n - 1)
        sums = {s for s in range(first, last + 1) if low - EPSILON <= s / n < high}
        bands = reach.frozen(shown["bands"]) if points == 5 else None
        return ItemCell(n, sums, shown["mean"], bands, own, (low, high))

    def _window(self, value, n, *, items, coarse=0):
        """Give the half-open range of a mean that is displayed so."""
        points = self.asked.scale.points
        if value is None:
            return 1.0, points + 1.0
        form = self.display.form(n, items=items)
        step, number = form.step / 2, bound(value)
        if coarse:
            step = self.display.p4_form(item=True).step / 2
            if coarse == 1 and side(value):
                step = form.step / 2
                clamp = form.clamp if side(value) < 0 else points - 1 - form.clamp
                number = 1 + clamp
        match side(value):
            case -1:
                return 1.0, number + step - EPSILON
            case 1:
                return number - step, points + 1.0
            case _:
                return number - step, number + step - EPSILON

    def _spreads(self, cell, shown, spreads):
        step = self.display.tenth / 2 if "P3" in self.on else 0.005
        if shown["sd"] is not None and cell.n > 1:
            number = bound(shown["sd"])
            least = 0.0 if side(shown["sd"]) else max(number - step, 0.0)
            cell.squares = [
                (cell.n - 1) * (least - EPSILON) * abs(least),
                (cell.n - 1) * (number + step) ** 2,
            ]
        if not spreads:
            return
        if spreads["ad"] is not None:
            number = bound(spreads["ad"])
            cell.away = [
                0.0 if side(spreads["ad"]) else number - step - EPSILON,
                number + step,
            ]
        limit = self.rules.divided * self.scale
        if spreads["divided"] is True:
            cell.away[0] = max(cell.away[0], limit)
        if spreads["divided"] is False and cell.n >= self.rules.divided_people:
            cell.away[1] = min(cell.away[1], limit + EPSILON)
