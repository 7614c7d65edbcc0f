"""The next quarter in one step: everything of an earlier wave but its people."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectField, StringField
from wtforms.fields import SelectChoice

from diagnostic.pipeline import drafts, listing
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.web import access
from diagnostic.web.deeds import noted
from diagnostic.web.forms import Form, Line
from diagnostic.web.setup import page
from diagnostic.web.setup.days import begins, day, ends
from diagnostic.web.setup.page import bp
from diagnostic.web.site import site
from diagnostic.web.speech import spoken, told
from reports.wording import mark


class CopyForm(Form):
    """A wave like an earlier one."""

    source = SelectField(mark("Wave to copy"))
    name = StringField(mark("Name of the new wave"), [Line(80)])
    opens = day(mark("First day"), needed=False)
    closes = day(mark("Last day"), needed=False)


@bp.route("/companies/<slug>/waves/copy", methods=["GET", "POST"])
def copy(slug: str) -> ResponseReturnValue:
    """Set up a wave like an earlier one; its roster is gone, and the page says so."""
    company, here = access.company(slug), site()
    found = listing.waves_of(here.installation, slug)
    if not found:
        return redirect(url_for(".new", slug=slug))
    names = [wave.name for wave in found]
    wanted = request.args.get("wave")
    form = CopyForm(
        source=wanted if wanted in names else names[0],
        name=drafts.suggest_name(names, here.clock()),
    )
    say = spoken().say
    form.source.choices = [
        SelectChoice(
            wave.name,
            say("{wave} (imported)", wave=wave.name) if wave.imported else wave.name,
        )
        for wave in found
    ]
    if form.validate_on_submit():
        try:
            return redirect(url_for(page.CHECK, identity=_copy(slug, form)), 303)
        except RefusedError as error:
            form.form_errors.append(told(error))
    return page.outside("copy", company, form)


def _copy(slug: str, form: CopyForm) -> str:
    here = site()
    identity = drafts.copy(
        here.installation,
        slug,
        form.source.data,
        form.name.data,
        opens=begins(form.opens.data),
        closes=ends(form.closes.data),
        now=here.clock(),
    )
    noted(slug, "wave_copied", earlier=form.source.data, wave=form.name.data)
    return identity
