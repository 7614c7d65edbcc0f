"""Roundings and clamps: the three forms in which a figure may be shown."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from diagnostic.rules import RANGE, Rules

Value = float | Mapping[str, float] | None
"""A number, ``{"at_most": x}`` or ``{"at_least": x}``, or withheld."""

TOLERANCE = 1e-9
"""A mean of exactly 3.25 is common and lies on the edge of two steps."""

ALL = frozenset({"P1", "P2", "P3", "P4", "P5", "P6", "P8"})
"""The rules of disclosure that a release applies."""

DECLARED_ITEMS = 5
"""A declared leadership's dimension of fewer items is written in steps of 0.5: to 0.1
one of three leaders saw what the two others answered in 55 of 10,000 dimensions of two
items, 14 of three, 2 of four; of five in 0.2."""


@dataclass(frozen=True)
class Form:
    """How means are written: in steps, and clamped towards the ends of the scale.

    Args:
        step: points.
        clamp: distance from either end of the scale within which no mean is
            written, in points; None writes them all.
    """

    step: float
    clamp: float | None


@dataclass(frozen=True)
class Display:
    """Thresholds of display on one scale, and the rules in force.

    Args:
        points: points of the scale.
        rules: the thresholds of the diagnosis.
        on: the rules in force. Always all of them, except in the attack of the
            tests, which must find a leak without any one.
    """

    points: int
    rules: Rules
    on: frozenset[str] = ALL

    @property
    def scale(self) -> float:
        """Points of this scale to a point of a scale from 1 to 5."""
        return (self.points - 1) / RANGE

    @property
    def unit(self) -> float:
        """What steps are multiplied by.

        Not below 1: answers are a whole point apart on a scale of two points too,
        and a finer step would count the people who chose one of them.
        """
        return max(self.scale, 1.0)

    @property
    def tenth(self) -> float:
        """The step of figures of 10 people or more, in points."""
        return 0.1 * self.unit

    @property
    def half(self) -> float:
        """The step of figures of fewer than 10, in points."""
        return 0.5 * self.unit

    def form(self, n: int, *, items: int) -> Form:
        """Choose how the mean of a cell is written: P3 from 10 answers, else P4.

        Args:
            n: answers in the cell.
            items: items of the dimension; 1 of an item.
        """
        if n >= self.rules.full_people or "P4" not in self.on:
            return self.p3_form()
        if n < self.rules.minimum and items < DECLARED_ITEMS and "P6" in self.on:
            return self.p4_form(item=True)
        form = self.p4_form(item=items == 1)
        return self.with_room_for_one(form, n, items)

    def p3_form(self) -> Form:
        """P3: means of 10 or more to 0.1, clamped to '≤ 1.5' and '≥ 4.5'."""
        if "P3" not in self.on:
            return Form(0.001, None)
        return Form(self.tenth, 0.5 * self.scale)

    def p4_form(self, *, item: bool) -> Form:
        """P4: items to 0.5 within '≤ 2' and '≥ 4', else 0.1 within 1.8 and 4.2."""
        if item:
            return Form(self.half, 1.0 * self.scale)
        return Form(self.tenth, 0.8 * self.scale)

    def with_room_for_one(self, form: Form, n: int, items: int) -> Form:
        """Clamp a little wider where one person at one end would see all others.

        Of five people with two to four items '≤ 1.8' leaves whoever chose 5
        everywhere no other answer than 1 for the rest, '≤ 1.9' does.
        """
        room = n * ((form.clamp or 0.0) + form.step / 2) - (self.points - 1)
        if items > 1 and n >= self.rules.minimum and room * items <= 1 + TOLERANCE:
            return Form(form.step, (form.clamp or 0.0) + form.step)
        return form

    def mean(self, n: int, mean: float | None, *, items: int) -> Value:
        """Write the mean of a cell that may be shown.

        Args:
            n: answers in the cell.
            mean: in points.
            items: items of the dimension; 1 of an item.
        """
        return self.write(mean, self.form(n, items=items))

    def write(self, mean: float | None, form: Form) -> Value:
        """Round a mean and clamp it; the rounded one decides whether it is clamped."""
        if mean is None:
            return None
        number = nearest(mean, form.step, anchor=1)
        return number if form.clamp is None else self.clamped(number, form.clamp)

    def clamped(self, number: float, clamp: float) -> Value:
        """Hide a mean within ``clamp`` points of either end of the scale."""
        low, high = round(1 + clamp, 6), round(self.points - clamp, 6)
        if number <= low + TOLERANCE:
            return {"at_most": low}
        if number >= high - TOLERANCE:
            return {"at_least": high}
        return number


def nearest(value: float, step: float, anchor: float = 0.0) -> float:
    """Round to the nearest ``anchor + k·step``, halves upwards."""
    k = math.floor((value - anchor) / step + 0.5 + TOLERANCE)
    return _tidy(anchor + k * step)


def outwards(low: float, high: float, step: float) -> list[float]:
    """Round an interval outwards to multiples of ``step``."""
    first = math.floor(low / step + TOLERANCE)
    last = math.ceil(high / step - TOLERANCE)
    return [_tidy(first * step), _tidy(last * step)]


def two_digits(p: float | None) -> Value:
    """Write a p-value with two significant digits, '≤ 0.001' at the least."""
    if p is None:
        return None
    if p <= 0.001:
        return {"at_most": 0.001}
    return float(f"{p:.2g}")


def level(p: float | None) -> Value:
    """Write a p-value by the level that it reaches: 0.001, 0.01, 0.05 or none."""
    if p is None:
        return None
    for bound in (0.001, 0.01, 0.05):
        if p <= bound + TOLERANCE:
            return {"at_most": bound}
    return {"at_least": 0.05}


def average(parts: Sequence[tuple[float, Value]]) -> Value:
    """Weigh displayed means; None if one is withheld, or clamps point apart.

    Args:
        parts: weight and displayed mean.
    """
    if any(value is None for _, value in parts):
        return None
    whole = sum(weight for weight, _ in parts)
    number = sum(weight * bound(value or 0.0) for weight, value in parts) / whole
    match sorted({side(value) for _, value in parts} - {0}):
        case []:
            return number
        case [end]:
            return {"at_least" if end > 0 else "at_most": number}
        case _:
            return None


def coarse(value: Value, step: float, anchor: float = 0.0) -> Value:
    """Round a figure made of displayed ones; a bound away from what it bounds."""
    if value is None:
        return None
    number = bound(value) - anchor
    low, high = outwards(number, number, step)
    match side(value):
        case 1:
            return {"at_least": round(low + anchor, 6)}
        case -1:
            return {"at_most": round(high + anchor, 6)}
        case _:
            return nearest(bound(value), step, anchor)


def minus(first: Value, second: Value) -> Value:
    """Subtract displayed figures; None if both are clamped on the same side."""
    if first is None or second is None:
        return None
    a, b = side(first), -side(second)
    if a * b < 0:
        return None
    number = _tidy(bound(first) - bound(second))
    match a or b:
        case 1:
            return {"at_least": number}
        case -1:
            return {"at_most": number}
        case _:
            return number


def side(value: Value) -> int:
    """Tell where a figure lies: −1 below its bound, 1 above, 0 neither."""
    if isinstance(value, Mapping):
        return 1 if "at_least" in value else -1
    return 0


def bound(value: float | Mapping[str, float]) -> float:
    """Give the number, or the bound of a clamped one."""
    return next(iter(value.values())) if isinstance(value, Mapping) else value


def _tidy(number: float) -> float:
    """Drop the tail of binary fractions, and the sign of a zero."""
    return round(number, 6) + 0.0
