"""Pages for what cannot be shown: one text in all languages, nothing of the request."""

import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from traceback import walk_tb
from typing import Any

from flask import Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from reports.wording import LANGUAGES, mark, words

_log = logging.getLogger(__name__)

Failure = tuple[str, Sequence[str]]

A_MINUTE = "60"
"""Seconds after which to try again, as a header has it."""
TRY_LATER = mark("Please try again in a few minutes.")

MESSAGES: Mapping[int, Failure] = {
    # One page for unknown, malformed and used links and closed waves: whoever
    # guesses or collects links learns nothing from it (rule R3).
    HTTPStatus.NOT_FOUND: (
        mark("This link cannot be opened."),
        (
            mark("If you have sent your answers, they are counted."),
            mark(
                "Otherwise the link may be incomplete, or the survey is over. Copy the"
                " whole link once more, or ask whoever invited you."
            ),
        ),
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (
        mark("This is too long to be sent."),
        (
            mark("Nothing was recorded."),
            mark("Go back with your browser and shorten what you wrote."),
        ),
    ),
    HTTPStatus.TOO_MANY_REQUESTS: (
        mark("Too many are trying at this moment."),
        (mark("Nothing was recorded."), mark("Please try again in a minute.")),
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: (
        mark("This does not work at the moment."),
        (mark("Nothing was recorded."), TRY_LATER),
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        mark("Something went wrong."),
        (mark("Nothing was recorded."), TRY_LATER),
    ),
}
REPEATABLE = (
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.INTERNAL_SERVER_ERROR,
)
OTHERWISE: Failure = (
    mark("This cannot be done here."),
    (mark("Nothing was recorded."),),
)


def answer(error: HTTPException) -> Response:
    """Answer what HTTP has a number for, with the headers that belong to it."""
    response = page(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    for name, value in error.get_headers(request.environ):
        if name == "Allow":
            response.headers[name] = value
    return response


def page(status: int) -> Response:
    """Say what is wrong.

    Where a form was sent its fields stand in the page, hidden, to be sent again:
    browsers forget a page that must not be stored.
    """
    again = status in REPEATABLE
    response = make_response(
        render_template(
            "message.html",
            language=LANGUAGES[0],
            texts=texts(MESSAGES.get(status, OTHERWISE)),
            again=_sent() if again else [],
            send_again=[
                {
                    "language": code,
                    "kept": words(code).say("Your answers are still on this page."),
                    "send": words(code).say("Send again"),
                }
                for code in LANGUAGES
            ],
        ),
        status,
    )
    if again:
        response.headers["Retry-After"] = A_MINUTE
    return response


def _sent() -> list[tuple[str, str]]:
    with suppress(HTTPException):  # a body that cannot be read holds nothing to keep
        return list(request.form.items(multi=True))
    return []


def texts(failure: Failure) -> list[dict[str, Any]]:
    """Give a title and its sentences in every language."""
    title, sentences = failure
    return [
        {
            "language": language,
            "title": words(language).marked(title),
            "sentences": [words(language).marked(sentence) for sentence in sentences],
        }
        for language in LANGUAGES
    ]


def unavailable(error: Exception) -> Response:
    """Answer a failure of the machine: database gone, disk full, key missing.

    Only its kind and place are logged: its words may hold a token or an answer.
    """
    _log.error("a questionnaire failed: %s", told(error))
    return page(HTTPStatus.SERVICE_UNAVAILABLE)


def told(error: BaseException | None) -> str:
    """Tell the kind of a failure and the line of code where it arose."""
    where = [
        f"{Path(frame.f_code.co_filename).name}:{line}"
        for frame, line in walk_tb(error.__traceback__ if error else None)
    ]
    return f"{type(error).__name__} at {where[-1] if where else 'no line'}"
