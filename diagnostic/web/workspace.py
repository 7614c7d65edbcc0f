"""The workspace: everything under ``/app/``, for those who have an account."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, request, url_for
from flask_login import current_user

from diagnostic.pipeline.brands import of_consultancy
from diagnostic.web import (
    accounts,
    actions,
    brands,
    companies,
    documents,
    engagement,
    fonts,
    past,
    portfolio,
    quarters,
    results,
    running,
    setup,
)
from diagnostic.web.site import Site, site
from diagnostic.web.speech import spoken
from reports.wording import mark

STATES = {
    "draft": mark("Draft"),
    "scheduled": mark("Scheduled"),
    "open": mark("Open"),
    "closed": mark("Closed"),
    "sealed": mark("Sealed"),
}
ROOMS = (
    actions.bp,
    brands.bp,
    companies.bp,
    documents.bp,
    engagement.bp,
    fonts.bp,
    past.bp,
    portfolio.bp,
    quarters.bp,
    results.bp,
    running.bp,
    setup.bp,
)
PROGRAM = "Alignment Diagnostic"
_STATIC = Path(__file__).with_name("static")


def register(app: Flask, site: Site) -> None:
    """Add the pages of consultants and leaders to an application."""
    app.extensions["site"] = site
    accounts.register(app, site)
    for room in ROOMS:
        app.register_blueprint(room)
    app.context_processor(_values)
    app.add_template_global(asset)


def asset(name: str) -> str:
    """Give the address of a file of ours, another one for another content."""
    return url_for("static", filename=name, v=_version(name))


@cache
def _version(name: str) -> str:
    return hashlib.sha256((_STATIC / name).read_bytes()).hexdigest()[:12]


def _values() -> dict[str, Any]:
    """Give what each page of the workspace needs."""
    if not request.path.startswith("/app"):
        return {}
    words = spoken()
    return {
        "_": words.say,
        "html": words.html,
        "count": words.count,
        "marked": words.marked,
        "words": words,
        "language": words.language,
        "states": STATES,
        "consultancy": _house(),
        "member": current_user.is_authenticated,
        "menu": _menu() if current_user.is_authenticated else [],
        "crumbs": [],
    }


def _house() -> str:
    """Name the consultancy; the page that says that nothing works asks nothing."""
    if not current_user.is_authenticated:
        return PROGRAM
    return of_consultancy(site().installation).name or PROGRAM


def _menu() -> list[dict[str, Any]]:
    say, role = spoken().say, current_user.visitor.role
    first = say("Results") if role == "leader" else say("Companies")
    places = [("companies.index", first)]
    if role != "leader":
        places.append(("portfolio.show", say("Portfolio")))
        places.append(("documents.batch", say("All reports")))
    if role == "administrator":
        places.append(("staff.everybody", say("Accounts")))
        places.append(("brands.consultancy", say("Brand")))
        places.append(("engagement.everything", say("Log")))
    places.append(("account.show", say("Your account")))
    here = {request.endpoint}
    alone = role == "leader" and len(current_user.visitor.companies) == 1
    if alone and request.endpoint == "quarters.index":
        here.add("companies.index")  # which leads there
    return [
        {"url": url_for(end), "text": text, "here": end in here} for end, text in places
    ]
