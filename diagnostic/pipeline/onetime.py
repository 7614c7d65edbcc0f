"""Links that set a password, once."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Literal

from itsdangerous import BadData, URLSafeSerializer

from diagnostic.pipeline import accounts
from diagnostic.pipeline.accounts import Signing
from diagnostic.pipeline.installation import Installation

Kind = Literal["welcome", "password"]
LASTS: dict[Kind, timedelta] = {
    "welcome": timedelta(days=7),
    "password": timedelta(hours=1),
}
_SALT = "a link that sets a password"


def link(installation: Installation, person: Signing, kind: Kind, now: datetime) -> str:
    """Make the link; it ends when it is used, with time, and with the sessions.

    It begins with the installation's own address: a request's Host header is whatever
    its sender likes.

    Args:
        installation: whose secret signs it.
        person: whose password it sets.
        kind: whether they are new, which gives them longer.
        now: the clock.
    """
    ends = int((now + LASTS[kind]).timestamp())
    token = _serializer(installation).dumps([person.visitor.id, ends, _mark(person)])
    return f"{installation.base_url}/app/password/{token}"


def opened(installation: Installation, token: str, now: datetime) -> Signing | None:
    """Give whose password a link sets; None if it is over. It is not used up."""
    try:
        identity, ends, mark = _serializer(installation).loads(token)
    except (BadData, ValueError, TypeError):
        return None
    person = accounts.with_id(installation, identity)
    if person is None or not person.active or now.timestamp() > ends:
        return None
    return person if secrets.compare_digest(mark, _mark(person)) else None


def _mark(person: Signing) -> str:
    """Give what changes with the password, and with 'sign out everywhere'."""
    known = f"{person.uniquifier} {person.password}"
    return hashlib.sha256(known.encode()).hexdigest()[:32]


def _serializer(installation: Installation) -> URLSafeSerializer:
    if not installation.secret:
        raise ValueError("without a secret nobody gets a link")
    return URLSafeSerializer(installation.secret, salt=_SALT)
