"""What somebody who sets a wave up should know before people are asked."""

from collections.abc import Iterable, Iterator

from diagnostic.roster import Roster, RosterDepartment
from diagnostic.rules import Rules


def notices(given: Roster, people: Roster, rules: Rules) -> Iterator[str]:
    """Say what will not be shown, and what was joined.

    Args:
        given: the roster as it was read.
        people: the roster of the wave.
        rules: the wave's.
    """
    if joined := [d for d in given.departments if d not in people.departments]:
        [made] = [d for d in people.departments if d not in given.departments]
        yield f"joined as {made.name} ({made.count}): {_listed(joined)}"
    teams = [d for d in people.departments if not d.leadership]
    small = [team for team in teams if team.count < rules.minimum]
    if small:
        yield _hidden(small, rules, join=given is people and len(teams) > 1)
    for leadership in people.departments:
        if leadership.leadership and leadership.count < rules.minimum:
            yield _leadership(leadership.count, rules)


def _hidden(small: list[RosterDepartment], rules: Rules, *, join: bool) -> str:
    has, it = ("has", "it") if len(small) == 1 else ("have", "them")
    sentence = (
        f"{_listed(small)} {has} fewer people than {rules.minimum}: nothing of {it}"
        " will be shown"
    )
    if join:
        sentence += "; --join-small joins the smallest teams"
    return sentence


def _leadership(people: int, rules: Rules) -> str:
    few = f"leadership has {people}, fewer than {rules.minimum}"
    least = rules.declared_minimum
    if rules.small_leadership == "declared" and people >= least:
        return (
            f"{few}: from {least} answers on it is shown as a group, with mean,"
            " difference and verdict, and is told so before it answers"
        )
    sentence = f"{few}: nothing of it will be shown, and nothing can be compared"
    if people < least:
        return f"{sentence}; a declared leadership has {least} or more"
    return f"{sentence}; --small-leadership declared shows it as a group"


def _listed(departments: Iterable[RosterDepartment]) -> str:
    return ", ".join(f"{d.name} ({d.count})" for d in departments)
