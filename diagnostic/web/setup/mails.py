"""What mails say: the consultant's own words around fixed places, with a preview."""

from collections.abc import Mapping
from typing import cast

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice

from diagnostic.pipeline import notices, occasions, texts
from diagnostic.pipeline import preview as previews
from diagnostic.pipeline.drafts import Draft
from diagnostic.pipeline.places import LONGEST_BODY, LONGEST_SUBJECT, TextFault
from diagnostic.pipeline.texts import KINDS, Kind, MailText, TextError
from diagnostic.web import access
from diagnostic.web.deeds import noted
from diagnostic.web.forms import Form
from diagnostic.web.setup import page
from diagnostic.web.setup.editing import DraftForm
from diagnostic.web.setup.facts import named
from diagnostic.web.setup.page import NOT_FOUND, bp
from diagnostic.web.site import site
from diagnostic.web.speech import spoken, told
from reports.wording import mark

TITLES = {"invitation": mark("Invitation"), "reminder": mark("Reminder")}
PLACES = {
    "company": mark("the company's name"),
    "subject": mark("the initiative"),
    "department": mark("the department of whoever reads it"),
    "invited": mark("how many are invited in it"),
    "minutes": mark("how long it takes"),
    "closes": mark("the end, with day and time"),
    "link": mark("the personal link, alone on its line"),
    "promise": mark("the promise of anonymity, which nobody can change"),
}
_ROWS = 18


LINE = mark("Line {line}: {fault}")


class MailForm(DraftForm):
    """The text of a mail, and the department as which it is shown."""

    subject = StringField(
        mark("Subject line"), render_kw={"maxlength": LONGEST_SUBJECT}
    )
    body = TextAreaField(
        mark("Text"), render_kw={"rows": _ROWS, "maxlength": 2 * LONGEST_BODY}
    )
    reader = SelectField(mark("As it is read in"), validate_choice=False)
    kept: MailText

    def facts(self, found: Draft) -> Mapping[str, str]:
        """Say what the draft is like, and its text."""
        own = {
            spoken().say("Subject line"): self.kept.subject,
            spoken().say("Text"): self.kept.body,
        }
        return {**super().facts(found), **own}


@bp.route("/waves/<identity>/setup/mails/<kind>", methods=["GET", "POST"])
def mail(identity: str, kind: str) -> ResponseReturnValue:
    """Write the invitation or the reminder, and see it as somebody will."""
    draft = _draft(identity, kind)
    form = _form(draft, kind)
    if not form.is_submitted():
        form.show(draft)
    elif form.validate() and "show" not in request.form and _change(draft, kind, form):
        flash(spoken().say("Saved."))
        return redirect(url_for(".mail", identity=identity, kind=kind), 303)
    return page.show(
        "mail",
        draft,
        form,
        step="setup.mails",
        kind=kind,
        own=form.kept.own,
        kinds=[
            (
                spoken().marked(title),
                url_for(".mail", identity=identity, kind=other),
                other == kind,
            )
            for other, title in TITLES.items()
        ],
        places=_places(draft),
        sample=occasions.sample(
            site().installation,
            identity,
            cast("Kind", kind),
            form.reader.data,
            (form.subject.data or "", _lines(form.body.data)),
        ),
    )


@bp.get("/waves/<identity>/setup/mails")
def mails(identity: str) -> ResponseReturnValue:
    """Lead to the invitation."""
    _draft(identity, "invitation")
    return redirect(url_for(".mail", identity=identity, kind="invitation"))


@bp.post("/waves/<identity>/setup/mails/<kind>/ours")
def mail_ours(identity: str, kind: str) -> ResponseReturnValue:
    """Go back to our words."""
    draft = _draft(identity, kind)
    form = _form(draft, kind)
    if form.validate():
        with form.saving(draft) as revision:
            texts.reset(
                site().installation, identity, cast("Kind", kind), revision=revision
            )
            noted(draft.company, "texts_changed", wave=draft.name)
            flash(spoken().say("These are our words again."))
    for said in form.form_errors:
        flash(said)
    return redirect(url_for(".mail", identity=identity, kind=kind), 303)


@bp.post("/waves/<identity>/setup/test-mail")
def test_mail(identity: str) -> ResponseReturnValue:
    """Send the invitation, as it is kept, to whoever asks for it."""
    draft, visitor = _draft(identity, "invitation"), access.consultant()
    if Form().validate():
        notices.queue(site().installation, visitor.id, "test", draft.id)
        noted(draft.company, "test_mail", wave=draft.name)
        site().nudge()
        flash(spoken().say("The test is on its way to {email}.", email=visitor.email))
    return redirect(url_for(".mail", identity=identity, kind="invitation"), 303)


def _draft(identity: str, kind: str) -> Draft:
    """Give a draft that is asked by mail."""
    draft = page.draft(identity)
    if kind not in KINDS:
        abort(NOT_FOUND)
    if draft.mode != "invited":
        abort(redirect(url_for(page.CHECK, identity=identity), 303))
    return draft


def _form(draft: Draft, kind: str) -> MailForm:
    kept = texts.current(site().installation, draft.id, cast("Kind", kind))
    sheets = previews.sheets(site().installation, draft.id)
    form = MailForm(subject=kept.subject, body=kept.body, reader=sheets[-1].slug)
    form.kept = kept
    form.reader.choices = [SelectChoice(sheet.slug, named(sheet)) for sheet in sheets]
    return form


def _change(draft: Draft, kind: str, form: MailForm) -> bool:
    """Keep a text; False with what is wrong with it in the form."""
    try:
        with form.saving(draft) as revision:
            texts.change(
                site().installation,
                draft.id,
                cast("Kind", kind),
                form.subject.data or "",
                form.body.data or "",
                revision=revision,
            )
            noted(draft.company, "texts_changed", wave=draft.name)
            return True
    except TextError as error:
        for fault in error.faults:
            form[fault.part].errors = [*form[fault.part].errors, _said(fault)]
    return False


def _said(fault: TextFault) -> str:
    if fault.line is None:
        return told(fault)
    return spoken().marked(LINE, line=fault.line, fault=told(fault))


def _places(draft: Draft) -> list[tuple[str, str]]:
    """Explain the places, but for one that would be empty in this wave."""
    words = spoken()
    return [
        (f"{{{place}}}", words.marked(about))
        for place, about in PLACES.items()
        if place != "subject" or draft.subject
    ]


def _lines(typed: str | None) -> str:
    return "\n".join((typed or "").splitlines())
