"""The end of a wave: put off, closed, and sealed."""

from datetime import UTC, datetime, time

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import DateField
from wtforms.validators import InputRequired

from diagnostic.pipeline import life
from diagnostic.pipeline.listing import WaveEntry
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.web import access
from diagnostic.web.deeds import noted
from diagnostic.web.forms import MISSING, Form
from diagnostic.web.running.page import MENDED, bp, crumbs, moment
from diagnostic.web.site import site
from diagnostic.web.speech import spoken, told
from reports.wording import mark

SECONDS_BETWEEN_LOOKS = "3"


class ExtensionForm(Form):
    """A later end."""

    closes = DateField(mark("Last day"), [InputRequired(MISSING)])


@bp.route("/extend", methods=["GET", "POST"])
def extend(identity: str) -> ResponseReturnValue:
    """Let a wave end later; it never ends earlier than respondents were told."""
    wave, here = access.wave(identity), site()
    form = ExtensionForm(closes=wave.closes.astimezone(UTC).date())
    if form.validate_on_submit():
        last = datetime.combine(form.closes.data, time(23, 59), UTC)
        try:
            life.extend(here.installation, wave.company, wave.name, last, here.clock())
        except RefusedError as error:
            form.closes.errors = [told(error)]
        else:
            day = form.closes.data.isoformat()
            noted(wave.company, "extended", wave=wave.name, day=day)
            flash(spoken().say("It is open until {moment}.", moment=moment(last)))
            return redirect(url_for(".participation_page", identity=identity), 303)
    page = render_template(
        "running/extend.html",
        form=form,
        closes=moment(wave.closes),
        crumbs=crumbs(wave, spoken().say("Extend")),
    )
    return page, MENDED if form.errors else 200


@bp.route("/close", methods=["GET", "POST"])
def close(identity: str) -> ResponseReturnValue:
    """Close a wave for good, after a warning; and seal it, if that is wanted."""
    wave = access.wave(identity)
    if wave.state not in ("open", "closed"):
        return redirect(url_for(".show", identity=identity), 303)
    if request.method == "POST":
        try:
            return _end(wave)
        except RefusedError as error:
            flash(told(error))
            return redirect(url_for(".participation_page", identity=identity), 303)
    return render_template(
        "running/close.html",
        wave={
            "id": wave.id,
            "name": wave.name,
            "state": wave.state,
            "closes": moment(wave.closes),
            "days": life.SEALED_AFTER.days,
        },
        crumbs=crumbs(wave, spoken().say("Close and seal")),
    )


def _end(wave: WaveEntry) -> ResponseReturnValue:
    """Close a wave unless it is, and have it sealed if that was asked for."""
    here = site()
    if wave.state == "open":
        life.close(here.installation, wave.company, wave.name, here.clock())
        noted(wave.company, "closed", wave=wave.name)
    if "seal" not in request.form:
        return redirect(url_for(".participation_page", identity=wave.id), 303)
    life.seal_soon(here.installation, wave.company, wave.name)
    noted(wave.company, "sealed", wave=wave.name)
    here.nudge()
    return redirect(url_for(".sealing_page", identity=wave.id), 303)


@bp.get("/sealing", endpoint="sealing_page")
def sealing_page(identity: str) -> ResponseReturnValue:
    """Wait until a wave is sealed, and lead to its results."""
    wave = access.wave(identity)
    if wave.state == "sealed":
        return redirect(url_for("results.show", identity=identity))
    if wave.state != "closed":
        return redirect(url_for(".show", identity=identity))
    page = render_template(
        "running/sealing.html",
        wave={"id": wave.id, "name": wave.name},
        crumbs=crumbs(wave, spoken().say("Sealing")),
    )
    return page, {"Refresh": SECONDS_BETWEEN_LOOKS}
