"""Agreeing on an action: from a finding, with the playbook's suggestion as a draft."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import DateField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from diagnostic.pipeline import actions, sequences
from diagnostic.pipeline.actions import Draft, Finding, UnfitActionError, Wanted
from diagnostic.pipeline.actions.suggesting import PATTERNS
from diagnostic.pipeline.actions.typed import (
    FIGURE_WORDS,
    LONGEST_MEASURE,
    LONGEST_NOTE,
    LONGEST_OWNER,
    LONGEST_UNIT,
    LONGEST_WHAT,
)
from diagnostic.pipeline.listing import CompanyEntry
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.web import access
from diagnostic.web.actions.offered import offers
from diagnostic.web.actions.page import MENDED, bp, crumbs, deed, told_faults
from diagnostic.web.forms import Form
from diagnostic.web.site import site
from diagnostic.web.speech import language, spoken, told
from reports.vocabulary import ACTION_STATES
from reports.wording import mark

PLACES = ("wave", "dimension", "team", "pattern", "facet")
"""What the address of a finding's form names."""


class ActionForm(Form):
    """An action; what may be typed is checked where it is kept."""

    what = TextAreaField(
        mark("What is to be done"), render_kw={"rows": 4, "maxlength": LONGEST_WHAT}
    )
    owner = StringField(mark("Owner"), render_kw={"maxlength": LONGEST_OWNER})
    due = DateField(mark("Due"), [Optional()])
    figure = RadioField(
        mark("The figure that it is meant to move"),
        choices=[SelectChoice(key, said) for key, said in FIGURE_WORDS.items()],
    )
    state = RadioField(
        mark("State"),
        choices=[SelectChoice(key, said) for key, said in ACTION_STATES.items()],
    )
    note = TextAreaField(mark("Note"), render_kw={"rows": 4, "maxlength": LONGEST_NOTE})
    measure = StringField(
        mark("A figure of your own"), render_kw={"maxlength": LONGEST_MEASURE}
    )
    unit = StringField(mark("Its unit"), render_kw={"maxlength": LONGEST_UNIT})
    revision = HiddenField()

    @property
    def wanted(self) -> Wanted:
        """Give what was typed."""
        texts = ("what", "owner", "note", "measure", "unit", "state", "figure")
        typed: dict[str, Any] = {name: self[name].data or "" for name in texts}
        return Wanted(due=self.due.data, **typed)


@bp.route("/actions/new", methods=["GET", "POST"])
def new(slug: str) -> ResponseReturnValue:
    """Agree on an action about a finding; without one, offer those there are."""
    company = access.company(slug)
    place = {name: request.args.get(name, "") for name in PLACES}
    if not place["wave"]:
        return _offered(company)
    finding = Finding(**{**place, "facet": place["facet"] or None})  # type: ignore[arg-type]
    try:
        draft = actions.draft(site().installation, slug, finding, language())
    except RefusedError as error:
        flash(told(error))
        return redirect(url_for(".new", slug=slug), 303)
    form = ActionForm(data=_drafted(draft))
    if form.validate_on_submit() and (found := _agreed(slug, finding, form)):
        flash(spoken().say("Agreed."))
        return redirect(url_for(".show", slug=slug, action=found), 303)
    page = render_template(
        "actions/new.html",
        form=form,
        company={"name": company.name, "slug": slug},
        said=spoken().marked(PATTERNS[finding.pattern]),
        wave=finding.wave,
        draft=draft,
        crumbs=crumbs(company, (spoken().say("New action"), None)),
    )
    return page, MENDED if form.errors else 200


def _agreed(slug: str, finding: Finding, form: ActionForm) -> str | None:
    """Agree on what was typed, or say what is wrong with it; gives the id."""
    installation = site().installation
    try:
        return actions.add(installation, slug, finding, form.wanted, deed())
    except UnfitActionError as error:
        told_faults(form, error)
    except RefusedError as error:
        form.form_errors.append(told(error))
    return None


def _drafted(draft: Draft) -> dict[str, Any]:
    measure, unit = draft.measures[0] if len(draft.measures) == 1 else ("", "")
    return {
        "what": draft.what,
        "state": "open",
        "figure": draft.figure,
        "measure": measure,
        "unit": unit,
    }


def _offered(company: CompanyEntry) -> ResponseReturnValue:
    """Offer the findings of the sealed wave that was closed last."""
    # What reads a release loads slowly; respondents never wait for it.
    from diagnostic.pipeline import reporting

    installation, findings = site().installation, []
    rows = sequences.rows(installation, company.slug)
    wave = rows[0].waves[-1].name if rows else None
    if wave:
        released = reporting.released(installation, company.slug, wave)
        findings = offers(company.slug, *released)
    return render_template(
        "actions/choose.html",
        company={"name": company.name, "slug": company.slug},
        wave=wave,
        findings=findings,
        crumbs=crumbs(company, (spoken().say("New action"), None)),
    )
