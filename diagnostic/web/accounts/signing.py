"""Signing in and out: password, second factor, recovery code."""

from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from flask import (
    Blueprint,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_security import hash_password, verify_password
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired

from diagnostic.web.accounts import second, sessions
from diagnostic.web.accounts.attempts import Attempts
from diagnostic.web.accounts.people import Person
from diagnostic.web.forms import MISSING, Form, Line
from diagnostic.web.site import site
from diagnostic.web.speech import spoken
from reports.wording import mark

MENDED, TOO_MANY = 422, 429
LONGEST_PASSWORD = 200
"""Characters: hashing more would only cost time."""
_HALF, _HALF_SECONDS = "half", 600
WRONG = mark("Address or password is wrong.")
WRONG_CODE = mark("This code is wrong, or was used before.")
WAIT = mark("There were too many attempts. Please try again in a quarter of an hour.")

bp = Blueprint("signing", __name__, url_prefix="/app")


class LoginForm(Form):
    """Who comes, with what only they know."""

    email = StringField(mark("E-mail address"), [Line(254)])
    password = PasswordField(mark("Password"), [InputRequired(MISSING)])


class CodeForm(Form):
    """A code of an authenticator, or one for when it is lost."""

    code = StringField(mark("Code"), [Line(40)])


@bp.route("/login", methods=["GET", "POST"])
def login() -> ResponseReturnValue:
    """Ask for address and password; the answer never tells which was wrong."""
    if current_user.is_authenticated:
        return redirect(wanted_place(), 303)
    form, status = LoginForm(), 200
    if form.validate_on_submit():
        typed = form.email.data.lower()
        if attempts().too_many("password", typed):
            form.form_errors.append(WAIT)
            status = TOO_MANY
        elif (person := _known(typed, form.password.data)) is None:
            attempts().failed("password", typed)
            form.form_errors.append(WRONG)
        else:
            return enter(person, wanted_place())
    if form.errors and status != TOO_MANY:
        status = MENDED
    page = render_template(
        "workspace/account/login.html",
        form=form,
        provider=site().installation.provider is not None,
        next=request.args.get("next"),
    )
    return page, status


@bp.route("/login/code", methods=["GET", "POST"])
def code() -> ResponseReturnValue:
    """Ask for the code of the authenticator."""
    return _second("workspace/account/code.html", _takes_code)


@bp.route("/login/recovery", methods=["GET", "POST"])
def recovery() -> ResponseReturnValue:
    """Ask for a recovery code instead."""
    return _second("workspace/account/recovery.html", second.takes_recovery)


@bp.post("/logout")
def logout() -> ResponseReturnValue:
    """Sign out."""
    sessions.end()
    return redirect(url_for(".login"), 303)


def attempts() -> Attempts:
    """Give what counts the attempts of this process."""
    found: Attempts = current_app.extensions["attempts"]
    return found


def enter(person: Person, place: str) -> ResponseReturnValue:
    """Sign in who has proven the first factor, or ask for the second.

    Args:
        person: who it is.
        place: where they want to go, one of ours.
    """
    if not second.is_set_up(person):
        sessions.begin(person)
        return redirect(place, 303)
    session[_HALF] = [person.fs_uniquifier, int(site().clock().timestamp())]
    return redirect(url_for("signing.code", next=place), 303)


def wanted_place() -> str:
    r"""Give where somebody wanted to go; never another site, nor another part of this.

    A browser takes ``//host``, ``/\host`` and what has tabs in it for another site.
    """
    place = request.args.get("next", "")
    return place if _is_ours(place) else url_for("companies.index")


def _is_ours(place: str) -> bool:
    try:
        parts = urlsplit(place)
    except ValueError:  # an address that no browser could open either
        return False
    is_here = not parts.scheme and not parts.netloc and parts.path.startswith("/app/")
    is_plain = place.isprintable() and "\\" not in place
    return is_here and is_plain and ".." not in unquote(parts.path)


def _known(email: str, password: str) -> Person | None:
    """Give who has this address and password; it takes as long if nobody has."""
    typed = security_form(password)
    person = second.people().find_user(email=email)
    if person is None or not person.active or person.password is None:
        hash_password(typed)
        return None
    return person if verify_password(typed, person.password) else None


def security_form(password: str) -> str:
    """Write a password as it is hashed: letters of one kind, and not without end."""
    return str(second.security().password_util.normalize(password[:LONGEST_PASSWORD]))


def _takes_code(person: Person, typed: str) -> bool:
    return second.takes(person, person.tf_totp_secret, typed)


def _second(template: str, takes: Callable[[Person, str], bool]) -> ResponseReturnValue:
    person = _half_signed_in()
    if person is None:
        return redirect(url_for(".login", next=request.args.get("next")), 303)
    form, status = CodeForm(), 200
    if form.validate_on_submit():
        whose = str(person.id)
        if attempts().too_many("code", whose):
            form.form_errors.append(WAIT)
            status = TOO_MANY
        elif takes(person, form.code.data) and second.saved(person):
            sessions.begin(person)
            _tell_codes_left(person)
            return redirect(wanted_place(), 303)
        else:
            attempts().failed("code", whose)
            form.form_errors.append(WRONG_CODE)
    if form.errors and status != TOO_MANY:
        status = MENDED
    page = render_template(template, form=form, next=request.args.get("next"))
    return page, status


def _half_signed_in() -> Person | None:
    """Give who has just given the right password."""
    uniquifier, moment = session.get(_HALF, ("", 0))
    if site().clock().timestamp() - moment > _HALF_SECONDS:
        return None
    person = second.people().find_user(fs_uniquifier=uniquifier)
    return person if person and person.active and second.is_set_up(person) else None


def _tell_codes_left(person: Person) -> None:
    if request.endpoint != "signing.recovery":
        return
    left = len(person.mf_recovery_codes or ())
    flash(
        spoken().count(
            "This recovery code is used up. {figure} is left.",
            "This recovery code is used up. {figure} are left.",
            left,
        )
    )
