"""Agreeing on an action: from a finding, with the playbook's suggestion as a draft."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import DateField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from diagnostic.pipeline import actions
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
from diagnostic.pipeline.listing import CompanyEntry, WaveEntry, waves_of
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.web import access
from diagnostic.web.actions.page import MENDED, bp, crumbs, deed, told_faults
from diagnostic.web.forms import Form
from diagnostic.web.site import site
from diagnostic.web.speech import language, spoken, told
from reports.vocabulary import ACTION_STATES
from reports.wording import mark, text_in

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
    installation = site().installation
    try:
        draft = actions.draft(installation, slug, **vars(finding), language=language())
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
        finding=_shown(slug, finding),
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


def _shown(slug: str, finding: Finding) -> dict[str, str]:
    # What reads a release loads slowly.
    from diagnostic.pipeline import reporting

    _, asked = reporting.released(site().installation, slug, finding.wave)
    title = asked.dimension(finding.dimension).title
    return {
        "dimension": str(text_in(title, language())),
        "team": finding.team or spoken().say("All teams"),
        "said": spoken().marked(PATTERNS[finding.pattern]),
        "wave": finding.wave,
    }


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
    """Offer the findings of the last sealed wave."""
    installation = site().installation
    sealed = [w for w in waves_of(installation, company.slug) if w.state == "sealed"]
    return render_template(
        "actions/choose.html",
        company={"name": company.name, "slug": company.slug},
        wave=sealed[0].name if sealed else None,
        findings=offers(company.slug, sealed[0].name) if sealed else [],
        crumbs=crumbs(company, (spoken().say("New action"), None)),
    )


def offers(slug: str, wave: str, dimension: str | None = None) -> list[dict[str, str]]:
    """Give the findings of a wave, each with the way to an action about it.

    Args:
        slug: of the company.
        wave: its name.
        dimension: only of this one; None is all.
    """
    # What reads a release loads slowly; respondents never wait for it.
    from diagnostic.pipeline import reporting
    from reports.document import read

    release, asked = reporting.released(site().installation, slug, wave)
    reading = read(release, asked, language())
    return [
        {
            "dimension": reading.title(found.dimension),
            "team": found.team or spoken().say("All teams"),
            "said": spoken().marked(PATTERNS[found.pattern]),
            "url": url_for(
                "actions.new",
                slug=slug,
                **{k: v for k, v in vars(found).items() if v},
            ),
        }
        for found in actions.findings(reading, wave, dimension)
    ]


def agree(wave: WaveEntry, dimension: str | None) -> dict[str, Any]:
    """Give what a page of results says of actions: those there are, and new ones.

    Args:
        wave: a sealed one.
        dimension: of the page; None is the summary.

    Returns:
        ``agreed``, and ``findings`` for those who may agree on an action.
    """
    here = site()
    found = actions.listed(here.installation, wave.company, here.clock())
    agreed = [
        {
            "what": entry.agreed.what,
            "state": spoken().marked(ACTION_STATES[entry.agreed.state]),
            "url": url_for("actions.show", slug=wave.company, action=entry.agreed.id),
        }
        for entry in found
        if entry.wave == wave.id and dimension in (None, entry.agreed.dimension)
    ]
    leads = access.visitor().role == "leader"
    offered = [] if leads else offers(wave.company, wave.name, dimension)
    return {"agreed": agreed, "findings": offered}
