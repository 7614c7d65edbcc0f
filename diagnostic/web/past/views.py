"""A file of earlier quarters is read, looked at, and imported."""

from importlib.resources import files
from typing import Any

from flask import (
    Blueprint,
    Response,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from diagnostic.pipeline.listing import CompanyEntry
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.rules import Rules
from diagnostic.web import access
from diagnostic.web.crumbs import below_company
from diagnostic.web.forms import MISSING
from diagnostic.web.setup.asking import ABOUT
from diagnostic.web.site import site
from diagnostic.web.speech import named, spoken, told

MENDED = 422
bp = Blueprint("past", __name__, url_prefix="/app/companies/<slug>/earlier")


@bp.route("", methods=["GET", "POST"])
def bring(slug: str) -> ResponseReturnValue:
    """Take a file, show what it would be, and import it once that is confirmed."""
    # What reads answers loads the statistics, and respondents never wait for them.
    from diagnostic.web.past.forms import PastForm
    from diagnostic.web.past.sent import read

    company, form = access.company(slug), PastForm()
    form.offer()
    wrong: list[str] = []
    if form.validate_on_submit():
        if form.file.data or form.rows.data:
            sent, wrong = read(form)
            if sent is not None:
                return _go_on(company, form, sent)
        else:
            form.file.errors = [MISSING]
    page = render_template(
        "past/ask.html",
        form=form,
        company={"name": company.name, "slug": slug},
        about=ABOUT,
        wrong=wrong,
        minimum=Rules.minimum,
        crumbs=_crumbs(company),
    )
    return page, MENDED if form.errors else 200


@bp.get("/example.csv")
def example(slug: str) -> ResponseReturnValue:
    """Give an example of a file: two quarters of the core questionnaire."""
    access.company(slug)
    path = files("templates") / "web" / "past" / "answers.csv"
    response = Response(path.read_bytes(), mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename=path.name)
    return response


def _go_on(company: CompanyEntry, form: Any, sent: Any) -> ResponseReturnValue:
    """Import what was confirmed, or show what would be imported."""
    confirmed = "confirm" in request.form and sent.days.validate()
    if confirmed and _added(company.slug, form, sent):
        return redirect(url_for("companies.company", slug=company.slug), 303)
    page = render_template(
        "past/look.html",
        form=form,
        sent=sent,
        company={"name": company.name, "slug": company.slug},
        waves=[
            {"field": sent.field(number), **_wave(wave)}
            for number, wave in enumerate(sent.shown)
        ],
        people=sum(_people(wave) for wave in sent.shown),
        notices=[told(notice) for notice in sent.past.notices],
        minimum=Rules.minimum,
        crumbs=_crumbs(company),
    )
    return page, MENDED if sent.days.errors else 200


def _added(company: str, form: Any, sent: Any) -> bool:
    """Import the waves; False with the reason in the form if that cannot be."""
    from diagnostic.pipeline import past

    here = site()
    try:
        names = past.add(
            *(here.installation, company, sent.past),
            *(access.consultant().email, here.clock()),
            rules=Rules(),
            subject=form.subject.data,
            whole=False,
        )
    except RefusedError as error:
        sent.days.form_errors.append(told(error))
        return False
    flash(spoken().say("Imported: {names}.", names=", ".join(names)))
    return True


def _wave(wave: Any) -> dict[str, object]:
    return {
        "name": wave.name,
        "dated": wave.closed is not None,
        "people": _people(wave),
        "groups": [
            {
                "name": spoken().say("Leadership")
                if group.leadership
                else named(group.name),
                "people": group.answered,
                "small": group.answered < Rules.minimum,
            }
            for group in wave.groups
        ],
    }


def _people(wave: Any) -> int:
    return sum(group.answered for group in wave.groups)


def _crumbs(company: CompanyEntry) -> list[tuple[str, str | None]]:
    here = spoken().say("Earlier quarters"), None
    return below_company(company.slug, company.name, here)
