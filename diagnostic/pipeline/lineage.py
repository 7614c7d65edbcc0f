"""Waves in a row with what was said of them since: one rule for pages and reports."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from diagnostic.history import Quarter, Series
from diagnostic.store import quarters
from diagnostic.store.database import Session
from diagnostic.store.models import DepartmentMap

Two = tuple[str | None, str | None]
"""Names of two waves, the earlier one first."""
Stored = Callable[[str, str, bool, str], Mapping[str, Any]]
"""Reads a comparison by both ids, whether it is under maps, and its hash."""


@dataclass(frozen=True)
class Said:
    """What was said of waves: maps and comparisons, by the id of the later wave."""

    maps: Mapping[str, Sequence[DepartmentMap]]
    comparisons: Mapping[str, Sequence[tuple[str, str, bool, str]]]


def said(session: Session, waves: Sequence[str]) -> Said:
    """Look up what was said of waves, of however many rows."""
    maps: dict[str, list[DepartmentMap]] = {}
    for one in quarters.maps(session, waves):
        maps.setdefault(one.later_id, []).append(one)
    comparisons: dict[str, list[tuple[str, str, bool, str]]] = {}
    for found in quarters.hashes(session, waves):
        comparisons.setdefault(found[1], []).append(found)
    return Said(maps, comparisons)


def lineage(found: Mapping[str, Quarter], known: Said, stored: Stored) -> Series:
    """Put waves in a row together with their confirmed maps and comparisons.

    Args:
        found: the waves by their ids, oldest first; what came after is not known.
        known: what was said of these and perhaps of others.
        stored: reads a comparison.

    Returns:
        With maps between neighbours. With comparisons under maps: of neighbours, and
        of any wave with the last one; and by names of neighbours of which the later
        release does not say itself what moved.
    """
    names = {identity: quarter.name for identity, quarter in found.items()}
    neighbours, last = set(pairwise(found)), [*found][-1]
    maps: dict[Two, tuple[tuple[str, str], ...]] = {
        (names[one.earlier_id], names[one.later_id]): tuple(
            (old, new) for old, new in one.pairs
        )
        for identity in found
        for one in known.maps.get(identity, ())
        if (one.earlier_id, one.later_id) in neighbours
    }
    compared: dict[Two, Mapping[str, Any]] = {}
    for earlier, later, mapped, sha256 in (
        one for identity in found for one in known.comparisons.get(identity, ())
    ):
        if earlier not in found:
            continue
        two, ids = (names[earlier], names[later]), (earlier, later)
        if mapped:
            wanted = ids in neighbours or later == last
        else:
            unsaid = not says(found[later].release, names[earlier])
            wanted = ids in neighbours and two not in maps and unsaid
        if wanted:
            compared[two] = stored(earlier, later, mapped, sha256)
    return Series(tuple(found.values()), maps, compared)


def says(release: Mapping[str, Any], before: str | None) -> bool:
    """Tell whether a release says what moved since an earlier wave."""
    ends = before, release["wave"]
    return any((one["from"], one["to"]) == ends for one in release["changes"])
