"""Who is invited: departments, with addresses or with a number of people."""

from dataclasses import dataclass, field, replace

from questionnaires.saying import Said


@dataclass(frozen=True)
class RosterDepartment:
    """A department of a roster.

    Args:
        name: as printed.
        leadership: whether it is the leadership.
        addresses: e-mail addresses as written; empty for codes and open links.
        count: people.
    """

    name: str
    leadership: bool
    addresses: tuple[str, ...] = field(repr=False)
    count: int


@dataclass(frozen=True)
class Roster:
    """Who is invited.

    Args:
        departments: leadership first, then teams by name.
        notices: sentences about columns of the file that were ignored.
    """

    departments: tuple[RosterDepartment, ...]
    notices: tuple[str, ...] = ()


def in_order(department: RosterDepartment) -> tuple[bool, str, str]:
    """Sort by this: leadership first, then teams by name."""
    return not department.leadership, department.name.casefold(), department.name


def join_small(roster: Roster, minimum: int, name: str) -> Roster:
    """Join the teams that are too small to be shown into one.

    As long as that one is too small itself, the next smallest team joins it. A
    team that has its name already is joined first. Leadership never joins.

    Args:
        roster: of a wave that is not launched yet.
        minimum: fewest answers of a group that is shown.
        name: of the team that is made, in the wave's language.

    Returns:
        The same roster if every team is large enough, or if there is one only.

    Raises:
        ValueError: the name is that of the leadership.
    """
    teams = [team for team in roster.departments if not team.leadership]
    leaders = [team for team in roster.departments if team.leadership]
    if any(same(leader.name, name) for leader in leaders):
        raise ValueError(Said("{name} is the leadership", name=name))
    if len(teams) < 2 or all(team.count >= minimum for team in teams):
        return roster
    teams.sort(key=lambda team: (not same(team.name, name), team.count, team.name))
    joined = [teams.pop(0)]
    while teams and (
        teams[0].count < minimum or sum(team.count for team in joined) < minimum
    ):
        joined.append(teams.pop(0))
    other = RosterDepartment(
        name,
        leadership=False,
        addresses=tuple(address for team in joined for address in team.addresses),
        count=sum(team.count for team in joined),
    )
    departments = sorted([*leaders, *teams, other], key=in_order)
    return replace(roster, departments=tuple(departments))


def same(name: str, other: str) -> bool:
    """Tell whether two names of departments differ in capital letters at most."""
    return name.casefold() == other.casefold()
