"""People who join late, and addresses that were refused."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField
from wtforms import EmailField, HiddenField, TextAreaField

from diagnostic.pipeline import people
from diagnostic.pipeline.listing import WaveEntry
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.roster import Roster, RosterError, read
from diagnostic.web import access
from diagnostic.web.deeds import noted
from diagnostic.web.forms import MISSING, Form, Line
from diagnostic.web.running.page import MENDED, bp, crumbs
from diagnostic.web.site import site
from diagnostic.web.speech import spoken, told
from reports.wording import mark

_ROWS = 8


class AdditionsForm(Form):
    """People to be added, as a file or typed."""

    file = FileField(mark("A file"))
    rows = TextAreaField(mark("Or typed here"), render_kw={"rows": _ROWS})


class AddressForm(Form):
    """A new address in the place of a refused one."""

    old = HiddenField()
    new = EmailField(mark("New address"), [Line(254)])


@bp.route("/additions", methods=["GET", "POST"])
def additions(identity: str) -> ResponseReturnValue:
    """Add people to a launched wave; the report tells how many."""
    wave, form = access.wave(identity), AdditionsForm()
    if form.validate_on_submit():
        added = _add(wave, form)
        if added is not None:
            said = spoken().count(
                "{figure} person was added.", "{figure} people were added.", added
            )
            flash(said)
            return redirect(url_for(".participation_page", identity=identity), 303)
    page = render_template(
        "running/additions.html",
        form=form,
        wave={"id": wave.id, "mode": wave.mode, "name": wave.name},
        seen=access.wave(identity).invited,
        crumbs=crumbs(wave, spoken().say("Add people")),
    )
    return page, MENDED if form.errors else 200


@bp.route("/addresses", methods=["GET", "POST"])
def addresses(identity: str) -> ResponseReturnValue:
    """Correct addresses that a mail server refused."""
    wave, here, form = access.wave(identity), site(), AddressForm()
    if form.validate_on_submit():
        try:
            people.correct_address(
                here.installation,
                wave.company,
                wave.name,
                form.old.data,
                form.new.data,
                here.clock(),
            )
        except RefusedError as error:
            form.new.errors = [told(error)]
        else:
            here.nudge()
            noted(wave.company, "address_corrected", wave=wave.name)
            flash(spoken().say("The address is corrected, and invited."))
            return redirect(url_for(".addresses", identity=identity), 303)
    refused = people.refused_addresses(here.installation, wave.company, wave.name)
    page = render_template(
        "running/addresses.html",
        form=form,
        refused=refused,
        wave={"id": wave.id, "name": wave.name},
        crumbs=crumbs(wave, spoken().say("Refused addresses")),
    )
    return page, MENDED if form.errors else 200


def _add(wave: WaveEntry, form: AdditionsForm) -> int | None:
    """Add people; None with a mistake noted in the form if it cannot be done."""
    here = site()
    try:
        roster = _roster(wave, form)
        if roster is None:
            return None
        added = people.add_late(
            here.installation,
            wave.company,
            wave.name,
            roster,
            here.clock(),
            seen=request.form.get("seen", type=int),  # of two clicks, one counts
        )
    except (RefusedError, RosterError) as error:
        form.rows.errors = [told(error)]
        return None
    here.nudge()
    noted(wave.company, "people_added", wave=wave.name, people=added)
    return added


def _roster(wave: WaveEntry, form: AdditionsForm) -> Roster | None:
    upload = request.files.get("file")
    source = upload.read() if upload else b""
    source = source or (form.rows.data or "").encode()
    if not source.strip():
        form.rows.errors = [MISSING]
        return None
    return read(source, wave.mode, late=True)
