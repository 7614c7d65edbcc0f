"""Actions as files: a table, and a calendar."""

from flask import Response

from diagnostic.pipeline import actions
from diagnostic.web import access
from diagnostic.web.actions.page import bp
from diagnostic.web.site import site
from diagnostic.web.speech import language


@bp.get("/actions.csv")
def table(slug: str) -> Response:
    """Give the actions of a company as a table."""
    from diagnostic.pipeline.actions import files

    access.overview(slug)
    here = site()
    found = actions.listed(here.installation, slug, here.clock())
    content = files.table(here.installation, slug, found, language())
    return _file(content, "text/csv", f"{slug}-actions.csv")


@bp.get("/actions.ics")
def calendar(slug: str) -> Response:
    """Give the due dates of a company's actions as a calendar."""
    from diagnostic.pipeline.actions import files

    company, here = access.overview(slug), site()
    found = actions.listed(here.installation, slug, here.clock())
    content = files.calendar(here.installation, slug, company.name, found, language())
    return _file(content, "text/calendar", f"{slug}-actions.ics")


def _file(content: bytes, kind: str, name: str) -> Response:
    answer = Response(content, content_type=f"{kind}; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
