"""Ways to open the pages: in this process, or through a socket."""

import http.client
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode


@dataclass(frozen=True)
class Reply:
    """What a server answered, as far as a browser or a proxy sees it."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, wanted: str) -> str | None:
        """Give a header by its name in small letters."""
        found = (value for name, value in self.headers if name.lower() == wanted)
        return next(found, None)


class Visitor(Protocol):
    """Whoever opens pages."""

    def get(self, path: str) -> Reply:
        """Open a page."""

    def post(self, path: str, form: Mapping[str, str]) -> Reply:
        """Send a form."""


class InProcess:
    """Asks the application directly, without a socket."""

    def __init__(self, app) -> None:
        """Know the application."""
        self._client = app.test_client(use_cookies=False)

    def get(self, path):
        """Open a page."""
        return self._reply(self._client.get(path))

    def post(self, path, form):
        """Send a form."""
        return self._reply(self._client.post(path, data=form))

    def _reply(self, response):
        return Reply(response.status_code, tuple(response.headers), response.data)


class OverLoopback:
    """Asks a server process through a socket."""

    def __init__(self, port: int) -> None:
        """Know the port."""
        self._port = port

    def get(self, path):
        """Open a page."""
        return self._ask("GET", path, None, {})

    def post(self, path, form):
        """Send a form."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, urlencode(form), kind)

    def _ask(self, method, path, body, headers):
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        reply = Reply(response.status, tuple(response.getheaders()), response.read())
        connection.close()
        return reply
