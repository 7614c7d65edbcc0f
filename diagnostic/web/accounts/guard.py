"""Before each page of the workspace: who asks, and from where."""

from flask import Flask, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import BadRequest, NotFound

from diagnostic.web.accounts import again, second
from diagnostic.web.accounts.sessions import is_of_workspace

_SAFE = ("GET", "HEAD", "OPTIONS")
_PUBLIC = ("signing", "passwords", "provider", "fonts")
"""Blueprints of what is open to everybody."""
_OWN = (*_PUBLIC, "account", "factor")
"""Blueprints of what somebody may use who lacks a second factor."""

_FOR_SHOW = ("setup.sheet",)
"""Endpoints of forms that are looked at: what is sent to them is not even read."""


def register(app: Flask) -> None:
    """Let only those in who are signed in, and only forms of our own pages."""
    # We call it ourselves: on no page of respondents, and with an answer of our own.
    app.config.update(
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session
        # It asks for the Referer, which our pages do not send.
        WTF_CSRF_SSL_STRICT=False,
    )
    app.extensions["forms"] = CSRFProtect(app)
    app.before_request(_check)


def _check() -> ResponseReturnValue | None:
    if request.endpoint is None or not is_of_workspace(request):
        return None
    asked_for = (request.path, *(text for _, text in request.args.items(multi=True)))
    if any("\0" in text for text in asked_for):
        raise NotFound  # PostgreSQL has no such texts, and fails
    is_known = current_user.is_authenticated
    if request.method not in _SAFE:
        answer = _refused(is_known)
        if answer is not None:
            return answer
    elif not is_known and request.blueprint not in _PUBLIC:
        wanted = request.full_path.rstrip("?")
        return redirect(url_for("signing.login", next=wanted), 303)
    if is_known and _lacks_second_factor() and request.blueprint not in _OWN:
        return redirect(url_for("factor.set_up"), 303)
    return None


def _refused(is_known: bool) -> ResponseReturnValue | None:
    """Refuse what another site has sent, and what nobody is signed in for."""
    has_ended = not is_known and request.blueprint not in _PUBLIC
    try:
        if has_ended or request.endpoint not in _FOR_SHOW:
            current_app.extensions["forms"].protect()
    except CSRFError:
        if not _is_ours():
            raise BadRequest from None
        if request.endpoint == "signing.logout" and not is_known:
            return redirect(url_for("signing.login"), 303)
        return again.page(ended=has_ended)
    return again.page(ended=True) if has_ended else None


def _is_ours() -> bool:
    """Tell whether the browser says that a page of ours has sent this.

    It also says so to whoever looks after it: what another site has filled in would
    otherwise stand in our page, ready to be sent.
    """
    return request.headers.get("Sec-Fetch-Site") == "same-origin"


def _lacks_second_factor() -> bool:
    person = current_user
    return bool(person.demanded and not second.is_set_up(person))
