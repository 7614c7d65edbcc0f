"""What moved between two waves whose groups a map puts together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from diagnostic.release.blocks import (
    Displayed,
    Group,
    Side,
    average,
    displayed,
)
from diagnostic.release.display import Display, Value, minus
from diagnostic.release.kept import seen, verdicts
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
from diagnostic.tally import Histogram, Tally
from diagnostic.tally.merging import merged
from questionnaires.versions import fully_shared, shared_items

UNTESTED = "untested"
"""The verdict of what both waves show where nothing else is kept of one of them."""

_FROM, _TO = "from", "to"
"""What the waves are called meanwhile: two may have the same name."""


@dataclass(frozen=True)
class _Pair:
    """Two waves under a map, ready to be written."""

    earlier: Side
    later: Side
    groups: tuple[Group, ...]
    cells: Mapping[str, Displayed]
    display: Display

    @property
    def tested(self) -> bool:
        return self.earlier.tally is not None and self.later.tally is not None

    def shown(self, end: str, group: str | None, dimension: str) -> Shown:
        return self.cells[end].get((group or "", dimension), Shown(0))

    def sizes(self, group: str, dimension: str) -> list[int]:
        """List the answers of every single cell of a group in both waves."""
        one = next(each for each in self.groups if each.name == group)
        if "L4" not in self.display.on:
            return [self.shown(end, group, dimension).n for end in (_FROM, _TO)]
        return [
            wave.cells.get((part, dimension), {"n": 0})["n"]
            for wave, parts in ((self.earlier, one.earlier), (self.later, one.later))
            for part in parts or ("",)
        ]

    def shared(self, dimension: str) -> tuple[str, ...]:
        asked = self.earlier.questionnaire, self.later.questionnaire
        return shared_items(*asked, dimension)

    def items(self, dimension: str) -> int:
        return len(self.later.questionnaire.items_of(dimension))

    def whole(self, dimension: str) -> bool:
        """Tell whether a dimension consists of the same items in both waves."""
        asked = self.earlier.questionnaire, self.later.questionnaire
        return fully_shared(*asked, dimension, self.shared(dimension))


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
    before, now = (
        _half(
            earlier, _FROM, {g.name: g.earlier for g in groups if g.earlier}, display
        ),
        _half(later, _TO, {g.name: g.later for g in groups if g.later}, display),
    )
    rules = display.rules
    pair = _Pair(earlier, later, groups, {_FROM: before.cells, _TO: now.cells}, display)
    found = changes(before.tally, now.tally, rules)
    gaps = gap_changes(before.tally, now.tally, before.verdicts, now.verdicts, rules)
    return {
        "changes": list(_changes(pair, found)),
        "gap_changes": list(_gap_changes(pair, gaps)),
    }


@dataclass(frozen=True)
class _Half:
    """One of two waves, its groups put together."""

    tally: Tally
    cells: Displayed
    verdicts: Verdicts


def _half(
    wave: Side, end: str, parts: Mapping[str, tuple[str, ...]], display: Display
) -> _Half:
    tally = replace(merged(seen(wave, display), parts), wave=end)
    if "L4" in display.on:
        own = replace(display, points=wave.questionnaire.scale.points)
        cells = displayed(wave, parts, own)
    else:
        cells = _naive(tally, display)
    return _Half(tally, cells, verdicts(wave, tally, parts, cells, display.rules))


def _changes(pair: _Pair, exact: Sequence[Change]) -> Iterator[dict[str, Any]]:
    for found in exact:
        group, dimension = found.group, found.dimension
        sides = [pair.shown(end, group, dimension) for end in (_FROM, _TO)]
        change = minus(sides[1].mean, sides[0].mean)
        if found.items is not None:
            change = _on_items(pair, group, dimension)
        smallest = min(pair.sizes(group, dimension))
        written = written_change(
            _without_test(found, sides, pair),
            change,
            pair.display,
            pair.items(dimension),
            smallest,
        )
        if _is_untested(found, smallest, pair):
            written["verdict"] = UNTESTED
        yield {
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
    one = next(each for each in pair.groups if each.name == group)

    def mean(wave: Side, parts: tuple[str, ...], item: str) -> Value:
        cells = [wave.cells[part, item] for part in parts]
        return average([(cell["n"], cell["mean"]) for cell in cells])

    later, earlier = (
        [mean(wave, parts, item) for item in pair.shared(dimension)]
        for wave, parts in ((pair.later, one.later), (pair.earlier, one.earlier))
    )
    return on_items(later, earlier, pair.display)


def _gap_changes(pair: _Pair, exact: Sequence[GapChange]) -> Iterator[dict[str, Any]]:
    leader = next((group.name for group in pair.groups if group.leadership), None)
    for found in exact:
        team, dimension = found.team, found.dimension
        sides = [
            pair.shown(end, group, dimension)
            for end in (_TO, _FROM)
            for group in (leader, team)
        ]
        gaps = [minus(one.mean, other.mean) for one, other in (sides[:2], sides[2:])]
        smallest = min(
            *pair.sizes(team, dimension),
            *(pair.sizes(leader, dimension) if leader else [0]),
        )
        told = replace(found, smallest=smallest)
        if found.change is not None and "P8" in pair.display.on:
            told = replace(told, **_without_p(sides, pair.display))
        change = minus(*gaps) if pair.whole(dimension) else None
        yield {
            **_ends(pair),
            "team": team,
            "dimension": dimension,
            "smallest": smallest,
            **written_gap_change(
                told,
                change,
                pair.display,
                pair.items(dimension),
                [one.n for one in sides],
            ),
        }


def _ends(pair: _Pair) -> dict[str, Any]:
    return {
        "from": pair.earlier.release["wave"],
        "to": pair.later.release["wave"],
    }


def _naive(tally: Tally, display: Display) -> dict[tuple[str, str], Shown]:
    """Show groups together as if they were one, as the attack of the tests does."""
    found = {}
    for (group, dimension), cell in tally.scores.items():
        moments = cell.moments if isinstance(cell, Histogram) else cell
        items = len(tally.questionnaire.items_of(dimension))
        mean = display.mean(moments.n, moments.mean, items=items)
        found[group, dimension] = Shown(moments.n, mean, visible=True, assumed=1.0)
    return found
