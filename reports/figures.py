"""Shapes of the report's figures: SVG without letters, labels stand in the page.

WeasyPrint lays out each letter of an SVG by itself and is slow at it, so words and
numbers are HTML. Same values, same text: no ids, no dates, no random numbers.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

BLUE = "#0b5394"
VERMILION = "#c8500a"
INK = "#1d2430"
MUTED = "#5c6573"
TICK = "#c3c9d2"
HOLLOW = 5.2
"""Half the height of a hollow diamond (pt)."""
PAD = 6.0
"""Room at both ends of an axis, so that a mark at the end is whole (pt)."""


@dataclass(frozen=True)
class Mark:
    """A position on an axis.

    Args:
        at: in the axis' units.
        beyond: −1 or 1 if the value lies below or above, else 0.
        interval: its ends, if they may be shown.
    """

    at: float
    beyond: int = 0
    interval: tuple[float, float] | None = None


@dataclass(frozen=True)
class Axis:
    """A straight axis from ``low`` to ``high`` with a tick every ``step``.

    Args:
        low: value at the left end.
        high: value at the right end.
        step: distance of the ticks.
        width: width of the whole figure in points (1/72 inch).
    """

    low: float
    high: float
    step: float
    width: float

    def x(self, value: float) -> float:
        """Place a value in the figure; one off the axis is put at its end."""
        inside = min(max(value, self.low), self.high)
        share = (inside - self.low) / (self.high - self.low)
        return PAD + share * (self.width - 2 * PAD)

    def ticks(self) -> list[float]:
        """Give the values of the ticks."""
        number = round((self.high - self.low) / self.step)
        return [self.low + self.step * place for place in range(number + 1)]


def dumbbell(
    axis: Axis, leadership: Mark | None, team: Mark | None, height: float = 17
) -> str:
    """Draw where leadership (diamond) and a team (dot) stand on the answer scale."""
    y = height / 2
    shapes = [_ticks(axis, y)]
    if leadership and team:
        ends = axis.x(leadership.at), axis.x(team.at)
        shapes.append(_line(*ends, y, MUTED, 0.9))
    for found, colour, shift in ((leadership, BLUE, -5.2), (team, VERMILION, 5.2)):
        if found and found.interval:
            low, high = found.interval
            shapes.append(_line(axis.x(low), axis.x(high), y + shift, colour, 0.9))
    shapes += _arrows(axis, [(leadership, BLUE), (team, VERMILION)], y)
    if team:
        shapes.append(_dots([axis.x(team.at)], y, VERMILION))
    if leadership:
        shapes.append(diamond(axis.x(leadership.at), y, BLUE))
    return svg(axis.width, height, shapes)


def gate(
    axis: Axis, bar: float, side: Mark, *, leadership: bool, height: float = 17
) -> str:
    """Draw where one side's average stands against the bar that it has to clear."""
    y, colour = height / 2, BLUE if leadership else VERMILION
    x = axis.x(side.at)
    shapes = [
        _ticks(axis, y),
        path(f"M{place(axis.x(bar))} 0V{place(height)}", INK, 1.3),
    ]
    if side.interval:
        low, high = side.interval
        shapes.append(_line(axis.x(low), axis.x(high), y, colour, 1.1))
    shapes += _arrows(axis, [(side, colour)], y)
    sign = diamond(x, y, colour) if leadership else _dots([x], y, colour)
    return svg(axis.width, height, [*shapes, sign])


def dots(
    axis: Axis, leadership: Mark | None, teams: Sequence[Mark], height: float = 15
) -> str:
    """Draw where leadership and several teams stand on the answer scale."""
    y = height / 2
    shapes = [_ticks(axis, y)]
    if teams:
        places = [axis.x(team.at) for team in teams]
        if leadership:
            places.append(axis.x(leadership.at))
        shapes.append(_line(min(places), max(places), y, TICK, 0.9))
        drawn = sorted({axis.x(team.at) for team in teams})
        shapes.append(_dots(drawn, y, VERMILION, 2.9))
    if leadership:
        shapes.append(diamond(axis.x(leadership.at), y, BLUE, 3.6))
    return svg(axis.width, height, shapes)


def expectation(axis: Axis, expected: Mark, team: Mark, height: float = 17) -> str:
    """Draw what leadership expected (hollow diamond) and what a team answered."""
    y, own, other = height / 2, axis.x(expected.at), axis.x(team.at)
    shapes = [_ticks(axis, y)]
    if abs(other - own) > HOLLOW:
        edge = own + math.copysign(HOLLOW, other - own)
        shapes.append(_line(edge, other, y, MUTED, 0.9))
    shapes += _arrows(axis, [(expected, BLUE), (team, VERMILION)], y)
    # A dot within the diamond is seen in it.
    shapes.append(_dots([other], y, VERMILION, 3.4))
    shapes.append(diamond(own, y, "none", HOLLOW, BLUE))
    return svg(axis.width, height, shapes)


