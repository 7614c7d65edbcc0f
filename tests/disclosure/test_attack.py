"""The attack that must fail: everything published of a company gives nobody away."""

import numpy as np
import pytest

from diagnostic.release.display import ALL
from tests.disclosure.companies import KINDS, Company, companies, members, questionnaire
from tests.disclosure.solver import LEAST, Attack
from tests.disclosure.walk import walk

COMPANIES = 400
"""The benchmark of disclosure attacks 3,000."""


def known_to_members(company, on=ALL):
    releases = company.releases(on)
    for member in members(company):
        attack = Attack(company.questionnaire, releases, on, member)
        yield from attack.leaks()


def test_nothing_published_fixes_a_count_or_holds_a_hidden_mean():
    narrowest = 4.0
    for company in companies(COMPANIES, seed=2026):
        attack = Attack(company.questionnaire, company.releases())

        assert attack.leaks() == [], company
        narrowest = min(narrowest, attack.narrowest)
    assert narrowest >= LEAST


def test_no_member_can_prove_what_a_colleague_answered():
    for company in companies(80, seed=7):
        found = [leak for leak in known_to_members(company) if leak.kind == "count"]

        assert found == [], company


def test_only_a_lone_dissenter_holds_the_mean_of_the_others_closely():
    kinds = [kind for kind in KINDS if kind != "dissenter"]
    for company in companies(60, seed=8, kinds=kinds):
        assert list(known_to_members(company)) == [], company


# By hand, of five people: '≥ 4.2' is 125 of 150 and more, 2.5 is 13 of 25 at the most.
# So 99 of 100 are left for four items, and 24 of 25 for each: 4.8.
@pytest.mark.parametrize("turned", [False, True], ids=["high", "low"])
def test_items_are_hidden_where_they_follow_from_the_others(turned):
    asked = questionnaire((6,))
    high = ((5, 5, 5, 5, 5), (5, 4, 5, 5, 5), (5, 5, 5, 5, 5), (5, 5, 5, 5, 5))
    rows = np.array((*high, (3, 3, 3, 3, 1), (2, 3, 3, 4, 1)), np.uint8).T
    answers = np.concatenate([np.full((5, 6), 3, np.uint8), rows])
    if turned:
        answers = (6 - answers).astype(np.uint8)
    groups = ("leadership", "Team 1")
    one = Company("made", asked, groups, np.repeat((0, 1), 5), (answers,))
    releases = one.releases()
    shown = {
        cell.get("item"): cell["mean"]
        for cell in releases[0]["cells"]
        if cell["group"] == "Team 1"
    }

    assert shown.pop(None) == ({"at_most": 1.8} if turned else {"at_least": 4.2})
    assert list(shown.values()) == [None] * 6
    assert Attack(asked, releases).leaks() == []


@pytest.mark.parametrize("rule", ["P1", "P2", "P3", "P4", "P5", "P8"])
def test_without_any_one_rule_there_is_a_leak(rule):
    on = ALL - {rule}

    assert any(
        Attack(company.questionnaire, company.releases(on), on).leaks()
        for company in companies(120, seed=7)
    )


def test_without_p6_leaders_can_prove_what_a_colleague_answered():
    on = ALL - {"P6"}
    declared = list(companies(60, seed=1, kinds=("declared",)))

    assert any(
        leak.kind == "count" for c in declared for leak in known_to_members(c, on)
    )
    assert not any(
        leak.kind == "count" for c in declared for leak in known_to_members(c)
    )


def drawn(seed, sizes, levels, spread, noise, small="hidden"):
    rng = np.random.default_rng(seed)
    parts = [
        rng.normal(rng.normal(level, spread, (size, 1)), noise, (size, 5))
        for size, level in zip(sizes, levels, strict=True)
    ]
    return Company(
        "walk",
        questionnaire((5,)),
        ("leadership", *(f"Team {n}" for n in range(1, len(sizes)))),
        np.repeat(np.arange(len(sizes)), sizes),
        (np.clip(np.rint(np.concatenate(parts)), 1, 5).astype(np.uint8),),
        small,
    )


@pytest.mark.parametrize(
    "company",
    [
        pytest.param(drawn(1, (10, 5, 9), (4, 3, 3.3), 0.5, 0.7), id="10, 5 and 9"),
        pytest.param(drawn(3, (10, 5, 9), (4.8, 4.7, 4.9), 0.5, 0.5), id="ceiling"),
        pytest.param(drawn(4, (10, 5, 9), (4, 3, 2), 0.0, 0.0), id="unanimous"),
        pytest.param(
            drawn(2, (3, 5, 10), (4, 3, 3.5), 0.5, 0.7, "declared"), id="declared 3"
        ),
    ],
)
def test_another_company_has_the_same_release_to_the_byte(company):
    occupied, moved, _ = walk(company, 3_000, np.random.default_rng(1))

    assert occupied == moved
