"""A draft in the visitor's words: each of its settings as a page names it."""

from diagnostic.pipeline.drafts import Draft, DraftDepartment
from diagnostic.pipeline.links import Asked
from diagnostic.roster import LEADERSHIP, RosterDepartment
from diagnostic.web.running.page import moment
from diagnostic.web.site import site
from diagnostic.web.speech import spoken
from questionnaires import load
from reports.wording import mark, text_in

MODES = {
    "invited": mark("Personal links by mail"),
    "codes": mark("Printed cards with codes"),
    "open": mark("One link a department"),
}
LANGUAGES = {"en": mark("English"), "pt": "Português"}
SMALL_LEADERSHIP = {
    "hidden": mark("Hide it"),
    "declared": mark("Declare it: show it as a group"),
}


def facts(found: Draft) -> dict[str, str]:
    """Name each setting of a draft, and say what it is."""
    words = spoken()
    return {
        words.say("Name"): found.name,
        words.say("Initiative"): found.subject,
        words.say("Questionnaire"): questionnaire(found),
        words.say("Opens"): opening(found),
        words.say("Closes"): moment(found.closes),
        words.say("Links"): words.marked(MODES[found.mode]),
        words.say("Language"): words.marked(LANGUAGES[found.language]),
        words.say("Minimum group"): str(found.minimum),
        words.say("Small leadership"): words.marked(
            SMALL_LEADERSHIP[found.small_leadership]
        ),
        words.say("Participants"): participants(found),
        words.say("Own questions"): "; ".join(
            text_in(question.text, words.language) for question in found.additions
        ),
    }


def questionnaire(found: Draft) -> str:
    """Name what is asked, with its version."""
    return spoken().say(
        "{title}, version {version}",
        title=titled(found),
        version=found.questionnaire_version,
    )


def titled(found: Draft) -> str:
    """Name what is asked; ours in the visitor's language."""
    if not found.is_ours:
        return found.questionnaire_title
    name = f"{found.questionnaire_key}.{found.questionnaire_version}"
    return str(text_in(load(name).title, spoken().language))


def opening(found: Draft) -> str:
    """Say when a draft opens."""
    if at_launch(found):
        return spoken().say("when it is launched")
    return moment(found.opens)


def at_launch(found: Draft) -> bool:
    """Tell whether a draft opens as soon as it is launched."""
    return found.opens <= site().clock()


def participants(found: Draft) -> str:
    """Say how many are invited, department by department."""
    return ", ".join(f"{named(d)} ({d.invited})" for d in found.departments)


def named(department: DraftDepartment | Asked | RosterDepartment) -> str:
    """Name a department; a roster has one word for leadership in any language."""
    if department.leadership and department.name.casefold() == LEADERSHIP:
        return spoken().say("Leadership")
    return department.name
