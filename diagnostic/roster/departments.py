"""Who is invited: departments, with addresses or with a number of people."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RosterDepartment:
    """A department of a roster.

    Args:
        name: as printed.
        leadership: whether it is the leadership.
        addresses: e-mail addresses as written; empty for codes and open links.
        count: people.
    """

    name: str
    leadership: bool
    addresses: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class Roster:
    """Who is invited; leadership first, then teams by name."""

    departments: tuple[RosterDepartment, ...]
