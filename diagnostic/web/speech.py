"""In whose language a page speaks."""

from flask import request
from flask_login import current_user

from diagnostic.pipeline.refusal import RefusedError
from reports.wording import LANGUAGES, Words, capital, words


def language() -> str:
    """Give the visitor's language; before signing in, the one asked for."""
    if current_user.is_authenticated:
        return str(current_user.visitor.language)
    wanted = request.args.get("lang")
    if wanted in LANGUAGES:
        return str(wanted)
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]


def spoken() -> Words:
    """Open the visitor's language."""
    return words(language())


def told(error: RefusedError) -> str:
    """Say in the visitor's language what was refused, as a sentence."""
    said = spoken().marked(error.message, **error.values)
    return capital(said).rstrip(".") + "."
