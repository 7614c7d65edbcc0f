"""What a wave will be able to show, in sentences that a manager understands."""

from collections.abc import Iterator
from dataclasses import dataclass

from diagnostic.pipeline.foresight import (
    Foresight,
    LeadershipForesight,
    LeadershipView,
    Proof,
    TeamForesight,
)
from diagnostic.rules import Rules
from diagnostic.web.speech import spoken
from reports.wording import Words, mark

VIEWS = {
    "shown": mark("shown"),
    "declared": mark("as a group"),
    "hidden": mark("not shown"),
}


@dataclass(frozen=True)
class Row:
    """What will be shown of a department; without a number needed never anything."""

    name: str
    invited: int
    needed: str
    at_75: str
    at_60: str
    gap: str


@dataclass(frozen=True)
class Limit:
    """What will be impossible, and the step in which it can still be changed."""

    says: str
    step: str


def rows(found: Foresight, declared: bool) -> list[Row]:
    """Say of each department what must be answered, and what can be shown then."""
    words = spoken()
    leadership = [found.leadership] if found.leadership else []
    return [
        *(_leadership(words, each, declared) for each in leadership),
        *(_team(words, team) for team in found.teams),
    ]


def limits(found: Foresight, declared: bool) -> Iterator[Limit]:
    """Say what will be impossible to show, given the sizes of the groups."""
    words = spoken()
    if found.leadership and found.leadership.chosen != "shown":
        which = "declared" if declared else "hidden"
        yield Limit(of_leadership(found)[which], "setup.groups")
    for team in found.teams:
        if team.figures == "never":
            says = words.say(
                "{team} ({invited} invited): will not be shown.",
                team=team.name,
                invited=team.invited,
            )
            yield Limit(says, "setup.participants")
    if found.rescued:
        says = words.say(
            "Joined as one team, {teams} would be shown.",
            teams=words.listed(found.joined),
        )
        yield Limit(says, "setup.participants")
    if len(found.teams) > 1 and not found.all_teams:
        says = words.say(
            "No figures of all teams together: they would tell what is hidden of small"
            " ones."
        )
        yield Limit(says, "setup.participants")
    if found.coarse:
        says = words.say(
            "{dimensions}: too few questions to be shown for groups of fewer than"
            " {people} answers.",
            dimensions=words.listed(found.coarse),
            people=found.coarse_people,
        )
        yield Limit(says, "setup.questionnaire")


def of_leadership(found: Foresight | None) -> dict[str, str]:
    """Say what either way to treat a small leadership means for the actual number."""
    words = spoken()
    if found is None or found.leadership is None:
        return {
            "hidden": words.say(
                "With fewer leaders than the minimum no comparison at all can be shown."
            ),
            "declared": words.say(
                "From {fewest} leaders on: averages, differences and verdicts only."
                " They are told so before they answer.",
                fewest=Rules.declared_minimum,
            ),
        }
    leaders = words.count(
        "{figure} leader:", "{figure} leaders:", found.leadership.invited
    )
    return {
        "hidden": f"{leaders} {_hidden(words, found.leadership)}",
        "declared": f"{leaders} {_declared(words, found.leadership)}",
    }


def _hidden(words: Words, leadership: LeadershipForesight) -> str:
    if leadership.if_hidden == "hidden":
        return words.say("no comparison at all can be shown.")
    return words.say(
        "shown like every group if at least {needed} answer. With fewer answers no"
        " comparison at all can be shown.",
        needed=leadership.needed_hidden,
    )


def _declared(words: Words, leadership: LeadershipForesight) -> str:
    if leadership.if_declared == "hidden":
        return words.say(
            "too few even for this, as {fewest} are needed. No comparison at all can be"
            " shown.",
            fewest=Rules.declared_minimum,
        )
    if leadership.if_declared == "declared":
        only = words.say(
            "averages, differences and verdicts only, if at least {needed} answer.",
            needed=leadership.needed_declared,
        )
    else:
        only = words.say(
            "shown like every group if at least {needed} answer. With {fewest} or more:"
            " averages, differences and verdicts only.",
            needed=leadership.needed_hidden,
            fewest=leadership.needed_declared,
        )
    told = words.say("They are told so before they answer.")
    return f"{only} {told}"


def _leadership(words: Words, found: LeadershipForesight, declared: bool) -> Row:
    needed = found.needed_declared if declared else found.needed_hidden
    return Row(
        words.say("Leadership"),
        found.invited,
        _needed(words, needed, found.invited),
        _view(words, found.at_75),
        _view(words, found.at_60),
        "",
    )


def _team(words: Words, found: TeamForesight) -> Row:
    return Row(
        found.name,
        found.invited,
        _needed(words, found.needed, found.invited),
        _view(words, "shown" if found.at_75 else "hidden"),
        _view(words, "shown" if found.at_60 else "hidden"),
        _gap(words, found.proof),
    )


def _view(words: Words, view: LeadershipView) -> str:
    return words.marked(VIEWS[view])


def _needed(words: Words, needed: int, invited: int) -> str:
    if needed > invited:
        return ""
    return words.say("{needed} of {invited}", needed=needed, invited=invited)


def _gap(words: Words, proof: Proof | None) -> str:
    if proof is None:
        return words.say("no comparison")
    if not proof.possible:
        return words.say("none can be proven")
    return words.say("about {points} points", points=words.number(proof.usual))
