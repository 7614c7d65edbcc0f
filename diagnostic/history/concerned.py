"""Whom a finding is about, where it names no single team."""

from collections.abc import Iterator

from diagnostic.history import Release

TOGETHER = ""
"""Everybody in every team, as one."""


def concerned(release: Release, dimension: str, pattern: str) -> tuple[str | None, ...]:
    """Name the groups that a release shows a finding of.

    Args:
        release: of the wave that found it.
        dimension: key.
        pattern: as the playbook names it.

    Returns:
        In the order of the release, leadership as None; ``TOGETHER`` where only all
        teams together show it; none if nobody does.
    """
    leaders = {one["name"] for one in release["groups"] if one["leadership"]}
    found = dict.fromkeys(
        None if group in leaders else group
        for group, *shown in _every(release)
        if shown == [dimension, pattern]
    )
    return tuple(found) or tuple(
        TOGETHER
        for total in release["totals"]
        if (total["dimension"], total["pattern"]) == (dimension, pattern)
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
        group, dimension = gate["group"] or TOGETHER, gate["dimension"]
        if gate["state"] is not None:
            yield group, dimension, gate["state"]
        if {"met", "not_met"} <= _states(release, dimension):
            yield group, dimension, "sides_disagree"


def _states(release: Release, dimension: str) -> set[str | None]:
    return {g["state"] for g in release["gates"] if g["dimension"] == dimension}
