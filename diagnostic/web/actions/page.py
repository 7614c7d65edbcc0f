"""What the pages of actions share."""

from typing import Any

from flask import Blueprint, url_for

from diagnostic.pipeline.actions import Deed, Entry, UnfitActionError
from diagnostic.pipeline.actions.suggesting import PATTERNS
from diagnostic.pipeline.actions.typed import quarter_of
from diagnostic.pipeline.listing import CompanyEntry
from diagnostic.web import access
from diagnostic.web.crumbs import Crumb, below_company
from diagnostic.web.forms import Form
from diagnostic.web.site import site
from diagnostic.web.speech import language, spoken, told
from reports.vocabulary import ACTION_STATES

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


def shown(entry: Entry, told_of: Any) -> dict[str, Any]:
    """Give what a page shows of an action.

    Args:
        entry: the action.
        told_of: its figures, see ``diagnostic.pipeline.actions.following``.
    """
    words, action = spoken(), entry.agreed
    return {
        "id": action.id,
        "what": action.what,
        "finding": words.marked(PATTERNS[action.pattern]),
        "dimension": told_of.title,
        "team": action.team or words.say("All teams"),
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
            {"quarter": quarter(day), "value": figure(value)}
            for day, value in action.measured
        ],
    }


def quarter(day: Any) -> str:
    """Name the quarter of a day: 'Q3 2026', '3.º trim. 2026'."""
    first = quarter_of(day)
    number = (first.month + 2) // 3
    return spoken().say("Q{number} {year}", number=number, year=first.year)


def figure(value: float) -> str:
    """Write a measured figure with all digits that were typed."""
    words = spoken()
    if value.is_integer():
        return words.exactly(value).replace("-", "\N{MINUS SIGN}")
    return words.number(value, len(f"{value:.6f}".rstrip("0").partition(".")[2]))


def told_faults(form: Form, error: UnfitActionError) -> None:
    """Put what is wrong beside the fields that it is about."""
    for name, said in error.faults.items():
        form[name].errors = [told(said)]


def figures(slug: str) -> Any:
    """Give the figures of a company's actions in the visitor's language."""
    # What reads a release loads slowly; respondents never wait for it.
    from diagnostic.pipeline.actions import following

    return following.figures(site().installation, slug, language())
