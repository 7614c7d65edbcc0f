"""Accounts as Flask-Security wants to have them."""

from typing import Any

from flask_security import RoleMixin, UserMixin
from flask_security.datastore import UserDatastore

from diagnostic.pipeline import accounts
from diagnostic.pipeline.accounts import Signing
from diagnostic.pipeline.installation import Installation

_NAMES = {
    "password": "password",
    "uniquifier": "fs_uniquifier",
    "active": "active",
    "second_factor": "tf_primary_method",
    "totp": "tf_totp_secret",
    "code_used": "code_used",
    "recovery_codes": "mf_recovery_codes",
}
"""By our names what Flask-Security calls it."""


class Part(RoleMixin):
    """A role, by its name."""

    def __init__(self, name: str) -> None:
        """Know the name."""
        self.name = name


class Person(UserMixin):
    """The values of an account, free of the database that they were read from."""

    fs_uniquifier = ""
    code_used: int | None = None

    def __init__(self, found: Signing) -> None:
        """Copy what was read, and remember it as it was."""
        self.visitor = found.visitor
        self.id = found.visitor.id
        self.email = found.visitor.email
        self.roles = [Part(found.visitor.role)]
        self.demanded = found.demanded
        self.read = {name: getattr(found, name) for name in _NAMES}
        for ours, theirs in _NAMES.items():
            setattr(self, theirs, self.read[ours])
        self.mf_recovery_codes = list(found.recovery_codes)
        self.tf_phone_number = None

    @property
    def written(self) -> dict[str, Any]:
        """What is to be stored, by our names."""
        found = {ours: getattr(self, theirs) for ours, theirs in _NAMES.items()}
        return found | {"recovery_codes": tuple(self.mf_recovery_codes or ())}


class People(UserDatastore):
    """Finds people, and writes those that were changed, each in one transaction."""

    def __init__(self, installation: Installation) -> None:
        """Know where accounts are."""
        super().__init__(Person, Part)
        self._installation = installation

    def find_user(self, case_insensitive: bool = False, **wanted: Any) -> Person | None:
        """Find a person by ``fs_uniquifier``, ``id`` or ``email``."""
        [(name, value)] = wanted.items()
        find: dict[str, Any] = {
            "fs_uniquifier": accounts.with_uniquifier,
            "id": accounts.with_id,
            "email": accounts.find,
        }
        found = find[name](self._installation, value)
        return None if found is None else Person(found)

    def find_role(self, role: str) -> Part:
        """Give a role; there is nothing about one but its name."""
        return Part(role)

    def put(self, model: Person) -> Person:
        """Take a person who was changed; ``save`` writes."""
        return model

    def save(self, person: Person) -> None:
        """Write what was changed of a person.

        Raises:
            LostRaceError: another request has just changed the same.
        """
        accounts.change(self._installation, person.id, person.read, person.written)
        person.read = person.written
