"""Tables of rates in Markdown, with their standard errors."""

import math
from collections.abc import Iterable, Sequence


def table(head: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    """Write a table; the first column is text, numbers to three places."""
    lines = ["| " + " | ".join(str(h) for h in head) + " |"]
    lines.append("|" + "|".join(["---"] + ["--:"] * (len(head) - 1)) + "|")
    lines += ["| " + " | ".join(_text(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def standard_error(rate: float, sets: int) -> float:
    """Standard error of a rate of independent data sets."""
    return math.sqrt(rate * (1 - rate) / sets)


def verdict(
    name: str, rate: float, limit: float, sets: int, *, most: bool
) -> tuple[bool, str]:
    """Say whether a rate keeps a limit within two standard errors of the limit.

    Args:
        name: what is limited, and in which cell it is worst.
        rate: the worst rate measured.
        limit: what it is held to.
        sets: independent data sets behind the rate.
        most: whether the limit is an upper one.
    """
    slack = 2 * standard_error(limit, sets)
    reached = rate <= limit + slack if most else rate >= limit - slack
    sign = "<=" if most else ">="
    line = (
        f"{'reached' if reached else 'NOT REACHED'}: {name}: {rate:.4f} "
        f"(limit {sign} {limit}, two standard errors {slack:.4f})"
    )
    return reached, line


def _text(cell: object) -> str:
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell)
