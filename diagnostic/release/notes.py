"""Where displayed figures seem to contradict a verdict."""

from typing import Any

from diagnostic.release.display import TOLERANCE, Display, bound, side

_WAYS = {"rose": 1, "fell": -1, "widening": 0, "narrowing": 0}
"""What is shown to have moved, and which way; a gap's size may move either way."""


def contradiction(written: dict[str, Any], display: Display) -> str | None:
    """Say 'rounding' where the displayed figures seem to contradict the verdict."""
    difference, verdict = written["difference"], written["verdict"]
    if difference is None or verdict in (None, "not_shown", "not_testable"):
        return None
    number, end = bound(difference), side(difference)
    rules, item = display.rules, "item" in written
    notable = (rules.item_notable if item else rules.notable) * display.scale
    way = {"leadership_higher": 1, "team_higher": -1}.get(written["direction"] or "", 0)
    if verdict == "gap":
        seems = end != way and (abs(number) < notable - TOLERANCE or number * way <= 0)
    elif verdict == "slight":
        seems = end == 0 and (abs(number) >= notable or number * way <= 0)
    elif verdict == "aligned":
        seems = _seems_apart(written, number, end, display)
    else:
        seems = False
    if verdict in ("gap", "slight") and written.get("ci95"):
        seems = seems or written["ci95"][0] < 0 < written["ci95"][1]
    return "rounding" if seems else None


def contradicted(written: dict[str, Any]) -> str | None:
    """Say 'rounding' where a change that is shown seems to be none, or the other way.

    Args:
        written: a change of an average or a gap, as it is shown.
    """
    word = written["verdict" if "verdict" in written else "status"]
    way = _WAYS.get(word)
    if way is None or written["change"] is None:
        return None
    number, end = bound(written["change"]), side(written["change"])
    low, high = written["ci95"] or (number, number)
    against = number * way <= 0 if way else number == 0
    seems = (against and end in (0, -way)) or (not end and low <= 0 <= high)
    return "rounding" if seems else None


def _seems_apart(
    written: dict[str, Any], number: float, end: int, display: Display
) -> bool:
    margin = display.rules.margin * display.scale + TOLERANCE
    ends = written["ci90"] or written["ci95"] or [number]
    if end:
        return number * end > margin
    strong = 1 + display.rules.strong * (display.points - 1)
    means = [written["mean_leadership"], written["mean_team"]]
    lowest = min(bound(mean) for mean in means if mean is not None)
    weak_above = written["pattern"] == "aligned_weak" and lowest >= strong
    strong_below = written["pattern"] == "aligned_strong" and lowest < strong
    return max(abs(e) for e in ends) > margin or weak_above or strong_below
