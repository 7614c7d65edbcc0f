"""A figure over quarters: a mark for each, and a line where two can be compared."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.figures import INK, MUTED, TICK

WIDTH, HEIGHT = 132.0, 48.0
"""In points (1/72 inch)."""
_PAD = 7.0
_BAND = "#f1f3f6"
_PAPER = "#ffffff"


@dataclass(frozen=True)
class Spot:
    """A figure in one quarter.

    Args:
        at: index of the quarter.
        value: None if it is not shown.
        beyond: −1 or 1 if the value lies below or above, else 0.
        interval: its ends, if they are shown.
        full: whether the mark is filled: a gap, a divided group.
        joined: whether a line comes from the spot before.
    """

    at: int
    value: float | None
    beyond: int = 0
    interval: tuple[float, float] | None = None
    full: bool = False
    joined: bool = False


@dataclass(frozen=True)
class Frame:
    """Where spots are drawn.

    Args:
        low: value at the lower edge.
        high: value at the upper edge.
        quarters: how many there are; each has its place, also where nothing is.
        level: a value that a line runs along.
        margin: how far around it differences are too small to matter.
        colour: of marks and lines.
    """

    low: float
    high: float
    quarters: int
    level: float | None = None
    margin: float = 0.0
    colour: str = INK

    def x(self, at: int) -> float:
        """Place a quarter."""
        if self.quarters == 1:
            return WIDTH / 2
        return _PAD + at * (WIDTH - 2 * _PAD) / (self.quarters - 1)

    def y(self, value: float) -> float:
        """Place a value; one off the frame is put at its edge."""
        inside = min(max(value, self.low), self.high)
        share = (self.high - inside) / (self.high - self.low)
        return _PAD + share * (HEIGHT - 2 * _PAD)


def drawn(frame: Frame, spots: Sequence[Spot]) -> str:
    """Draw spots: not shown is hatched, clamped an arrow, filled what stands out."""
    shapes = _ground(frame)
    line, spans, hidden = "", "", ""
    for before, spot in zip([None, *spots], spots, strict=False):
        x = frame.x(spot.at)
        if spot.value is None:
            hidden += _hatching(x)
            continue
        if spot.joined and before and before.value is not None:
            line += f"M{_place(frame, before)}L{_place(frame, spot)}"
        if spot.interval:
            low, high = (frame.y(end) for end in spot.interval)
            spans += f"M{_n(x)} {_n(high)}V{_n(low)}"
    shapes += [_path(hidden, TICK, 0.6)] if hidden else []
    shapes += [_path(spans, frame.colour, 0.9)] if spans else []
    shapes += [_path(line, frame.colour, 1.2)] if line else []
    shapes += [_mark(frame, spot) for spot in spots if spot.value is not None]
    size = f'width="{_n(WIDTH)}pt" height="{_n(HEIGHT)}pt"'
    view = f'viewBox="0 0 {_n(WIDTH)} {_n(HEIGHT)}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {view}>'
    return head + "".join(shapes) + "</svg>"


def _ground(frame: Frame) -> list[str]:
    if frame.level is None:
        # The ends of the scale, so that a height means something.
        ends = "".join(
            f"M0 {_n(frame.y(value))}H{_n(WIDTH)}" for value in (frame.low, frame.high)
        )
        return [_path(ends, TICK, 0.7)]
    shapes = []
    if frame.margin:
        top = frame.y(frame.level + frame.margin)
        height = frame.y(frame.level - frame.margin) - top
        box = f"M0 {_n(top)}h{_n(WIDTH)}v{_n(height)}h-{_n(WIDTH)}z"
        shapes.append(f'<path d="{box}" fill="{_BAND}"/>')
    return [*shapes, _path(f"M0 {_n(frame.y(frame.level))}H{_n(WIDTH)}", MUTED, 0.7)]


def _mark(frame: Frame, spot: Spot) -> str:
    x, y = frame.x(spot.at), frame.y(spot.value or 0.0)
    if spot.beyond:
        away = -8 * spot.beyond
        foot = f"M{_n(x - 2.6)} {_n(y)}h5.2M{_n(x)} {_n(y)}v{away}"
        back = 2.6 if away < 0 else -2.6
        head = f"m-2.6 {back}l2.6 {-back}l2.6 {back}"
        return _path(foot + head, frame.colour, 1.2)
    box = f"M{_n(x - 2.4)} {_n(y - 2.4)}h4.8v4.8h-4.8z"
    fill = frame.colour if spot.full else _PAPER
    edge = f'stroke="{frame.colour}" stroke-width="1.2"'
    return f'<path d="{box}" fill="{fill}" {edge}/>'


def _hatching(x: float) -> str:
    steps = range(0, int(HEIGHT) - 6, 5)
    return "".join(f"M{_n(x - 2.5)} {_n(HEIGHT - 1 - step)}l5 -5" for step in steps)


def _place(frame: Frame, spot: Spot) -> str:
    return f"{_n(frame.x(spot.at))} {_n(frame.y(spot.value or 0.0))}"


def _path(strokes: str, colour: str, width: float) -> str:
    return f'<path d="{strokes}" fill="none" stroke="{colour}" stroke-width="{width}"/>'


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".") or "0"
