"""Comments as they may be read: in random order, apart from every score (P7)."""

import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from diagnostic.rules import FEWEST_COMMENTS, Rules

Remark = tuple[str | None, str | None, str]
"""Group and dimension, where they may be told, and text of a comment."""

GROUP_LEAST = 5
"""Fewest comments of a group's own list."""


def _unpredictably(remarks: list[Any]) -> None:
    # An order that can be drawn again leads back to the order of the ballots.
    secrets.SystemRandom().shuffle(remarks)


def released_comments(
    comments: Iterable[tuple[str, str, str]],
    answered: Mapping[str, int],
    rules: Rules,
    shuffle: Callable[[list[Any]], None] = _unpredictably,
) -> list[Remark]:
    """Take from comments what would tell whose they are, and shuffle them.

    Args:
        comments: group, dimension and text, in any order.
        answered: answers per group.
        rules: the thresholds.
        shuffle: puts a list into random order; only tests replace it.

    Returns:
        Group, dimension and text, None for what may not be told. Comments of one
        group, and those of none, are a list of three or more, and within each so are
        those of one dimension and those of none. Empty if fewer than three were
        written in the whole company.
    """
    # Sorted, so that no order survives whatever the shuffle.
    written = sorted(
        (text.strip(), group, dimension)
        for group, dimension, text in comments
        if text.strip()
    )
    if len(written) < FEWEST_COMMENTS:
        return []
    counts = Counter(group for _, group, _ in written)
    people = max(rules.full_people, rules.minimum)
    groups = _told(
        counts,
        [
            group
            for group, number in counts.items()
            if number >= GROUP_LEAST and answered.get(group, 0) >= people
        ],
    )
    remarks: list[Remark] = []
    for group in (*sorted(groups), None):
        listed = [
            (dimension, text)
            for text, home, dimension in written
            if (home if home in groups else None) == group
        ]
        remarks += _by_dimension(group, listed)
    shuffle(remarks)
    return remarks


def _by_dimension(group: str | None, listed: Sequence[tuple[str, str]]) -> list[Remark]:
    counts = Counter(dimension for dimension, _ in listed)
    told = _told(
        counts, [key for key, number in counts.items() if number >= FEWEST_COMMENTS]
    )
    return [
        (group, dimension if dimension in told else None, text)
        for dimension, text in listed
    ]


def _told(counts: Mapping[str, int], wanted: Iterable[str]) -> set[str]:
    """Choose the names to tell so that nobody can subtract to those that are not.

    What is left without a name has to be nothing, or three and more of two names or
    more: otherwise everybody could see whose it is. So the rarest name goes too.
    """
    told = set(wanted)
    while told:
        rest = {name: n for name, n in counts.items() if name not in told}
        if not rest or (len(rest) > 1 and sum(rest.values()) >= FEWEST_COMMENTS):
            break
        told.remove(min(told, key=lambda name: (counts[name], name)))
    return told
