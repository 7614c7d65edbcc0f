"""Two waves side by side: a release of its own, made only of what both show."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from diagnostic.release import COMPARISON, digest, to_bytes
from diagnostic.release.between import moved
from diagnostic.release.blocks import Side, groups_of
from diagnostic.release.display import ALL, Display
from diagnostic.rules import Rules
from diagnostic.tally.mapping import Pair
from questionnaires.versions import shared_items

__all__ = ["Side", "compare_waves"]

EVERY = ALL | {"L4"}
"""The rules of a comparison; L4: it is made only of cells that both waves show."""


def compare_waves(
    earlier: Side,
    later: Side,
    pairs: Sequence[Pair] | None,
    *,
    company: str,
    program: str,
) -> dict[str, Any]:
    """Say what moved between two sealed waves of one questionnaire.

    Args:
        earlier: wave; it need not be the neighbour of the other.
        later: wave.
        pairs: teams of the earlier wave and what each became; None: those of equal
            names are the same.
        company: name, as printed.
        program: version of this program, as printed.

    Returns:
        ``alignment-comparison/1``. Its figures are made of those that both releases
        display; only whether something rose or fell, and what became of a gap, comes
        from exact numbers. Not to be changed: ``sha256`` holds it.

    Source: docs/release.md, the format; docs/decisions/disclosure.md, the reasons.
    """
    return _compare(earlier, later, pairs, EVERY, company=company, program=program)


def _compare(
    earlier: Side,
    later: Side,
    pairs: Sequence[Pair] | None,
    on: frozenset[str],
    *,
    company: str = "",
    program: str = "",
) -> dict[str, Any]:
    """Compare with some rules off, for the attack that must then succeed."""
    rules = Rules(**later.release["rules"])
    groups = groups_of(earlier, later, pairs)
    display = Display(later.questionnaire.scale.points, rules, on)
    asked = earlier.questionnaire, later.questionnaire
    document: dict[str, Any] = {
        "format": COMPARISON,
        "program": program,
        "company": company,
        "from": _wave(earlier),
        "to": _wave(later),
        "questionnaire": {
            "key": later.questionnaire.key,
            "from": earlier.questionnaire.version,
            "to": later.questionnaire.version,
        },
        "rules": asdict(rules),
        "mapped": pairs is not None,
        "groups": [
            {
                "name": group.name,
                "leadership": group.leadership,
                "from": group.earlier,
                "to": group.later,
            }
            for group in groups
        ],
        "dimensions": [
            {
                "dimension": dimension.key,
                "items": len(later.questionnaire.items_of(dimension.key)),
                "shared": len(shared_items(*asked, dimension.key)),
            }
            for dimension in later.questionnaire.dimensions
        ],
    }
    told = _as_released(earlier, later) if pairs is None and on == EVERY else {}
    document |= told or moved(earlier, later, groups, display)
    document["untested"] = [
        wave.release["wave"]
        for wave in (earlier, later)
        if wave.tally is None and not told
    ]
    # Through JSON and back: what cannot be written, or NaN, fails here.
    plain: dict[str, Any] = json.loads(to_bytes(document))
    return {**plain, "sha256": digest(plain)}


def _wave(side: Side) -> dict[str, Any]:
    return {key: side.release[key] for key in ("wave", "closed", "sha256")}


def _as_released(earlier: Side, later: Side) -> dict[str, Any]:
    """Repeat what the later release says of the earlier wave, if it does.

    Said once more in other roundings it would be another release of the same.
    """
    if earlier.leadership != later.leadership:
        return {}
    ends = {"from": earlier.release["wave"], "to": later.release["wave"]}
    told = {
        section: [
            entry for entry in later.release[section] if ends.items() <= entry.items()
        ]
        for section in ("changes", "gap_changes")
    }
    return told if told["changes"] else {}
