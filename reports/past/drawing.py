"""A figure over quarters, small enough to stand beside many others.

A mark a quarter: filled where a gap is shown or a group is divided, hollow where not,
a pointer where only a bound is shown, hatched where nothing is. What compares is
joined by a line; where what was asked or who was asked has changed stands a dotted one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from reports.figures import INK, MUTED, TICK, box, path, place, svg

PAD = 5.0
"""Room on all sides, so that a mark at an edge is whole (points)."""
_BAND, _PAPER = "#f1f3f6", "#ffffff"
_SIZES = ((8, 2.2, 1.1), (12, 1.7, 0.9), (inf, 1.15, 0.7))
"""Quarters up to which a mark is half so wide, and its edge so thick (points)."""


@dataclass(frozen=True)
class Spot:
    """A figure in one quarter.

    Args:
        at: index of the quarter.
        value: None if it is not shown.
        beyond: −1 or 1 if the value lies below or above, else 0.
        interval: its ends, if they are shown.
        full: whether the mark is filled.
        joined: whether a line comes from the spot before.
        worded: whether only the word is shown, so that its height says nothing.
    """

    at: int
    value: float | None
    beyond: int = 0
    interval: tuple[float, float] | None = None
    full: bool = False
    joined: bool = False
    worded: bool = False


@dataclass(frozen=True)
class Frame:
    """Where spots are drawn.

    Args:
        low: value at the lower edge.
        high: value at the upper edge.
        quarters: how many there are; each has its place, also where nothing is.
        width: of the figure (points).
        height: of the figure (points).
        level: a value that a line runs along.
        margin: how far around it differences are too small to matter.
        imported: indices of the quarters that were asked elsewhere.
        leading: leadership's own figure: diamonds for squares.
        colour: of marks and lines.
    """

    low: float
    high: float
    quarters: int
    width: float
    height: float
    level: float
    margin: float = 0.0
    imported: tuple[int, ...] = ()
    leading: bool = False
    colour: str = INK

    @property
    def mark(self) -> tuple[float, float]:
        """Give half the width of a mark, and the width of its edge."""
        return next(
            (size, edge) for most, size, edge in _SIZES if self.quarters <= most
        )

    @property
    def step(self) -> float:
        """Points from one quarter to the next."""
        return (self.width - 2 * PAD) / max(self.quarters - 1, 1)

    def x(self, at: float) -> float:
        """Place a quarter; a single one is put in the middle."""
        return self.width / 2 if self.quarters == 1 else PAD + at * self.step

    def y(self, value: float) -> float:
        """Place a value; one off the frame is put at its edge."""
        inside = min(max(value, self.low), self.high)
        share = (self.high - inside) / (self.high - self.low)
        return PAD + share * (self.height - 2 * PAD)


def drawn(frame: Frame, spots: Sequence[Spot]) -> str:
    """Draw the figures of a group, oldest first."""
    shown = [spot for spot in spots if spot.value is not None]
    hidden = "".join(_hatching(frame, s) for s in spots if s.value is None)
    spans = "".join(_span(frame, spot) for spot in shown if spot.interval)
    shapes = _ground(frame)
    shapes += [path(hidden, TICK, 0.6)] if hidden else []
    shapes += [path(spans, frame.colour, 0.8)] if spans else []
    for before, spot in pairwise(spots):
        if None in (before.value, spot.value) or before.at != spot.at - 1:
            continue
        if before.worded or spot.worded:
            continue
        if spot.joined:
            ends = f"M{_at(frame, before)}L{_at(frame, spot)}"
            shapes.append(path(ends, frame.colour, 1.1))
        else:
            shapes.append(path(_dotted(frame, spot.at - 0.5), MUTED, 0.7))
    shapes += [_mark(frame, spot) for spot in shown]
    return svg(frame.width, frame.height, shapes)


def _ground(frame: Frame) -> list[str]:
    shapes = []
    if frame.margin:
        top = frame.y(frame.level + frame.margin)
        high = frame.y(frame.level - frame.margin) - top
        shapes.append(box(0, top, frame.width, high, _BAND))
    level = place(frame.y(frame.level))
    shapes.append(path(f"M0 {level}H{place(frame.width)}", MUTED, 0.7))
    foot = place(frame.height - 0.7)
    half = max(min(frame.step, 8) / 2, 2.4)
    bars = "".join(
        f"M{place(max(frame.x(at) - half, 0))} {foot}h{place(2 * half)}"
        for at in frame.imported
    )
    return [*shapes, path(bars, MUTED, 1.4)] if bars else shapes


def _mark(frame: Frame, spot: Spot) -> str:
    x, y = frame.x(spot.at), frame.y(spot.value or 0.0)
    size, edge = frame.mark
    fill = frame.colour if spot.full else _PAPER
    if spot.beyond:
        # Its base lies at the bound, its tip in the direction of the value.
        wide, tip = size + 0.6, -2 * size * spot.beyond
        strokes = f"M{place(x - wide)} {place(y)}h{place(2 * wide)}"
        strokes += f"l{place(-wide)} {place(tip)}z"
        return _filled(strokes, fill, frame.colour, edge)
    if frame.leading:
        r = place(size + 0.8)
        strokes = f"M{place(x)} {place(y - size - 0.8)}l{r} {r}l-{r} {r}l-{r} -{r}z"
        return _filled(strokes, fill, frame.colour, edge)
    strokes = f"M{place(x - size)} {place(y - size)}h{place(2 * size)}"
    strokes += f"v{place(2 * size)}h{place(-2 * size)}z"
    return _filled(strokes, fill, frame.colour, edge)


def _filled(strokes: str, fill: str, edge: str, width: float) -> str:
    drawn = f'<path d="{strokes}" fill="{fill}" stroke="{edge}"'
    return f'{drawn} stroke-width="{width}"/>'


def _span(frame: Frame, spot: Spot) -> str:
    low, high = spot.interval or (0.0, 0.0)
    return f"M{place(frame.x(spot.at))} {place(frame.y(high))}V{place(frame.y(low))}"


def _hatching(frame: Frame, spot: Spot) -> str:
    x, half = frame.x(spot.at), min(max(frame.step / 2 - 1, 1.6), 4.0)
    steps = range(round(frame.height), 6, -4)
    rise = f"l{place(2 * half)} {place(-2 * half)}"
    return "".join(f"M{place(x - half)} {place(step - 1)}{rise}" for step in steps)


def _dotted(frame: Frame, at: float) -> str:
    x = place(frame.x(at))
    steps = range(1, round(frame.height) - 1, 4)
    return "".join(f"M{x} {place(step)}v1.6" for step in steps)


def _at(frame: Frame, spot: Spot) -> str:
    return f"{place(frame.x(spot.at))} {place(frame.y(spot.value or 0.0))}"
