"""Quarters in a row, written as what their releases show of two dimensions."""

from diagnostic.history import Quarter, Series
from tests.stats.companies import questionnaire

ASKED = questionnaire({"vision": ["v1", "v2"], "means": ["m1"]})
REWORDED = questionnaire(
    {"vision": ["v1", "v2"], "means": ["m1"]}, version=2, compared={"m1": "reworded"}
)


PATTERNS = {
    "gap": "gap_leadership_higher",
    "aligned": "aligned_strong",
    "inconclusive": "too_close",
}


def quarter(name, gaps, *, moved=(), changes=(), asked=ASKED, leaders="leadership"):
    """Give a wave.

    ``gaps`` are (verdict, difference) by (team, dimension), ``moved`` are (team,
    dimension, status) and ``changes`` (group, dimension, verdict), each since the
    wave named first; ``leaders`` is the name of the leadership, or None.
    """
    teams = sorted({team for team, _ in gaps})
    leading = [leaders] if leaders else []
    return Quarter(
        {
            "wave": name,
            "questionnaire": {"key": asked.key, "version": asked.version},
            "groups": [
                *({"name": name, "leadership": True} for name in leading),
                *({"name": team, "leadership": False} for team in teams),
            ],
            "comparisons": [
                {
                    "team": team,
                    "dimension": dimension,
                    "verdict": verdict,
                    "pattern": PATTERNS.get(verdict, verdict),
                    "difference": difference,
                    "ci95": [difference - 0.5, difference + 0.5]
                    if difference
                    else None,
                }
                for (team, dimension), (verdict, difference) in gaps.items()
            ],
            "cells": [
                {"group": group, "dimension": "vision", "mean": 3.0}
                for group in (*leading, *teams)
            ],
            "agreement": [
                {"group": group, "dimension": "vision", "ad": 0.4, "divided": False}
                for group in leading
            ],
            **{"totals": [], "gates": [], "blind_spots": []},
            "changes": [_change(name, "group", *one) for one in changes],
            "gap_changes": [_change(name, "team", *one) for one in moved],
        },
        asked,
    )


def _change(to, kind, before, group, dimension, word):
    result = "status" if kind == "team" else "verdict"
    return {
        **{"from": before, "to": to, kind: group, "dimension": dimension},
        **{"change": -0.2, "ci95": [-0.5, 0.1], result: word},
    }


def compared(before, to, blocks, *, moved=(), changes=()):
    """Give the comparison of two waves under a map, of blocks by their name."""
    return {
        "mapped": True,
        "groups": [
            {"name": name, "leadership": False, "from": [*olds], "to": [*news]}
            for name, (olds, news) in blocks.items()
        ],
        "changes": [_change(to, "group", before, *one) for one in changes],
        "gap_changes": [_change(to, "team", before, *one) for one in moved],
    }


def series(*quarters, maps=None, compared=None):
    return Series(quarters, maps or {}, compared or {})
