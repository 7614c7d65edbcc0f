"""Cards with one-time codes: made, looked at, and only then valid."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from diagnostic.pipeline import cards as printing
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.pipeline.slugs import slug
from diagnostic.web import access
from diagnostic.web.deeds import noted
from diagnostic.web.running.page import bp, crumbs
from diagnostic.web.site import site
from diagnostic.web.speech import spoken, told


@bp.get("/cards")
def cards(identity: str) -> ResponseReturnValue:
    """Explain how cards are handed out, and offer those that have no holder yet."""
    wave, here = access.wave(identity), site()
    try:
        deck = printing.waiting(
            here.installation, wave.company, wave.name, here.clock()
        )
    except RefusedError as error:
        deck, refused = None, told(error)
    else:
        refused = ""
    return render_template(
        "running/cards.html",
        wave={"id": wave.id, "name": wave.name},
        deck=deck,
        refused=refused,
        crumbs=crumbs(wave, spoken().say("Code cards")),
    )


@bp.post("/cards/pdf")
def cards_pdf(identity: str) -> ResponseReturnValue:
    """Give the cards as a PDF; their codes do nothing until they are confirmed."""
    wave, here = access.wave(identity), site()
    try:
        deck = printing.make_cards(
            here.installation, wave.company, wave.name, here.clock()
        )
    except RefusedError as error:
        flash(told(error))
        return redirect(url_for(".cards", identity=identity), 303)
    response = Response(deck.pdf, mimetype="application/pdf")
    name = f"{wave.company}-{slug(wave.name)}-cards.pdf"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


@bp.post("/cards/confirm")
def cards_confirm(identity: str) -> ResponseReturnValue:
    """Make the codes of the cards valid, for good."""
    wave, here = access.wave(identity), site()
    try:
        confirmed = printing.confirm(
            here.installation,
            wave.company,
            wave.name,
            request.form.get("version", 0, type=int),
            here.clock(),
        )
    except RefusedError as error:
        flash(told(error))
        return redirect(url_for(".cards", identity=identity), 303)
    noted(wave.company, "cards_printed", wave=wave.name, cards=confirmed)
    said = spoken().count(
        "{figure} code is valid now.", "{figure} codes are valid now.", confirmed
    )
    flash(said)
    return redirect(url_for(".participation_page", identity=identity), 303)
