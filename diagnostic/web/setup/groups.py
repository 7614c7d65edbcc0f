"""How small a group may be to be shown, and what becomes of a small leadership."""

from flask.typing import ResponseReturnValue
from wtforms import IntegerField, RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, NumberRange

from diagnostic.pipeline import drafts, foresight
from diagnostic.rules import Rules
from diagnostic.web.deeds import noted
from diagnostic.web.forms import MISSING
from diagnostic.web.setup import page
from diagnostic.web.setup.editing import DraftForm
from diagnostic.web.setup.facts import SMALL_LEADERSHIP
from diagnostic.web.setup.foreseen import of_leadership
from diagnostic.web.setup.page import bp
from diagnostic.web.site import site
from reports.wording import mark

LARGEST_MINIMUM = 1_000
NO_MINIMUM = mark("This is a whole number, 5 or more.")


class GroupsForm(DraftForm):
    """The minimum, and what becomes of a leadership below it."""

    minimum = IntegerField(
        mark("Fewest answers of a group that is shown"),
        [
            InputRequired(MISSING),
            NumberRange(Rules.minimum, LARGEST_MINIMUM, NO_MINIMUM),
        ],
        invalid_value_message=NO_MINIMUM,
        render_kw={"min": Rules.minimum, "max": LARGEST_MINIMUM},
    )
    small_leadership = RadioField(
        mark("If leadership gives fewer answers"),
        choices=[SelectChoice(way, title) for way, title in SMALL_LEADERSHIP.items()],
    )


@bp.route("/waves/<identity>/setup/groups", methods=["GET", "POST"])
def groups(identity: str) -> ResponseReturnValue:
    """Choose the minimum group, and what becomes of a small leadership."""
    draft, here = page.draft(identity), site()
    form = GroupsForm(minimum=draft.minimum, small_leadership=draft.small_leadership)
    if not form.is_submitted():
        form.show(draft)
    elif form.validate():
        with form.saving(draft) as revision:
            drafts.change(
                here.installation,
                draft.company,
                draft.name,
                revision=revision,
                now=here.clock(),
                minimum=form.minimum.data,
                small_leadership=form.small_leadership.data,
            )
            noted(draft.company, "wave_changed", wave=draft.name)
            return page.onward(draft)
    found = foresight.checklist(
        here.installation, draft.company, draft.name, here.clock()
    )
    return page.show("groups", draft, form, consequences=of_leadership(found.foresight))
