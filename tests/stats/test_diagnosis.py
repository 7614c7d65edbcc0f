"""A whole diagnosis: real data, several waves, and a second writing of the verdicts."""

import csv
import dataclasses
import math
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostic.rules import Rules
from diagnostic.stats import diagnose
from diagnostic.stats.gates import READINESS
from diagnostic.tally import keep, revive, tally_sheets, tally_table
from questionnaires import load
from tests.stats import reference
from tests.stats.companies import one_item_each, people, questionnaire

FEVS = Path(__file__).parents[2] / "examples" / "fevs-2018"


def federal(name):
    asked = load(FEVS / "questionnaire.toml")
    with (FEVS / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    sheets = [
        (row["department"], {i.id: int(row[i.id]) for i in asked.items if row[i.id]})
        for row in rows
    ]
    return diagnose(tally_sheets(asked, sheets))


@pytest.fixture(scope="module")
def agencies() -> Any:
    return {name: federal(name) for name in ("hud", "eeoc")}


# R: s <- rowMeans(d[, items]); L and T by department; mean, sd, mean(L) - mean(T),
#    mean(sign(outer(L, T, "-"))), t.test(L, T)$statistic
@pytest.mark.parametrize(
    ("agency", "dimension", "leaders", "sd_l", "team", "sd_t", "gap", "delta", "t"),
    [
        ("hud", "vision_clarity", 4.029412, 0.866236, 3.576827, 0.891711, 0.452585,
         0.306055, 4.858543),
        ("hud", "resources", 3.468627, 0.892874, 3.285714, 0.888882, 0.182913,
         0.119683, 1.914466),
        ("hud", "collaboration", 4.181373, 0.797705, 3.595100, 0.969903, 0.586273,
         0.362077, 6.637722),
        ("hud", "expectations", 4.330882, 0.753837, 3.967608, 0.796851, 0.363274,
         0.310208, 4.462803),
        ("eeoc", "vision_clarity", 4.328947, 0.612671, 3.844720, 0.896584, 0.484227,
         0.307290, 3.078009),
        ("eeoc", "resources", 3.200000, 0.625389, 3.366460, 0.897005, -0.166460,
         -0.163125, -1.040730),
        ("eeoc", "collaboration", 4.223684, 0.666118, 3.765528, 0.903418, 0.458156,
         0.291599, 2.717572),
        ("eeoc", "expectations", 4.263158, 0.658669, 4.127329, 0.687567, 0.135829,
         0.105590, 0.846120),
    ],
)  # fmt: skip
def test_real_agencies_agree_with_r(
    agencies, agency, dimension, leaders, sd_l, team, sd_t, gap, delta, t
):
    (found,) = (c for c in agencies[agency].totals if c.dimension == dimension)

    assert found.mean_leadership == pytest.approx(leaders, abs=5e-7)
    assert found.sd_leadership == pytest.approx(sd_l, abs=5e-7)
    assert found.mean_team == pytest.approx(team, abs=5e-7)
    assert found.sd_team == pytest.approx(sd_t, abs=5e-7)
    assert found.difference == pytest.approx(gap, abs=5e-7)
    assert found.cliffs_delta == pytest.approx(delta, abs=5e-7)
    assert found.t_welch == pytest.approx(t, abs=5e-7)


@pytest.mark.parametrize(
    ("team", "gap", "t"),
    [("EE01", -0.627027, -3.545003), ("EE02", -0.029032, -0.175317)],
)
def test_real_teams_agree_with_r(agencies, team, gap, t):
    (found,) = (
        c
        for c in agencies["eeoc"].comparisons
        if (c.team, c.dimension) == (team, "resources")
    )

    assert found.difference == pytest.approx(gap, abs=5e-7)
    assert found.t_welch == pytest.approx(t, abs=5e-7)


def test_real_people_are_counted(agencies):
    assert {g.name: g.answered for g in agencies["hud"].groups} == {
        "leadership": 102,
        "HU13": 28,
        "HU16": 194,
        "HU19": 105,
        "HUZZ": 275,
    }
    assert {g.name: g.answered for g in agencies["eeoc"].groups} == {
        "leadership": 19,
        "EE01": 37,
        "EE02": 124,
    }


def test_a_dimension_of_real_answers_hides_opposite_items(agencies):
    named = {c.opposite_items for c in agencies["hud"].comparisons if c.opposite_items}

    assert named


ANSWERS = {
    "leadership": {"d": people([0, 0, 1, 5, 6]), "e": people([0, 1, 4, 5, 2])},
    "Ops": {"d": people([4, 6, 3, 1, 0]), "e": people([1, 2, 5, 4, 2])},
    "Ads": {"d": people([0, 1, 1, 2, 0]), "e": people([0, 2, 2, 0, 0])},
}


def test_a_diagnosis_holds_every_list_once_a_group_and_dimension():
    tally = one_item_each(
        ANSWERS,
        predictions={("Ops", "d"): [4] * 12},
        invited={"leadership": 15, "Ops": 20},
        wave="Q1",
    )
    found = diagnose(tally)

    assert (found.wave, found.rules) == ("Q1", Rules())
    assert [(g.name, g.leadership, g.answered, g.invited) for g in found.groups] == [
        ("leadership", True, 12, 15),
        ("Ads", False, 4, None),
        ("Ops", False, 14, 20),
    ]
    assert len(found.comparisons) == 4
    assert [c.team for c in found.totals] == [None, None]
    assert [c.item for c in found.items] == ["d", "e"]
    assert len(found.agreement) == 6
    assert [r.n for r in found.reliability] == [30, 30]
    assert [(s.team, s.dimension) for s in found.blind_spots] == [("Ops", "d")]
    assert (found.changes, found.gap_changes, found.trends, found.gates) == ((),) * 4


def test_numbers_invited_may_be_given_instead_of_those_of_the_tally():
    tally = one_item_each(ANSWERS, invited={"Ops": 20})
    found = diagnose(tally, invited={"leadership": 30})

    assert {g.name: g.invited for g in found.groups} == {
        "leadership": 30,
        "Ads": None,
        "Ops": None,
    }


def test_a_readiness_questionnaire_has_gates():
    assert len(diagnose(one_item_each(ANSWERS, key=READINESS)).gates) == 4


QUIET = {"leadership": {"d": [3] * 12}, "Ops": {"d": [3] * 12}}
LOUD = {"leadership": {"d": [4, 5] * 6}, "Ops": {"d": [2, 3] * 6}}


def waves(*answers):
    return [one_item_each(a, wave=f"Q{n}") for n, a in enumerate(answers, 1)]


def test_earlier_waves_are_compared_in_pairs_and_followed_in_the_register():
    *previous, last = waves(QUIET, LOUD, LOUD, QUIET)
    found = diagnose(last, previous=previous)

    pairs = [("Q1", "Q2"), ("Q2", "Q3"), ("Q3", "Q4")]
    assert [(c.from_wave, c.to_wave) for c in found.changes] == [
        pair for pair in pairs for _ in range(2)
    ]
    assert [(c.from_wave, c.to_wave, c.status) for c in found.gap_changes] == [
        ("Q1", "Q2", "new"),
        ("Q2", "Q3", "persisting"),
        ("Q3", "Q4", "closed"),
    ]
    assert [t.waves for t in found.trends] == [("Q1", "Q2", "Q3", "Q4")]


def test_a_sealed_wave_is_followed_by_the_verdicts_it_was_released_with():
    before = {
        "leadership": {"d": [4, 5] * 4},
        "Ops": {"d": [2, 3] * 4},
        "Ads": {"d": [2]},
    }
    after = LOUD | {"Ads": {"d": [3] * 6}}
    first, last = waves(before, after)
    released = {("Ops", "d"): "gap", ("Ads", "d"): "not_shown"}

    kept = revive(keep(first, Rules(), released), first.questionnaire)
    found = diagnose(last, previous=[kept])
    whole = diagnose(last, previous=[first])

    assert {c.team: c.status for c in found.gap_changes} == {
        "Ops": "persisting",
        "Ads": "new",
    }
    assert found.gap_changes[1].change == whole.gap_changes[1].change
    assert [c.verdict for c in found.changes] == [
        "inconclusive",
        "not_shown",
        "inconclusive",
    ]


sides = st.lists(
    st.lists(st.none() | st.integers(1, 5), min_size=2, max_size=2),
    min_size=3,
    max_size=11,
)
numbers = st.fixed_dictionaries(
    {}, optional={g: st.integers(0, 20) for g in ("leadership", "Ops", "Ads")}
)
lenient = st.sampled_from([Rules(), Rules(small_leadership="declared"), Rules(fdr=0.5)])


@settings(max_examples=120)
@given(sides, sides, sides, numbers, lenient)
def test_every_verdict_follows_from_the_table(top, ops, ads, invited, rules):
    company = {"leadership": top, "Ops": ops, "Ads": ads}
    asked = questionnaire({"plan": ["a", "b"]})
    tally = tally_sheets(
        asked,
        [
            (group, dict(zip("ab", row, strict=True)))
            for group, rows in company.items()
            for row in rows
        ],
    )
    people_ = {
        group: [
            Fraction(sum(known), len(known))
            for row in rows
            for known in ([v for v in row if v],)
            if known
        ]
        for group, rows in company.items()
    }

    for found in diagnose(tally, rules, invited=invited).comparisons:
        expected = verdict(
            people_["leadership"], people_[found.team], found, rules, invited
        )
        assert (found.verdict, found.reason) == expected


def verdict(x, y, found, rules, invited):
    """Read the verdict off the table, from people and the p of the comparison."""
    if len(y) < 5 or len(x) < (3 if rules.small_leadership == "declared" else 5):
        return "not_shown", None
    gap = reference.mean(x) - reference.mean(y)
    same = gap * (reference.theta(x, y) - Fraction(1, 2)) > 0
    proven = (
        found.p_adjusted is not None
        and found.p_adjusted <= rules.fdr
        and (
            min(found.n_leadership, found.n_team) >= 10
            or found.p_cautious <= rules.cautious
        )
    )
    if proven and same and abs(gap) >= Fraction(1, 2):
        return "gap", None
    _, low, high, _ = reference.regularised([x, y], [1, -1], 0.5, 0.90)
    reach = max(abs(low), abs(high))
    torn = any(
        len(g) >= 4
        and sum(abs(v - reference.mean(g)) for v in g) / len(g) > Fraction(4, 5)
        for g in (x, y)
    )
    few = any(
        name in invited and 2 * len(g) < invited[name]
        for name, g in (("leadership", x), (found.team, y))
    )
    margin = 0.25 if proven else 0.5
    if reach <= margin and min(len(x), len(y)) >= 8 and not few and not torn:
        return "aligned", None
    if proven and same:
        return "slight", None
    if found.p_minimum > 0.05:
        return "not_testable", None
    if proven:
        return "inconclusive", "shape"
    return "inconclusive", "divided" if torn and reach <= 0.5 else "answers"


def numbers_in(part):
    if isinstance(part, float):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from numbers_in(one)
    elif dataclasses.is_dataclass(part):
        for field in dataclasses.fields(part):
            yield from numbers_in(getattr(part, field.name))


@settings(max_examples=60)
@given(sides, sides, sides, st.integers(1, 4), lenient)
def test_no_number_of_a_diagnosis_is_infinite_or_not_a_number(top, ops, ads, n, rules):
    asked = questionnaire({"plan": ["a"], "work": ["b"]}, key=READINESS)
    sheets: list[Any] = [
        (group, dict(zip("ab", row, strict=True)))
        for group, rows in {"leadership": top, "Ops": ops, "Ads": ads}.items()
        for row in rows
    ]
    tally = tally_sheets(asked, [*sheets, ("Ops", {}), ("Ads", {}), ("leadership", {})])
    found = diagnose(tally, rules, previous=[tally] * n)

    for field in dataclasses.fields(found):
        if field.name not in ("questionnaire", "rules"):
            part = getattr(found, field.name)
            assert all(math.isfinite(v) for v in numbers_in(part))


def test_a_million_people_are_diagnosed():
    rng = np.random.default_rng(1)
    asked = questionnaire({"plan": ["a", "b", "c"], "work": ["d"]})
    n = 1_000_000
    answers = rng.integers(1, 6, (n, 4), np.uint8)
    groups = ["leadership", "Ops", "Ads"]
    tally = tally_table(asked, groups, rng.integers(0, 3, n), answers)

    found = diagnose(tally)

    assert sum(g.answered for g in found.groups) == n
    # Answers at random: the means agree, and on a single item the people do not.
    assert [(c.verdict, c.reason) for c in found.comparisons] == [
        ("aligned", None),
        ("inconclusive", "divided"),
    ] * 2


def test_nobody_answering_anything_is_a_diagnosis_too():
    tally = tally_sheets(questionnaire({"d": ["a"]}), [("leadership", {}), ("Ops", {})])
    found = diagnose(tally)

    assert [c.verdict for c in found.comparisons] == ["not_shown"]
    assert [g.answered for g in found.groups] == [0, 0]
    assert diagnose(tally_sheets(questionnaire({"d": ["a"]}), [])).comparisons == ()
