"""The next quarter: a name, and everything of the last wave but its roster."""

from collections.abc import Iterable
from datetime import datetime

from diagnostic.pipeline.installation import Installation


def copy(
    installation: Installation,
    company: str,
    source: str,
    name: str,
    *,
    opens: datetime | None = None,
    closes: datetime | None = None,
    now: datetime,
) -> str:
    """Set up a draft like another wave of the company: all but roster and dates.

    Args:
        installation: where.
        company: its slug.
        source: name of the wave to copy, in whatever state.
        name: of the draft.
        opens: begins then; None is at launch.
        closes: ends then; None is 14 days later.
        now: the clock.

    Returns:
        The id of the draft.

    Raises:
        RefusedError: what cannot be, in a sentence.
    """
    raise NotImplementedError


def suggest_name(existing: Iterable[str], now: datetime) -> str:
    """Name the quarter that is on, or the one after the last that has a wave.

    Args:
        existing: names of the company's waves.
        now: the clock.
    """
    raise NotImplementedError
