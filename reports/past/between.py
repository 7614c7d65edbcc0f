"""The wave before, and what moved since: by the series, or by the release alone."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from diagnostic.history import Quarter, Series, since
from diagnostic.history.following import leadership, teams
from reports.reading import Entry, Reading
from reports.values import interval

LONG = 5
"""Months between two waves from which on it is said that more than a quarter passed."""


def between(reading: Reading) -> since.Since | None:
    """Sort what moved since the wave before; None if there is none to compare with."""
    if reading.series is not None:
        found = since.since(reading.series)
        return found and _of_both(reading, found)
    return since.of_release(reading.release)


def _of_both(reading: Reading, found: since.Since) -> since.Since:
    """Leave out groups that only one of the two waves has."""
    gone, come = strangers(reading)
    leading = [leadership(quarter) for quarter in two(reading) or ()]
    others = {*gone, *come, *(leading if None in leading else ())}

    def kept(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        name = "group" if entries and "group" in entries[0] else "team"
        return tuple(entry for entry in entries if entry[name] not in others)

    return replace(
        found,
        moved=kept(found.moved),
        still=kept(found.still),
        untold=kept(found.untold),
        gaps=kept(found.gaps),
    )


def every_average(found: since.Since) -> list[Entry]:
    """Give every change of an average."""
    return [*found.moved, *found.still, *found.untold]


def rounded(change: Entry) -> bool:
    """Tell whether an interval holds zero though the exact figures do not."""
    found = change.get("verdict", change.get("status"))
    ends = interval(change["ci95"])
    known = found in ("rose", "fell", "widening", "narrowing")
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


def two(reading: Reading) -> tuple[Quarter, Quarter] | None:
    """Give the wave before and this one, if the series has both."""
    if reading.series is None or len(reading.series.quarters) < 2:
        return None
    before, now = reading.series.quarters[-2:]
    return before, now


def strangers(reading: Reading) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Name the teams of the wave before that are gone, and those that are new.

    By the confirmed map if there is one, else by their names.
    """
    pair = two(reading)
    if pair is None:
        return (), ()
    before, now = pair
    confirmed = _map(reading.series, before, now)
    if confirmed is None:
        kept = {(team, team) for team in teams(before) & teams(now)}
    else:
        kept = set(confirmed)
    olds, news = {old for old, _ in kept}, {new for _, new in kept}
    return (
        tuple(sorted(teams(before) - olds, key=str.casefold)),
        tuple(sorted(teams(now) - news, key=str.casefold)),
    )


def months(earlier: Quarter, later: Quarter) -> int | None:
    """Count the whole months between the closing of two waves.

    Returns:
        None unless both are known and more than five months lie between.
    """
    days = [quarter.release["closed"] for quarter in (earlier, later)]
    if None in days:
        return None
    first, last = (date.fromisoformat(day) for day in days)
    number = 12 * (last.year - first.year) + last.month - first.month
    whole = number - (last.day < first.day)
    long = (whole, last.day != first.day) > (LONG, False)
    return whole if long else None


def _map(
    series: Series | None, before: Quarter, now: Quarter
) -> tuple[tuple[str, str], ...] | None:
    return series.maps.get((before.name, now.name)) if series else None
