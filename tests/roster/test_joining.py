"""Teams too small to be shown, joined into one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnostic.roster import Roster, RosterDepartment, join_small
from tests.roster.short import GOOD, people, roster

OTHER = "Other teams"


def of(sizes):
    """A roster of departments with so many people."""
    return Roster(
        tuple(
            RosterDepartment(
                name,
                leadership=name == "leadership",
                addresses=tuple(f"{name}{n}@example.com" for n in range(size)),
                count=size,
            )
            for name, size in sizes.items()
        ),
        notices=("kept",),
    )


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        pytest.param(
            {"leadership": 3, "A": 5, "B": 9},
            {"leadership": 3, "A": 5, "B": 9},
            id="all are large enough, whatever leadership is",
        ),
        pytest.param(
            {"leadership": 3, "A": 2, "B": 3, "C": 9, "Z": 8},
            {"leadership": 3, "C": 9, OTHER: 5, "Z": 8},
            id="two are enough together",
        ),
        pytest.param(
            {"leadership": 3, "A": 4, "B": 9, "C": 6},
            {"leadership": 3, "B": 9, OTHER: 10},
            id="the next smallest joins",
        ),
        pytest.param(
            {"leadership": 3, "A": 4, "B": 4, "C": 4, "D": 9},
            {"leadership": 3, "D": 9, OTHER: 12},
            id="no small one is left out",
        ),
        pytest.param(
            {"leadership": 9, "A": 1, "B": 2},
            {"leadership": 9, OTHER: 3},
            id="all of them are not enough",
        ),
        pytest.param(
            {"leadership": 9, "A": 1}, {"leadership": 9, "A": 1}, id="nobody to join"
        ),
        pytest.param(
            {"leadership": 9, "A": 2, "B": 7, "other TEAMS": 8},
            {"leadership": 9, "B": 7, OTHER: 10},
            id="a team has the name already",
        ),
        pytest.param(
            {"A": 4, "B": 6, "C": 6},
            {"C": 6, OTHER: 10},
            id="the first by name of equals",
        ),
    ],
)
def test_smallest_teams_are_joined(sizes, expected):
    found = join_small(of(sizes), 5, OTHER)

    assert {d.name: d.count for d in found.departments} == expected
    assert [d.name for d in found.departments] == list(expected)
    assert found.notices == ("kept",)


def test_team_may_not_have_the_name_of_leadership():
    with pytest.raises(ValueError, match="Leadership is the leadership"):
        join_small(roster(GOOD), 5, "Leadership")


NAMES = st.sampled_from(["A", "B", "C", "D", "E", "leadership", OTHER, "Zé"])


@given(st.dictionaries(NAMES, st.integers(1, 12), min_size=1), st.integers(5, 10))
def test_nobody_is_lost_and_leadership_stays(sizes, minimum):
    before = of(sizes)

    after = join_small(before, minimum, OTHER)

    assert sorted(a for *_, addresses in people(before) for a in addresses) == sorted(
        a for *_, addresses in people(after) for a in addresses
    )
    assert all(d.count == len(d.addresses) for d in after.departments)
    assert [d for d in after.departments if d.leadership] == [
        d for d in before.departments if d.leadership
    ]
    teams = [d for d in after.departments if not d.leadership]
    assert len(teams) <= 1 or all(team.count >= minimum for team in teams)


@given(st.dictionaries(NAMES, st.integers(1, 12), min_size=1))
def test_joining_again_changes_nothing(sizes):
    joined = join_small(of(sizes), 5, OTHER)

    assert join_small(joined, 5, OTHER) == joined
