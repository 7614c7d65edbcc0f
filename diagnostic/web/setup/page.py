"""What the pages that set a wave up share: the draft, the steps, the way on."""

from dataclasses import dataclass
from typing import Any

from flask import (
    Blueprint,
    abort,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from diagnostic.pipeline import drafts
from diagnostic.pipeline.drafts import Draft
from diagnostic.pipeline.listing import CompanyEntry
from diagnostic.web import access
from diagnostic.web.crumbs import below_company
from diagnostic.web.forms import Form
from diagnostic.web.setup.editing import DraftForm
from diagnostic.web.site import site
from diagnostic.web.speech import spoken
from reports.wording import mark

NOT_FOUND, CONFLICT, MENDED = 404, 409, 422
bp = Blueprint("setup", __name__, url_prefix="/app")

CHECK = "setup.show"
STEPS = {
    "setup.questionnaire": mark("Questionnaire"),
    "setup.period": mark("Dates and links"),
    "setup.participants": mark("Participants"),
    "setup.groups": mark("Small groups"),
    "setup.questions": mark("Own questions"),
    "setup.mails": mark("Mail texts"),
    "setup.preview": mark("Preview"),
    CHECK: mark("Check and launch"),
}
"""In the order in which they are gone through; each can be opened at any time."""
_AS_YOU_LIKE = ("setup.questions", "setup.mails", "setup.preview", CHECK)


@dataclass(frozen=True)
class Step:
    """A step as the list of steps shows it: ``done``, ``missing`` or ``free``."""

    title: str
    url: str
    state: str
    is_here: bool


def draft(identity: str) -> Draft:
    """Give a draft of the visitor's; one that was launched leads to its own page."""
    wave = access.wave(identity)
    found = drafts.describe(site().installation, wave.company, wave.name)
    if found.state != "draft":
        if request.method == "POST":
            flash(
                spoken().say(
                    "{wave} is launched: what people were told cannot be changed.",
                    wave=found.name,
                )
            )
        abort(redirect(url_for("waves.show", identity=identity), 303))
    return found


def is_complete(found: Draft) -> bool:
    """Tell whether there is a leadership and a team to compare it with."""
    return {department.leadership for department in found.departments} == {True, False}


def show(
    template: str,
    found: Draft,
    form: DraftForm | None = None,
    *,
    step: str | None = None,
    **values: Any,
) -> ResponseReturnValue:
    """Show a page of a draft: with 422 what has to be mended, with 409 a conflict."""
    page = render_template(
        f"setup/{template}.html",
        draft=found,
        form=form,
        steps=steps(found, step or str(request.endpoint)),
        crumbs=crumbs(found),
        **values,
    )
    if form is not None and form.is_stale:
        return page, CONFLICT
    return page, MENDED if form is not None and form.errors else 200


def outside(
    template: str, company: CompanyEntry, form: Form, **values: Any
) -> ResponseReturnValue:
    """Show a page that begins a draft of a company."""
    rendered = render_template(
        f"setup/{template}.html",
        company=company.name,
        form=form,
        crumbs=below_company(company.slug, company.name),
        **values,
    )
    return rendered, MENDED if form.errors else 200


def onward(found: Draft) -> ResponseReturnValue:
    """Lead from a step that is done to the next."""
    flash(spoken().say("Saved."))
    endpoints = list(_steps(found))
    after = endpoints[endpoints.index(str(request.endpoint)) + 1]
    return redirect(url_for(after, identity=found.id), 303)


def steps(found: Draft, here: str) -> list[Step]:
    """List the steps of a draft, and how far it is."""
    return [
        Step(
            spoken().marked(title),
            url_for(endpoint, identity=found.id),
            _state(found, endpoint),
            endpoint == here,
        )
        for endpoint, title in _steps(found).items()
    ]


def _steps(found: Draft) -> dict[str, str]:
    skipped = None if found.mode == "invited" else "setup.mails"
    return {end: title for end, title in STEPS.items() if end != skipped}


def _state(found: Draft, endpoint: str) -> str:
    if endpoint in _AS_YOU_LIKE:
        return "free"
    if endpoint == "setup.participants" and not is_complete(found):
        return "missing"
    if endpoint == "setup.period" and found.closes <= site().clock():
        return "missing"
    return "done"


def crumbs(found: Draft) -> list[tuple[str, str | None]]:
    """Say where the pages of a draft stand."""
    here = found.name, url_for(CHECK, identity=found.id)
    return below_company(found.company, found.company_name, here)
