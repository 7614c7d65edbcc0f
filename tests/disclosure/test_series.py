"""The attack on all quarters together: every release, and every comparison of two."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from diagnostic.release.comparing import EVERY, compare_waves
from diagnostic.release.making import _release
from diagnostic.stats import diagnose
from diagnostic.tally import keep, revive
from diagnostic.tally.mapping import composed
from tests.disclosure.series import RULES, Series, series
from tests.disclosure.solver import LEAST, Attack, Member
from tests.disclosure.sides import ASKED, side, tally


def attacked(one: Series, on=EVERY, member=None) -> Attack:
    sides = one.sides(on)
    releases = [side.release for side in sides]
    compared = one.comparisons(sides, on)
    return Attack(one.questionnaire, releases, on, member, compared)


def members(one: Series, largest: int = 9) -> Iterator[Member]:
    """Every different member of every group of up to so many people."""
    for place, wave in enumerate(one.waves):
        ends = np.cumsum(list(wave.sizes.values()))
        for group, rows in zip(
            wave.sizes, np.split(wave.answers, ends[:-1]), strict=True
        ):
            if not 1 < len(rows) <= largest:
                continue
            for row in {line.tobytes(): line for line in rows}.values():
                given = zip(one.questionnaire.items, row, strict=True)
                yield Member(place, group, {i.id: int(v) for i, v in given if v})


def test_quarters_and_their_comparisons_together_give_nobody_away():
    narrowest, shown = 4.0, 0
    for one in series(80, seed=2026):
        attack = attacked(one)

        assert attack.leaks() == [], one
        narrowest = min(narrowest, attack.narrowest)
        shown += sum(link.low > -4 for link in attack.links)
    assert narrowest >= LEAST
    assert shown > 500


def test_no_member_can_prove_what_a_colleague_answered():
    for one in series(8, seed=4):
        releases = [side.release for side in one.sides()]
        compared = one.comparisons(one.sides())
        for member in members(one):
            attack = Attack(one.questionnaire, releases, EVERY, member, compared)

            assert [leak for leak in attack.leaks() if leak.kind == "count"] == []


@pytest.mark.parametrize("rule", ["P8", "L4"])
def test_without_a_rule_of_quarters_there_is_a_leak(rule):
    assert any(attacked(one, EVERY - {rule}).leaks() for one in series(120, seed=5))


# Q1: leaders at 4.4 have a gap to a team at 5.0, shown as '≥ 4.5', and are shown as
# '≥ 4.1' for that. Q2 shows them at 3.6: a change of −0.8 would say where they were.
def test_no_later_wave_undoes_a_widened_clamp():
    first = side("Q1", {"leadership": [0, 0, 0, 6, 4], "Sales": [0, 0, 0, 0, 20]})
    groups = {"leadership": [0, 0, 4, 6, 0], "Sales": [0, 0, 10, 10, 0]}
    second = tally("Q2", groups)
    found = diagnose(second, RULES, previous=[first.tally])
    blind, seeing = (
        _release(found, EVERY, previous=before) for before in ([], [first.release])
    )

    assert Attack(ASKED, [first.release]).leaks() == []
    assert Attack(ASKED, [first.release, blind]).leaks() != []
    assert Attack(ASKED, [first.release, seeing]).leaks() == []


def test_what_is_kept_gives_the_comparison_of_the_whole_wave():
    for one in series(10, seed=9):
        whole = one.sides()
        kept = [replace(side, tally=_kept(side)) for side in whole]

        assert _compared(one, kept[0], kept[2]) == _compared(one, whole[0], whole[2])


def _compared(one, earlier, later):
    return [
        compare_waves(earlier, later, pairs, company="", program="")
        for pairs in (None, composed(one.maps))
    ]


def _kept(side):
    told = {
        (c["team"], c["dimension"]): c["verdict"] for c in side.release["comparisons"]
    }
    return revive(keep(side.tally, RULES, told), side.questionnaire)
