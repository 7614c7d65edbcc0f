"""People of a company: its consultants and leaders."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import RadioField, StringField
from wtforms.fields import SelectChoice

from diagnostic.pipeline import staff
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.web import access
from diagnostic.web.accounts.staff import LETTERS, ROLES
from diagnostic.web.crumbs import below_company
from diagnostic.web.forms import Form, Line
from diagnostic.web.site import site
from diagnostic.web.speech import spoken, told
from reports.wording import mark

MENDED = 422

bp = Blueprint("people", __name__, url_prefix="/app/companies/<slug>/people")


class ColleagueForm(Form):
    """A colleague, or somebody of the company's leadership."""

    email = StringField(mark("E-mail address"), [Line(254)])
    role = RadioField(
        mark("Role"),
        choices=[SelectChoice(key, ROLES[key]) for key in ("consultant", "leader")],
    )


@bp.route("", methods=["GET", "POST"])
def index(slug: str) -> ResponseReturnValue:
    """List who sees a company, and invite somebody."""
    company, visitor = access.company(slug), access.visitor()
    form = ColleagueForm(role="leader")
    if form.validate_on_submit():
        try:
            staff.invite(
                site().installation,
                visitor,
                form.email.data,
                form.role.data,
                slug,
                site().clock(),
            )
        except RefusedError as error:
            form.form_errors.append(told(error))
        else:
            site().nudge()
            flash(spoken().say("{email} is invited.", email=form.email.data))
            return redirect(url_for(".index", slug=slug), 303)
    words = spoken()
    page = render_template(
        "workspace/account/people.html",
        form=form,
        me=visitor.id,
        company={"name": company.name, "slug": slug},
        demanded=company.second_factor,
        roles=ROLES,
        letters=LETTERS,
        members=staff.members(site().installation, slug),
        crumbs=below_company(slug, company.name, (words.say("People"), None)),
    )
    return page, MENDED if form.errors else 200


@bp.post("/<int:identity>/remove")
def remove(slug: str, identity: int) -> ResponseReturnValue:
    """Take the company from somebody."""
    member, visitor = access.member(slug, identity), access.visitor()
    try:
        now = site().clock()
        staff.remove(site().installation, visitor, member.id, slug, now)
    except RefusedError as error:
        flash(told(error))
    else:
        flash(spoken().say("{email} no longer sees this company.", email=member.email))
    return redirect(url_for(".index", slug=slug), 303)


@bp.post("/<int:identity>/invite")
def invite_again(slug: str, identity: int) -> ResponseReturnValue:
    """Send another link to who has not set a password yet."""
    member = access.member(slug, identity)
    try:
        staff.invite_again(site().installation, member.id)
    except RefusedError as error:
        flash(told(error))
    else:
        site().nudge()
        flash(spoken().say("{email} is invited.", email=member.email))
    return redirect(url_for(".index", slug=slug), 303)


@bp.post("/two-factors")
def demand(slug: str) -> ResponseReturnValue:
    """Demand that everybody who sees the company signs in with two factors."""
    return _demanded(slug, demanded=True)


@bp.post("/one-factor")
def release(slug: str) -> ResponseReturnValue:
    """Leave it to everybody how they sign in."""
    return _demanded(slug, demanded=False)


def _demanded(slug: str, *, demanded: bool) -> ResponseReturnValue:
    company, visitor = access.company(slug), access.visitor()
    staff.demand_second_factor(
        site().installation, visitor, company.slug, site().clock(), demanded=demanded
    )
    flash(spoken().say("Saved."))
    return redirect(url_for(".index", slug=slug), 303)
