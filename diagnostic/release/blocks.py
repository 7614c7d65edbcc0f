"""Groups of two releases side by side, and what is displayed of each together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from diagnostic.release.cells import largest
from diagnostic.release.comparisons import spread_together
from diagnostic.release.display import (
    Display,
    average,
    bound,
    coarse,
)
from diagnostic.release.shown import Shown
from diagnostic.tally import Tally
from diagnostic.tally.mapping import Pair, blocks
from questionnaires import Questionnaire

Displayed = Mapping[tuple[str, str], Shown]
"""By (name of the group in the comparison, key of the dimension)."""


@dataclass(frozen=True)
class Side:
    """A sealed wave that is compared with another.

    Args:
        release: of the wave.
        questionnaire: what was asked.
        tally: what is kept of it; None where nothing is.
    """

    release: Mapping[str, Any]
    questionnaire: Questionnaire
    tally: Tally | None = None

    @property
    def leadership(self) -> str | None:
        """Name of the leadership, if the wave had one."""
        groups = self.release["groups"]
        return next((g["name"] for g in groups if g["leadership"]), None)

    @property
    def teams(self) -> tuple[str, ...]:
        """Names of the teams."""
        groups = self.release["groups"]
        return tuple(g["name"] for g in groups if not g["leadership"])

    @cached_property
    def cells(self) -> Mapping[tuple[str, str], Mapping[str, Any]]:
        """Released cells by group, and dimension or item."""
        return {
            (cell["group"], cell.get("dimension") or cell["item"]): cell
            for cell in self.release["cells"]
        }


@dataclass(frozen=True)
class Group:
    """What a comparison calls a group, and the groups of each wave that it was."""

    name: str
    leadership: bool
    earlier: tuple[str, ...]
    later: tuple[str, ...]


def groups_of(
    earlier: Side, later: Side, pairs: Sequence[Pair] | None
) -> tuple[Group, ...]:
    """Put the groups of two waves together: leadership first, then the teams.

    Args:
        earlier: wave.
        later: wave.
        pairs: teams, the earlier name first; None joins equal names.
    """
    if pairs is None:
        pairs = [(team, team) for team in earlier.teams if team in later.teams]
    found: dict[str, Group] = {}
    leaders = [(one,) if one else () for one in (earlier.leadership, later.leadership)]
    for name in (*leaders[1], *leaders[0])[:1]:
        found[name] = Group(name, True, leaders[0], leaders[1])
    for block in blocks(earlier.teams, later.teams, pairs):
        name = block.name
        wave = later if block.later else earlier
        while name in found:
            # A team that is gone, and another that has its name now.
            name = f"{name} ({wave.release['wave']})"
        found[name] = Group(name, False, block.earlier, block.later)
    return tuple(found.values())


def displayed(
    wave: Side, parts: Mapping[str, tuple[str, ...]], display: Display
) -> dict[tuple[str, str], Shown]:
    """Give what is displayed of groups together, from what is displayed of each.

    Args:
        wave: of the groups.
        parts: its groups by the name that they have together.
        display: thresholds on the wave's scale.
    """
    cells = dict(_cells(wave, display))
    return {
        (name, key): _together([cells[part, key] for part in own], display)
        for name, own in parts.items()
        for key in (dimension.key for dimension in wave.questionnaire.dimensions)
        if own
    }


def _cells(wave: Side, display: Display) -> Iterator[tuple[tuple[str, str], Shown]]:
    """Read the cells of dimensions again from a release."""
    divided = {
        (a["group"], a["dimension"]): a["divided"] for a in wave.release["agreement"]
    }
    for (group, key), cell in wave.cells.items():
        if "dimension" not in cell:
            continue
        shown = Shown(
            cell["n"],
            cell["mean"],
            sd=cell["sd"],
            visible=cell["mean"] is not None,
            divided=divided.get((group, key)),
        )
        spread = largest(shown.divided, shown, display)
        if shown.sd is not None:
            spread = bound(shown.sd)
        yield (group, key), replace(shown, assumed=spread)


def _together(parts: list[Shown], display: Display) -> Shown:
    if len(parts) == 1:
        return parts[0]
    n = sum(part.n for part in parts)
    if not all(part.visible for part in parts):
        return Shown(n)
    mean = average([(part.n, part.mean) for part in parts])
    return Shown(
        n,
        coarse(mean, display.tenth, anchor=1),
        visible=True,
        assumed=spread_together(parts, n),
    )
