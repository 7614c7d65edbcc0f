"""Every threshold of a diagnosis, in one frozen object that is printed with it."""

from dataclasses import dataclass
from typing import Literal

from questionnaires.saying import Said

SmallLeadership = Literal["hidden", "declared"]

RANGE = 4
"""Thresholds in points are stated for answers from 1 to 5, a range of 4."""

FEWEST_COMMENTS = 3
"""Of any list that is shown."""

FINE_POINTS, FINE_ITEMS = 4, 5
"""On scales of fewer points a mean of fewer items is nearly the count of those who
chose one of them."""


@dataclass(frozen=True)
class Rules:
    """The thresholds of a diagnosis; those in points are for a range of 4.

    Args:
        minimum: fewest answers of a cell that may be shown (people, 5 or more).
        small_leadership: what happens to a leadership below ``minimum``:
            ``hidden``, or ``declared`` (told before they answered that they are
            shown as a group of ``declared_minimum`` or more).
        declared_minimum: fewest leaders of a declared leadership (people).
        alpha: level of a single test and of the permutation test's reach.
        fdr: level of the Benjamini-Hochberg procedure.
        cautious: its level on the regularised p, where fewer than ``full_people``
            answered.
        notable: smallest difference that counts as a gap (points).
        item_notable: the same for a single item (points).
        margin: differences inside count as alignment (points).
        margin_if_shown: the same once a difference is shown (points).
        aligned_people: fewest people on either side of an alignment.
        aligned_participation: below this share answered, never aligned.
        prior_variance: regularises the variance of dimension scores (points²).
        item_prior_variance: the same for items (points²).
        max_tables: up to so many tables the permutation test is exact.
        draws: else it draws so many.
        large_group: from so many people on both sides Welch's t stands alone.
        divided: a mean absolute deviation above is a divided group (points).
        divided_people: fewest people of a group that may be called divided.
        strong: share of the scale's range from which a mean counts as strong.
        blind: smallest error of a prediction that is a blind spot (points).
        reliability_people: fewest complete sheets for Cronbach's alpha.
        full_people: from so many answers on, figures to a tenth of a point, and no
            second, cautious test.
        bands_people: from so many answers on, distributions in three bands.
        trend_waves: fewest waves of a direction over time.

    Raises:
        ValueError: ``minimum`` is below 5, ``declared_minimum`` below 3, or
            ``small_leadership`` is unknown.

    Source: docs/methods.md, where each default has its measurement.
    """

    minimum: int = 5
    small_leadership: SmallLeadership = "hidden"
    declared_minimum: int = 3
    alpha: float = 0.05
    fdr: float = 0.05
    cautious: float = 0.04
    notable: float = 0.5
    item_notable: float = 0.75
    margin: float = 0.5
    margin_if_shown: float = 0.25
    aligned_people: int = 8
    aligned_participation: float = 0.5
    prior_variance: float = 0.5
    item_prior_variance: float = 1.0
    max_tables: int = 50_000
    draws: int = 9_999
    large_group: int = 50
    divided: float = 0.8
    divided_people: int = 4
    strong: float = 0.625
    blind: float = 0.5
    reliability_people: int = 30
    full_people: int = 10
    bands_people: int = 20
    trend_waves: int = 4

    def __post_init__(self) -> None:
        """Refuse what would break the promise made to respondents."""
        if self.minimum < 5:
            raise ValueError(
                Said(
                    "the minimum group size is 5 or more, not {minimum}",
                    minimum=self.minimum,
                )
            )
        if self.declared_minimum < 3:
            raise ValueError(
                Said(
                    "a declared leadership has 3 members or more, not {members}",
                    members=self.declared_minimum,
                )
            )
        if self.small_leadership not in ("hidden", "declared"):
            raise ValueError(
                Said(
                    "small leadership is 'hidden' or 'declared', not '{said}'",
                    said=self.small_leadership,
                )
            )

    def may_show(self, people: int, *, leadership: bool) -> bool:
        """Tell whether a cell of so many answers may be shown (rules P1 and P6).

        Args:
            people: answers in the cell.
            leadership: whether the cell is the leadership's.
        """
        if people >= self.minimum:
            return True
        declared = leadership and self.small_leadership == "declared"
        return declared and people >= self.declared_minimum

    def fine_enough(self, people: int, points: int, items: int) -> bool:
        """Tell whether a mean is more than the count of those who chose one point.

        Args:
            people: answers in the cell.
            points: of the scale.
            items: items that the mean is of.
        """
        fine = points >= FINE_POINTS or items >= FINE_ITEMS
        return fine or people >= self.large_group
