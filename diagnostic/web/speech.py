"""In whose language a page speaks."""

from flask import request
from flask_login import current_user

from diagnostic.roster import LEADERSHIP
from reports.wording import LANGUAGES, Words, capital, words


def language() -> str:
    """Give the visitor's language; before signing in, the one asked for."""
    if current_user.is_authenticated:
        return str(current_user.visitor.language)
    wanted = request.args.get("lang")
    if wanted in LANGUAGES:
        return str(wanted)
    # 'pt-PT' is Portuguese; the library's own match prefers an exact 'en' to it.
    asked = (tag.partition("-")[0].lower() for tag in request.accept_languages.values())
    return next((tag for tag in asked if tag in LANGUAGES), LANGUAGES[0])


def spoken() -> Words:
    """Open the visitor's language."""
    return words(language())


def told(said: object) -> str:
    """Say in the visitor's language what was refused, as a sentence.

    Args:
        said: a ``Said``, or an error that keeps one as ``said``: ``RefusedError``,
            ``RosterError``, a ``Problem`` of a questionnaire.
    """
    sentence = capital(spoken().told(said)).rstrip(".")
    return sentence if sentence.endswith("?") else f"{sentence}."


def named(department: str) -> str:
    """Name a department; a roster has one word for leadership in any language."""
    return (
        spoken().say("Leadership")
        if department.casefold() == LEADERSHIP
        else department
    )
