"""What a wave can and cannot show, known from its sizes before it is launched."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from diagnostic.pipeline.drafts.draft import Draft, DraftDepartment, departments
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.obstacles import obstacles
from diagnostic.pipeline.prospects import (
    Figures,
    Foresight,
    LeadershipForesight,
    LeadershipView,
    Proof,
    TeamForesight,
)
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.pipeline.waves import OTHERS, existing
from diagnostic.roster import Roster, RosterDepartment, join_small
from diagnostic.rules import RANGE, Rules, SmallLeadership
from questionnaires import Questionnaire, parse
from reports.wording import text_in

__all__ = [
    "Checklist",
    "Figures",
    "Foresight",
    "LeadershipForesight",
    "LeadershipView",
    "Proof",
    "TeamForesight",
    "checklist",
    "foresee",
    "joinable",
]


@dataclass(frozen=True)
class Checklist:
    """What stands before launch.

    Args:
        obstacles: what must be put right first; empty: it can be launched.
        foresight: what it will show; None without a roster.
    """

    obstacles: tuple[RefusedError, ...]
    foresight: Foresight | None


def foresee(
    departments: Sequence[DraftDepartment],
    questionnaire: Questionnaire,
    rules: Rules,
    language: str,
) -> Foresight:
    """Foresee what a wave of these sizes can show.

    Args:
        departments: with their people.
        questionnaire: what is asked.
        rules: with the minimum, and what happens to a small leadership.
        language: of the wave.
    """
    leaders = next((one for one in departments if one.leadership), None)
    teams = [one for one in departments if not one.leadership]
    shown = [one for one in teams if one.invited >= rules.minimum]
    compares = leaders is not None and _view(leaders.invited, rules) != "hidden"
    comparisons = len(shown) * len(questionnaire.dimensions) if compares else 0
    sizes = {one.name: one.invited for one in teams if one.invited < rules.minimum}
    joined = _joined(teams, rules.minimum, OTHERS[language])
    scale = questionnaire.scale
    return Foresight(
        minimum=rules.minimum,
        leadership=_leadership(leaders, rules) if leaders else None,
        teams=tuple(
            _team(
                one,
                rules,
                _proof(leaders.invited, one.invited, comparisons, scale.range, rules)
                if leaders and compares and one in shown
                else None,
            )
            for one in teams
        ),
        too_small=tuple(sizes),
        rescued=sum(people for name, people in sizes.items() if name in joined),
        joined=joined,
        all_teams=len(shown) == len(teams) > 0,
        predicted=tuple(one.name for one in teams if one.predicted),
        comparisons=comparisons,
        coarse=tuple(
            text_in(dimension.title, language)
            for dimension in questionnaire.dimensions
            if not rules.fine_enough(
                0, scale.points, len(questionnaire.items_of(dimension.key))
            )
        ),
        coarse_people=rules.large_group,
    )


def joinable(draft: Draft) -> tuple[str, ...]:
    """Name the teams that joined would be large enough to be shown; else none."""
    teams = [one for one in draft.departments if not one.leadership]
    return _joined(teams, draft.minimum, OTHERS[draft.language])


def checklist(
    installation: Installation, company: str, name: str, now: datetime
) -> Checklist:
    """List what keeps a draft from being launched, and foresee what it will show.

    Raises:
        RefusedError: there is no such wave.
    """
    with installation.database.reading() as session:
        wave = existing(session, company, name)
        found = tuple(obstacles(installation, session, wave, now))
        if not wave.departments:
            return Checklist(found, None)
        asked = parse(wave.questionnaire_source)
        rules = Rules(
            minimum=wave.minimum,
            small_leadership=cast("SmallLeadership", wave.small_leadership),
        )
        foreseen = foresee(departments(wave), asked, rules, wave.language)
        return Checklist(found, foreseen)


def _team(team: DraftDepartment, rules: Rules, proof: Proof | None) -> TeamForesight:
    return TeamForesight(
        name=team.name,
        invited=team.invited,
        figures=_figures(team.invited, rules),
        needed=rules.minimum,
        share=-(-100 * rules.minimum // team.invited),
        at_75=_part(team.invited, 75) >= rules.minimum,
        at_60=_part(team.invited, 60) >= rules.minimum,
        comments=team.invited >= max(rules.full_people, rules.minimum),
        predicted=team.predicted,
        proof=proof,
    )


def _leadership(leaders: DraftDepartment, rules: Rules) -> LeadershipForesight:
    hidden = replace(rules, small_leadership="hidden")
    declared = replace(rules, small_leadership="declared")
    return LeadershipForesight(
        name=leaders.name,
        invited=leaders.invited,
        figures=_figures(leaders.invited, rules),
        if_hidden=_view(leaders.invited, hidden),
        if_declared=_view(leaders.invited, declared),
        chosen=_view(leaders.invited, rules),
        needed_hidden=rules.minimum,
        needed_declared=min(rules.minimum, rules.declared_minimum),
        at_75=_view(_part(leaders.invited, 75), rules),
        at_60=_view(_part(leaders.invited, 60), rules),
    )


def _proof(leaders: int, team: int, comparisons: int, span: int, rules: Rules) -> Proof:
    # Statistics load slowly, and most processes only ever show questionnaires.
    from diagnostic.stats.outlook import outlook

    found = outlook(leaders, team, comparisons, rules)
    scale = span / RANGE
    return Proof(
        possible=found.together is not None,
        together=found.together,
        smallest=found.smallest * scale,
        usual=found.usual * scale,
    )


def _figures(people: int, rules: Rules) -> Figures:
    if people < rules.minimum:
        return "never"
    return "full" if people >= rules.full_people else "rounded"


def _view(answers: int, rules: Rules) -> LeadershipView:
    if answers >= rules.minimum:
        return "shown"
    return "declared" if rules.may_show(answers, leadership=True) else "hidden"


def _part(people: int, percent: int) -> int:
    """Give a share of the people, in whole people and not one too many."""
    return people * percent // 100


def _joined(
    teams: Sequence[DraftDepartment], minimum: int, name: str
) -> tuple[str, ...]:
    """Name the teams that would be joined into one large enough; else none."""
    before = Roster(
        tuple(
            RosterDepartment(
                one.name, leadership=False, addresses=(), count=one.invited
            )
            for one in teams
        )
    )
    after = join_small(before, minimum, name)
    left = {(one.name, one.count) for one in after.departments}
    if any(one.count < minimum for one in after.departments):
        return ()
    return tuple(one.name for one in teams if (one.name, one.invited) not in left)
