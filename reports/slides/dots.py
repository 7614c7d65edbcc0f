"""Where groups stand, as charts draw them."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.slides.text import plain, shortened

NAMED = 34
"""Letters of a name in a chart; the table beside it has all of them."""


@dataclass(frozen=True)
class Dot:
    """Where a group stands.

    Args:
        name: of the group.
        value: its average; of a clamped one the bound.
        label: the value as printed: '3.9', '≤ 1.8'.
    """

    name: str
    value: float
    label: str

    @property
    def caption(self) -> str:
        """Give what stands at the dot."""
        return f"{self.short}  {self.label}"

    @property
    def short(self) -> str:
        """Give the name, cut down to what has room."""
        return shortened(plain(self.name), NAMED).text


Series = tuple[Dot, str, Sequence[tuple[float, float]]]
"""A group, its colour, and its line: average and height of each end."""
