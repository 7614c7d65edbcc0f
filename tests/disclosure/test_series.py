"""The attack on all quarters together: every release, and every comparison of two."""

from dataclasses import replace

import pytest

from diagnostic.release.comparing import EVERY, Side, compare_waves
from diagnostic.release.making import _release
from diagnostic.stats import diagnose
from diagnostic.tally.mapping import composed
from tests.disclosure.companies import members
from tests.disclosure.links import Link
from tests.disclosure.series import RULES, kept, series
from tests.disclosure.sides import ASKED, side, tally
from tests.disclosure.solver import LEAST, Attack

COMPANIES = 24


def test_quarters_and_their_comparisons_together_give_nobody_away():
    narrowest, told = 4.0, {"bounded": 0, "either": 0}
    for one in series(COMPANIES, seed=2026):
        (attack,) = one.attacks()

        assert attack.leaks() == [], one
        narrowest = min(narrowest, attack.narrowest)
        for link in attack.links:
            if not isinstance(link, Link):
                told["either"] += 1
            elif link.low > -4:
                told["bounded"] += 1
    assert narrowest >= LEAST
    assert told["bounded"] > 200
    assert told["either"] > 20


def test_no_member_can_prove_what_a_colleague_answered():
    for one in series(4, seed=4):
        for attack in one.attacks(attackers=members(one)):
            assert [leak for leak in attack.leaks() if leak.kind == "count"] == []


@pytest.mark.parametrize("rule", ["P8", "L4"])
def test_without_a_rule_of_quarters_there_is_a_leak(rule):
    on = EVERY - {rule}

    assert any(
        attack.leaks() for one in series(30, seed=7) for attack in one.attacks(on)
    )


# Q1: leaders at 4.4 have a gap to a team at 5.0, shown as '≥ 4.5', and are shown as
# '≥ 4.1' for that. Q2 shows them at 3.6: a change of −0.8 would say where they were.
def test_no_later_wave_undoes_a_widened_clamp():
    first = side("Q1", {"leadership": [0, 0, 0, 6, 4], "Sales": [0, 0, 0, 0, 20]})
    groups = {"leadership": [0, 0, 4, 6, 0], "Sales": [0, 0, 10, 10, 0]}
    second = tally("Q2", groups)
    found = diagnose(second, RULES, previous=[first.tally])
    seeing = _release(found, EVERY, previous=[first.release])
    (change,) = (one for one in seeing["changes"] if one["group"] == "leadership")
    exact = {**seeing, "changes": [{**change, "change": -0.8}]}

    assert change["change"] == {"at_most": -0.5}
    assert Attack(ASKED, [first.release]).leaks() == []
    assert Attack(ASKED, [first.release, exact]).leaks() != []
    assert Attack(ASKED, [first.release, seeing]).leaks() == []


# Half at 3 and half at 5: three gaps of nothing. Of all of Sales at 5, '≥ 4.5', a
# direction says that the slope, −0.35 as it is, is beyond its interval, 0.35.
def test_a_direction_would_undo_a_clamp():
    four = [0, 0, 5, 0, 5]
    told: list[Side] = []
    for number, people in enumerate((four, four, four, [0, 0, 0, 0, 10]), 1):
        groups = {"leadership": four, "Sales": people}
        told.append(side(f"Q{number}", groups, *told))
    releases = [one.release for one in told]
    entry = {"team": "Sales", "dimension": "d0", "waves": ["Q1", "Q2", "Q3", "Q4"]}
    exact = {**releases[3], "trends": [{**entry, "direction": "widening"}]}

    assert Attack(ASKED, releases).leaks() == []
    assert Attack(ASKED, [*releases[:3], exact]).leaks() != []


def test_what_is_kept_gives_the_comparison_of_the_whole_wave():
    for one in series(6, seed=9):
        whole = one.sides()
        ends = [replace(side, tally=kept(side)) for side in whole]

        assert _compared(one, ends[0], ends[2]) == _compared(one, whole[0], whole[2])


def _compared(one, earlier, later):
    return [
        compare_waves(earlier, later, pairs, company="", program="")
        for pairs in (None, composed(one.maps[:2]))
    ]
