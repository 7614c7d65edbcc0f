"""What moved between two waves whose groups a map puts together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from diagnostic.release.blocks import (
    Displayed,
    Group,
    Side,
    displayed,
)
from diagnostic.release.display import Display, Value, average, minus
from diagnostic.release.kept_shown import kept_shown, verdicts
from diagnostic.release.moves import (
    half_width,
    on_items,
    p8_change,
    written_change,
    written_gap_change,
)
from diagnostic.release.shown import Shown
from diagnostic.stats.changes import changes
from diagnostic.stats.findings import Change, GapChange
from diagnostic.stats.register import Verdicts, gap_changes
from diagnostic.tally import Tally
from diagnostic.tally.merging import merged
from questionnaires import Questionnaire
from questionnaires.versions import fully_shared, shared_items

UNTESTED = "untested"
"""The verdict of what both waves show where nothing else is kept of one of them."""


@dataclass(frozen=True)
class _Half:
    """One of two waves, its groups put together."""

    wave: Side
    parts: Mapping[str, tuple[str, ...]]
    tally: Tally
    cells: Displayed
    verdicts: Verdicts

    def shown(self, group: str | None, dimension: str) -> Shown:
        return self.cells.get((group or "", dimension), Shown(0))

    def single(self, group: str, dimension: str) -> list[int]:
        """List the answers of every single cell of a group."""
        parts = self.parts.get(group, ("",))
        cells = [self.wave.cells.get((part, dimension)) for part in parts]
        return [cell["n"] if cell else 0 for cell in cells]

    def item(self, group: str, item: str) -> Value:
        """Give the displayed mean of an item."""
        cells = [self.wave.cells[part, item] for part in self.parts[group]]
        return average([(cell["n"], cell["mean"]) for cell in cells])


@dataclass(frozen=True)
class _Pair:
    """Two waves under a map, ready to be written."""

    earlier: _Half
    later: _Half
    leadership: str | None
    display: Display

    @property
    def tested(self) -> bool:
        return None not in (self.earlier.wave.tally, self.later.wave.tally)

    @property
    def asked(self) -> tuple[Questionnaire, Questionnaire]:
        return self.earlier.wave.questionnaire, self.later.wave.questionnaire

    def shown(self, group: str | None, dimension: str) -> list[Shown]:
        return [half.shown(group, dimension) for half in (self.earlier, self.later)]

    def smallest(self, groups: Sequence[str | None], dimension: str) -> int:
        """Give the answers of the smallest single cell of groups in both waves."""
        if "L4" not in self.display.on:
            return min(
                one.n for group in groups for one in self.shown(group, dimension)
            )
        return min(
            n
            for half in (self.earlier, self.later)
            for group in groups
            for n in half.single(group or "", dimension)
        )

    def items(self, dimension: str) -> int:
        return len(self.asked[1].items_of(dimension))

    def whole(self, dimension: str) -> bool:
        """Tell whether a dimension consists of the same items in both waves."""
        shared = shared_items(*self.asked, dimension)
        return fully_shared(*self.asked, dimension, shared)


def moved(
    earlier: Side, later: Side, groups: tuple[Group, ...], display: Display
) -> dict[str, Any]:
    """Write how every group moved from one wave to the other, and every gap.

    Args:
        earlier: wave.
        later: wave.
        groups: of both together.
        display: thresholds on the later wave's scale.

    Returns:
        The sections ``changes`` and ``gap_changes``.
    """
    before = _half(earlier, {g.name: g.earlier for g in groups if g.earlier}, display)
    now = _half(later, {g.name: g.later for g in groups if g.later}, display)
    leader = next((group.name for group in groups if group.leadership), None)
    pair = _Pair(before, now, leader, display)
    rules = display.rules
    found = changes(before.tally, now.tally, rules)
    gaps = gap_changes(before.tally, now.tally, before.verdicts, now.verdicts, rules)
    return {
        "changes": [_change(pair, one) for one in found],
        "gap_changes": [_gap_change(pair, one) for one in gaps],
    }


def _half(wave: Side, parts: Mapping[str, tuple[str, ...]], display: Display) -> _Half:
    tally = merged(kept_shown(wave, display), parts)
    if "L4" in display.on:
        own = replace(display, points=wave.questionnaire.scale.points)
        cells = displayed(wave, parts, own)
    else:
        cells = _naive(tally, display)
    found = verdicts(wave, tally, parts, cells, display.rules)
    return _Half(wave, parts, tally, cells, found)


def _change(pair: _Pair, found: Change) -> dict[str, Any]:
    group, dimension = found.group, found.dimension
    sides = pair.shown(group, dimension)
    change = minus(sides[1].mean, sides[0].mean)
    if found.items is not None:
        change = _on_items(pair, group, dimension)
    smallest = pair.smallest([group], dimension)
    written = written_change(
        _without_test(found, sides, pair),
        change,
        pair.display,
        pair.items(dimension),
        smallest,
    )
    if _is_untested(found, smallest, pair):
        written["verdict"] = UNTESTED
    return {
        **_ends(pair),
        "group": group,
        "dimension": dimension,
        "n_from": sides[0].n,
        "n_to": sides[1].n,
        **written,
        "items": found.items,
    }


def _is_untested(found: Change, smallest: int, pair: _Pair) -> bool:
    """Tell whether a change could be shown if more were kept of both waves."""
    if pair.tested or found.verdict == "not_comparable":
        return False
    return p8_change(smallest, pair.display, pair.items(found.dimension))


def _without_test(found: Change, sides: list[Shown], pair: _Pair) -> Change:
    """Let nothing of the test through but its verdict, and the displayed spreads."""
    if found.change is None or "P8" not in pair.display.on:
        return found
    return replace(
        found,
        n_from=sides[0].n,
        n_to=sides[1].n,
        **_without_p(sides, pair.display),
    )


def _without_p(sides: Sequence[Shown], display: Display) -> dict[str, Any]:
    """Give an interval from displayed spreads, and no p.

    Against twenty other waves two digits of p would say more of ten people than
    there is to be known about them.
    """
    spreads, sizes = [one.assumed for one in sides], [one.n for one in sides]
    half = half_width(spreads, sizes, display)
    return {"ci95": (-half, half), "p_value": None, "p_adjusted": None}


def _on_items(pair: _Pair, group: str, dimension: str) -> Value:
    """Give the change of the displayed means of the items that both waves asked."""
    shared = shared_items(*pair.asked, dimension)
    later, earlier = (
        [half.item(group, item) for item in shared]
        for half in (pair.later, pair.earlier)
    )
    return on_items(later, earlier, pair.display)


def _gap_change(pair: _Pair, found: GapChange) -> dict[str, Any]:
    team, dimension, leader = found.team, found.dimension, pair.leadership
    sides = [*pair.shown(leader, dimension), *pair.shown(team, dimension)]
    before, now = (minus(sides[end].mean, sides[end + 2].mean) for end in (0, 1))
    smallest = pair.smallest([leader, team], dimension)
    told = replace(found, smallest=smallest)
    if found.change is not None and "P8" in pair.display.on:
        told = replace(told, **_without_p(sides, pair.display))
    change = minus(now, before) if pair.whole(dimension) else None
    sizes = [one.n for one in sides]
    return {
        **_ends(pair),
        "team": team,
        "dimension": dimension,
        "smallest": smallest,
        **written_gap_change(told, change, pair.display, pair.items(dimension), sizes),
    }


def _ends(pair: _Pair) -> dict[str, Any]:
    return {
        "from": pair.earlier.wave.release["wave"],
        "to": pair.later.wave.release["wave"],
    }


def _naive(tally: Tally, display: Display) -> dict[tuple[str, str], Shown]:
    """Show groups together as if they were one, as the attack of the tests does."""
    found = {}
    for (group, dimension), cell in tally.scores.items():
        n, items = cell.n, len(tally.questionnaire.items_of(dimension))
        mean = display.mean(n, cell.moments.mean, items=items)
        found[group, dimension] = Shown(n, mean, visible=True, assumed=1.0)
    return found
