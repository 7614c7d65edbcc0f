"""The wave before, and what moved since: by the series, or by the release alone."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from diagnostic.history import Quarter, since
from reports.reading import Entry, Reading
from reports.values import interval

LONG = 5
"""Months between two waves from which on it is said that more than a quarter passed."""


def between(reading: Reading) -> since.Since | None:
    """Sort what moved since the wave before; None if there is none to compare with."""
    if reading.series is not None:
        return since.since(reading.series)
    return since.of_release(reading.release)


def rounded(change: Entry) -> bool:
    """Tell whether an interval holds zero though the exact figures do not."""
    ends = interval(change["ci95"])
    if "status" in change:
        known = since.has_changed(change)
    else:
        known = change["verdict"] in ("rose", "fell")
    return known and ends is not None and ends[0] <= 0 <= ends[1]


def without_zero(change: Entry) -> bool:
    """Tell whether an interval leaves zero out."""
    ends = interval(change["ci95"])
    return ends is not None and not ends[0] <= 0 <= ends[1]


def comparison(reading: Reading) -> Mapping[str, Any] | None:
    """Give the comparison under a map with the wave before, if there is one."""
    series = reading.series
    if series is None or len(series.quarters) < 2:
        return None
    before, now = series.quarters[-2:]
    return series.compared.get((before.name, now.name))


def months(earlier: Quarter, later: Quarter) -> int | None:
    """Count the whole months between the closing of two waves.

    Returns:
        None unless both days are known and five months or more lie between.
    """
    days = [quarter.release["closed"] for quarter in (earlier, later)]
    if None in days:
        return None
    first, last = (date.fromisoformat(day) for day in days)
    number = 12 * (last.year - first.year) + last.month - first.month
    whole = number - (last.day < first.day)
    return whole if whole >= LONG else None
