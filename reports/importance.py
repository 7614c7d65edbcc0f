"""Which dimensions matter, and in what order."""

from reports.reading import Entry, Reading
from reports.values import bound

STRONG, GAP, DIVIDED, SLIGHT, NOTHING = range(5)


def by_importance(reading: Reading) -> list[str]:
    """Order the dimensions that are shown.

    Strong gaps come first, then gaps, divided groups and small differences, each by
    the largest difference; the rest in the order of the questionnaire.
    """
    shown = [key for key in reading.dimensions if reading.shows(key)]
    return sorted(shown, key=lambda key: importance(reading, key))


def matters(reading: Reading, key: str) -> bool:
    """Tell whether anything happened in a dimension."""
    return importance(reading, key)[0] < NOTHING


def importance(reading: Reading, key: str) -> tuple[int, float]:
    """Give the kind of what happened in a dimension, and minus its largest size."""
    found = [reading.comparisons[team, key] for team in reading.teams]
    gaps = [entry for entry in found if entry["verdict"] == "gap"]
    slight = [entry for entry in found if entry["verdict"] == "slight"]
    if any(entry["strength"] == "strong" for entry in gaps):
        return STRONG, -_largest(gaps)
    if gaps:
        return GAP, -_largest(gaps)
    if any(reading.divided(group, key) for group in reading.groups):
        return DIVIDED, -_largest(slight)
    return (SLIGHT, -_largest(slight)) if slight else (NOTHING, 0.0)


def _largest(found: list[Entry]) -> float:
    return max((abs(bound(entry["difference"]) or 0.0) for entry in found), default=0.0)
