"""What a map of departments would make of them, before anybody confirms it."""

from collections.abc import Iterator
from dataclasses import dataclass

from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.quarters import Pairs, neighbours, side
from diagnostic.release.blocks import Group, Side, groups_of
from diagnostic.rules import Rules
from questionnaires.saying import Said
from questionnaires.versions import fully_shared, shared_items


@dataclass(frozen=True)
class Prospect:
    """Whether a group can be compared in a dimension.

    Args:
        dimension: its key.
        compared: whether it can be.
        why: why not, or on how many questions; None if there is nothing to say.
    """

    dimension: str
    compared: bool
    why: Said | None


@dataclass(frozen=True)
class Joined:
    """A group as a map would make it.

    Args:
        name: of the group.
        earlier: departments of the earlier wave.
        later: departments of the later wave.
        prospects: one a dimension of the later wave.
    """

    name: str
    earlier: tuple[str, ...]
    later: tuple[str, ...]
    prospects: tuple[Prospect, ...]


def preview(
    installation: Installation, company: str, earlier: str, later: str, pairs: Pairs
) -> tuple[Joined, ...]:
    """Say which groups a map would make, and in what they can be compared.

    Raises:
        RefusedError: they are no two neighbouring sealed waves of a series.
    """
    with installation.database.reading() as session:
        first, last = neighbours(session, company, earlier, later)
        one, two = side(session, first), side(session, last)
    return tuple(
        Joined(
            group.name, group.earlier, group.later, tuple(_prospects(one, two, group))
        )
        for group in groups_of(one, two, pairs)
        if not group.leadership
    )


def _prospects(earlier: Side, later: Side, group: Group) -> Iterator[Prospect]:
    asked = earlier.questionnaire, later.questionnaire
    for dimension in (each.key for each in later.questionnaire.dimensions):
        shared = shared_items(*asked, dimension)
        whole = fully_shared(*asked, dimension, shared)
        why = _obstacle(earlier, later, group, dimension, len(shared), whole=whole)
        if why is not None or whole:
            yield Prospect(dimension, why is None, why)
            continue
        told = Said(
            "compared on {shared} of {items} questions",
            shared=len(shared),
            items=len(later.questionnaire.items_of(dimension)),
        )
        yield Prospect(dimension, True, told)


def _obstacle(
    earlier: Side,
    later: Side,
    group: Group,
    dimension: str,
    shared: int,
    *,
    whole: bool,
) -> Said | None:
    """Say why a group is not compared in a dimension; None if it is."""
    if not group.earlier:
        return Said("it is new")
    if not group.later:
        return Said("it is gone")
    if not shared:
        return Said("its questions were other ones before")
    people = Rules(**later.release["rules"]).full_people
    for wave, parts in ((earlier, group.earlier), (later, group.later)):
        for part in parts:
            cell, name = wave.cells[part, dimension], wave.release["wave"]
            if cell["mean"] is None:
                return Said("too few answers of {team} in {wave}", team=part, wave=name)
            if not whole and cell["n"] < people:
                return Said(
                    "part of its questions is new, and {team} gave fewer than {people}"
                    " answers in {wave}",
                    team=part,
                    people=people,
                    wave=name,
                )
        if wave.tally is None:
            return Said(
                "of {wave} only what is shown is here", wave=wave.release["wave"]
            )
    return None
