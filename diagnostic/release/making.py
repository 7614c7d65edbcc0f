"""A release is made from the exact diagnosis, section by section."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from diagnostic.release import FORMAT, digest, to_bytes
from diagnostic.release.cells import shown_cells
from diagnostic.release.comparisons import released_comparisons, released_totals
from diagnostic.release.display import ALL, Display
from diagnostic.release.figures import (
    released_agreement,
    released_cells,
    released_choices,
)
from diagnostic.release.items import released_items
from diagnostic.release.sides import (
    released_blind_spots,
    released_gates,
    released_readiness,
)
from diagnostic.release.waves import (
    displays,
    released_changes,
    released_gap_changes,
    released_trends,
)
from diagnostic.stats.findings import Diagnosis

SECTIONS = {
    "cells": released_cells,
    "comparisons": released_comparisons,
    "totals": released_totals,
    "items": released_items,
    "agreement": released_agreement,
    "blind_spots": released_blind_spots,
    "gates": released_gates,
}
"""What a release consists of. A figure that no section writes is withheld."""

MOVED = {
    "changes": released_changes,
    "gap_changes": released_gap_changes,
    "trends": released_trends,
}
"""What it says of waves before, from what their releases display."""


def release(
    diagnosis: Diagnosis,
    *,
    company: str | None = None,
    closed: date | None = None,
    program: str,
    collection: Mapping[str, Any] | None = None,
    subject: str | None = None,
    imported: bool = False,
    previous: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """Make the release of a wave from its exact diagnosis.

    Args:
        diagnosis: exact and private.
        company: name, as printed.
        closed: day on which the wave was closed; None for answers from a file.
        program: version of this program, as printed.
        collection: how the answers were collected: ``mode`` (``invited``, ``codes``
            or ``open``), ``opened`` (a date as ISO text), ``late`` (people added after
            launch), ``reminders``; None for answers from a file.
        subject: the initiative that was asked about, if one was; the release has
            no key for it otherwise.
        imported: the answers were collected elsewhere and brought as a file; the
            release has no key for it otherwise.
        previous: releases of earlier waves. Changes, and lines through gaps, are
            made of what they display, and of waves whose release is not among them
            have no figures: where one widened a clamp, to say more of that wave now
            would undo it.

    Returns:
        ``alignment-release/1`` as plain lists, texts and numbers, rounded, clamped
        or withheld by rules P1 to P6 and P8. Not to be changed: ``sha256`` holds it.

    Source: docs/release.md, the format; docs/decisions/disclosure.md, the attack.
    """
    return _release(
        diagnosis,
        ALL,
        company=company,
        closed=closed,
        program=program,
        collection=collection,
        subject=subject,
        imported=imported,
        previous=previous,
    )


def _release(
    diagnosis: Diagnosis,
    on: frozenset[str],
    *,
    company: str | None = None,
    closed: date | None = None,
    program: str = "",
    collection: Mapping[str, Any] | None = None,
    subject: str | None = None,
    imported: bool = False,
    previous: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """Make a release with some rules off, for the attack that must then succeed."""
    display = Display(diagnosis.questionnaire.scale.points, diagnosis.rules, on)
    cells = shown_cells(diagnosis, display)
    document: dict[str, Any] = {
        "format": FORMAT,
        "program": program,
        "company": company,
        "wave": diagnosis.wave,
        "closed": None if closed is None else closed.isoformat(),
        "collection": _collection(collection),
        "questionnaire": {
            "key": diagnosis.questionnaire.key,
            "version": diagnosis.questionnaire.version,
        },
        "rules": asdict(diagnosis.rules),
        "groups": list(_groups(diagnosis)),
        "choices": list(released_choices(diagnosis, display)),
        "reliability": list(_reliability(diagnosis)),
    }
    for name, written in SECTIONS.items():
        document[name] = list(written(diagnosis, cells, display))
    known = displays(previous, diagnosis, cells)
    for name, moved in MOVED.items():
        document[name] = list(moved(diagnosis, cells, display, known))
    if subject:
        document["subject"] = subject
    if imported:
        document["imported"] = True
    document["readiness"] = released_readiness(document["gates"])
    # Through JSON and back: what cannot be written, or NaN, fails here.
    plain: dict[str, Any] = json.loads(to_bytes(document))
    return {**plain, "sha256": digest(plain)}


def _collection(given: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Take the four facts that are printed, and nothing else that is known."""
    if given is None:
        return None
    return {key: given[key] for key in ("mode", "opened", "late", "reminders")}


def _groups(diagnosis: Diagnosis) -> Iterator[dict[str, Any]]:
    for group in diagnosis.groups:
        yield {
            "name": group.name,
            "leadership": group.leadership,
            "answered": group.answered,
            "invited": group.invited,
        }


def _reliability(diagnosis: Diagnosis) -> Iterator[dict[str, Any]]:
    for found in diagnosis.reliability:
        alpha = None if found.alpha is None else round(found.alpha, 2) + 0.0
        yield {"dimension": found.dimension, "alpha": alpha, "n": found.n}
