"""What all pages of the workspace work on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from diagnostic.pipeline.installation import Installation


@dataclass(frozen=True)
class Site:
    """An installation, and how its pages tell the time and wake the workers.

    Args:
        installation: where everything lives.
        clock: gives the moment.
        nudge: asks the workers to look at once; without them nothing is lost, they
            look by themselves each minute.
    """

    installation: Installation
    clock: Callable[[], datetime]
    nudge: Callable[[], object]


def site() -> Site:
    """Give what the pages of this application work on."""
    found: Site = current_app.extensions["site"]
    return found
