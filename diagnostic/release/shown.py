"""A cell as it may be shown."""

from collections.abc import Mapping
from dataclasses import dataclass

from diagnostic.release.display import Value, side


@dataclass(frozen=True)
class Shown:
    """A cell as it may be shown.

    Args:
        n: answers.
        mean: displayed; None if the cell is hidden.
        exact: the mean in points, for what is computed here and nowhere shown.
        sd: displayed; None if withheld.
        visible: whether anything but ``n`` may be shown.
        declared: whether this is a declared leadership below the minimum (P6).
        full: whether it has the figures of 10 people or more.
        agrees: whether its mean absolute deviation may stand beside its spread.
        single: whether it is one item, or a dimension of one.
        spread: whether intervals may be given of it.
        divided: whether the group is divided; None if withheld.
        assumed: the spread with which its intervals are computed, in points.
        clamped: −1 or 1 if the mean is clamped, else 0.
    """

    n: int
    mean: Value = None
    exact: float | None = None
    sd: Value = None
    visible: bool = False
    declared: bool = False
    full: bool = False
    agrees: bool = False
    single: bool = False
    spread: bool = False
    divided: bool | None = None
    assumed: float = 0.0

    @property
    def clamped(self) -> int:
        """Tell which end of the scale hides the mean: −1, 1 or 0 for none."""
        return side(self.mean)


Cells = Mapping[tuple[str, str], Shown]
"""By (group, key of the dimension) and (group, id of the item)."""
