"""Missing answers: how far they may lie, and how many more would settle it."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from diagnostic.rules import Rules
from diagnostic.stats.findings import Comparison, Needed
from diagnostic.stats.precision import answers_needed, tipping_point
from tests.stats import reference


# By hand: 0.6 / (1 − 15/20), and so on.
@pytest.mark.parametrize(
    ("difference", "answered", "invited", "expected"),
    [
        pytest.param(0.6, 15, 20, 2.4, id="a quarter is missing"),
        pytest.param(-0.5, 5, 10, -1.0, id="the team is higher"),
        pytest.param(0.0, 5, 10, 0.0, id="no difference"),
        pytest.param(0.6, 20, 20, None, id="everybody answered"),
        pytest.param(0.6, 21, 20, None, id="more answered than were invited"),
        pytest.param(0.6, 15, None, None, id="nobody knows how many"),
        pytest.param(0.6, 15, 0, None, id="none invited"),
        pytest.param(None, 1, 20, None, id="no comparison"),
    ],
)
def test_tipping_point(difference, answered, invited, expected):
    found = Comparison(difference=difference, n_team=answered)

    assert tipping_point(found, invited) == pytest.approx(expected)


def needed(leaders, team, difference, invited=(None, None), scale=1.0):
    """Ask for people and standard deviations of both sides."""
    found = Comparison(
        n_leadership=leaders[0],
        sd_leadership=leaders[1],
        n_team=team[0],
        sd_team=team[1],
        difference=difference,
        ci90=(0, 0),
    )
    return answers_needed(
        found,
        Rules(),
        scale=scale,
        invited_leadership=invited[0],
        invited_team=invited[1],
    )


# R: for (k in 0:most) { t <- min(n_T + k, most_T); l <- n_L + k - (t - n_T);
#    a <- c(v_L / l, v_T / t); df <- sum(a)^2 / sum(a^2 / (c(l, t) - 1));
#    half <- qt(.95, df) * sqrt(sum(a)); stop at half <= abs(abs(d) - .5) and, for
#    abs(d) < .5, l, t >= 8 and l >= N_L / 2, t >= N_T / 2 }
@pytest.mark.parametrize(
    ("leaders", "team", "difference", "invited", "expected"),
    [
        pytest.param((12, 0.6), (20, 0.7), 0.1, (None, None), (1, 0), id="inside"),
        pytest.param((12, 0.6), (20, 0.7), 0.9, (None, None), (1, 0), id="beyond"),
        pytest.param((12, 0.6), (20, 0.7), 0.45, (None, None), None, id="never"),
        pytest.param((6, 0.8), (20, 0.9), 0.2, (6, 40), None, id="no more leaders"),
        pytest.param((6, 0.8), (20, 0.9), 0.2, (12, 40), None, id="too few leaders"),
        pytest.param((10, 0.6), (20, 0.7), 0.05, (30, 100), (80, 5), id="half of all"),
        pytest.param((10, 0.3), (20, 0.3), 0, (10, 100), (30, 0), id="half the team"),
    ],
)
def test_answers_needed_agree_with_r(leaders, team, difference, invited, expected):
    found = needed(leaders, team, difference, invited)

    assert found == (None if expected is None else Needed(*expected))


def test_a_longer_scale_needs_the_same_answers():
    found = needed((10, 1.2), (20, 1.4), 0.1, (30, 100), scale=2.0)

    assert found == needed((10, 0.6), (20, 0.7), 0.05, (30, 100))


def test_nothing_is_needed_of_groups_that_cannot_be_compared():
    assert (
        answers_needed(
            Comparison(), Rules(), scale=1, invited_leadership=9, invited_team=9
        )
        is None
    )


def test_a_difference_on_the_threshold_can_never_be_settled():
    assert needed((12, 0.6), (20, 0.7), 0.5) is None


def test_where_the_team_alone_cannot_reach_half_leadership_cannot_help():
    # 7 of 7 invited: never the eight that an alignment needs.
    assert needed((40, 0.1), (7, 0.1), 0.0, (80, 7)) is None


answers = st.lists(st.integers(1, 5), min_size=2, max_size=14)
known = st.none() | st.integers(2, 60)


@given(answers, answers, known, known)
def test_answers_needed_are_those_found_one_by_one(x, y, invited_x, invited_y):
    leaders, team = ([Fraction(v) for v in side] for side in (x, y))
    expected = reference.answers_needed(
        leaders, team, prior=0.5, notable=0.5, invited=(invited_x, invited_y)
    )

    found = needed(
        (len(x), float(reference.variance(leaders)) ** 0.5),
        (len(y), float(reference.variance(team)) ** 0.5),
        float(reference.mean(leaders) - reference.mean(team)),
        (invited_x, invited_y),
    )

    assert found == (None if expected is None else Needed(*expected))


def test_tens_of_thousands_of_answers_are_counted_as_exactly_as_a_few():
    found = needed((4_000, 0.7), (5_000, 0.7), 0.4805)

    assert found is not None
    assert found.leadership == 0
    assert 10_000 < found.team < 45_000
    assert half_width(4_000, 5_000, found.team) <= 0.0195
    assert half_width(4_000, 5_000, found.team - 1) > 0.0195


def half_width(n, m, more):
    """Give the 90 % half-width at 0.7 points of standard deviation."""
    a, b = (((k - 1) * 0.49 + 0.5) / k / k for k in (n, m))
    b *= m / (m + more)
    df = (a + b) ** 2 / (a * a / (n - 1) + b * b / (m + more - 1))
    return float(stats.t.ppf(0.95, df)) * (a + b) ** 0.5
