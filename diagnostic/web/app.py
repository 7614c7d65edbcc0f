"""The web application: its limits, its headers, its pages."""

from collections.abc import Callable
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

from flask import Flask, Response
from jinja2 import FileSystemLoader, StrictUndefined
from werkzeug.exceptions import HTTPException

from diagnostic.pipeline.installation import Installation
from diagnostic.web import (
    bodies,
    compression,
    dead_ends,
    failures,
    headers,
    respond,
    workspace,
)
from diagnostic.web.site import Site


class App(Flask):
    """Flask, with a log that tells nothing."""

    def log_exception(self, exc_info: Any) -> None:
        """Log what failed and where; Flask's own line has the token (rule S4)."""
        self.logger.error("a page failed: %s", failures.told(exc_info[1]))


def create_app(
    installation: Installation,
    *,
    clock: Callable[[], datetime] | None = None,
    nudge: Callable[[], object] | None = None,
) -> Flask:
    """Build the application.

    Args:
        installation: where waves live.
        clock: gives the moment, with a time zone; None is the machine's clock.
        nudge: asks the workers to look at once; None leaves them to their clock.
    """
    app = App(
        "diagnostic.web",
        static_folder="static",
        template_folder=None,
    )
    # What report and pages say in the same words stands in one place.
    rooms = [str(files("templates") / room) for room in ("web", "report")]
    app.jinja_loader = FileSystemLoader(rooms)
    app.jinja_options = {
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
    }
    headers.register(app, secure=installation.base_url.startswith("https:"))
    app.register_error_handler(HTTPException, _failed)
    bodies.register(app)
    compression.register(app)
    respond.register(app, installation, clock or _now)
    workspace.register(app, Site(installation, clock or _now, nudge or _left_alone))
    return app


def _failed(error: HTTPException) -> Response:
    """Answer what HTTP has a number for, in the room where it happened."""
    if dead_ends.leads_here():
        return dead_ends.answer(error)
    return failures.answer(error)


def _left_alone() -> None:
    """Leave the workers to their own clock."""


def _now() -> datetime:
    return datetime.now(UTC)
