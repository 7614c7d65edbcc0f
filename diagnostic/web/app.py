"""The web application: its limits, its headers, its pages."""

from collections.abc import Callable
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

from flask import Flask
from jinja2 import StrictUndefined

from diagnostic.pipeline.installation import Installation
from diagnostic.web import bodies, failures, headers, respond


class App(Flask):
    """Flask, with a log that tells nothing."""

    def log_exception(self, exc_info: Any) -> None:
        """Log what failed and where; Flask's own line has the token (rule S4)."""
        self.logger.error("a page failed: %s", failures.told(exc_info[1]))


def create_app(
    installation: Installation, *, clock: Callable[[], datetime] | None = None
) -> Flask:
    """Build the application.

    Args:
        installation: where waves live.
        clock: gives the moment, with a time zone; None is the machine's clock.
    """
    app = App(
        "diagnostic.web",
        static_folder="static",
        template_folder=str(files("templates") / "web"),
    )
    app.jinja_options = {
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
    }
    headers.register(app, secure=installation.base_url.startswith("https:"))
    failures.register(app)
    bodies.register(app)
    respond.register(app, installation, clock or _now)
    return app


def _now() -> datetime:
    return datetime.now(UTC)
