"""Sessions of the workspace: a signed cookie that survey pages never see."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Request, Response, request, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_security import login_user, logout_user

from diagnostic.web.accounts.people import Person
from diagnostic.web.site import Site, site

PLACE = "/app"
IDLE = timedelta(hours=8)
LONGEST = timedelta(hours=24)
FRESH = timedelta(minutes=15)
"""For how long nobody is asked for the password again."""
_NOTED = timedelta(minutes=5)
"""How exactly it is known when somebody was last seen: a cookie less with each page."""
_BEGAN, _SEEN, _PROVEN = "began", "seen", "proven"


def begin(person: Person) -> None:
    """Sign a person in, in a session of their own."""
    session.clear()
    login_user(person, remember=False)
    session[_BEGAN] = session[_SEEN] = session[_PROVEN] = _now()


def end() -> None:
    """Sign out."""
    logout_user()
    session.clear()


def prove() -> None:
    """Note that it is still the same person who sits there."""
    session[_PROVEN] = _now()


def is_fresh() -> bool:
    """Tell whether the person has shown lately who they are."""
    return _now() - int(session.get(_PROVEN, 0)) <= FRESH.total_seconds()


def signed(uniquifier: str, moment: datetime) -> dict[str, Any]:
    """Give what the session of somebody holds who signed in at a moment."""
    second = int(moment.timestamp())
    stamps = dict.fromkeys((_BEGAN, _SEEN, _PROVEN), second)
    return {"_user_id": uniquifier, "_fresh": True, **stamps}


class Sessions(SecureCookieSessionInterface):
    """Opens sessions under ``/app`` only, and ends those that are too old."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        """Know what gives the moment."""
        self._clock = clock

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Give the session of a request; an empty one if it has ended."""
        found = super().open_session(app, request)
        if found is not None and _BEGAN in found and self._is_over(found):
            return self.session_class()
        return found

    def save_session(self, app: Flask, session: Any, response: Response) -> None:
        """Write the cookie of a session, if it has changed.

        Elsewhere nothing is kept, whatever a template asks for: pages of respondents
        set no cookie (rule R1).
        """
        if not is_of_workspace(request):
            return
        now = self._clock().timestamp()
        if _SEEN in session and now - session[_SEEN] > _NOTED.total_seconds():
            session[_SEEN] = int(now)
        super().save_session(app, session, response)

    def _is_over(self, found: SecureCookieSession) -> bool:
        now = self._clock().timestamp()
        idle, since = now - found.get(_SEEN, 0), now - found[_BEGAN]
        return bool(idle > IDLE.total_seconds() or since > LONGEST.total_seconds())


def configure(app: Flask, site: Site, secret: str) -> None:
    """Set up the cookie: for ``/app`` alone, unreadable for scripts."""
    secure = site.installation.base_url.startswith("https:")
    app.config.update(
        SECRET_KEY=secret,
        SESSION_COOKIE_NAME="__Secure-workspace" if secure else "workspace",
        SESSION_COOKIE_PATH=PLACE,
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=LONGEST,
    )
    app.session_interface = Sessions(site.clock)


def is_of_workspace(request: Request) -> bool:
    """Tell whether a request is for a page that needs an account."""
    return request.path == PLACE or request.path.startswith(f"{PLACE}/")


def _now() -> int:
    return int(site().clock().timestamp())
