"""What moved since the quarter before, what did not, and what cannot be said."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from diagnostic.history import Series

Found = Mapping[str, Any]


@dataclass(frozen=True)
class Since:
    """The last quarter against the one before it.

    Args:
        before: name of the quarter before.
        now: name of the last quarter.
        mapped: whether departments were mapped between the two.
        moved: changes of groups that are shown: ``rose`` or ``fell``.
        still: changes of groups that are not shown to be one: ``inconclusive``.
        untold: those that are not shown, or do not compare.
        gaps: changes of gaps that have a status.
    """

    before: str | None
    now: str | None
    mapped: bool
    moved: tuple[Found, ...]
    still: tuple[Found, ...]
    untold: tuple[Found, ...]
    gaps: tuple[Found, ...]


def since(series: Series) -> Since | None:
    """Sort what the last quarter's changes say; None of a first quarter.

    Args:
        series: oldest first.

    Returns:
        Entries of the comparison under the confirmed map of departments, or else of
        the release of the last quarter.
    """
    if len(series.quarters) < 2:
        return None
    before, last = series.quarters[-2:]
    pair = (before.name, last.name)
    return between(series.compared.get(pair, last.release), *pair)


def of_release(release: Mapping[str, Any]) -> Since | None:
    """Sort what a release says of the wave before its own; None if it says nothing."""
    now = release["wave"]
    last = [one for one in _entries(release) if one["to"] == now]
    return between(release, last[-1]["from"], now) if last else None


def between(document: Mapping[str, Any], before: str | None, now: str | None) -> Since:
    """Sort the changes between two waves by what may be said of them.

    Args:
        document: a release, or the comparison of the two waves under a map.
        before: name of the earlier wave.
        now: name of the later one.
    """
    changes, gaps = (
        [one for one in document[kind] if (one["from"], one["to"]) == (before, now)]
        for kind in ("changes", "gap_changes")
    )
    return Since(
        before=before,
        now=now,
        mapped=document.get("mapped", False),
        moved=tuple(one for one in changes if one["verdict"] in ("rose", "fell")),
        still=tuple(one for one in changes if one["verdict"] == "inconclusive"),
        untold=tuple(
            one for one in changes if one["verdict"] in ("not_shown", "not_comparable")
        ),
        gaps=tuple(one for one in gaps if one["status"] is not None),
    )


def _entries(document: Mapping[str, Any]) -> list[Found]:
    return [*document["changes"], *document["gap_changes"]]
