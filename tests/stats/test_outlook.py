"""What could be told of a gap, from the sizes: never too much, never too little."""

import math
from itertools import combinations_with_replacement, pairwise

import pytest

from diagnostic.rules import Rules
from diagnostic.stats import compare
from diagnostic.stats.outlook import outlook

RULES = Rules()


# By hand: one relabelling of C(n + m, n), two where the sides can be exchanged.
@pytest.mark.parametrize(
    ("leaders", "team", "p"),
    [(3, 5, 1 / 56), (3, 12, 1 / 455), (5, 5, 2 / 252), (4, 12, 1 / 1820)],
)
def test_smallest_p_is_that_of_sides_at_opposite_ends(leaders, team, p):
    assert outlook(leaders, team, 1, RULES).p_minimum == pytest.approx(p)


# By hand from p_minimum · m / j ≤ .05: 12/56 = .214 needs 5; 24/252 = .095 needs 2.
@pytest.mark.parametrize(
    ("leaders", "team", "comparisons", "together"),
    [
        pytest.param(3, 5, 1, 1, id="alone"),
        pytest.param(3, 5, 12, 5, id="three leaders, team of five"),
        pytest.param(5, 5, 12, 2, id="five and five"),
        pytest.param(3, 12, 12, 1, id="larger team"),
        pytest.param(2, 3, 4, None, id="never"),
    ],
)
def test_few_people_need_several_gaps_at_once(leaders, team, comparisons, together):
    assert outlook(leaders, team, comparisons, RULES).together == together


def histograms(people, values):
    for chosen in combinations_with_replacement(range(values), people):
        yield [chosen.count(value) for value in range(values)]


@pytest.mark.parametrize(("leaders", "team"), [(3, 5), (4, 4)])
def test_no_smaller_gap_is_shown_whatever_the_answers(leaders, team):
    values = [1, 2, 3, 4, 5]
    gaps = [
        abs(found.difference)
        for first in histograms(leaders, 5)
        for second in histograms(team, 5)
        for found in (compare(first, second, values=values),)
        if found.verdict == "gap" and found.difference is not None
    ]

    assert outlook(leaders, team, 1, RULES).smallest <= min(gaps)
    assert min(gaps) < 1.5


# R: a <- .5/n; sqrt(sum(a)) * qt(1 - level/2, sum(a)^2 / sum(a^2/(n - 1)))
@pytest.mark.parametrize(
    ("leaders", "team", "usual"),
    [
        pytest.param(4, 12, 1.112863, id="four and twelve, level .04"),
        pytest.param(12, 12, 0.598676, id="twelve and twelve, level .05"),
        pytest.param(60, 60, 0.5, id="never below what is notable"),
    ],
)
def test_usual_gap_is_the_half_width_at_the_usual_spread(leaders, team, usual):
    assert outlook(leaders, team, 12, RULES).usual == pytest.approx(usual, abs=1e-6)


def test_more_people_never_see_less():
    found = [outlook(n, 3 * n, 12, RULES) for n in range(3, 30)]

    for smaller, larger in pairwise(found):
        assert larger.usual <= smaller.usual
        assert larger.smallest <= smaller.smallest
        assert (larger.together or math.inf) <= (smaller.together or math.inf)
