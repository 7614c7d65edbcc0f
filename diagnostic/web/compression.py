"""Fewer bytes on the wire for the workspace; respondents have theirs compressed."""

import gzip

from flask import Flask, Response, request

from diagnostic.web.dead_ends import leads_here

_LEAST = 1000
"""Bytes below which it is not worth it."""
_LEVEL = 5
_TEXTS = ("text/html", "text/css", "text/javascript")


def register(app: Flask) -> None:
    """Compress texts of the workspace.

    A page holds a token beside what a visitor typed, and the size of a compressed one
    could tell of it. Another site cannot have it fetched with the visitor's session:
    cookies are of the kind ``SameSite=Lax``.
    """
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if not _wanted(response):
        return response
    response.vary.add("Accept-Encoding")
    if request.accept_encodings.quality("gzip") > 0:
        response.direct_passthrough = False
        response.set_data(gzip.compress(response.get_data(), _LEVEL, mtime=0))
        response.content_encoding = "gzip"
    return response


def _wanted(response: Response) -> bool:
    return (
        (leads_here() or "v" in request.args)
        and response.status_code == 200
        and response.mimetype in _TEXTS
        and not response.content_encoding
        and (response.content_length or _LEAST) >= _LEAST
    )
