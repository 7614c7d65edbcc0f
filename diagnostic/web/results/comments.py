"""Comments: consultants read all, and decide what leaders read."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from diagnostic.pipeline import remarks
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.pipeline.remarks import Pile
from diagnostic.rules import FEWEST_COMMENTS
from diagnostic.web import access
from diagnostic.web.deeds import noted
from diagnostic.web.results.page import around, bp
from diagnostic.web.site import site
from diagnostic.web.speech import language, spoken, told
from questionnaires import Questionnaire
from reports.wording import text_in


@bp.get("/results/comments")
def comments(identity: str) -> ResponseReturnValue:
    """Show the comments, apart from every score."""
    # Loads slowly, see `sections`.
    from diagnostic.pipeline import reporting
    from reports import pages
    from reports.document import read

    wave, here = access.results(identity), site().installation
    is_leader = access.visitor().role == "leader"
    found = remarks.remarks(here, wave.company, wave.name, for_leaders=is_leader)
    release, asked = reporting.released(here, wave.company, wave.name)
    reading = read(release, asked, language())
    return render_template(
        "results/comments.html",
        identity=identity,
        is_leader=is_leader,
        shown=found.shown,
        least=FEWEST_COMMENTS,
        homes=_homes(found.piles, asked),
        **pages.origin(reading),
        **around(wave, pages.contents(reading), ("comments", None)),
    )


@bp.post("/results/comments/<remark>/withhold")
def withhold(identity: str, remark: str) -> ResponseReturnValue:
    """Keep a comment from leaders."""
    return _change(identity, remark, remarks.redact, "comment_redacted")


@bp.post("/results/comments/<remark>/restore")
def restore(identity: str, remark: str) -> ResponseReturnValue:
    """Let leaders read a comment again."""
    return _change(identity, remark, remarks.restore, "comment_restored")


@bp.post("/results/comments/show")
def show_comments(identity: str) -> ResponseReturnValue:
    """Let leaders read the comments."""
    return _show(identity, shown=True)


@bp.post("/results/comments/hide")
def hide_comments(identity: str) -> ResponseReturnValue:
    """Let leaders read the comments no longer."""
    return _show(identity, shown=False)


def _change(identity: str, remark: str, change: Any, act: str) -> ResponseReturnValue:
    wave = access.wave(identity)
    try:
        change(site().installation, wave.company, wave.name, remark)
    except RefusedError as error:
        flash(told(error))
    else:
        noted(wave.company, act, wave=wave.name)
    place = url_for(".comments", identity=identity, _anchor=f"c-{remark}")
    return redirect(place, 303)


def _show(identity: str, *, shown: bool) -> ResponseReturnValue:
    wave = access.wave(identity)
    try:
        remarks.show(site().installation, wave.company, wave.name, shown=shown)
    except RefusedError as error:
        flash(told(error))
    else:
        noted(
            wave.company,
            "comments_shown" if shown else "comments_hidden",
            wave=wave.name,
        )
    return redirect(url_for(".comments", identity=identity), 303)


def _homes(piles: Sequence[Pile], asked: Questionnaire) -> list[dict[str, Any]]:
    """Put the piles of each department under its name."""
    homes = groupby(piles, lambda pile: pile.department)
    found = [(name, list(of_it)) for name, of_it in homes]
    say = spoken().say
    rest = say("All departments") if len(found) == 1 else say("Other departments")
    return [
        {"title": name or rest, "piles": _titled(of_it, asked)} for name, of_it in found
    ]


def _titled(piles: Sequence[Pile], asked: Questionnaire) -> list[dict[str, Any]]:
    titles = {found.key: text_in(found.title, language()) for found in asked.dimensions}
    rest = None if len(piles) == 1 else spoken().say("On other subjects")
    return [
        {
            "title": titles.get(pile.dimension or "", rest),
            "remarks": pile.remarks,
            "withheld": pile.withheld,
        }
        for pile in piles
    ]
