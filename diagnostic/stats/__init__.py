"""Counts in, findings out: NumPy and SciPy only."""

from diagnostic.stats.comparison import compare
from diagnostic.stats.diagnosis import diagnose

__all__ = ["compare", "diagnose"]
