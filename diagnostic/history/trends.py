"""Directions of gaps over waves, as far as their team is the same in all of them."""

from collections.abc import Mapping
from typing import Any

from diagnostic.history import Series
from diagnostic.history.following import alone


def trends(series: Series) -> tuple[Mapping[str, Any], ...]:
    """List what the last release says of directions.

    A release joins departments of equal names. That a name went to other people is said
    afterwards, in a map, and a line through both would be about nobody.

    Args:
        series: at least one quarter.

    Returns:
        Entries of ``trends`` whose team is one department from their first wave on.
    """
    places = {quarter.name: at for at, quarter in enumerate(series.quarters)}
    return tuple(
        found
        for found in series.quarters[-1].release["trends"]
        if alone(series, places.get(found["waves"][0], 0), found["team"])
        == found["team"]
    )
