"""What stands before launch, what will be shown, and the launch itself."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from diagnostic.pipeline import drafts, foresight, life
from diagnostic.pipeline.drafts import Draft
from diagnostic.web import access
from diagnostic.web.deeds import noted
from diagnostic.web.running.page import moment
from diagnostic.web.setup import page
from diagnostic.web.setup.editing import DraftForm
from diagnostic.web.setup.facts import at_launch, facts
from diagnostic.web.setup.foreseen import limits, rows
from diagnostic.web.setup.obstacles import obstacle
from diagnostic.web.setup.page import bp
from diagnostic.web.site import site
from diagnostic.web.speech import spoken


@bp.get("/waves/<identity>/setup")
def show(identity: str) -> ResponseReturnValue:
    """Show how far a draft is, and what it will be able to show."""
    draft, form = page.draft(identity), DraftForm()
    form.show(draft)
    return _checklist(draft, form)


@bp.post("/waves/<identity>/setup/launch")
def launch(identity: str) -> ResponseReturnValue:
    """Launch a draft, once, as the visitor has seen it."""
    wave, here, form = access.wave(identity), site(), DraftForm()
    to_wave = redirect(url_for("waves.show", identity=identity), 303)
    if wave.state != "draft":  # a second click
        return to_wave
    draft = page.draft(identity)
    if form.validate():
        with form.saving(draft) as revision:
            life.launch(
                here.installation,
                draft.company,
                draft.name,
                here.clock(),
                revision=revision,
            )
            noted(draft.company, "launched", wave=draft.name)
            here.nudge()
            flash(spoken().say("{wave} is launched.", wave=draft.name))
            return to_wave
        if access.wave(identity).state != "draft":  # the other of two clicks at once
            return to_wave
    return _checklist(draft, form)


@bp.route("/waves/<identity>/setup/delete", methods=["GET", "POST"])
def delete(identity: str) -> ResponseReturnValue:
    """Delete a draft, after a question."""
    draft, form = page.draft(identity), DraftForm()
    if form.validate_on_submit():
        with form.saving(draft):
            drafts.delete(site().installation, draft.company, draft.name)
            noted(draft.company, "wave_deleted", wave=draft.name)
            flash(spoken().say("The draft {wave} is deleted.", wave=draft.name))
            return redirect(url_for("companies.company", slug=draft.company), 303)
    return page.show("delete", draft, form, step=page.CHECK)


def _checklist(draft: Draft, form: DraftForm) -> ResponseReturnValue:
    here = site()
    found = foresight.checklist(
        here.installation, draft.company, draft.name, here.clock()
    )
    missing = [obstacle(error) for error in found.obstacles]
    helps = [one.step for one in missing if one.step in page.STEPS]
    declared = draft.small_leadership == "declared"
    seen = found.foresight
    return page.show(
        "check",
        draft,
        form,
        step=page.CHECK,
        obstacles=missing,
        following=helps[0] if helps else None,
        titles=page.STEPS,
        limits=list(limits(seen, declared)) if seen else [],
        rows=rows(seen, declared) if seen else [],
        predicted=seen.predicted if seen else (),
        facts=[(about, words) for about, words in facts(draft).items() if words],
        opens=None if at_launch(draft) else moment(draft.opens),
    )
