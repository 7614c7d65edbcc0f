"""Our figures written straight into the PDF, as the operators that they stand for.

WeasyPrint reads an SVG into a tree and asks each node for every property that SVG
knows, three milliseconds a figure. Ours are a few filled or stroked paths: they are
read with one expression here, and drawn as the same lines. What is not of that kind
is left to WeasyPrint.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

_FIGURE = re.compile(
    r'<svg xmlns="http://www\.w3\.org/2000/svg" width="([\d.]+)pt" height="([\d.]+)pt"'
    r' viewBox="0 0 \1 \2">((?:<path [^<>]*/>)*)</svg>'
)
_PATH = re.compile(
    r'<path d="([MmLlHhVvaz\d. -]*)" fill="(none|#[0-9a-f]{6})"'
    r'(?: stroke="(#[0-9a-f]{6})" stroke-width="([\d.]+)")?/>'
)
_STEP = re.compile(r"([MmLlHhVvaz])([^MmLlHhVvaz]*)")
_ROUND = 0.5523
"""How far the handles of a quarter of a circle lie from its ends, in radii."""
_PIXELS = 96 / 72
"""Of CSS, to a point."""


@dataclass(frozen=True)
class Strokes:
    """A picture as WeasyPrint takes one: it has a size and draws itself.

    Args:
        width: in points.
        height: in points.
        operators: of PDF, with the origin at the upper left.
    """

    width: float
    height: float
    operators: bytes

    @classmethod
    def of(cls, svg: str) -> Self | None:
        """Read a figure; None if it is of another kind."""
        figure = _FIGURE.fullmatch(svg)
        if figure is None:
            return None
        width, height, shapes = figure.groups()
        found = list(_PATH.finditer(shapes))
        if sum(len(path[0]) for path in found) != len(shapes):
            return None
        try:
            drawn = [_shape(*path.groups()) for path in found]
        except ValueError:
            return None
        # What reaches beyond a figure, as hatching does, is not seen.
        operators = "\n".join([f"0 0 {width} {height} re W n", *drawn])
        return cls(float(width), float(height), operators.encode())

    def get_intrinsic_size(
        self, resolution: float, font_size: float
    ) -> tuple[float, float, float]:
        """Give width and height in pixels of CSS, and their ratio."""
        width, height = self.width * _PIXELS, self.height * _PIXELS
        return width, height, self.width / self.height

    def draw(self, stream: Any, width: float, height: float, style: Any) -> None:
        """Write the figure into a page, in a size; the caller restores the state."""
        stream.transform(a=width / self.width, d=height / self.height)
        stream.stream.append(self.operators)


def drawn(plates: Mapping[str, str | bytes]) -> dict[str, Strokes]:
    """Read those pictures that are figures of ours, by address."""
    found = {
        address: Strokes.of(plate)
        for address, plate in plates.items()
        if isinstance(plate, str)
    }
    return {address: figure for address, figure in found.items() if figure}


def _shape(path: str, fill: str, stroke: str | None, width: str | None) -> str:
    painted = []
    if fill != "none":
        painted.append(f"{_colour(fill)} rg")
    if stroke:
        painted.append(f"{_colour(stroke)} RG {width} w")
    finish = ("B" if stroke else "f") if fill != "none" else "S" if stroke else "n"
    return " ".join([*painted, *_lines(path), finish])


def _lines(path: str) -> Iterator[str]:
    """Translate the steps of a path: PDF knows absolute places only.

    Raises:
        ValueError: it has steps that our figures never take.
    """
    x = y = 0.0
    begin = x, y
    for letter, written in _STEP.findall(path):
        numbers = [float(number) for number in written.split()]
        if letter == "a":
            yield from _half(x, y, numbers)
            x += numbers[5]
            continue
        match letter, numbers:
            case "M" | "L", [x, y]:
                pass
            case "m" | "l", [across, down]:
                x, y = x + across, y + down
            case "H", [x]:
                pass
            case "h", [across]:
                x += across
            case "V", [y]:
                pass
            case "v", [down]:
                y += down
            case "z", []:
                x, y = begin
                yield "h"
                continue
            case _:
                raise ValueError(f"no step of ours: {letter}{written}")
        if letter in "Mm":
            begin = x, y
        yield f"{_n(x)} {_n(y)} {'m' if letter in 'Mm' else 'l'}"


def _half(x: float, y: float, numbers: list[float]) -> Iterator[str]:
    """Draw half a circle counter-clockwise to a place at the same height.

    Raises:
        ValueError: it is another arc.
    """
    match numbers:
        case [radius, same, 0, 1, 0, across, 0] if (
            radius == same and abs(across) == 2 * radius
        ):
            r = across / 2
        case _:
            raise ValueError("an arc that is no half circle")
    k = r * _ROUND
    middle, end, bottom = x + r, x + across, y + r
    yield _curve(x, y + k, middle - k, bottom, middle, bottom)
    yield _curve(middle + k, bottom, end, y + k, end, y)


def _curve(*places: float) -> str:
    return " ".join([*map(_n, places), "c"])


def _colour(written: str) -> str:
    parts = (int(written[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return " ".join(f"{part:.3g}" for part in parts)


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".") or "0"
