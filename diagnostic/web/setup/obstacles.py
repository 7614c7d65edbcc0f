"""What keeps a draft from being launched, and the page where it is put right."""

from dataclasses import dataclass

from diagnostic.pipeline.refusal import RefusedError
from diagnostic.web.speech import spoken, told
from reports.wording import mark

KEY_GONE = mark("The key of this draft is gone: delete it, and set it up once more.")
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
        KEY_GONE,
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
    """What is to be put right, and the endpoint where; '' if no page helps."""

    says: str
    step: str


def obstacle(error: RefusedError) -> Obstacle:
    """Say in the visitor's language what keeps a draft from being launched."""
    step, says = _SAID.get(error.message, ("", ""))
    if says:
        return Obstacle(spoken().marked(says, **error.values), step)
    return Obstacle(told(error), "")
