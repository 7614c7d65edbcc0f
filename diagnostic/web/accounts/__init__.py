"""Signing in: Flask-Security's parts, our pages."""

import base64
import hashlib
import secrets

from flask import Flask
from flask_security import Security

from diagnostic.web.accounts import (
    colleagues,
    factor,
    guard,
    own,
    passwords,
    provider,
    sessions,
    signing,
    staff,
)
from diagnostic.web.accounts.attempts import Attempts
from diagnostic.web.accounts.people import People
from diagnostic.web.accounts.second import Totp
from diagnostic.web.site import Site

ISSUER = "Alignment Diagnostic"
"""What stands beside the code in an authenticator."""
RECOVERY_CODES = 8
ROOMS = (
    *(signing.bp, passwords.bp, provider.bp),
    *(own.bp, factor.bp, staff.bp, colleagues.bp),
)


def register(app: Flask, site: Site) -> None:
    """Let people sign in to an application."""
    # Without a secret nobody is signed in for longer than this process lives.
    secret = site.installation.secret or secrets.token_hex(32)
    sessions.configure(app, site, secret)
    app.config.update(
        SECURITY_PASSWORD_HASH="argon2",  # noqa: S106  # a name
        SECURITY_PASSWORD_SCHEMES=["argon2"],
        SECURITY_PASSWORD_SINGLE_HASH=["argon2"],
        SECURITY_TWO_FACTOR=True,
        SECURITY_TWO_FACTOR_ENABLED_METHODS=["authenticator"],
        SECURITY_TOTP_SECRETS={"1": secret},
        SECURITY_TOTP_ISSUER=ISSUER,
        SECURITY_MULTI_FACTOR_RECOVERY_CODES=True,
        SECURITY_MULTI_FACTOR_RECOVERY_CODES_N=RECOVERY_CODES,
        SECURITY_MULTI_FACTOR_RECOVERY_CODES_KEYS=[_key(secret, b"recovery codes")],
        SECURITY_CLI_USERS_NAME=None,
        SECURITY_CLI_ROLES_NAME=None,
    )
    guard.register(app)
    app.extensions["attempts"] = Attempts()
    app.extensions["provider"] = provider.opened(site.installation)
    security = Security(
        app, People(site.installation), register_blueprint=False, totp_cls=Totp
    )
    # It reads the address of whoever asks; and a token in a request would sign in
    # without any of what our own pages see to.
    security.login_manager.session_protection = None
    security.login_manager.request_loader(None)
    # It looks for an identity before each request, respondents' too, and nothing here
    # asks for one: `access` decides.
    app.before_request_funcs[None].remove(security.principal._on_before_request)
    for room in ROOMS:
        app.register_blueprint(room)


def _key(secret: str, purpose: bytes) -> bytes:
    digest = hashlib.blake2b(secret.encode(), digest_size=32, person=purpose)
    return base64.urlsafe_b64encode(digest.digest())
