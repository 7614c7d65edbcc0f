"""One action: what becomes of it, and the figure that its owner types in."""

from datetime import date, timedelta
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice

from diagnostic.pipeline import actions
from diagnostic.pipeline.actions import Entry, UnfitActionError
from diagnostic.pipeline.actions.typed import LONGEST_NOTE, quarters
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.pipeline.revisions import ChangedMeanwhileError
from diagnostic.web import access
from diagnostic.web.actions.agreeing import ActionForm
from diagnostic.web.actions.page import (
    CONFLICT,
    MENDED,
    bp,
    crumbs,
    deed,
    figures,
    is_leader,
    shown,
    told_faults,
)
from diagnostic.web.forms import Form
from diagnostic.web.site import site
from diagnostic.web.speech import spoken, told
from reports.vocabulary import ACTION_STATES
from reports.wording import mark

BACK = timedelta(days=2 * 365)
"""How far back a figure may be typed in."""
_MOST_DIGITS = 9
"""Of a revision; Python reads no numbers of thousands of digits."""


class ReportForm(Form):
    """How far an action is."""

    state = RadioField(
        mark("State"),
        choices=[SelectChoice(key, said) for key, said in ACTION_STATES.items()],
    )
    note = TextAreaField(mark("Note"), render_kw={"rows": 4, "maxlength": LONGEST_NOTE})
    revision = HiddenField()


class FigureForm(Form):
    """The measured figure of a quarter."""

    quarter = SelectField(mark("Quarter"))
    value = StringField(
        mark("Figure"), render_kw={"maxlength": 30, "inputmode": "decimal"}
    )


@bp.route("/actions/<action>", methods=["GET", "POST"])
def show(slug: str, action: str) -> ResponseReturnValue:
    """Show an action, and change it; leaders say how far it is."""
    entry = access.action(slug, action)
    made = ReportForm if is_leader() else ActionForm
    form = made(data={**vars(entry.wanted), "revision": str(entry.revision)})
    status = 200
    if form.validate_on_submit():
        status = _saved(slug, entry, form)
        if status == 200:
            flash(spoken().say("Saved."))
            return redirect(url_for(".show", slug=slug, action=action), 303)
    elif form.is_submitted():
        status = MENDED
    return _page(slug, action, form, _figure_form(entry)), status


@bp.post("/actions/<action>/figure")
def measure(slug: str, action: str) -> ResponseReturnValue:
    """Take down the measured figure of a quarter."""
    entry = access.action(slug, action)
    form = _figure_form(entry)
    if form.validate_on_submit():
        first = date.fromisoformat(form.quarter.data)
        try:
            actions.measure(
                *(site().installation, slug, action),
                *(first, form.value.data or "", deed()),
            )
        except UnfitActionError as error:
            told_faults(form, error)
        except RefusedError as error:
            form.form_errors.append(told(error))
        else:
            flash(spoken().say("Saved."))
            return redirect(url_for(".show", slug=slug, action=action), 303)
    made = ReportForm if is_leader() else ActionForm
    fresh = made(None, data={**vars(entry.wanted), "revision": str(entry.revision)})
    return _page(slug, action, fresh, form), MENDED


@bp.post("/actions/<action>/reminder")
def reminder(slug: str, action: str) -> ResponseReturnValue:
    """Send the visitor a letter when the action is due, or no longer."""
    access.company(slug)
    access.action(slug, action)
    wanted = request.form.get("wanted") == "1"
    try:
        actions.remind(
            *(site().installation, slug, action, access.visitor().id), wanted=wanted
        )
    except RefusedError as error:
        flash(told(error))
    return redirect(url_for(".show", slug=slug, action=action), 303)


@bp.route("/actions/<action>/delete", methods=["GET", "POST"])
def delete(slug: str, action: str) -> ResponseReturnValue:
    """Ask whether an action is to go, and delete it."""
    company = access.company(slug)
    if request.method == "POST":
        try:
            actions.delete(site().installation, slug, action, deed())
        except RefusedError:
            # Pressed twice, or somebody else was faster: it is gone.
            pass
        else:
            flash(spoken().say("The action is deleted."))
        return redirect(url_for(".index", slug=slug), 303)
    entry = access.action(slug, action)
    return render_template(
        "actions/delete.html",
        form=Form(),
        company={"name": company.name, "slug": slug},
        action={"id": action, "what": entry.agreed.what},
        figures=len(entry.agreed.measured),
        crumbs=crumbs(company, (spoken().say("Delete"), None)),
    )


def _saved(slug: str, entry: Entry, form: Any) -> int:
    installation, identity = site().installation, entry.agreed.id
    typed = form.revision.data or ""
    digits = typed.isascii() and typed.isdigit() and len(typed) <= _MOST_DIGITS
    revision = int(typed) if digits else -1
    try:
        if isinstance(form, ReportForm):
            state, note = form.state.data, form.note.data or ""
            actions.report(
                *(installation, slug, identity, state, note, revision, deed())
            )
        else:
            actions.change(
                *(installation, slug, identity, form.wanted, revision, deed())
            )
    except UnfitActionError as error:
        told_faults(form, error)
        return MENDED
    except ChangedMeanwhileError as error:
        form.form_errors.append(told(error))
        now = access.action(slug, identity)
        form.revision.data = str(now.revision)
        return CONFLICT
    except RefusedError as error:
        form.form_errors.append(told(error))
        return MENDED
    return 200


def _figure_form(entry: Entry) -> FigureForm:
    """Make the form of a figure: quarters of two years, and those that have one."""
    today = site().clock().date()
    days = {*quarters(today - BACK, today), *(day for day, _ in entry.agreed.measured)}
    form = FigureForm()
    form.quarter.choices = [
        SelectChoice(day.isoformat(), spoken().quarter(day))
        for day in sorted(days, reverse=True)
    ]
    return form


def _page(slug: str, action: str, form: Any, typed: FigureForm) -> str:
    company, entry = access.overview(slug), access.action(slug, action)
    found = figures(slug, [entry])
    if not found:
        abort(access.NOT_FOUND)
    return render_template(
        "actions/action.html",
        form=form,
        typed=typed,
        company={"name": company.name, "slug": slug},
        action=shown(found[0]),
        agrees=not is_leader(),
        reminder=_reminder(entry),
        crumbs=crumbs(company, (spoken().say("Action"), None)),
    )


def _reminder(entry: Entry) -> dict[str, Any] | None:
    """Say who gets a letter; None where none will come."""
    if not entry.waits:
        return None
    mine = entry.reminds == access.visitor().id
    said = mark("You get no letter.")
    if mine and entry.reminded:
        said = mark("You were reminded by mail.")
    elif mine:
        said = mark("You get a letter in the week before it is due, or at once.")
    elif entry.reminds is not None:
        said = mark("Somebody else gets the letter; asking for it takes it over.")
    return {"said": spoken().marked(said), "mine": mine}
