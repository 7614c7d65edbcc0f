"""When a wave was closed, as far as its name tells."""

import re
from datetime import date, timedelta

_YEAR = r"(?P<year>[0-9]{4})"
_QUARTER = r"[QT](?P<quarter>[1-4])"  # T: trimestre
_NAMES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}[- ]?{_QUARTER}",
        rf"{_QUARTER}[- ]?{_YEAR}",
        rf"{_YEAR}-(?P<month>0[1-9]|1[0-2])",
    )
)


def last_day(name: str) -> date | None:
    """Give the last day of the quarter or month that a wave is named after.

    Args:
        name: of the wave, such as ``2026-Q3``, ``Q3 2026``, ``T3 2026``, ``2026-09``.

    Returns:
        None if the name is of another form.
    """
    for pattern in _NAMES:
        if found := pattern.fullmatch(name):
            parts = found.groupdict()
            month = int(parts.get("month") or 3 * int(parts["quarter"]))
            return _end(int(parts["year"]), month)
    return None


def _end(year: int, month: int) -> date | None:
    try:
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    except (ValueError, OverflowError):  # a year that no calendar has
        return None
