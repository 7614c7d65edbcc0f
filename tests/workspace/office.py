"""A consultancy at work: its pages, its companies, and people who are signed in."""

from dataclasses import replace

from flask_wtf.csrf import generate_csrf

from diagnostic.pipeline import accounts, companies
from diagnostic.web import create_app
from diagnostic.web.accounts import sessions
from tests.collection.company import NOW, installed

SECRET = "of the office, thirty-two characters"  # noqa: S105
HOME = "/app/"


class Office:
    """An installation with companies, accounts, and clients of its pages.

    ``now`` is what the pages take for the moment. Nobody's password is hashed, which
    takes a while: clients are given their session.
    """

    def __init__(self, database, folder, base_url="http://localhost"):
        self.installation = replace(
            installed(database, folder), secret=SECRET, base_url=base_url
        )
        self.now = NOW
        self.nudges: list = []
        self.app = create_app(
            self.installation,
            clock=lambda: self.now,
            nudge=lambda: self.nudges.append(self.now),
        )

    def company(self, name="Acme", language="en"):
        """Add a company; gives its slug."""
        return companies.add(self.installation, name, language)

    def account(self, email, role="consultant", *slugs):
        """Add an account that sees companies; gives its visitor."""
        for slug in slugs or (None,):
            found = accounts.add(self.installation, email, role, slug)
        return found

    def client(self, email=None):
        """Give a client of somebody who is signed in; None is nobody.

        Its ``send(path, **fields)`` posts a form as a page of ours does.
        """
        client = Client(self.app)
        if email is not None:
            person = accounts.find(self.installation, email)
            with client.session_transaction(HOME) as session:
                session.update(sessions.signed(person.uniquifier, self.now))
        return client

    def signed_in(self, email, role="consultant", *slugs):
        """Add an account, and give its client."""
        self.account(email, role, *slugs)
        return self.client(email)


class Client:
    """A browser of the workspace, which knows the token that forms have."""

    def __init__(self, app):
        self.app = app
        self._client = app.test_client()

    def __getattr__(self, name):
        return getattr(self._client, name)

    def send(self, path, fields=None, **options):
        """Post a form with its token."""
        data = {"csrf_token": self.token(), **(fields or {})}
        return self._client.post(path, data=data, **options)

    def token(self):
        """Give the token that forms of this session have."""
        with self._client.session_transaction(HOME) as session:
            kept = dict(session)
        with self.app.test_request_context(HOME):
            from flask import session as fresh

            fresh.update(kept)
            token = generate_csrf()
            kept = dict(fresh)
        with self._client.session_transaction(HOME) as session:
            session.update(kept)
        return token
