"""Waves in a row: what their releases say together, and nothing that they do not."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from questionnaires import Questionnaire

__all__ = ["Quarter", "Series"]

Release = Mapping[str, Any]
Compared = Mapping[str, Any]


@dataclass(frozen=True)
class Quarter:
    """A sealed wave of a series.

    Args:
        release: what may be shown of it.
        questionnaire: what was asked.
    """

    release: Release
    questionnaire: Questionnaire

    @property
    def name(self) -> str | None:
        """Name of the wave."""
        name: str | None = self.release["wave"]
        return name

    @property
    def imported(self) -> bool:
        """Tell whether its answers were collected elsewhere."""
        return bool(self.release.get("imported"))


@dataclass(frozen=True)
class Series:
    """The waves of one questionnaire and subject in one company.

    Args:
        quarters: oldest first, the last is the one that is looked at.
        maps: confirmed maps of departments between neighbours, pairs of names with
            the earlier one first, by the names of both waves.
        compared: comparisons by the names of both waves: under those maps, of
            neighbours and of any wave with the last; by names, of neighbours of which
            the later release does not say itself what moved.
    """

    quarters: tuple[Quarter, ...]
    maps: Mapping[tuple[str | None, str | None], tuple[tuple[str, str], ...]]
    compared: Mapping[tuple[str | None, str | None], Compared]
