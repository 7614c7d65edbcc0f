"""What the pages of actions share."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from flask import Blueprint, url_for

from diagnostic.pipeline.actions import Deed, Entry, UnfitActionError
from diagnostic.pipeline.actions.suggesting import PATTERNS
from diagnostic.pipeline.listing import CompanyEntry
from diagnostic.web import access
from diagnostic.web.crumbs import Crumb, below_company
from diagnostic.web.forms import Form
from diagnostic.web.site import site
from diagnostic.web.speech import language, spoken, told
from reports.vocabulary import ACTION_STATES

if TYPE_CHECKING:
    from diagnostic.pipeline.actions.following import Figures

MENDED, CONFLICT = 422, 409
SIGNS = {"open": "scheduled", "doing": "closed", "done": "sealed", "dropped": "draft"}
"""The sign beside a state, as waves have it."""
bp = Blueprint("actions", __name__, url_prefix="/app/companies/<slug>")


def deed() -> Deed:
    """Say who does something now."""
    return Deed(access.visitor().email, site().clock())


def is_leader() -> bool:
    """Tell whether the visitor sees actions, and reports on them, and no more."""
    return access.visitor().role == "leader"


def crumbs(found: CompanyEntry, *here: Crumb) -> list[Crumb]:
    """Say where a page of actions is; leaders have no page of their company."""
    first = spoken().say("Actions")
    if is_leader():
        first = f"{found.name} · {first}"
    way = [(first, url_for("actions.index", slug=found.slug)), *here]
    way[-1] = (way[-1][0], None)
    if is_leader():
        return [(spoken().say("Results"), url_for("companies.index")), *way]
    return below_company(found.slug, found.name, *way)


def shown(told_of: "Figures") -> dict[str, Any]:
    """Give what a page shows of an action beside its figures."""
    words, entry, action = spoken(), told_of.entry, told_of.entry.agreed
    return {
        "id": action.id,
        "what": action.what,
        "finding": words.marked(PATTERNS[action.pattern]),
        "dimension": told_of.title,
        "team": told_of.about,
        "wave": action.wave,
        "wave_id": entry.wave,
        "key": action.dimension,
        "owner": action.owner,
        "due": words.day(action.due) if action.due else None,
        "overdue": entry.overdue,
        "soon": entry.soon,
        "state": words.marked(ACTION_STATES[action.state]),
        "sign": SIGNS[action.state],
        "note": action.note,
        "figures": told_of.rows,
        "measure": action.measure,
        "unit": action.unit,
        "measured": [
            {"quarter": words.quarter(day), "value": words.exactly(value)}
            for day, value in action.measured
        ],
    }


def told_faults(form: Form, error: UnfitActionError) -> None:
    """Put what is wrong beside the fields that it is about."""
    for name, said in error.faults.items():
        form[name].errors = [told(said)]


def figures(slug: str, found: Sequence[Entry]) -> list["Figures"]:
    """Set actions of a company beside their figures, in the visitor's language."""
    # What reads a release loads slowly; respondents never wait for it.
    from diagnostic.pipeline.actions import following

    return following.figures(site().installation, slug, found, language())
