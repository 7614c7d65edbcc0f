"""What members of a small group learn from what is published."""

import pytest

from diagnostic.pipeline.submission import Answers
from diagnostic.release.display import ALL
from diagnostic.release.making import _release
from diagnostic.rules import Rules
from diagnostic.stats import diagnose
from diagnostic.tally import tally_sheets
from tests.attack.people import Person
from tests.attack.published import solver
from tests.disclosure.companies import questionnaire
from tests.disclosure.solver import Attack, Member

ASKED = questionnaire((5,))
# All others chose 5 twice; the dimension's mean less the other items says as much to
# whoever knows that 3 of the sum are their own.
LEADERS = (
    [3, 3, 3, 2, 3],
    [5, 5, 3, 2, 3],
    [5, 5, 2, 3, 4],
    [5, 5, 3, 2, 3],
    [5, 5, 2, 3, 3],
)


def told(on, asked=ASKED, leaders=LEADERS):
    """Publish answers of five leaders and ten others; what the leaders then find."""
    ids = [item.id for item in asked.items]
    sheets = [dict(zip(ids, row, strict=True)) for row in leaders]
    everybody = [("leadership", sheet) for sheet in sheets]
    everybody += [("Sales", dict.fromkeys(ids, 3))] * 10
    found = diagnose(tally_sheets(asked, everybody, wave="w1"), Rules(draws=99))
    released = _release(found, on)
    people = [Person("", "leadership", answers=Answers(s, {}, {})) for s in sheets]
    return released, list(solver(asked, [released], people, on))


def test_a_lone_dissenter_alone_is_left_out():
    released, found = told(ALL)
    first = dict(zip([item.id for item in ASKED.items], LEADERS[0], strict=True))
    leaks = Attack(ASKED, [released], member=Member(0, "leadership", first)).leaks()

    assert {(leak.kind, leak.detail) for leak in leaks} == {("mean", (4.4, 4.6))}
    assert found == []


@pytest.mark.parametrize("rule", ["P3", "P4"])
def test_of_a_lone_dissenter_everything_else_is_found(rule):
    assert told(ALL - {rule})[1] != []
