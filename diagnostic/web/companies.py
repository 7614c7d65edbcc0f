"""Companies: all of the visitor's at a glance, and one with its waves."""

from datetime import UTC, date, datetime

from flask import (
    Blueprint,
    flash,
    redirect,
    render_template,
    url_for,
)
from flask.typing import ResponseReturnValue
from wtforms import RadioField, StringField
from wtforms.fields import SelectChoice

from diagnostic.pipeline import accounts, audit, companies, listing
from diagnostic.pipeline.listing import WaveGlance
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.web import access
from diagnostic.web.crumbs import below_companies
from diagnostic.web.forms import Form, Line
from diagnostic.web.site import site
from diagnostic.web.speech import named, spoken, told
from reports.wording import Words, mark

MENDED = 422
THERE = mark("You have a company with this name already.")
bp = Blueprint("companies", __name__, url_prefix="/app")


class CompanyForm(Form):
    """A new client."""

    name = StringField(mark("Name"), [Line(200)])
    language = RadioField(
        mark("Language"),
        choices=[SelectChoice("en", mark("English")), SelectChoice("pt", "Português")],
    )


@bp.get("/")
def index() -> ResponseReturnValue:
    """List the companies, each with the wave that matters most now."""
    visitor = access.visitor()
    found = listing.glances(site().installation, access.slugs())
    if visitor.role == "leader":
        return _of_leader([glance.slug for glance in found])
    return render_template(
        "workspace/companies.html",
        companies=[
            {
                "name": glance.name,
                "url": url_for(".company", slug=glance.slug),
                "wave": glance.wave and _wave(glance.wave),
            }
            for glance in found
        ],
    )


@bp.route("/companies/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Add a company; whoever adds it works for it."""
    visitor = access.consultant()
    form = CompanyForm(language=visitor.language)
    if form.validate_on_submit() and not _is_there(form):
        installation = site().installation
        try:
            slug = companies.add(installation, form.name.data, form.language.data)
        except RefusedError as error:
            form.form_errors.append(told(error))
        else:
            if visitor.role == "consultant":
                accounts.join(installation, visitor.id, slug)
            now = site().clock()
            audit.record(installation, visitor.email, slug, "company_added", now)
            flash(spoken().say("{name} is added.", name=form.name.data))
            return redirect(url_for(".company", slug=slug), 303)
    page = render_template(
        "workspace/company-new.html",
        form=form,
        crumbs=below_companies((spoken().say("New company"), None)),
    )
    return page, MENDED if form.errors else 200


def _is_there(form: CompanyForm) -> bool:
    """Tell whether the visitor has such a company: a second click would add another."""
    found = listing.companies(site().installation)
    names = [entry.name for entry in found if access.sees(entry.slug)]
    if form.name.data in names:
        form.name.errors = [THERE]
    return form.name.data in names


@bp.get("/companies/<slug>/")
def company(slug: str) -> ResponseReturnValue:
    """Show a company: its waves, and everything that belongs to it."""
    found = access.company(slug)
    waves = listing.waves_of(site().installation, slug)
    return render_template(
        "workspace/company.html",
        company={"name": found.name, "slug": slug},
        waves=[_wave(wave) for wave in waves],
        departments=[
            {"name": named(department.name), "invited": department.invited}
            for department in listing.departments(site().installation, slug)
        ],
        more=_more(slug),
        crumbs=below_companies((found.name, None)),
    )


def _more(slug: str) -> list[tuple[str, str]]:
    """List the other pages of a company."""
    say = spoken().say
    places = {
        "quarters.index": say("Quarters"),
        "actions.index": say("Actions"),
        "past.bring": say("Earlier quarters"),
        "people.index": say("People"),
        "brands.client": say("Brand"),
        "brands.settings": say("Settings"),
        "engagement.log": say("Log"),
        "engagement.archive": say("Archive"),
        "engagement.delete": say("Delete"),
    }
    return [(text, url_for(end, slug=slug)) for end, text in places.items()]


def _of_leader(slugs: list[str]) -> ResponseReturnValue:
    """Lead to the quarters of a leader's company; of several, list what is sealed."""
    if len(slugs) == 1:
        return redirect(url_for("quarters.index", slug=slugs[0]), 303)
    installation = site().installation
    return render_template(
        "workspace/leader.html",
        companies=[
            {
                "name": access.overview(slug).name,
                "url": url_for("quarters.index", slug=slug),
                "waves": [
                    _wave(wave)
                    for wave in listing.waves_of(installation, slug)
                    if wave.state == "sealed"
                ],
            }
            for slug in slugs
        ],
    )


def _wave(found: WaveGlance) -> dict[str, object]:
    return {
        "name": found.name,
        "subject": found.subject,
        "url": url_for("waves.show", identity=found.id),
        "state": found.state,
        "when": _when(spoken(), found),
        "invited": found.invited,
        "answered": found.answered,
        "counts": found.counted is not None and found.invited > 0,
        "imported": found.imported,
    }


def _when(words: Words, found: WaveGlance) -> str:
    """Say the date that matters in a state."""
    match found.state:
        case "draft":
            return ""
        case "scheduled":
            return words.say("opens {day}", day=_day(words, found.opens))
        case "open":
            return words.say("until {day}", day=_day(words, found.closes))
        case _:
            closed = found.closed or found.closes
            return words.say("closed {day}", day=_day(words, closed))


def _day(words: Words, moment: datetime) -> str:
    day: date = moment.astimezone(UTC).date()
    return words.day(day)
