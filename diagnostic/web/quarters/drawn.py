"""A map of departments as somebody ticked it, and what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

Pair = tuple[str, str]


@dataclass(frozen=True)
class Drawn:
    """A map as it was ticked, by the places of teams in their lists.

    Args:
        became: places of later teams, for each earlier team.
        gone: places of earlier teams that are said to be gone.
        new: places of later teams that are said to be new.
    """

    became: tuple[frozenset[int], ...]
    gone: frozenset[int]
    new: frozenset[int]

    def pairs(self, earlier: Sequence[str], later: Sequence[str]) -> tuple[Pair, ...]:
        """Give the names of what became what, the earlier one first."""
        return tuple(
            (earlier[old], later[new])
            for old, found in enumerate(self.became)
            for new in sorted(found)
        )

    def fields(self) -> list[tuple[str, int]]:
        """Give what the form that was ticked would send."""
        became = [
            (f"became-{old}", new)
            for old, found in enumerate(self.became)
            for new in sorted(found)
        ]
        gone = [("gone", place) for place in sorted(self.gone)]
        return [*became, *gone, *(("new", place) for place in sorted(self.new))]


def of_pairs(
    pairs: Sequence[Pair], earlier: Sequence[str], later: Sequence[str]
) -> Drawn:
    """Give a map with some pairs ticked, and nothing said of other teams."""
    return Drawn(
        tuple(
            frozenset(later.index(new) for before, new in pairs if before == old)
            for old in earlier
        ),
        frozenset(),
        frozenset(),
    )


def ticked(sent: MultiDict[str, str], earlier: int, later: int) -> Drawn:
    """Read what was ticked; what is no place of a team is left out.

    Args:
        sent: the form.
        earlier: how many teams the earlier wave has.
        later: how many the later one has.
    """

    def places(name: str, number: int) -> frozenset[int]:
        found = sent.getlist(name)
        return frozenset(place for place in range(number) if str(place) in found)

    return Drawn(
        tuple(places(f"became-{old}", later) for old in range(earlier)),
        places("gone", earlier),
        places("new", later),
    )


def faults(
    drawn: Drawn, earlier: Sequence[str], later: Sequence[str]
) -> Mapping[str, list[object]]:
    """Say what is wrong, by the field that it is wrong at.

    Returns:
        Sentences by ``became-…`` or ``new-…`` with the place of the team, and by
        ``''`` of the whole.
    """
    # Loads NumPy, which respondents never wait for.
    from diagnostic.tally import mapping

    found: dict[str, list[object]] = {}
    pairs = drawn.pairs(earlier, later)
    for said in mapping.faults(
        earlier,
        later,
        pairs,
        [earlier[place] for place in drawn.gone],
        [later[place] for place in drawn.new],
    ):
        field = ""
        if "earlier" in said.values:
            field = f"became-{earlier.index(str(said.values['earlier']))}"
        elif "later" in said.values:
            field = f"new-{later.index(str(said.values['later']))}"
        found.setdefault(field, []).append(said)
    return found
