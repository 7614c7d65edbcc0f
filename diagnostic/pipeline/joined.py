"""What a map of departments would make of them, before anybody confirms it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from diagnostic.history import Quarter
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.quarters import Pairs, computed, neighbours, quarter
from diagnostic.rules import Rules
from diagnostic.store import quarters
from questionnaires.saying import Said
from questionnaires.versions import shared_items

Entry = Mapping[str, Any]
_COMPARED = ("rose", "fell", "inconclusive")


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
    """Say which groups a map makes, and in what they can be compared.

    Of a map that is not confirmed the very comparison is computed, and not kept.

    Raises:
        RefusedError: they are no two neighbouring sealed waves of a series.
    """
    with installation.database.reading() as session:
        first, last = neighbours(session, company, earlier, later)
        waves = quarter(session, first), quarter(session, last)
        confirmed = quarters.mapped(session, first.id, last.id)
        written = None
        if confirmed == [*pairs]:
            written = quarters.comparison(session, first.id, last.id, mapped=True)
        document = json.loads(written or computed(session, first, last, pairs))
    moved = {(one["group"], one["dimension"]): one for one in document["changes"]}
    return tuple(
        Joined(
            group["name"],
            tuple(group["from"]),
            tuple(group["to"]),
            tuple(
                _prospect(waves, group, moved[group["name"], dimension.key], document)
                for dimension in waves[1].questionnaire.dimensions
            ),
        )
        for group in document["groups"]
        if not group["leadership"]
    )


def _prospect(
    waves: tuple[Quarter, Quarter], group: Entry, entry: Entry, document: Entry
) -> Prospect:
    dimension = entry["dimension"]
    if entry["verdict"] not in _COMPARED:
        return Prospect(dimension, False, _why(waves, group, entry, document))
    if entry["items"] is None:
        return Prospect(dimension, True, None)
    items = waves[1].questionnaire.items_of(dimension)
    told = Said(
        "compared on {shared} of {items} questions",
        shared=entry["items"],
        items=len(items),
    )
    return Prospect(dimension, True, told)


def _why(
    waves: tuple[Quarter, Quarter], group: Entry, entry: Entry, document: Entry
) -> Said:
    """Say why a group is not compared in a dimension."""
    if not group["from"]:
        return Said("it is new")
    if not group["to"]:
        return Said("it is gone")
    asked = [wave.questionnaire for wave in waves]
    shared = shared_items(asked[0], asked[1], entry["dimension"])
    if not shared:
        return Said("its questions were other ones before")
    if entry["verdict"] == "untested":
        return Said(
            "of {wave} only what is shown is here", wave=document["untested"][0]
        )
    if entry["verdict"] == "not_shown":
        _, wave, team = min(_answers(waves, group, [entry["dimension"]]))
        return Said("too few answers of {team} in {wave}", team=team, wave=wave)
    _, wave, team = min(_answers(waves, group, [entry["dimension"], *shared]))
    return Said(
        "part of its questions is new, and {team} gave fewer than {people} answers in"
        " {wave}",
        team=team,
        people=Rules(**document["rules"]).full_people,
        wave=wave,
    )


def _answers(
    waves: tuple[Quarter, Quarter], group: Entry, keys: list[str]
) -> Iterator[tuple[int, str, str]]:
    """Give the fewest answers of each department of a group: number, wave, name."""
    for wave, teams in zip(waves, (group["from"], group["to"]), strict=True):
        numbers: dict[str, list[int]] = {team: [] for team in teams}
        for cell in wave.release["cells"]:
            key = cell.get("dimension") or cell.get("item")
            if cell["group"] in numbers and key in keys:
                numbers[cell["group"]].append(cell["n"])
        for team, found in numbers.items():
            yield min(found, default=0), str(wave.name), team
