"""What the pages of a company's quarters share."""

from typing import Any

from flask import Blueprint, abort, request, url_for

from diagnostic.pipeline import sequences
from diagnostic.pipeline.listing import CompanyEntry
from diagnostic.pipeline.sequences import Place, Row
from diagnostic.web import access
from diagnostic.web.crumbs import Crumb, below_company
from diagnostic.web.site import site
from diagnostic.web.speech import language, spoken
from reports.wording import text_in

NOT_FOUND, MENDED = 404, 422
bp = Blueprint("quarters", __name__, url_prefix="/app/companies/<slug>/quarters")


def rows(slug: str) -> list[Row]:
    """Give the rows of a company's sealed waves, the one sealed last first."""
    return sequences.rows(site().installation, slug)


def row_of(slug: str, identity: str) -> Row:
    """Give the row that a wave of the company is in; 404 if it has no such wave."""
    for row in rows(slug):
        if row.find(identity):
            return row
    abort(NOT_FOUND)


def place(row: Row, identity: str) -> Place:
    """Give a wave of a row that is known to have it."""
    found = row.find(identity)
    if found is None:
        abort(NOT_FOUND)
    return found


def choices(row: Row) -> list[dict[str, Any]]:
    """List the waves of a row to choose from, the newest first."""
    return [
        {"id": wave.id, "name": wave.name, "imported": wave.imported}
        for wave in reversed(row.waves)
    ]


def told(row: Row) -> str:
    """Name a row: what it asks, and about what."""
    title = str(text_in(row.questionnaire.title, language()))
    return f"{title} · {row.subject}" if row.subject else title


def asked_for(name: str) -> str:
    """Give what the address says under a name."""
    return request.args.get(name, "")


def crumbs(company: CompanyEntry, *here: Crumb) -> list[Crumb]:
    """Say where a page of quarters is; for leaders they are the first page."""
    say = spoken().say
    first = url_for("quarters.index", slug=company.slug) if here else None
    if access.visitor().role == "leader":
        named = say("Results")
        return [(named, first), *here] if here else []
    return below_company(company.slug, company.name, (say("Quarters"), first), *here)
