"""Many companies: what moved is counted, and no figure of one is given away."""

from itertools import combinations

import numpy as np
import pytest

from diagnostic.history.portfolio import HALVES, LEAST, benchmark, figures, moves
from questionnaires.additions import KEY as OWN
from tests.history.quarters import ASKED, REWORDED, compared, quarter, series
from tests.stats.companies import questionnaire

SALES = ("Sales", "vision")


def test_what_is_shown_to_have_moved_since_the_wave_before_is_counted():
    found = moves(
        series(
            quarter("Q2", {SALES: ("gap", 0.9), ("Growth", "vision"): ("gap", 0.9)}),
            quarter(
                "Q3",
                {SALES: ("gap", 0.9), ("Growth", "vision"): ("slight", 0.4)},
                moved=[
                    ("Q2", *SALES, "widening"),
                    # That its verdict is another shows no change.
                    ("Q2", "Growth", "vision", "closed"),
                    ("Q2", "Growth", "means", None),
                ],
                changes=[
                    ("Q2", "Sales", "vision", "fell"),
                    ("Q2", "Growth", "vision", "rose"),
                    ("Q2", "Growth", "means", "inconclusive"),
                ],
            ),
        )
    )

    assert (found.follows, found.compared) == (True, True)
    assert (found.gaps, found.rose, found.fell, found.number) == (1, 1, 1, 3)
    assert found.status == {"widening": 1}


def test_departments_are_counted_under_their_confirmed_map():
    before, now = (
        quarter("Q1", {SALES: ("gap", 0.9)}),
        quarter(
            "Q2",
            {("Growth", "vision"): ("gap", 1.4)},
            changes=[("Q1", "Growth", "vision", "not_shown")],
        ),
    )
    document = compared(
        "Q1",
        "Q2",
        {
            "leadership": (["leadership"], ["leadership"]),
            "Growth": (["Sales"], ["Growth"]),
        },
        moved=[("Growth", "vision", "widening")],
        changes=[("Growth", "vision", "fell")],
    )
    document["groups"][0]["leadership"] = True

    by_names = moves(series(before, now))
    found = moves(series(before, now, compared={("Q1", "Q2"): document}))

    assert (by_names.follows, by_names.number) == (True, 0)
    assert (found.fell, found.status) == (1, {"widening": 1})


def test_where_nothing_was_compared_nothing_is_said_to_stand_still():
    found = moves(series(quarter("Q1", {SALES: ("gap", 1.0)}), quarter("Q2", {})))

    assert (found.follows, found.compared) == (True, False)


def test_first_wave_follows_nothing():
    assert not moves(series(quarter("Q1", {SALES: ("gap", 1.0)}))).follows


def release(**means):
    """Give averages by group and dimension; 'Board' is leadership."""
    return {
        "groups": [{"name": name, "leadership": name == "Board"} for name in means],
        "cells": [
            *(
                {"group": name, "dimension": dimension, "mean": mean}
                for name, own in means.items()
                for dimension, mean in own.items()
            ),
            {"group": "Board", "dimension": None, "item": "v1", "mean": 1.0},
        ],
    }


def told(document, asked=ASKED, common=ASKED):
    return {(d, kind): value for d, kind, value in figures(document, asked, common)}


def test_figures_are_made_of_averages_that_are_displayed():
    document = release(
        Board={"vision": 4.0},
        A={"vision": 3.0, "means": 2.0},
        B={"vision": 4.0},
        C={"vision": None},
    )

    # By hand: (3 + 4) / 2 and 4 − 3.5; leadership has no average of 'means'.
    assert told(document) == {
        ("vision", "leadership"): 4.0,
        ("vision", "teams"): 3.5,
        ("vision", "gap"): 0.5,
        ("means", "teams"): 2.0,
    }


HIGH, LOW = {"at_least": 4.5}, {"at_most": 1.5}


