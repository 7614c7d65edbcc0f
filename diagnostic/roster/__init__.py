"""Rosters: who is invited, as a CSV file."""

from diagnostic.roster.departments import Roster, RosterDepartment

__all__ = ["Roster", "RosterDepartment"]
