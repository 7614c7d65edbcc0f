"""What the example company agrees on after a quarter, and types in."""

from datetime import datetime

from diagnostic.pipeline import actions
from diagnostic.pipeline.actions import Deed, Finding, Wanted
from diagnostic.pipeline.actions.typed import quarter_of
from diagnostic.pipeline.audit import COMMAND_LINE
from diagnostic.pipeline.installation import Installation
from diagnostic.simulation import example


def agree(
    installation: Installation,
    company: str,
    wave: str,
    language: str,
    now: datetime,
) -> None:
    """Agree on the actions of a quarter, and say how far those before it are.

    Args:
        installation: where.
        company: its slug.
        wave: the quarter whose report leadership has read.
        language: of the words.
        now: the clock.
    """
    deed = Deed(COMMAND_LINE, now)
    for plan in example.PLANS:
        if plan.wave == wave:
            _add(installation, company, plan, language, deed)
    quarter = quarter_of(now.date())
    found = {
        (entry.agreed.wave, entry.agreed.dimension, entry.agreed.team): entry
        for entry in actions.listed(installation, company, now)
    }
    for plan in example.PLANS:
        entry = found.get((plan.wave, plan.dimension, _team(plan, language)))
        if entry is None:
            continue
        identity = entry.agreed.id
        if wave in plan.measured:
            typed = plan.measured[wave]
            actions.measure(installation, company, identity, quarter, typed, deed)
        if wave in plan.states:
            state = plan.states[wave]
            actions.report(
                installation, company, identity, state, "", entry.revision, deed
            )


def _add(
    installation: Installation,
    company: str,
    plan: example.Plan,
    language: str,
    deed: Deed,
) -> None:
    team = _team(plan, language)
    finding = Finding(plan.wave, plan.dimension, team, plan.pattern)
    drafted = actions.draft(installation, company, finding, language)
    wanted = Wanted(
        what=drafted.what,
        owner=plan.owner[language],
        due=plan.due,
        figure=drafted.figure,
        measure=plan.measure[language],
        unit=plan.unit[language],
    )
    actions.add(installation, company, finding, wanted, deed)


def _team(plan: example.Plan, language: str) -> str:
    return example.NAMES[language].get(plan.team, plan.team)
