"""What the pages of an engagement share."""

from flask import Blueprint, url_for

from diagnostic.web.speech import spoken

MENDED = 422
bp = Blueprint("engagement", __name__, url_prefix="/app")


def crumbs(slug: str, company: str, here: str) -> list[tuple[str, str | None]]:
    """Say where a page of a company is."""
    return [
        (spoken().say("Companies"), url_for("companies.index")),
        (company, url_for("companies.company", slug=slug)),
        (here, None),
    ]
