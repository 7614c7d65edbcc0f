"""What cannot be shown in the workspace: in the visitor's language, with a way on."""

from collections.abc import Mapping
from http import HTTPStatus

from flask import Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from diagnostic.web.failures import Failure
from diagnostic.web.speech import spoken
from reports.wording import mark

NOTHING_DONE = mark("Nothing was changed.")
MESSAGES: Mapping[int, Failure] = {
    # One page for what is not there and what is somebody else's.
    HTTPStatus.NOT_FOUND: (
        mark("There is nothing here for you."),
        (
            mark("The address may be incomplete, or what it led to is gone."),
            mark("Perhaps your account does not see it."),
        ),
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (
        mark("This is too much to be sent."),
        (NOTHING_DONE, mark("Go back and choose a smaller file.")),
    ),
    HTTPStatus.TOO_MANY_REQUESTS: (
        mark("That was too often."),
        (NOTHING_DONE, mark("Please try again in a few minutes.")),
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: (
        mark("This cannot be opened by its address."),
        (NOTHING_DONE, mark("Go back, and use the button of the page.")),
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: (
        mark("This does not work at the moment."),
        (NOTHING_DONE, mark("Please try again in a few minutes.")),
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        mark("Something went wrong."),
        (
            mark("It may or may not have been done: look before you repeat it."),
            mark("If it happens again, tell whoever runs this installation."),
        ),
    ),
}
OTHERWISE: Failure = (mark("This cannot be done here."), (NOTHING_DONE,))


def leads_here() -> bool:
    """Tell whether a request is for the workspace."""
    return request.path.startswith("/app/") or request.path == "/app"


def answer(error: HTTPException) -> Response:
    """Say what is wrong."""
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    title, sentences = MESSAGES.get(status, OTHERWISE)
    said = spoken()
    page = render_template(
        "workspace/dead-end.html",
        said={
            "title": said.marked(title),
            "sentences": [said.marked(sentence) for sentence in sentences],
        },
    )
    return make_response(page, status)
