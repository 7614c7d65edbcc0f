"""The next quarter: a name, and everything of the last wave but its roster."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import cast

from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.waves import create, existing
from diagnostic.rules import SmallLeadership
from diagnostic.store import wordings
from diagnostic.store.models import Mode

_QUARTER = re.compile(r"(\d{4})-Q([1-4])")


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
    with installation.database.reading() as session:
        last = existing(session, company, source)
        texts = wordings.of_wave(session, last.id)
    return create(
        installation,
        company,
        name,
        questionnaire=last.questionnaire_source,
        mode=cast("Mode", last.mode),
        minimum=last.minimum,
        small_leadership=cast("SmallLeadership", last.small_leadership),
        opens=opens,
        closes=closes,
        subject=last.subject,
        language=last.language,
        texts=texts,
        now=now,
    )


def suggest_name(names: Iterable[str], now: datetime) -> str:
    """Name the quarter that is on, or the one after the last that has a wave.

    Args:
        names: of the company's waves.
        now: the clock.
    """
    quarters = [(now.year, (now.month + 2) // 3)]
    for name in names:
        if found := _QUARTER.fullmatch(name):
            year, quarter = divmod(int(found[1]) * 4 + int(found[2]), 4)
            quarters.append((year, quarter + 1))
    year, quarter = max(quarters)
    return f"{year}-Q{quarter}"
