"""Readiness gates: met, not met or in doubt, for each side apart."""

import pytest

from diagnostic.rules import Rules
from diagnostic.stats.findings import Readiness
from diagnostic.stats.gates import READINESS, gates, readiness
from tests.stats.companies import one_item_each, people


def gate(leaders, team=(), points=5, rules=None, **options):
    answers = {"leadership": {"d": leaders}} | ({"Ops": {"d": team}} if team else {})
    return gates(
        one_item_each(answers, points, key=READINESS, **options), rules or Rules()
    )


# R: a <- ((n - 1) * var(x) + .5) / n^2; mean(x) +- qt(.95, n - 1) * sqrt(a)
@pytest.mark.parametrize(
    ("answers", "interval", "state"),
    [
        pytest.param(
            [4, 4, 5, 4, 3, 4, 5, 4], (3.689929607, 4.560070393), "met", id="met"
        ),
        pytest.param(
            [3, 4, 3, 4, 4, 3, 4, 3], (3.125551025, 3.874448975), "in_doubt", id="doubt"
        ),
        pytest.param(
            [2, 3, 2, 3, 2, 2, 3, 3],
            (2.125551025, 2.874448975),
            "not_met",
            id="not met",
        ),
    ],
)
def test_a_gate_is_judged_by_the_90_percent_interval_of_the_mean(
    answers, interval, state
):
    found = gate(answers)[0]

    assert found.group == "leadership"
    assert found.mean == pytest.approx(sum(answers) / 8)
    assert found.ci90 == pytest.approx(interval, abs=5e-10)
    assert found.state == state


def state_at(ends, monkeypatch):
    """Judge a gate whose interval has these ends."""
    monkeypatch.setattr("diagnostic.stats.welch.Regularised.interval", lambda *_: ends)
    return gate([4] * 6)[0].state


@pytest.mark.parametrize(
    ("low", "high", "state"),
    [
        (3.5, 4.0, "met"),
        (3.5 - 1e-10, 4.0, "met"),
        (3.4999, 4.0, "in_doubt"),
        (3.0, 3.5, "in_doubt"),
        (3.0, 3.4999, "not_met"),
    ],
)
def test_a_bound_of_exactly_the_threshold_is_met(low, high, state, monkeypatch):
    assert state_at((low, high), monkeypatch) == state


def test_leadership_and_all_teams_together_are_judged_apart():
    answers = {
        "leadership": {"d": [5] * 6},
        "Ops": {"d": [2] * 4},
        "Sales": {"d": [1] * 4},
    }
    found = gates(one_item_each(answers, key=READINESS), Rules())

    # Four of a team are too few, eight of all teams are not.
    assert [(g.group, g.n, g.mean, g.state) for g in found] == [
        ("leadership", 6, 5.0, "met"),
        (None, 8, 1.5, "not_met"),
    ]


@pytest.mark.parametrize(
    ("rules", "state"),
    [(Rules(), None), (Rules(small_leadership="declared"), "met")],
)
def test_a_side_of_too_few_is_not_judged(rules, state):
    found = gate([5, 5, 5, 5], [1, 1, 1, 1], rules=rules)

    assert [(g.n, g.state) for g in found] == [(4, state), (4, None)]
    assert found[1].mean is None
    assert found[1].ci90 is None


def test_without_leadership_only_the_teams_are_judged():
    found = gate([5] * 6, [4] * 9, leadership="board")

    assert [(g.group, g.n) for g in found] == [(None, 15)]


def test_without_teams_only_leadership_is_judged():
    assert [g.group for g in gate([5] * 6)] == ["leadership"]


# By hand: 1 + 5/8 of a range of 10 is 7.25.
@pytest.mark.parametrize(("point", "state"), [(7, "not_met"), (8, "met")])
def test_the_threshold_grows_with_the_range(point, state):
    assert gate([point] * 400, points=11)[0].state == state


def test_other_questionnaires_have_no_gates():
    tally = one_item_each({"leadership": {"d": people([0, 0, 5, 5, 0])}})

    assert gates(tally, Rules()) == ()


# Domain of the questionnaire: any gate not met, pause; any in doubt or seen
# differently, go once it is fixed; else go.
@pytest.mark.parametrize(
    ("first", "second", "answer"),
    [
        pytest.param(("met", "met"), ("met", "met"), Readiness("go", ()), id="go"),
        pytest.param(
            ("met", "met"),
            ("met", "not_met"),
            Readiness("pause", ("b",)),
            id="one side sees a gate not met",
        ),
        pytest.param(
            ("in_doubt", "in_doubt"),
            ("not_met", "not_met"),
            Readiness("pause", ("b",)),
            id="doubt beside a gate not met",
        ),
        pytest.param(
            ("in_doubt", "in_doubt"),
            ("met", "met"),
            Readiness("go_once_fixed", ("a",)),
            id="both doubt",
        ),
        pytest.param(
            ("met", "in_doubt"),
            ("met", "met"),
            Readiness("go_once_fixed", ("a",)),
            id="the sides disagree",
        ),
        pytest.param(
            ("met", None),
            ("met", "met"),
            Readiness("go_once_fixed", ("a",)),
            id="a side is not known",
        ),
        pytest.param(
            (None, "not_met"),
            (None, "met"),
            Readiness("pause", ("a",)),
            id="one side is enough to pause",
        ),
        pytest.param(
            ("in_doubt", None),
            ("met", None),
            Readiness("go_once_fixed", ("a", "b")),
            id="doubt, and a side not known",
        ),
        pytest.param(("met", None), ("met", None), None, id="one side of none known"),
        pytest.param((None, None), (None, None), None, id="nothing known"),
    ],
)
def test_the_answer_follows_from_the_gates(first, second, answer):
    states = [("a", state) for state in first] + [("b", state) for state in second]

    assert readiness(states) == answer


def test_without_gates_there_is_no_answer():
    assert readiness([]) is None


def test_own_questions_of_a_company_are_no_gate():
    sheets = {"leadership": {"d": [5] * 6, "own": [1] * 6}}

    found = gates(one_item_each(sheets, key=READINESS), Rules())

    assert [one.dimension for one in found] == ["d"]
