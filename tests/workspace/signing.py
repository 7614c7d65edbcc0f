"""People who sign in as people do: with a password, a phone, a mailbox."""

import re
from functools import cache

from flask_security import hash_password
from passlib.totp import TOTP

from diagnostic.pipeline import accounts

PASSWORD = "correct horse battery"  # noqa: S105
ANA = "ana@example.org"


def give_password(office, email=ANA, password=PASSWORD):
    """Set a password without a link."""
    found = accounts.find(office.installation, email)
    kept = {name: getattr(found, name) for name in accounts.KEPT}
    with office.app.app_context():
        changed = kept | {"password": hashed(password)}
    accounts.change(office.installation, found.visitor.id, kept, changed)


@cache
def hashed(password):
    """Hash each password once: it is meant to take a while."""
    return hash_password(password)


def signed(client, email=ANA, password=PASSWORD, place="/app/login"):
    """Send the form of the page that asks who comes."""
    return client.send(place, {"email": email, "password": password})


def is_signed_in(client):
    """Tell whether a client gets to see a page of the workspace."""
    return client.get("/app/").status_code == 200


class Phone:
    """An authenticator that has read the key of a page."""

    def __init__(self, page):
        key = re.search(r"<code>([A-Z0-9-]+)</code>", page).group(1)
        self._totp = TOTP(key=key.replace("-", ""))
        self.steps = 0

    def code(self):
        """Give the code of now; after ``wait`` that of the next half minute."""
        moment = TOTP.normalize_time(None) + 30 * self.steps
        return self._totp.generate(moment).token

    def wait(self):
        """Let half a minute pass for this phone, which the pages still accept."""
        self.steps += 1


def with_phone(client):
    """Set up the second factor of somebody who is signed in.

    Gives the phone and the recovery codes, as the pages show them.
    """
    page = client.get("/app/account/second-factor").get_data(as_text=True)
    phone = Phone(page)
    answer = client.send("/app/account/second-factor", {"code": phone.code()})
    assert answer.headers["Location"] == "/app/account/recovery-codes"
    shown = client.get("/app/account/recovery-codes").get_data(as_text=True)
    phone.wait()
    return phone, re.findall(r"<code>([0-9a-f-]{14})</code>", shown)


def told(answer):
    """What can be read on a page, with one space between words."""
    bare = re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True))
    return " ".join(bare.split())
