"""Writes a diagnosis as a document, ``alignment-diagnosis/1``: exact and private."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from diagnostic.stats.findings import Diagnosis

FORMAT = "alignment-diagnosis/1"
_RENAMED = {"from_wave": "from", "to_wave": "to"}
_OF_DIMENSIONS_ONLY = {"opposite_items", "gap_possible", "p_cautious"}


def document(diagnosis: Diagnosis) -> dict[str, Any]:
    """Turn a diagnosis into plain values, in the order of the format.

    Nothing is rounded. What the format does not name (``n`` of predictions, the
    people behind a change, cells, choices, gates) stands after what it names.
    """
    questionnaire = diagnosis.questionnaire
    return {
        "format": FORMAT,
        "questionnaire": {"key": questionnaire.key, "version": questionnaire.version},
        "rules": asdict(diagnosis.rules),
        "wave": diagnosis.wave,
        "groups": _entries(diagnosis.groups),
        "comparisons": _entries(diagnosis.comparisons, without={"item"}),
        "totals": _entries(diagnosis.totals, without={"item"}),
        "items": _entries(
            diagnosis.items,
            first=("dimension", "team", "item"),
            without=_OF_DIMENSIONS_ONLY,
        ),
        "agreement": _entries(diagnosis.agreement),
        "reliability": _entries(diagnosis.reliability),
        "blind_spots": _entries(diagnosis.blind_spots, last=("n",)),
        "changes": _entries(
            diagnosis.changes, last=("n_from", "n_to", "items"), without={"shared"}
        ),
        "gap_changes": _entries(diagnosis.gap_changes, last=("smallest",)),
        "trends": _entries(diagnosis.trends, last=("smallest",)),
        "cells": _entries(diagnosis.cells),
        "choices": _entries(diagnosis.choices),
        "gates": _entries(diagnosis.gates),
        "readiness": next(iter(_entries(filter(None, [diagnosis.readiness]))), None),
    }


def encode(plain: dict[str, Any]) -> bytes:
    """Write plain values as UTF-8 JSON that a person can read too.

    Raises:
        ValueError: a value is NaN or infinite, which JSON cannot hold.
    """
    text = json.dumps(plain, ensure_ascii=False, allow_nan=False, indent=1)
    return f"{text}\n".encode()


def _entries(
    findings: Iterable[Any],
    *,
    first: tuple[str, ...] = (),
    last: tuple[str, ...] = (),
    without: Iterable[str] = (),
) -> list[dict[str, Any]]:
    return [_entry(asdict(finding), first, last, set(without)) for finding in findings]


def _entry(
    values: dict[str, Any],
    first: tuple[str, ...],
    last: tuple[str, ...],
    without: set[str],
) -> dict[str, Any]:
    between = [key for key in values if key not in {*first, *last, *without}]
    return {
        _RENAMED.get(key, key): list(value) if isinstance(value, tuple) else value
        for key in (*first, *between, *last)
        for value in [values[key]]
    }
