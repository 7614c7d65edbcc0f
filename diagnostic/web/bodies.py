"""What is sent with a request: all of it, or it does not count."""

import threading
from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING

from flask import Flask, request
from werkzeug.exceptions import BadRequest, LengthRequired

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

MOST_BYTES = 1024 * 1024
"""Of a request: a comment of 100 kB, each byte written as three, and the rest."""
MOST_UPLOADED = 3 * 1024 * 1024
"""Of a request to the workspace: a logo of 2 MB, and what a form puts around it."""


def register(app: Flask) -> None:
    """Refuse what was cut off on its way.

    A form ends anywhere: half of one would be taken for all of somebody's answers.
    Only its announced length tells; browsers always send that.
    """
    app.config.update(MAX_CONTENT_LENGTH=MOST_BYTES, MAX_FORM_MEMORY_SIZE=MOST_BYTES)
    app.before_request(_see_all)


def most(path: str) -> int:
    """Give the bytes that a request to an address may have."""
    return MOST_UPLOADED if path.startswith("/app/") else MOST_BYTES


def _see_all() -> None:
    request.max_content_length = request.max_form_memory_size = most(request.path)
    # Read in any case, or an answer before the end would break the connection.
    bytes_sent = len(request.get_data())
    if bytes_sent and request.content_length is None:
        raise LengthRequired
    if bytes_sent != (request.content_length or 0):
        raise BadRequest


class Unhurried:
    """Waits for all of a request before it takes one of few places.

    Whoever sends slowly, or has lost the connection, keeps a thread of the server but
    no place from others.
    """

    def __init__(self, app: "WSGIApplication", places: int) -> None:
        """Know the application, and how many requests it works on at once."""
        self._app = app
        self._places = threading.Semaphore(places)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer a request."""
        longest = most(environ.get("PATH_INFO", ""))
        environ["wsgi.input"] = BytesIO(environ["wsgi.input"].read(longest + 1))
        with self._places:
            answer = self._app(environ, start_response)
            try:
                return list(answer)
            finally:
                if hasattr(answer, "close"):
                    answer.close()
