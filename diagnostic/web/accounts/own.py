"""One's own account: name, language, password, sessions."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import ParamSpec, cast

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_security import verify_password
from wtforms import PasswordField, RadioField, StringField
from wtforms.fields import SelectChoice

from diagnostic.pipeline import accounts
from diagnostic.web import access
from diagnostic.web.accounts import second, sessions
from diagnostic.web.accounts.passwords import NewPassword, set_password
from diagnostic.web.accounts.people import Person
from diagnostic.web.accounts.signing import (
    WAIT,
    attempts,
    security_form,
    wanted_place,
)
from diagnostic.web.forms import Form, Line
from diagnostic.web.site import site
from diagnostic.web.speech import spoken
from reports.wording import mark

MENDED = 422
WRONG = mark("This is not your password.")
View = Callable[..., ResponseReturnValue]
P = ParamSpec("P")

bp = Blueprint("account", __name__, url_prefix="/app/account")


class AboutForm(Form):
    """How somebody is called, and what they read."""

    name = StringField(mark("Name"), [Line(120, needed=False)])
    language = RadioField(
        mark("Language"),
        choices=[SelectChoice("en", mark("English")), SelectChoice("pt", "Português")],
    )


class ConfirmForm(Form):
    """The password once more."""

    password = PasswordField(mark("Password"))


class ChangeForm(Form):
    """Another password."""

    owner = ""
    password = PasswordField(mark("New password"), [NewPassword()])


def person() -> Person:
    """Give who is signed in, to be changed."""
    return cast("Person", current_user._get_current_object())


def fresh(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Ask for the password before a page that whoever finds a screen could misuse."""

    @wraps(view)
    def confirmed(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if sessions.is_fresh():
            return view(*args, **kwargs)
        return redirect(url_for("account.confirm", next=request.path), 303)

    return confirmed


@bp.route("", methods=["GET", "POST"])
def show() -> ResponseReturnValue:
    """Show one's account, and change name and language."""
    visitor = access.visitor()
    form = AboutForm(name=visitor.name, language=visitor.language)
    if form.validate_on_submit():
        installation = site().installation
        name, language = form.name.data, form.language.data
        accounts.describe(installation, visitor.id, name, language)
        person().visitor = replace(visitor, name=name, language=language)
        flash(spoken().say("Saved."))
        return redirect(url_for(".show"), 303)
    page = render_template(
        "workspace/account/account.html",
        form=form,
        email=visitor.email,
        second_factor=second.is_set_up(person()),
        demanded=person().demanded,
        codes_left=len(person().mf_recovery_codes or ()),
        has_password=person().password is not None,
    )
    return page, MENDED if form.errors else 200


@bp.route("/confirm", methods=["GET", "POST"])
def confirm() -> ResponseReturnValue:
    """Ask for the password once more, before what would be hard to undo."""
    form = ConfirmForm()
    if form.validate_on_submit():
        if _is_right(form):
            sessions.prove()
            return redirect(wanted_place(), 303)
        form.password.data = None
    page = render_template(
        "workspace/account/confirm.html",
        form=form,
        email=person().email,
        has_password=person().password is not None,
    )
    return page, MENDED if form.errors else 200


@bp.route("/password", methods=["GET", "POST"])
@fresh
def password() -> ResponseReturnValue:
    """Change the password; other sessions end."""
    form = ChangeForm()
    form.owner = person().email
    if form.validate_on_submit() and set_password(person(), form.password.data):
        sessions.begin(person())
        flash(spoken().say("Your password is changed. Other sessions have ended."))
        return redirect(url_for(".show"), 303)
    page = render_template(
        "workspace/account/change.html", form=form, email=person().email
    )
    return page, MENDED if form.errors else 200


@bp.post("/everywhere")
def everywhere() -> ResponseReturnValue:
    """End every session of this account but this one."""
    second.people().set_uniquifier(person())
    if second.saved(person()):
        sessions.begin(person())
    flash(spoken().say("Every other session has ended."))
    return redirect(url_for(".show"), 303)


def _is_right(form: ConfirmForm) -> bool:
    stored, typed = person().password, form.password.data or ""
    if attempts().too_many("password", person().email):
        form.form_errors.append(WAIT)
        return False
    if stored is not None and verify_password(security_form(typed), stored):
        return True
    attempts().failed("password", person().email)
    form.form_errors.append(WRONG)
    return False