def offset(axis: Axis, difference: Mark, margin: float, height: float = 17) -> str:
    """Draw a difference with its interval against zero and the margin around it."""
    y = height / 2
    low, high = axis.x(-margin), axis.x(margin)
    shapes = [
        box(low, 0, high - low, height, "#e3e7ec"),
        path(f"M{place(axis.x(0))} 0V{place(height)}", MUTED, 0.7),
    ]
    if difference.interval:
        ends = difference.interval
        shapes.append(_line(axis.x(ends[0]), axis.x(ends[1]), y, INK, 1.1))
        shapes += _open_ends(axis, ends, y)
    shapes += _arrows(axis, [(difference, INK)], y)
    x = axis.x(difference.at)
    shapes.append(box(x - 2.4, y - 3.4, 4.8, 6.8, INK))
    return svg(axis.width, height, shapes)


def bands(shares: Sequence[float], width: float, height: float = 11) -> str:
    """Draw three shares of one bar, low, middle and high, from dark to light."""
    shapes, x = [], 0.0
    total = sum(shares) or 1.0
    for share, shade in zip(shares, ("#5c6573", "#a9b1bc", "#dfe3e8"), strict=True):
        part = share / total * width
        if part > 0:
            shapes.append(box(x, 0, max(part - 0.8, 0.2), height, shade))
        x += part
    return svg(width, height, shapes)


def share(part: float, width: float, height: float = 7) -> str:
    """Draw a part of a whole, 0 to 1."""
    filled = min(max(part, 0.0), 1.0) * width
    shapes = [box(0, 0, width, height, "#e9ecf0"), box(0, 0, filled, height, MUTED)]
    return svg(width, height, shapes)


def hatched(width: float, height: float = 17) -> str:
    """Draw the place of something that is not shown."""
    strokes = "".join(
        f"M{place(x)} {place(height)}l{place(height)} -{place(height)}"
        for x in range(-int(height), int(width), 4)
    )
    return svg(width, height, [path(strokes, TICK, 0.6)])


def svg(width: float, height: float, shapes: Sequence[str]) -> str:
    """Give shapes as a picture of so many points."""
    size = f'width="{place(width)}pt" height="{place(height)}pt"'
    view = f'viewBox="0 0 {place(width)} {place(height)}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {view}>'
    return head + "".join(shapes) + "</svg>"


def _ticks(axis: Axis, y: float) -> str:
    strokes = (f"M{place(axis.x(tick))} {place(y - 4.5)}v9" for tick in axis.ticks())
    return path("".join(strokes), TICK, 0.7)


def _line(start: float, end: float, y: float, colour: str, width: float) -> str:
    return path(f"M{place(start)} {place(y)}H{place(end)}", colour, width)


def path(strokes: str, colour: str, width: float) -> str:
    """Draw strokes."""
    return f'<path d="{strokes}" fill="none" stroke="{colour}" stroke-width="{width}"/>'


def box(x: float, y: float, width: float, height: float, colour: str) -> str:
    """Fill a box."""
    drawn = f"M{place(x)} {place(y)}h{place(width)}v{place(height)}h-{place(width)}z"
    return f'<path d="{drawn}" fill="{colour}"/>'


def _dots(places: Sequence[float], y: float, colour: str, radius: float = 4) -> str:
    r, d = place(radius), place(2 * radius)
    drawn = "".join(
        f"M{place(x - radius)} {place(y)}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0z"
        for x in places
    )
    return f'<path d="{drawn}" fill="{colour}"/>'


def diamond(
    x: float, y: float, colour: str, radius: float = 4.3, edge: str | None = None
) -> str:
    """Fill a diamond, with an edge if it has a colour."""
    r = place(radius)
    drawn = f"M{place(x)} {place(y - radius)}l{r} {r}l-{r} {r}l-{r} -{r}z"
    stroke = f' stroke="{edge}" stroke-width="1.2"' if edge else ""
    return f'<path d="{drawn}" fill="{colour}"{stroke}/>'


def _arrows(
    axis: Axis, marks: Sequence[tuple[Mark | None, str]], y: float
) -> list[str]:
    """Draw an arrow from each clamped value towards where it lies."""
    drawn = []
    for found, colour in marks:
        if found and found.beyond:
            tip = axis.x(found.at) + found.beyond * 10
            drawn.append(_arrow(axis.x(found.at), tip, y, colour))
    return drawn


def _open_ends(axis: Axis, ends: tuple[float, float], y: float) -> list[str]:
    """Draw an arrow where an interval reaches beyond its axis."""
    drawn = []
    if ends[0] < axis.low:
        drawn.append(_arrow(axis.x(axis.low) + 4, axis.x(axis.low) - 3, y, INK))
    if ends[1] > axis.high:
        drawn.append(_arrow(axis.x(axis.high) - 4, axis.x(axis.high) + 3, y, INK))
    return drawn


def _arrow(start: float, tip: float, y: float, colour: str) -> str:
    back = -2.6 if tip > start else 2.6
    head = f"m{place(back)} -2.6l{place(-back)} 2.6l{place(back)} 2.6"
    return path(f"M{place(start)} {place(y)}H{place(tip)}{head}", colour, 1.1)


def place(number: float) -> str:
    """Write a coordinate in as few characters as a printer can tell apart."""
    return f"{number:.2f}".rstrip("0").rstrip(".") or "0"
