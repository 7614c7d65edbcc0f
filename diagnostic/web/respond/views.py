"""The pages of respondents: find, check, store once, thank."""

import gzip
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, NotFound, TooManyRequests

from diagnostic.ballots import links
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.links import Asked, Links
from diagnostic.pipeline.submission import submit
from diagnostic.web import failures
from diagnostic.web.respond import fields
from diagnostic.web.respond.attempts import Attempts
from diagnostic.web.respond.blank import Blank, blank
from diagnostic.web.respond.forms import AnswerForm
from diagnostic.web.respond.page import others, page
from diagnostic.web.respond.review import Given, mistakes, review
from reports.wording import LANGUAGES, Words, mark, words

MENDED = 422
_MOST_SHEETS = 256
THANKS = (
    mark("Thank you."),
    (
        mark("Your answers are stored and will be counted exactly once."),
        mark("Results come once the survey has ended; until then nobody sees any."),
        mark("You may close this window."),
    ),
)
NO_CODE = mark("A code has 12 letters and digits. Please look at your card again.")

bp = Blueprint("respond", __name__)

Find = Callable[[str, datetime], Asked | None]


@dataclass(frozen=True)
class Desk:
    """What the views share: the links of open waves, a clock, and the attempts."""

    links: Links
    clock: Callable[[], datetime]
    attempts: Attempts = field(default_factory=Attempts)


def register(
    app: Flask, installation: Installation, clock: Callable[[], datetime]
) -> None:
    """Add the pages of respondents to an application."""
    app.extensions["desk"] = Desk(Links(installation), clock)
    app.register_blueprint(bp)


@bp.route("/s/<typed>", methods=["GET", "POST"])
def personal(typed: str) -> ResponseReturnValue:
    """Show the questionnaire of a personal link or code, and store its answers."""
    return _questionnaire(typed, desk().links.find)


@bp.route("/d/<typed>", methods=["GET", "POST"])
def department(typed: str) -> ResponseReturnValue:
    """Show the questionnaire of a department's open link, and store its answers."""
    return _questionnaire(typed, desk().links.find_open)


@bp.route("/thanks")
def thanks() -> ResponseReturnValue:
    """Thank in all languages: nothing of who answered has come along."""
    said = failures.texts(THANKS)
    return render_template("thanks.html", language=LANGUAGES[0], texts=said)


@bp.route("/", methods=["GET", "POST"])
def card() -> ResponseReturnValue:
    """Ask for the code of a card, and lead to its questionnaire."""
    wanted = request.args.get("lang")
    if wanted not in LANGUAGES:
        wanted = None
    typed, mistake = "", None
    said = words(wanted or request.accept_languages.best_match(LANGUAGES) or "en")
    if request.method == "POST":
        typed = request.form.get("code", "")
        code = links.canonical(typed.strip())
        if code:
            return redirect(url_for(".personal", typed=code, lang=wanted), 303)
        mistake = said.marked(NO_CODE)
    response = make_response(
        render_template(
            "code.html",
            **_spoken(said),
            others=others(said.language, LANGUAGES),
            typed=typed,
            mistake=mistake,
        ),
        MENDED if mistake else 200,
    )
    response.vary.add("Accept-Language")
    return response


@bp.errorhandler(Exception)
def failed(error: Exception) -> ResponseReturnValue:
    """Answer whatever goes wrong: nothing of it was recorded, and it is told so."""
    if isinstance(error, HTTPException):
        return failures.answer(error)
    return failures.unavailable(error)


def desk() -> Desk:
    """Give what the views of this application share."""
    found: Desk = current_app.extensions["desk"]
    return found


def _questionnaire(typed: str, find: Find) -> ResponseReturnValue:
    if desk().attempts.too_many(typed):
        raise TooManyRequests
    asked = find(typed, desk().clock())
    if asked is None:
        desk().attempts.missed(typed)
        raise NotFound
    sheet = blank(asked, request.args.get("lang"))
    if request.method == "POST":
        return _posted(typed, sheet)
    return _kept(sheet)


def _posted(typed: str, sheet: Blank) -> ResponseReturnValue:
    form = AnswerForm(sheet, request.form)
    valid = form.validate()
    if form.step == fields.CHANGE:
        return filled(sheet, form.given)
    if not valid:
        return filled(sheet, form.given, form.mistakes), MENDED
    if form.step == fields.SHOW:
        return render_template(
            "review.html",
            **_spoken(sheet.words),
            page=page(sheet),
            review=review(sheet, form.given),
        )
    if sheet.asked.mode == "open" and not desk().attempts.submitted(sheet.asked.wave):
        raise TooManyRequests
    now = desk().clock()
    if not submit(desk().links, typed, sheet.asked, form.answers(), now):
        raise NotFound  # somebody else was faster, or the wave has just ended
    return redirect(url_for(".thanks"), 303)


def _kept(sheet: Blank) -> Response:
    """Give the page as it was first rendered: the same bytes for a department."""
    plain, compressed = _rendered(sheet)
    response = Response(mimetype="text/html")
    response.vary.add("Accept-Encoding")
    if request.accept_encodings.quality("gzip") > 0:
        response.content_encoding = "gzip"
        response.set_data(compressed)
    else:
        response.set_data(plain)
    return response


@lru_cache(_MOST_SHEETS)
def _rendered(sheet: Blank) -> tuple[bytes, bytes]:
    plain = filled(sheet, {}).encode()
    return plain, gzip.compress(plain, mtime=0)


def filled(sheet: Blank, given: Given, errors: Given | None = None) -> str:
    """Render a questionnaire with what somebody has answered so far."""
    return render_template(
        "questionnaire.html",
        **_spoken(sheet.words),
        page=page(sheet),
        given=given,
        errors={
            name: sheet.words.marked(message)
            for name, message in (errors or {}).items()
        },
        mistakes=mistakes(sheet, errors or {}),
    )


def _spoken(said: Words) -> dict[str, Any]:
    return {
        "language": said.language,
        "_": said.say,
        "html": said.html,
        "count": said.count,
    }
