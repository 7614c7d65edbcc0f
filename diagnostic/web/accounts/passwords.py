"""Passwords: what may be one, links that set one, and asking for such a link."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security import hash_password
from wtforms import Field, PasswordField, StringField
from wtforms.validators import StopValidation

from diagnostic.pipeline import notices, onetime
from diagnostic.pipeline.accounts import Signing
from diagnostic.web.accounts import second
from diagnostic.web.accounts.people import Person
from diagnostic.web.accounts.signing import LONGEST_PASSWORD, attempts, security_form
from diagnostic.web.forms import MISSING, TOO_LONG, Form, Line
from diagnostic.web.site import site
from diagnostic.web.speech import spoken
from reports.wording import mark

MENDED, NOT_FOUND = 422, 404
SHORTEST = 12
TOO_SHORT = mark("A password has at least 12 characters.")
NOT_THE_ADDRESS = mark("The address is no password.")

bp = Blueprint("passwords", __name__, url_prefix="/app/password")


class NewPassword:
    """A password that is long enough, and not what everybody knows of somebody."""

    def __init__(self) -> None:
        """Tell browsers the same rule."""
        self.field_flags = {"required": True, "minlength": SHORTEST}

    def __call__(self, form: Form, field: Field) -> None:
        """Check what was typed; spaces count, and nothing else is asked for."""
        typed = field.data or ""
        if not typed:
            raise StopValidation(MISSING)
        if len(typed) < SHORTEST:
            raise StopValidation(TOO_SHORT)
        if len(typed) > LONGEST_PASSWORD:
            raise StopValidation(TOO_LONG)
        if typed.strip().casefold() == form.owner:
            raise StopValidation(NOT_THE_ADDRESS)


class PasswordForm(Form):
    """A first or another password."""

    owner = ""
    password = PasswordField(mark("New password"), [NewPassword()])


class AddressForm(Form):
    """Whose password was forgotten."""

    email = StringField(mark("E-mail address"), [Line(254)])


@bp.route("", methods=["GET", "POST"])
def ask() -> ResponseReturnValue:
    """Ask for an address, and answer the same whether it has an account or not."""
    form = AddressForm()
    if form.validate_on_submit():
        email = form.email.data.lower()
        if attempts().may_write(email):
            notices.queue_password(site().installation, email)
            site().nudge()
        return redirect(url_for(".asked"), 303)
    page = render_template("workspace/account/ask.html", form=form)
    return page, MENDED if form.errors else 200


@bp.get("/sent")
def asked() -> ResponseReturnValue:
    """Say what happens now."""
    return render_template("workspace/account/asked.html")


@bp.route("/<token>", methods=["GET", "POST"])
def change(token: str) -> ResponseReturnValue:
    """Set the password of whoever has the link; looking at it does not use it up."""
    found = onetime.opened(site().installation, token, site().clock())
    if found is None:
        return render_template("workspace/account/over.html"), NOT_FOUND
    form = PasswordForm()
    form.owner = found.visitor.email
    if form.validate_on_submit():
        if not set_password(Person(found), form.password.data):
            abort(NOT_FOUND)  # somebody else has just used the link
        flash(spoken().say("Your password is set. Sign in with it."))
        return redirect(url_for("signing.login"), 303)
    page = render_template(
        "workspace/account/password.html",
        form=form,
        email=found.visitor.email,
        is_new=_is_new(found),
    )
    return page, MENDED if form.errors else 200


def set_password(person: Person, password: str) -> bool:
    """Set a password, which ends every session and link of an account.

    Returns:
        False if it was changed since it was read.
    """
    person.password = hash_password(security_form(password))
    second.people().set_uniquifier(person)
    return second.saved(person)


def _is_new(found: Signing) -> bool:
    return found.password is None
