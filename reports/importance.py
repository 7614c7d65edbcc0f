"""Which dimensions matter, and in what order."""

from collections.abc import Sequence

from reports.reading import Entry, Reading
from reports.values import bound

STRONG, GAP, TOGETHER, DIVIDED, SLIGHT, NOTHING = range(6)


def ranked(gaps: Sequence[Entry]) -> list[Entry]:
    """Order gaps by what to talk about first: strong ones, then by size."""
    return sorted(
        gaps,
        key=lambda gap: (
            gap["strength"] != "strong",
            -abs(bound(gap["difference"]) or 0.0),
        ),
    )


def by_importance(reading: Reading) -> list[str]:
    """Order the dimensions that are shown.

    Strong gaps come first, then gaps, those that only all teams together show, divided
    groups and small differences, each by the largest difference; the rest in the
    order of the questionnaire.
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
    if total := only_together(reading, key):
        return TOGETHER, -_largest([total])
    if any(reading.divided(group, key) for group in reading.groups):
        return DIVIDED, -_largest(slight)
    return (SLIGHT, -_largest(slight)) if slight else (NOTHING, 0.0)


def only_together(reading: Reading, key: str) -> Entry | None:
    """Give the gap of all teams together in a dimension where no team shows one.

    It must stand among the totals of all dimensions: in its row it is tested by itself.
    """
    total = reading.total(key)
    if total is None or total["verdict"] != "gap" or not total["strength"]:
        return None
    shown = {gap["dimension"] for gap in reading.with_verdict("gap")}
    return None if key in shown else total


def gaps_together(reading: Reading) -> list[Entry]:
    """Order the gaps that only all teams together show."""
    found = (only_together(reading, key) for key in reading.dimensions)
    return ranked([total for total in found if total])


def _largest(found: list[Entry]) -> float:
    return max((abs(bound(entry["difference"]) or 0.0) for entry in found), default=0.0)
