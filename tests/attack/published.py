"""Attackers who read what is published: counts of every day, comments, releases."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from diagnostic.release.display import ALL
from questionnaires import Questionnaire
from tests.attack.linking import Guesses, Loot, chance
from tests.attack.people import Person
from tests.disclosure.solver import Attack, Leak, Member

Counts = Sequence[tuple[int, Mapping[str, int | None]]]


def daily_counts(loot: Loot, counts: Counts) -> Guesses:
    """Participation of every day against the ballots of the day."""
    guess: dict[str, tuple] = {}
    people: dict[str, list[str]] = defaultdict(list)
    for address in loot.known.roster:
        people[loot.known.departments[address]].append(address)
    for found in people.values():
        chance.shuffle(found)
    nobody = (0, dict.fromkeys(people, 0))
    for (start, before), (end, after) in pairwise([nobody, *counts]):
        keys = [key for key, copy in loot.arrivals.items() if start < copy <= end]
        chance.shuffle(keys)
        for department, found in people.items():
            fresh = (after[department] or 0) - (before[department] or 0)
            for key in keys[:fresh]:
                guess[found.pop()] = key
            del keys[:fresh]
    yield "by day", guess


def comments_in_order(
    told: Sequence[str], wrote: Sequence[tuple[str, Sequence[str]]]
) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Comments in the order of the table or the page, against people in some order.

    Args:
        told: the comments as they are given out.
        wrote: who wrote so many, in the order in which they answered: more than an
            attacker knows.
    """
    people = {
        "time": [address for address, texts in wrote for _ in texts],
        "alphabet": sorted(address for address, texts in wrote for _ in texts),
    }
    for name, order in people.items():
        yield name, dict(zip(told, order, strict=False))
        yield f"{name} backwards", dict(zip(told, reversed(order), strict=False))


def solver(
    asked: Questionnaire,
    releases: Sequence[Mapping[str, Any]],
    people: Iterable[Person],
    on: frozenset[str] = ALL,
) -> Iterator[str]:
    """What follows from all that is published, for outsiders and for members.

    Args:
        asked: the questionnaire.
        releases: of a company, oldest first.
        people: who answered in the last wave; those of small groups try too.
        on: rules of disclosure in force.
    """
    yield from _proven(asked, releases, None, on)
    [*_, last] = releases
    small = {group["name"] for group in last["groups"] if group["answered"] < 10}
    for person in people:
        if person.department in small:
            given = dict(person.answers.items)
            member = Member(len(releases) - 1, person.department, given)
            yield from _proven(asked, releases, member, on)


def _proven(
    asked: Questionnaire,
    releases: Sequence[Mapping[str, Any]],
    member: Member | None,
    on: frozenset[str],
) -> Iterator[str]:
    attack = Attack(asked, [dict(release) for release in releases], on, member)
    sizes = {
        (wave, cell["group"], cell["item"]): cell["n"]
        for wave, release in enumerate(releases)
        for cell in release["cells"]
        if "item" in cell
    }
    for leak in attack.leaks():
        people = sizes.get((leak.wave, leak.group, leak.key), 0)
        if member is None or not _own(leak, member, people, asked.scale.points):
            yield f"{leak.kind} of {leak.group}, {leak.key}: {leak.detail}"


def _own(leak: Leak, member: Member, people: int, points: int) -> bool:
    """Tell whether a member's own answer to an item is all that holds its mean.

    Who alone answered knows it. And who alone did not choose the end of the scale knows
    on that side what is left: docs/decisions/disclosure.md, 'What remains'. What
    holds a mean closer than that, or fixes an answer, is a leak.
    """
    own = member.answers.get(leak.key)
    if own is None or leak.kind != "mean":
        return people == 1
    low, high = leak.detail
    most, least = (
        (own + end * (people - 1)) / people if own != end else None
        for end in (points, 1)
    )
    return people == 1 or high == _shown(most) or low == _shown(least)


def _shown(mean: float | None) -> float | None:
    return None if mean is None else round(mean, 3)
