"""How commands name a wave, and read and write a moment."""

from datetime import UTC, date, datetime, time

import click

_EARLIEST, _LATEST = 2000, 2199
_LAST = time(23, 59, 59)


def wave_name(typed: str) -> tuple[str, str]:
    """Split ``COMPANY/NAME``: the slug of a company, and the name of its wave."""
    company, _, name = typed.partition("/")
    if not (company and name):
        raise click.BadParameter(f"{typed} is not COMPANY/NAME, such as acme/2026-Q3")
    return company, name


WAVE = click.argument("wave", metavar="COMPANY/NAME", type=wave_name)


def beginning(typed: str) -> datetime:
    """Read a moment; of a day it is the first."""
    return _moment(typed, time())


def end(typed: str) -> datetime:
    """Read a moment; of a day it is the last second, so that the day counts."""
    return _moment(typed, _LAST)


def moment(value: datetime) -> str:
    """Write a moment: '2026-10-14 18:00 UTC'."""
    return f"{value.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _moment(typed: str, of_a_day: time) -> datetime:
    try:
        found = _read(typed, of_a_day)
        found = found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise click.BadParameter(
            f"{typed} is not a date such as 2026-10-14, or 2026-10-14T18:00+01:00"
        ) from None
    if not _EARLIEST <= found.year <= _LATEST:
        raise click.BadParameter(f"{typed} is not between {_EARLIEST} and {_LATEST}")
    return found


def _read(typed: str, of_a_day: time) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(typed), of_a_day)
    except ValueError:
        return datetime.fromisoformat(typed)
