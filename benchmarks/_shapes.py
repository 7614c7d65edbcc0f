"""The figures of a report as shapes of reportlab."""

from collections.abc import Callable, Mapping
from typing import Any

from reportlab.graphics.shapes import FILL_NON_ZERO, Drawing, Group, Path
from reportlab.lib.colors import Color

from reports.strokes import Strokes


def figure(plate: str | bytes) -> Any:
    """Draw a figure as shapes, from the steps that the product reads in its SVG."""
    read = Strokes.of(plate) if isinstance(plate, str) else None
    if read is None:
        raise ValueError("not a figure of paths")
    # Of SVG the origin lies at the upper left, of PDF at the lower.
    shapes = Group(transform=(1, 0, 0, -1, 0, read.height))
    for operators in read.operators.decode().splitlines():
        shapes.add(_path(operators))
    return Drawing(read.width, read.height, shapes)


def _path(operators: str) -> Any:
    path = Path(fillColor=None, strokeColor=None, fillMode=FILL_NON_ZERO)
    numbers: list[float] = []
    for word in operators.split():
        if word in STEPS:
            STEPS[word](path, *numbers)
            numbers = []
        else:
            numbers.append(float(word))
    return path


def _rectangle(path: Any, x: float, y: float, width: float, height: float) -> None:
    path.moveTo(x, y)
    path.lineTo(x + width, y)
    path.lineTo(x + width, y + height)
    path.lineTo(x, y + height)
    path.closePath()


def _nothing(path: Any) -> None:
    """Leave painting to reportlab, which sees from the colours how."""


STEPS: Mapping[str, Callable[..., Any]] = {
    "m": Path.moveTo,
    "l": Path.lineTo,
    "c": Path.curveTo,
    "h": Path.closePath,
    "re": _rectangle,
    "W": lambda path: setattr(path, "isClipPath", 1),
    "rg": lambda path, *parts: setattr(path, "fillColor", Color(*parts)),
    "RG": lambda path, *parts: setattr(path, "strokeColor", Color(*parts)),
    "w": lambda path, width: setattr(path, "strokeWidth", width),
    **dict.fromkeys(("B", "f", "S", "n"), _nothing),
}
