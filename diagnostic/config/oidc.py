"""The consultancy's own identity provider, if people sign in there."""

from dataclasses import dataclass, field

from diagnostic.config.errors import UnsafeError
from diagnostic.config.urls import is_loopback, split


@dataclass(frozen=True)
class Provider:
    """Where people can sign in instead of here, by OpenID Connect.

    Args:
        issuer: its address, without a slash at the end.
        client_id: what it knows this installation by.
        client_secret: what proves it to be this installation.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)


def issuer(value: str) -> str:
    """Check the address of an issuer; give it without a slash at the end."""
    form = "https://login.example.org/tenant"
    parts = split(value, form)
    if parts.username is not None or parts.password is not None:
        raise UnsafeError("no user and password; the client has settings of its own")
    if parts.scheme not in {"http", "https"} or not parts.hostname or "?" in value:
        raise UnsafeError(f"it should read {form}")
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise UnsafeError(
            "it must begin with https://, or whoever is on the way signs in as anybody"
        )
    return value.rstrip("/")
