"""What the pages of a launched wave share."""

from datetime import UTC, datetime

from flask import Blueprint, url_for

from diagnostic.pipeline.listing import WaveEntry
from diagnostic.web.crumbs import below_company
from diagnostic.web.speech import spoken

MENDED = 422
bp = Blueprint("waves", __name__, url_prefix="/app/waves/<identity>")


def crumbs(wave: WaveEntry, page: str | None = None) -> list[tuple[str, str | None]]:
    """Say where a page of a wave stands."""
    here = wave.name, page and url_for("waves.show", identity=wave.id)
    below = [(page, None)] if page else []
    return below_company(wave.company, wave.company_name, here, *below)


def moment(at: datetime) -> str:
    """Write a moment as it stands in mails: day and time in UTC."""
    at = at.astimezone(UTC)
    return f"{spoken().day(at.date())}, {at:%H:%M}\N{NO-BREAK SPACE}UTC"
