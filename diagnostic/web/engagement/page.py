"""What the pages of an engagement share."""

from flask import Blueprint

from diagnostic.web.crumbs import below_company

MENDED = 422
bp = Blueprint("engagement", __name__, url_prefix="/app")


def crumbs(slug: str, company: str, here: str) -> list[tuple[str, str | None]]:
    """Say where a page of a company is."""
    return below_company(slug, company, (here, None))
