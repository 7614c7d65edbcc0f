"""What a rule may speak of: a figure of the release, and how a sentence writes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Plain = str | int | float | bool | None
Figure = Plain | Mapping[str, float] | tuple[Plain, ...]
"""As the release holds it; clamped: ``{"at_most": x}`` or ``{"at_least": x}``."""


@dataclass(frozen=True)
class Fact:
    """One thing that is known.

    Args:
        figure: what conditions look at and what the appendix lists.
        said: how a sentence writes it; None where no sentence does.
    """

    figure: Figure
    said: object = None


Facts = Mapping[str, Fact]
"""Facts by name."""


def about(entry: Mapping[str, Any]) -> dict[str, str]:
    """Tell what an entry of the release is about: its team or group, its dimension."""
    return {key: entry[key] for key in ("team", "group", "dimension") if key in entry}
