"""All actions of a company: what is overdue first."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from diagnostic.pipeline import actions
from diagnostic.web import access
from diagnostic.web.actions.page import bp, crumbs, figures, is_leader, shown
from diagnostic.web.site import site


@bp.get("/actions")
def index(slug: str) -> ResponseReturnValue:
    """List the actions of a company beside their figures."""
    found, here = access.overview(slug), site()
    entries = actions.listed(here.installation, slug, here.clock())
    return render_template(
        "actions/list.html",
        company={"name": found.name, "slug": slug},
        overdue=sum(entry.overdue for entry in entries),
        actions=[
            {
                **shown(told),
                "url": url_for(".show", slug=slug, action=told.entry.agreed.id),
            }
            for told in figures(slug, entries)
        ],
        agrees=not is_leader(),
        crumbs=crumbs(found),
    )
