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
    document = series.compared.get(pair, last.release)
    changes = [one for one in document["changes"] if (one["from"], one["to"]) == pair]
    gaps = [one for one in document["gap_changes"] if (one["from"], one["to"]) == pair]
    return Since(
        before=before.name,
        now=last.name,
        mapped=pair in series.compared,
        moved=tuple(one for one in changes if one["verdict"] in ("rose", "fell")),
        still=tuple(one for one in changes if one["verdict"] == "inconclusive"),
        untold=tuple(
            one for one in changes if one["verdict"] in ("not_shown", "not_comparable")
        ),
        gaps=tuple(one for one in gaps if one["status"] is not None),
    )
