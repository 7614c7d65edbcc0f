"""Which teams of a wave became which of a later one: pairs of names, and blocks."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from questionnaires.saying import Said

Pair = tuple[str, str]
"""Names of a team in two waves, the earlier one first."""


@dataclass(frozen=True)
class Block:
    """Teams of two waves that are the same people as nearly as a map can say.

    Args:
        earlier: names in the earlier wave; none if the block is new.
        later: names in the later wave; none if it is gone.
    """

    earlier: tuple[str, ...]
    later: tuple[str, ...]

    @property
    def name(self) -> str:
        """Name it as it is now, or as it was if it is gone."""
        return " + ".join(self.later or self.earlier)


def blocks(
    earlier_teams: Sequence[str], later_teams: Sequence[str], pairs: Sequence[Pair]
) -> tuple[Block, ...]:
    """Put teams together that a map joins: its connected parts.

    Args:
        earlier_teams: of the earlier wave.
        later_teams: of the later wave.
        pairs: which became which; names that a wave does not have are of no account.

    Returns:
        Every team of either wave in one block, in the order of the later teams, then
        those that are gone.
    """
    joined: list[tuple[set[str], set[str]]] = [
        ({old for old, new in pairs if new == team and old in earlier_teams}, {team})
        for team in later_teams
    ]
    joined += [({team}, set()) for team in earlier_teams]
    found: list[tuple[set[str], set[str]]] = []
    for olds, news in joined:
        apart = [block for block in found if not block[0] & olds]
        for block in found:
            if block[0] & olds:
                olds, news = olds | block[0], news | block[1]
        found = [*apart, (olds, news)]
    made = [
        Block(
            tuple(team for team in earlier_teams if team in olds),
            tuple(team for team in later_teams if team in news),
        )
        for olds, news in found
    ]
    return tuple(sorted(made, key=lambda block: _place(block, later_teams)))


def composed(maps: Sequence[Sequence[Pair]]) -> tuple[Pair, ...]:
    """Follow teams through several maps, each from one wave to the next.

    Args:
        maps: one or more, in the order of the waves.

    Returns:
        Each team of the first wave with every team of the last that a chain reaches.
    """
    first, *others = maps
    reached = dict.fromkeys((old, new) for old, new in first)
    for step in others:
        reached = dict.fromkeys(
            (old, new) for old, middle in reached for via, new in step if via == middle
        )
    return tuple(reached)


def faults(
    earlier_teams: Sequence[str],
    later_teams: Sequence[str],
    pairs: Sequence[Pair],
    gone: Collection[str],
    new: Collection[str],
) -> tuple[Said, ...]:
    """Say what is wrong with a map as somebody drew it.

    Args:
        earlier_teams: of the earlier wave, leadership apart.
        later_teams: of the later wave, leadership apart.
        pairs: which became which.
        gone: earlier teams that became none.
        new: later teams that nothing became.

    Returns:
        A sentence a fault, with the place ``earlier`` or ``later`` if it is about one
        team; none if every team of both waves is accounted for.
    """
    return (
        *_strangers(earlier_teams, later_teams, pairs, gone, new),
        *_twice(pairs),
        *_left_out(earlier_teams, later_teams, pairs, gone, new),
        *_circles({*earlier_teams} & {*later_teams}, pairs),
    )


def _place(block: Block, later_teams: Sequence[str]) -> int:
    return later_teams.index(block.later[0]) if block.later else len(later_teams)


def _strangers(
    earlier_teams: Sequence[str],
    later_teams: Sequence[str],
    pairs: Sequence[Pair],
    gone: Collection[str],
    new: Collection[str],
) -> Iterator[Said]:
    for name in dict.fromkeys((*(old for old, _ in pairs), *gone)):
        if name not in earlier_teams:
            yield Said("the earlier wave has no team {team}", team=name)
    for name in dict.fromkeys((*(new for _, new in pairs), *new)):
        if name not in later_teams:
            yield Said("the later wave has no team {team}", team=name)


def _twice(pairs: Sequence[Pair]) -> Iterator[Said]:
    for old, new in dict.fromkeys(pairs):
        if list(pairs).count((old, new)) > 1:
            yield Said(
                "that {earlier} became {later} is said twice", earlier=old, later=new
            )


def _left_out(
    earlier_teams: Sequence[str],
    later_teams: Sequence[str],
    pairs: Sequence[Pair],
    gone: Collection[str],
    new: Collection[str],
) -> Iterator[Said]:
    became = {old for old, _ in pairs}
    come = {team for _, team in pairs}
    for team in earlier_teams:
        if team in became and team in gone:
            yield Said("{earlier} cannot be gone and have become a team", earlier=team)
        if team not in became and team not in gone:
            yield Said(
                "this leaves people out: what became of {earlier}, or is it gone?",
                earlier=team,
            )
    for team in later_teams:
        if team in come and team in new:
            yield Said("{later} cannot be new and come from a team", later=team)
        if team not in come and team not in new:
            yield Said("{later} came from nowhere: is it new?", later=team)


def _circles(common: set[str], pairs: Sequence[Pair]) -> Iterator[Said]:
    """Find names that went round: each became the next, and kept none of its people.

    Sales may well take Marketing's name. That Marketing takes that of Sales in the
    same quarter is nearly always a slip, and would turn two trends over.
    """
    kept = {old for old, new in pairs if old == new}
    onward = {
        name: [new for old, new in pairs if old == name and new in common - kept]
        for name in common - kept
    }
    seen: set[str] = set()
    for start in sorted(onward):
        way = _way_back(start, onward)
        if way and not seen & {*way}:
            seen |= {*way}
            yield Said(
                "{teams} is a circle: none of them would keep any of its own people",
                teams=" → ".join((*way, start)),
            )


def _way_back(start: str, onward: dict[str, list[str]]) -> tuple[str, ...]:
    """Give the shortest way from a name to itself; nothing if there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    tried = {start}
    while ways:
        way = ways.pop(0)
        for name in onward[way[-1]]:
            if name == start:
                return way
            if name not in tried:
                tried.add(name)
                ways.append((*way, name))
    return ()
