"""The tally: the only thing that statistics ever see. Counts, no person in it."""

from diagnostic.rules import Rules
from diagnostic.tally.cells import CompleteSheets, Counts, Histogram, Moments
from diagnostic.tally.kept import keep, revive
from diagnostic.tally.sheets import tally_sheets
from diagnostic.tally.table import Points, tally_table
from diagnostic.tally.wave import Tally

__all__ = [
    "CompleteSheets",
    "Counts",
    "Histogram",
    "Moments",
    "Points",
    "Rules",
    "Tally",
    "keep",
    "revive",
    "tally_sheets",
    "tally_table",
]
