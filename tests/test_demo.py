"""The demonstration: verdicts held against the truth, over 200 companies.

Each company is drawn anew from the truth of the example. To end within a minute,
999 relabellings are drawn instead of 9,999, and 1,000 tables enumerated at most.
"""

import math

import numpy as np
import pytest

from diagnostic.rules import Rules
from diagnostic.simulation.company import simulate, tally, true_differences
from diagnostic.simulation.example import SEED, WAVES, example
from diagnostic.stats.family import compare_teams

SEEDS = range(SEED, SEED + 200)
RULES = Rules(max_tables=1_000, draws=999)
NONE = 1e-9
LARGE = 0.9


@pytest.fixture(scope="module")
def companies():
    """Per seed and wave, every shown comparison with its true difference."""
    company = example()
    truth = true_differences(company)
    found = []
    for seed in SEEDS:
        quarters = [tally(company, one) for one in simulate(company, seed)]
        found.append(
            [
                [
                    (truth[quarter.wave, one.team, one.dimension], one)
                    for one in compare_teams(quarter, RULES, quarter.invited)
                ]
                for quarter in quarters
            ]
        )
    return found


def flagged(true, found):
    return found.verdict in ("gap", "slight")


def right(true, found):
    return abs(true) > NONE and true * found.difference > 0


def mean_and_error(shares):
    """Over seeds: the waves of a company share people, so they are one unit."""
    shares = np.array(shares, float)
    return shares.mean(), shares.std(ddof=1) / math.sqrt(shares.size)


def rate(companies, which, of):
    """Share of comparisons ``of`` that are ``which``, with its standard error."""
    shares = []
    for waves in companies:
        kept = [which(*pair) for wave in waves for pair in wave if of(*pair)]
        shares.append(np.mean(kept))
    return mean_and_error(shares)


def is_null(true, found):
    return abs(true) < NONE and found.verdict != "not_shown"


def test_false_flags_are_at_most_a_twentieth_of_flags(companies):
    """The false discovery rate: flags without a difference, or of the wrong sign."""
    shares = []
    for waves in companies:
        for wave in waves:
            flags = [right(*pair) for pair in wave if flagged(*pair)]
            shares.append(1 - np.mean(flags) if flags else 0.0)
    by_company = np.array(shares).reshape(len(SEEDS), len(WAVES)).mean(axis=1)

    mean, error = mean_and_error(by_company)

    assert mean <= 0.05 + 2 * error


def test_a_comparison_without_a_difference_is_hardly_ever_flagged(companies):
    mean, error = rate(companies, flagged, is_null)

    assert mean <= 0.05 + 2 * error


def test_no_gap_is_found_on_the_wrong_side(companies):
    wrong = [
        (true, found.difference)
        for waves in companies
        for wave in waves
        for true, found in wave
        if flagged(true, found) and abs(true) > NONE and not right(true, found)
    ]

    assert wrong == []


# Power of a difference of 1.0 at 12 against 12, alone, in docs/methods.md: .92;
# here the smallest team has 8 or 9 but the gap is 1.3, and 12 are tested together.
@pytest.mark.parametrize(
    ("team", "dimension", "waves"),
    [
        pytest.param("Marketing", "resources", slice(0, 2), id="before the action"),
        pytest.param("Marketing", "expectations", slice(0, 4), id="persisting"),
        pytest.param("Sales", "collaboration", slice(0, 4), id="team higher"),
        pytest.param("Product", "vision_clarity", slice(3, 4), id="new"),
    ],
)
def test_planted_gaps_are_found(companies, team, dimension, waves):
    mean, _ = rate(
        [c[waves] for c in companies],
        lambda true, found: found.verdict == "gap" and right(true, found),
        lambda true, found: (found.team, found.dimension) == (team, dimension),
    )

    assert mean >= 0.9


def test_a_gap_of_half_a_point_hardly_ever_passes_for_alignment(companies):
    mean, error = rate(
        companies,
        lambda true, found: found.verdict == "aligned",
        lambda true, found: abs(true) >= 0.5 and found.verdict != "not_shown",
    )

    assert mean <= 0.05 + 2 * error


def test_what_is_aligned_is_mostly_found_to_be(companies):
    mean, _ = rate(
        companies,
        lambda true, found: found.verdict == "aligned",
        lambda true, found: (
            found.dimension == "vision_clarity" and found.team in ("Marketing", "Sales")
        ),
    )

    assert mean >= 0.5


def test_a_team_of_four_has_no_verdict(companies):
    verdicts = {
        found.verdict
        for waves in companies
        for wave in waves
        for _, found in wave
        if found.team == "Customer success"
    }

    assert verdicts == {"not_shown"}


def test_the_seed_of_the_demonstration_is_the_year_of_its_last_wave():
    """A rule instead of a choice: nobody looked for a seed with a nice result."""
    assert int(WAVES[-1][:4]) == SEED
