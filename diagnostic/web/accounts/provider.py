"""Signing in at the consultancy's own identity provider."""

import logging
import secrets as compared

from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    redirect,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue

from diagnostic.pipeline.installation import Installation
from diagnostic.web.accounts import second
from diagnostic.web.accounts.oidc import Desk, ProviderError, Secrets, draw
from diagnostic.web.accounts.signing import enter, wanted_place
from diagnostic.web.site import site
from diagnostic.web.speech import spoken
from reports.wording import mark

_ASKED = "provider"
_SECONDS = 600
"""For how long somebody may take at the provider."""
_NOT_FOUND = 404
NOT_SIGNED_IN = mark("Signing in at the provider did not work. Please try again.")
NO_ACCOUNT = mark(
    "There is no account here for who you are at the provider, or the provider has not"
    " verified your address."
)

bp = Blueprint("provider", __name__, url_prefix="/app/login/provider")
_log = logging.getLogger(__name__)


def opened(installation: Installation) -> Desk | None:
    """Open what speaks to the provider; None if there is none."""
    if installation.provider is None:
        return None
    back = f"{installation.base_url}/app/login/provider/back"
    return Desk(installation.provider, back)


@bp.get("")
def leave() -> ResponseReturnValue:
    """Lead to the provider."""
    secrets = draw()
    try:
        place = _desk().address(secrets)
    except ProviderError:
        return _failed()
    session[_ASKED] = {
        "secrets": [secrets.state, secrets.nonce, secrets.verifier],
        "since": _now(),
        "next": wanted_place(),
    }
    return redirect(place, 303)


@bp.get("/back")
def back() -> ResponseReturnValue:
    """Take who comes back from the provider, if they have an account here."""
    desk = _desk()
    asked = session.pop(_ASKED, None)
    if asked is None or _now() - asked["since"] > _SECONDS:
        return _failed()
    secrets = Secrets(*asked["secrets"])
    given = request.args.get("state", "")
    if not compared.compare_digest(given.encode(), secrets.state.encode()):
        return _failed()
    try:
        email = desk.email(request.args.get("code", ""), secrets, _now())
    except ProviderError:
        return _failed()
    person = second.people().find_user(email=email) if email else None
    if person is None or not person.active:
        flash(spoken().marked(NO_ACCOUNT))
        return redirect(url_for("signing.login"), 303)
    return enter(person, asked["next"])


def _desk() -> Desk:
    found: Desk | None = current_app.extensions["provider"]
    if found is None:
        abort(_NOT_FOUND)
    return found


def _failed() -> ResponseReturnValue:
    _log.warning("somebody could not sign in at the provider")
    flash(spoken().marked(NOT_SIGNED_IN))
    return redirect(url_for("signing.login"), 303)


def _now() -> int:
    return int(site().clock().timestamp())
