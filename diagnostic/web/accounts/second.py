"""The second factor: codes of an authenticator, and recovery codes."""

import re
from typing import Any, cast

from flask import current_app
from flask_security import Security
from flask_security.totp import Totp as PlainTotp

from diagnostic.pipeline.accounts import LostRaceError
from diagnostic.web.accounts.people import People, Person

_WINDOW = 30
"""Seconds that a phone's clock may be wrong."""


class Totp(PlainTotp):
    """Takes each code once: who looks over a shoulder cannot use it too."""

    def get_last_counter(self, user: Any) -> int | None:
        """Give the number of the code that was used last."""
        found: int | None = user.code_used
        return found

    def set_last_counter(self, user: Any, tmatch: Any) -> None:
        """Remember the number of a code that was right."""
        user.code_used = tmatch.counter


def security() -> Security:
    """Give Flask-Security's parts."""
    found: Security = current_app.extensions["security"]
    return found


def people() -> People:
    """Give where accounts are found."""
    return cast("People", security().datastore)


def is_set_up(person: Person) -> bool:
    """Tell whether somebody has a second factor."""
    return bool(person.tf_primary_method and person.tf_totp_secret)


def takes(person: Person, secret: str | None, typed: str) -> bool:
    """Tell whether a code of an authenticator is right, and was not used before.

    Args:
        person: whose; the code counts as used once they are saved.
        secret: locked, of the authenticator.
        typed: the code.
    """
    code = re.sub(r"\s", "", typed)
    if secret is None or not re.fullmatch("[0-9]{6}", code):
        return False
    factory = security().totp_factory
    return bool(factory.verify_totp(code, secret, person, window=_WINDOW))


def takes_recovery(person: Person, typed: str) -> bool:
    """Tell whether a recovery code is one that is left, and take it away."""
    code = "-".join(re.findall(".{4}", re.sub(r"[^0-9a-f]", "", typed.lower())))
    codes = security().mf_recovery_codes_util
    if not codes.check_recovery_code(person, code):
        return False
    codes.delete_recovery_code(person, code)
    return True


def saved(person: Person) -> bool:
    """Write what was changed; False if another request used the same code."""
    try:
        people().save(person)
    except LostRaceError:
        return False
    return True
