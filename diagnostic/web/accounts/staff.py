"""All accounts of the installation, for those who run it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import RadioField, SelectField, StringField
from wtforms.fields import SelectChoice

from diagnostic.pipeline import staff
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.web import access
from diagnostic.web.forms import Form, Line
from diagnostic.web.site import site
from diagnostic.web.speech import spoken, told
from reports.wording import mark

MENDED = 422
ROLES = {
    "administrator": mark("Administrator"),
    "consultant": mark("Consultant"),
    "leader": mark("Leader"),
}
LETTERS = {
    "queued": mark("The invitation is on its way."),
    "sending": mark("The invitation is on its way."),
    "sent": mark("The invitation was sent."),
    "failed": mark("The invitation could not be sent."),
}

bp = Blueprint("staff", __name__, url_prefix="/app/accounts")


class StaffForm(Form):
    """Somebody new."""

    email = StringField(mark("E-mail address"), [Line(254)])
    role = RadioField(
        mark("Role"),
        choices=[SelectChoice(key, ROLES[key]) for key in ROLES],
        default="consultant",
    )
    company = SelectField(mark("Company"), default="")


class RoleForm(Form):
    """Another role."""

    role = SelectField(
        mark("Role"), choices=[SelectChoice(key, ROLES[key]) for key in ROLES]
    )


@bp.route("", methods=["GET", "POST"])
def everybody() -> ResponseReturnValue:
    """List all accounts, and invite somebody."""
    visitor = access.administrator()
    form = StaffForm()
    form.company.choices = _companies()
    if form.validate_on_submit():
        try:
            staff.invite(
                site().installation,
                visitor,
                form.email.data,
                form.role.data,
                form.company.data or None,
                site().clock(),
            )
        except RefusedError as error:
            form.form_errors.append(told(error))
        else:
            site().nudge()
            flash(spoken().say("{email} is invited.", email=form.email.data))
            return redirect(url_for(".everybody"), 303)
    page = render_template(
        "workspace/account/everybody.html",
        form=form,
        me=visitor.id,
        roles=ROLES,
        letters=LETTERS,
        members=staff.everybody(site().installation),
    )
    return page, MENDED if form.errors else 200


@bp.route("/<int:identity>/role", methods=["GET", "POST"])
def role(identity: int) -> ResponseReturnValue:
    """Give somebody another role."""
    visitor, member = access.administrator(), access.account(identity)
    form = RoleForm(role=member.role)
    if form.validate_on_submit():
        now = site().clock()
        try:
            staff.set_role(site().installation, visitor, identity, form.role.data, now)
        except RefusedError as error:
            form.form_errors.append(told(error))
        else:
            return _done()
    page = render_template("workspace/account/role.html", form=form, member=member)
    return page, MENDED if form.errors else 200


@bp.post("/<int:identity>/switch-off")
def switch_off(identity: int) -> ResponseReturnValue:
    """Let somebody sign in no longer."""
    return _switched(identity, active=False)


@bp.post("/<int:identity>/switch-on")
def switch_on(identity: int) -> ResponseReturnValue:
    """Let somebody sign in again."""
    return _switched(identity, active=True)


@bp.post("/<int:identity>/reset")
def reset(identity: int) -> ResponseReturnValue:
    """Take the second factor from somebody who has lost it."""
    visitor, member = access.administrator(), access.account(identity)
    try:
        now = site().clock()
        staff.reset_second_factor(site().installation, visitor, member.id, now)
    except RefusedError as error:
        flash(told(error))
        return redirect(url_for(".everybody"), 303)
    return _done()


@bp.post("/<int:identity>/invite")
def invite_again(identity: int) -> ResponseReturnValue:
    """Send another link to who has not set a password yet."""
    access.administrator()
    try:
        staff.invite_again(site().installation, access.account(identity).id)
    except RefusedError as error:
        flash(told(error))
        return redirect(url_for(".everybody"), 303)
    site().nudge()
    return _done()


def _switched(identity: int, *, active: bool) -> ResponseReturnValue:
    visitor, member = access.administrator(), access.account(identity)
    try:
        now = site().clock()
        staff.set_active(site().installation, visitor, member.id, now, active=active)
    except RefusedError as error:
        flash(told(error))
        return redirect(url_for(".everybody"), 303)
    return _done()


def _done() -> ResponseReturnValue:
    flash(spoken().say("Done."))
    return redirect(url_for(".everybody"), 303)


def _companies() -> list[SelectChoice]:
    names = staff.company_names(site().installation)
    return [
        SelectChoice("", mark("None")),
        *(SelectChoice(slug, name) for slug, name in names),
    ]
