"""Setting up the second factor, and recovery codes for when it is lost."""

import segno
from flask import Blueprint, abort, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from diagnostic.web.accounts import second
from diagnostic.web.accounts.own import MENDED, fresh, person
from diagnostic.web.accounts.signing import WAIT, CodeForm, attempts
from diagnostic.web.site import site
from diagnostic.web.speech import spoken
from reports.wording import mark

WRONG = mark("This code is wrong. The clock of your phone may be, too.")
_CHOSEN, _CODES = "authenticator", "codes"
_SECONDS_SHOWN = 600
"""For how long fresh recovery codes can be looked at."""
_NOT_FOUND = 404

bp = Blueprint("factor", __name__, url_prefix="/app/account")


@bp.route("/second-factor", methods=["GET", "POST"])
@fresh
def set_up() -> ResponseReturnValue:
    """Set up an authenticator; it counts once it has shown a right code."""
    if second.is_set_up(person()):
        return redirect(url_for("account.show"), 303)
    secret = _secret()
    form = CodeForm()
    if form.validate_on_submit():
        whose = str(person().id)
        if attempts().too_many("code", whose):
            form.form_errors.append(WAIT)
        elif second.takes(person(), secret, form.code.data):
            return _chosen(secret)
        else:
            attempts().failed("code", whose)
            form.form_errors.append(WRONG)
    factory = second.security().totp_factory
    page = render_template(
        "workspace/account/second-factor.html",
        form=form,
        demanded=person().demanded,
        picture=_drawn(factory.get_totp_uri(person().email, secret)),
        key=factory.get_totp_pretty_key(secret),
    )
    return page, MENDED if form.errors else 200


@bp.post("/second-factor/off")
@fresh
def switch_off() -> ResponseReturnValue:
    """Sign in with the password alone again."""
    if person().demanded:
        abort(_NOT_FOUND)
    second.people().tf_reset(person())
    second.people().mf_set_recovery_codes(person(), None)
    second.saved(person())
    flash(spoken().say("You sign in with your password alone now."))
    return redirect(url_for("account.show"), 303)


@bp.post("/recovery-codes")
@fresh
def new_codes() -> ResponseReturnValue:
    """Make new recovery codes; those before are worth nothing then."""
    if not second.is_set_up(person()):
        abort(_NOT_FOUND)
    _make_codes()
    second.saved(person())
    return redirect(url_for(".codes"), 303)


@bp.get("/recovery-codes")
@fresh
def codes() -> ResponseReturnValue:
    """Show recovery codes right after they were made, and never again."""
    made = session.get(_CODES, 0)
    if site().clock().timestamp() - made > _SECONDS_SHOWN:
        return redirect(url_for("account.show"), 303)
    found = second.security().mf_recovery_codes_util.get_recovery_codes(person())
    return render_template("workspace/account/codes.html", codes=found)


def _chosen(secret: str) -> ResponseReturnValue:
    second.people().tf_set(person(), "authenticator", totp_secret=secret)
    _make_codes()
    second.saved(person())
    session.pop(_CHOSEN, None)
    flash(spoken().say("From now on you sign in with two factors."))
    return redirect(url_for(".codes"), 303)


def _make_codes() -> None:
    second.security().mf_recovery_codes_util.create_recovery_codes(person())
    session[_CODES] = int(site().clock().timestamp())


def _secret() -> str:
    """Give the locked secret that is on offer; the same while somebody sets it up."""
    if _CHOSEN not in session:
        session[_CHOSEN] = second.security().totp_factory.generate_totp_secret()
    found: str = session[_CHOSEN]
    return found


def _drawn(address: str) -> str:
    """Draw a QR code for an image: black on white, whatever the page's colours."""
    code = segno.make(address, error="m")
    return str(code.png_data_uri(scale=5, border=4, dark="#000", light="#fff"))
