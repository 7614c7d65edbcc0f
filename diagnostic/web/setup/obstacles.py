"""What keeps a draft from being launched, and the page where it is put right."""

from dataclasses import dataclass

from flask import url_for

from diagnostic.pipeline.drafts import Draft
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.web.setup.page import STEPS
from diagnostic.web.speech import spoken, told
from reports.wording import mark

_SAID = {
    "{company}/{name} has no roster yet": (
        "setup.participants",
        mark("Nobody is invited yet."),
    ),
    "{company}/{name} needs leadership and a team": (
        "setup.participants",
        mark("Leadership and a team are needed: with one alone nothing is compared."),
    ),
    "the key of {company}/{name} is gone": (
        "setup.delete",
        mark("The key of this draft is gone: delete it, and set it up once more."),
    ),
    "{company}/{name} would have ended already": (
        "setup.period",
        mark("Its last day is past."),
    ),
    "{company}/{name} asks the same in the same days": (
        "setup.period",
        mark("{name} asks the same in the same days."),
    ),
    "{company}/{name} has ended, but is not closed yet": (
        "",
        mark("{name} has ended, but is not closed yet."),
    ),
}
"""The words of commands, which name a wave by two parts, as a page says them."""


@dataclass(frozen=True)
class Obstacle:
    """What is to be put right, and where; no address where a page does not help."""

    says: str
    url: str
    step: str


def obstacle(found: Draft, error: RefusedError) -> Obstacle:
    """Say in the visitor's language what keeps a draft from being launched."""
    endpoint, says = _SAID.get(error.message, ("", ""))
    return Obstacle(
        spoken().marked(says, **error.values) if says else told(error),
        url_for(endpoint, identity=found.id) if endpoint else "",
        spoken().marked(STEPS[endpoint]) if endpoint in STEPS else "",
    )
