"""What chance explains, and what it does not."""

import pytest

from tests.attack.verdict import Board, bound, department_bound, tail_bound
from tests.collection.company import SIZES


def test_chance_allows_what_was_agreed():
    assert bound(SIZES.values(), 20) == pytest.approx(0.1335, abs=5e-5)


def test_chance_allows_the_largest_department_and_a_little_more():
    # 14 of 40 without a look; dealt out at random, 8 to 14 hits of 40 are usual.
    assert department_bound(SIZES.values(), 20) == pytest.approx(0.397, abs=5e-4)


def test_few_people_are_not_found_by_one_of_many_guesses():
    # Poisson with one expected: P(X > 8) is 1.1e-6, P(X > 9) is 1.1e-7.
    assert tail_bound([40], 1) == 9 / 40


def test_one_wave_that_leaks_is_not_hidden_among_twenty():
    board = Board((5, 5))
    truth = {number: number for number in range(10)}
    nothing: dict[int, int] = {}
    for wave in range(20):
        ways = [("always", nothing)] + ([("once", truth)] if wave == 7 else [])
        board.link("somebody", ways, truth)
    board.enter("somebody", "tries")

    [outcome] = board.outcomes()

    assert (outcome.way, outcome.linked, outcome.waves) == ("once", 1.0, 1)
    assert not outcome.failed
