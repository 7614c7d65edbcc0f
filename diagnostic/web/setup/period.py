"""When a wave is open, how links are handed out, and what it is called."""

from datetime import UTC

from flask import flash
from flask.typing import ResponseReturnValue
from wtforms import RadioField, StringField
from wtforms.fields import SelectChoice

from diagnostic.pipeline import drafts
from diagnostic.pipeline.drafts import Changed, Draft
from diagnostic.web.deeds import noted
from diagnostic.web.forms import Line
from diagnostic.web.setup import page
from diagnostic.web.setup.days import begins, day, ends
from diagnostic.web.setup.editing import DraftForm
from diagnostic.web.setup.facts import LANGUAGES, MODES, at_launch
from diagnostic.web.setup.page import bp
from diagnostic.web.site import site
from diagnostic.web.speech import spoken
from reports.wording import mark

CONSEQUENCES = {
    "invited": mark(
        "Everybody gets a mail with a link that works once. Reminders go to all, as"
        " nobody knows who has answered. Addresses are erased at the end."
    ),
    "codes": mark(
        "For staff without mail: one card a person, handed out shuffled. No addresses,"
        " no reminders. Whoever holds the cards could answer with them."
    ),
    "open": mark(
        "One link for everybody in a department. Anybody who has it can answer, also"
        " more than once; the report says so."
    ),
}


DROPPED = mark(
    "The participants were dropped: this way to hand out links needs another list."
)


class PeriodForm(DraftForm):
    """Dates, links, language and name."""

    opens = day(mark("First day"), needed=False)
    closes = day(mark("Last day"), needed=True)
    mode = RadioField(
        mark("How people get their link"),
        choices=[SelectChoice(mode, title) for mode, title in MODES.items()],
    )
    language = RadioField(mark("Language of mails and first pages"))
    name = StringField(mark("Name"), [Line(80)])
    subject = StringField(mark("Initiative"), [Line(200, needed=False)])


@bp.route("/waves/<identity>/setup/period", methods=["GET", "POST"])
def period(identity: str) -> ResponseReturnValue:
    """Choose dates, links, language and name."""
    draft = page.draft(identity)
    form = PeriodForm(
        opens=None if at_launch(draft) else draft.opens.astimezone(UTC).date(),
        closes=draft.closes.astimezone(UTC).date(),
        mode=draft.mode,
        language=draft.language,
        name=draft.name,
        subject=draft.subject,
    )
    form.language.choices = [
        SelectChoice(code, LANGUAGES[code]) for code in draft.languages
    ]
    if not form.is_submitted():
        form.show(draft)
    elif form.validate():
        with form.saving(draft) as revision:
            changed = _change(draft, form, revision)
            noted(draft.company, "wave_changed", wave=changed.name)
            if changed.roster_dropped:
                flash(spoken().marked(DROPPED))
            return page.onward(draft)
    return page.show("period", draft, form, consequences=CONSEQUENCES)


def _change(draft: Draft, form: PeriodForm, revision: int) -> Changed:
    here = site()
    now = here.clock()
    opens, closes = form.opens.data, form.closes.data
    # The same day keeps its minute: a command may have set another than ours.
    if opens is None:
        begin = None if at_launch(draft) else now
    else:
        begin = None if opens == draft.opens.astimezone(UTC).date() else begins(opens)
    end = None if closes == draft.closes.astimezone(UTC).date() else ends(closes)
    return drafts.change(
        here.installation,
        draft.company,
        draft.name,
        revision=revision,
        now=now,
        rename=form.name.data,
        subject=form.subject.data,
        language=form.language.data,
        mode=form.mode.data,
        opens=begin,
        closes=end,
    )
