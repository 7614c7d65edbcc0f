"""Whom a finding is about, where it names no single team."""

from collections.abc import Iterator

from diagnostic.history import Release

TOGETHER = ""
"""Everybody in every team, as one."""


def concerned(release: Release, dimension: str, pattern: str) -> tuple[str, ...]:
    """Name the groups that a release shows a finding of.

    Args:
        release: of the wave that found it.
        dimension: key.
        pattern: as the playbook names it.

    Returns:
        In the order of the release, leadership by its name; ``TOGETHER`` where only
        all teams together show it; none if nobody does.
    """
    wanted = (dimension, pattern)
    found = dict.fromkeys(
        group for group, *each in _every(release) if wanted == (*each,)
    )
    return tuple(found) or tuple(
        TOGETHER
        for total in release["totals"]
        if wanted == (total["dimension"], total["pattern"])
    )


def _every(release: Release) -> Iterator[tuple[str, str, str]]:
    """Give group, dimension and pattern of all that is shown of groups."""
    for entry in release["comparisons"]:
        yield entry["team"], entry["dimension"], entry["pattern"]
    for entry in release["agreement"]:
        if entry["divided"]:
            yield entry["group"], entry["dimension"], "divided"
    for entry in release["blind_spots"]:
        if entry["blind"]:
            yield entry["team"], entry["dimension"], "blind_spot"
    for gate in release["gates"]:
        if gate["state"] is not None:
            for pattern in (gate["state"], "sides_disagree"):
                yield gate["group"] or TOGETHER, gate["dimension"], pattern