@pytest.mark.parametrize(
    ("board", "teams", "together", "gap"),
    [
        (HIGH, (3.0, 4.0), 3.5, {"at_least": 1.0}),
        (3.0, (HIGH, 3.5), {"at_least": 4.0}, {"at_most": -1.0}),
        (HIGH, (HIGH, 3.5), {"at_least": 4.0}, None),
        (3.0, (HIGH, LOW), None, None),
    ],
)
def test_of_clamped_averages_a_bound_is_known_or_nothing(board, teams, together, gap):
    document = release(
        Board={"vision": board}, A={"vision": teams[0]}, B={"vision": teams[1]}
    )

    found = told(document)

    assert found["vision", "leadership"] == board
    assert found.get(("vision", "teams")) == together
    assert found.get(("vision", "gap")) == gap


def test_only_the_very_same_questions_are_figures_of_many_companies():
    document = release(
        Board={"vision": 4.0, "means": 4.0, OWN: 4.0}, A={"vision": 3.0, "means": 3.0}
    )
    with_own = questionnaire({"vision": ["v1", "v2"], "means": ["m1"], OWN: ["own1"]})

    # Version 2 words 'means' in another way.
    assert {d for d, _ in told(document, common=REWORDED)} == {"vision"}
    assert {d for d, _ in told(document, with_own, with_own)} == {"vision", "means"}
    assert told(document, questionnaire({"vision": ["v1", "v2"]}, key="other")) == {}


def values(*found):
    return {f"c{number}": value for number, value in enumerate(found)}


def test_benchmark_is_averages_of_all_and_of_halves():
    # By hand: lower half 0, 0, 0, 1; upper half 1, 1, 2, 2; all 7/8.
    found = benchmark(values(2.0, 1.0, 0.0, 1.0, 0.0, 2.0, 1.0, 0.0))

    assert found.companies == 8
    assert (found.low, found.middle, found.high) == (0.25, 0.875, 1.5)


def test_company_that_is_set_beside_the_others_is_left_out_of_them():
    # By hand: without the 9.0 the upper half is 5, 6, 7.
    found = benchmark(values(9.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0), "c0")

    assert found.companies == 7
    assert (found.low, found.middle, found.high) == (2.5, 4.0, 6.0)


def test_clamped_figures_count_with_their_bounds():
    found = benchmark(values(HIGH, LOW, 3.0, 3.0, 3.0))

    assert found.middle == 3.0


@pytest.mark.parametrize("number", range(LEAST + 1))
def test_few_others_have_no_benchmark(number):
    every = values(*[1.0] * number)

    assert benchmark(every, "c0") is None
    assert (benchmark(every) is None) == (number < LEAST)


@pytest.mark.parametrize("number", range(LEAST, 13))
def test_no_figure_of_another_company_follows_from_all_that_one_or_two_see(number):
    """Each of the averages is an equation; a figure that follows is in their span.

    Whoever is shown a page sees their own figure on it, and the page of no company.
    """
    weights = {f"c{place}": 2.0**place for place in range(number)}
    seen = {name: [*equations(weights, name)] for name in [None, *weights]}

    for watching in [*combinations(weights, 1), *combinations(weights, 2)]:
        rows = [*seen[None]]
        for name in watching:
            rows += [*seen[name], [float(other == name) for other in weights]]
        if len(watching) == 1:
            assert all(
                sum(map(bool, row)) >= 3 for row in (*seen[None], *seen[watching[0]])
            )
        known = np.linalg.matrix_rank(rows)
        for place, name in enumerate(weights):
            own = [float(other == place) for other in range(number)]
            follows = np.linalg.matrix_rank([*rows, own]) == known
            assert follows == (name in watching)


def equations(weights, without):
    """Give the weights of companies in each average, from sums of powers of two."""
    found = benchmark(weights, without)
    if found is None:
        return
    low = len([one for one in [*weights][: len(weights) // 2] if one != without])
    for average, many in (
        (found.low, low),
        (found.middle, found.companies),
        (found.high, found.companies - low),
    ):
        if average is not None:
            total = round(average * many)
            assert total.bit_count() == many
            yield [float(total >> place & 1) for place in range(len(weights))]


def test_halves_begin_where_each_is_of_three_others():
    every = values(*range(HALVES))

    assert all(benchmark(every, name).low is not None for name in every)
    assert benchmark(values(*range(HALVES - 1))).low is None
