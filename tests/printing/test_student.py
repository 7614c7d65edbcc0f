"""The one quantile that a report computes by itself."""

import pytest
from scipy.special import stdtrit

from reports.student import quantile


# R: qt(0.975, c(1, 2, 9, 10, 30, 120))
@pytest.mark.parametrize(
    ("freedom", "expected"),
    [
        (1, 12.706204736),
        (2, 4.302652730),
        (9, 2.262157163),
        (10, 2.228138852),
        (30, 2.042272456),
        (120, 1.979930405),
    ],
)
def test_quantile_is_that_of_the_tables(freedom, expected):
    assert quantile(0.975, freedom) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("freedom", [3, 4, 5, 19, 50, 199, 200, 201, 1_000, 999_999])
def test_quantile_is_that_of_scipy(freedom):
    for chance in (0.975, 0.05):
        expected = float(stdtrit(freedom, chance))
        assert quantile(chance, freedom) == pytest.approx(expected, rel=1e-9)
