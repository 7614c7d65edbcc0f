"""The three forms of a released value: a number, a clamped one, nothing."""

from collections.abc import Mapping
from typing import Any

Value = float | Mapping[str, float] | None


def bound(value: Value) -> float | None:
    """Give the number of a value, or the bound of a clamped one."""
    if isinstance(value, Mapping):
        return float(next(iter(value.values())))
    return None if value is None else float(value)


def beyond(value: Value) -> int:
    """Tell on which side of its bound a value lies: −1 below, 1 above, 0 neither."""
    if isinstance(value, Mapping):
        return 1 if "at_least" in value else -1
    return 0


def exact(value: Value) -> float | None:
    """Give the number of a value that is neither clamped nor withheld."""
    return None if isinstance(value, Mapping) or value is None else float(value)


def sized(value: Value) -> tuple[float, bool] | None:
    """Give how large a difference is whatever its sign, and whether it is more.

    Returns:
        The size in points and whether that is only the least it can be; None if
        not even that is known, as for 'at least −0.3'.
    """
    limit = bound(value)
    if limit is None or beyond(value) * limit < 0:
        return None
    return abs(limit), beyond(value) != 0


def interval(values: Any) -> tuple[float, float] | None:
    """Give the ends of an interval, or None if it is withheld or open."""
    if values is None:
        return None
    low, high = exact(values[0]), exact(values[1])
    return None if low is None or high is None else (low, high)
