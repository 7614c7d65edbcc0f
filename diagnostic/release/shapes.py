"""What a JSON document looks like, so that one that is not ours is refused."""

import math
from collections.abc import Callable
from typing import Any

Shape = Any
"""A type; a function that tells; a dict of keys, all of which must be there; a list
of one shape, for all its entries; a tuple of shapes, one of which fits; a set of
values; None."""

_LONG = 10**12
_MOST = 2**31
"""What a column of whole numbers holds, and no more."""


def misfit(value: object, shape: Shape, place: str = "") -> str | None:
    """Name the first place where a document is not of a shape; None if it is.

    Args:
        value: what JSON gave.
        shape: what it should be.
        place: where the value stands, such as 'waves[2].name'.
    """
    match shape:
        case dict():
            return _in_keys(value, shape, place)
        case [each]:
            if not isinstance(value, list):
                return place
            found = (misfit(v, each, f"{place}[{i}]") for i, v in enumerate(value))
            return next((place for place in found if place is not None), None)
        case _:
            return None if _fits(value, shape) else place


def text(longest: int, *, shortest: int = 0) -> Callable[[object], bool]:
    """Tell whether a value is text that databases and pages can hold."""

    def fits(value: object) -> bool:
        if not isinstance(value, str) or not shortest <= len(value) <= longest:
            return False
        return _is_whole(value)

    return fits


def number(value: object) -> bool:
    """Tell whether a value is a finite number."""
    if type(value) not in (int, float):
        return False
    return math.isfinite(value) and abs(value) < _LONG  # type: ignore[arg-type]


def count(value: object) -> bool:
    """Tell whether a value is a number of things."""
    return type(value) is int and 0 <= value < _MOST


def _in_keys(value: object, shape: dict[str, Shape], place: str) -> str | None:
    if not isinstance(value, dict) or value.keys() != shape.keys():
        return place
    for name, each in shape.items():
        found = misfit(value[name], each, f"{place}.{name}".lstrip("."))
        if found is not None:
            return found
    return None


def _fits(value: object, shape: Shape) -> bool:
    match shape:
        case tuple():
            return any(misfit(value, each) is None for each in shape)
        case set() | frozenset():
            return isinstance(value, str) and value in shape
        case None:
            return value is None
        case type():
            return type(value) is shape
        case _:
            return bool(shape(value))


def _is_whole(value: str) -> bool:
    # Neither NUL nor half a character can be stored.
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in value
