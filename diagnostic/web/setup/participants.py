"""Who is invited: read whole or not at all, mended in place, looked at, confirmed."""

from importlib.resources import files

from flask import Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField
from wtforms import BooleanField, TextAreaField

from diagnostic.pipeline import drafts
from diagnostic.pipeline.drafts import Draft
from diagnostic.pipeline.foresight import joinable
from diagnostic.pipeline.waves import OTHERS
from diagnostic.roster import Faults, Roster, faults, join_small, read
from diagnostic.spreadsheet.errors import SpreadsheetError
from diagnostic.spreadsheet.rows import open_text
from diagnostic.web.deeds import noted
from diagnostic.web.forms import MISSING
from diagnostic.web.setup import page
from diagnostic.web.setup.editing import DraftForm
from diagnostic.web.setup.facts import MODES, named
from diagnostic.web.setup.obstacles import KEY_GONE
from diagnostic.web.setup.page import NOT_FOUND, bp
from diagnostic.web.site import site
from diagnostic.web.speech import told
from reports.wording import mark

NONE = Faults((), 0)
FAULTY = mark("This list cannot be used yet: see what is wrong with it.")
_ROWS = 12


class RosterForm(DraftForm):
    """A list of people or of departments."""

    file = FileField(mark("A CSV file"), render_kw={"accept": ".csv,.txt,text/csv"})
    rows = TextAreaField(mark("Or the list itself"), render_kw={"rows": _ROWS})
    join_small = BooleanField(mark("Join the smallest teams"))


@bp.route("/waves/<identity>/setup/participants", methods=["GET", "POST"])
def participants(identity: str) -> ResponseReturnValue:
    """Take a list, show what it would be, and replace everybody invited by it."""
    draft, form = page.draft(identity), RosterForm()
    if not form.is_submitted():
        form.show(draft)
        return _ask(draft, form)
    if not form.validate():
        return _ask(draft, form)
    source = _sent(form)
    if not source.strip():
        form.rows.errors = [MISSING]
        return _ask(draft, form)
    form.rows.data = _text(source)
    wrong = faults(source, draft.mode)
    if wrong.number:
        form.rows.errors = [FAULTY]
        return _ask(draft, form, wrong)
    roster = read(source, draft.mode)
    if "confirm" in request.form and _set(draft, form, roster):
        return page.onward(draft)
    return _look(draft, form, roster)


@bp.post("/waves/<identity>/setup/participants/join")
def join(identity: str) -> ResponseReturnValue:
    """Join the smallest teams of those who are invited already."""
    draft, form = page.draft(identity), RosterForm()
    if form.validate():
        with form.saving(draft) as revision:
            drafts.join_teams(
                site().installation, draft.company, draft.name, revision=revision
            )
            joined = page.draft(identity)
            noted(
                draft.company,
                "roster_set",
                wave=draft.name,
                people=joined.invited,
                departments=len(joined.departments),
            )
            return redirect(url_for(".participants", identity=identity), 303)
    return _ask(draft, form)


@bp.get("/waves/<identity>/setup/participants/<mode>.csv")
def example(identity: str, mode: str) -> ResponseReturnValue:
    """Give an example of a list, as the way to hand out links needs it."""
    page.draft(identity)
    if mode not in MODES:
        abort(NOT_FOUND)
    path = files("templates") / "web" / "setup" / "rosters" / f"{mode}.csv"
    response = Response(path.read_bytes(), mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename=path.name)
    return response


def _ask(draft: Draft, form: RosterForm, wrong: Faults = NONE) -> ResponseReturnValue:
    return page.show(
        "participants",
        draft,
        form,
        wrong=[told(error) for error in wrong.listed],
        more=wrong.number - len(wrong.listed),
        example=url_for(".example", identity=draft.id, mode=draft.mode),
        departments=[(named(each), each.invited) for each in draft.departments],
        joinable=joinable(draft),
    )


def _look(draft: Draft, form: RosterForm, roster: Roster) -> ResponseReturnValue:
    """Show departments and counts of a list that nobody is invited by yet."""
    joined = join_small(roster, draft.minimum, OTHERS[draft.language])
    return page.show(
        "participants-look",
        draft,
        form,
        step="setup.participants",
        departments=[
            {
                "name": named(department),
                "people": department.count,
                "small": department.count < draft.minimum,
                "leadership": department.leadership,
            }
            for department in roster.departments
        ],
        people=sum(department.count for department in roster.departments),
        joined=_joined(roster, joined),
        notices=[told(notice) for notice in roster.notices],
    )


def _joined(roster: Roster, joined: Roster) -> dict[str, object] | None:
    """Say what would be joined; None if there is nothing that helps."""
    made = [each for each in joined.departments if each not in roster.departments]
    gone = [each for each in roster.departments if each not in joined.departments]
    if not made:
        return None
    return {
        "name": made[0].name,
        "people": made[0].count,
        "of": [department.name for department in gone],
    }


def _set(draft: Draft, form: RosterForm, roster: Roster) -> bool:
    """Invite these people; False with the reason in the form if that cannot be."""
    if not draft.has_key:
        form.form_errors.append(KEY_GONE)
        return False
    with form.saving(draft) as revision:
        drafts.set_roster(
            site().installation,
            draft.company,
            draft.name,
            roster,
            revision=revision,
            join_small=form.join_small.data,
        )
        noted(
            draft.company,
            "roster_set",
            wave=draft.name,
            people=sum(department.count for department in roster.departments),
            departments=len(roster.departments),
        )
        return True
    return False


def _sent(form: RosterForm) -> bytes:
    """Give what was sent; a file goes before a text."""
    if form.file.data:
        return bytes(form.file.data.read())
    return (form.rows.data or "").encode()


def _text(source: bytes) -> str:
    """Write a file as text, to be mended in place; what is no text is left out."""
    try:
        with open_text(source) as text:
            found = text.read()
    except (SpreadsheetError, UnicodeDecodeError):
        return ""
    return "".join(sign for sign in found if sign.isprintable() or sign in "\r\n\t")
