"""Waves in a row: read together, departments mapped, any two compared."""

import json
from itertools import pairwise
from typing import Any

from diagnostic.history import Quarter, Series
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.waves import existing
from diagnostic.store import quarters, releases
from diagnostic.store.database import Session
from diagnostic.store.models import Wave
from questionnaires import parse


def series(installation: Installation, company: str, name: str) -> Series:
    """Read the sealed waves of a wave's questionnaire and subject, up to itself.

    Args:
        installation: where.
        company: its slug.
        name: of a sealed wave.

    Raises:
        RefusedError: there is no such wave.
    """
    with installation.database.reading() as session:
        return series_of(session, existing(session, company, name))


def series_of(session: Session, wave: Wave) -> Series:
    """Read the sealed waves up to one, with their confirmed maps and comparisons."""
    every = quarters.series(session, wave)
    waves = every[: [each.id for each in every].index(wave.id) + 1]
    names = {each.id: each.name for each in waves}
    maps: dict[tuple[str | None, str | None], tuple[tuple[str, str], ...]] = {
        (earlier.name, later.name): tuple(pairs)
        for earlier, later in pairwise(waves)
        if (pairs := quarters.mapped(session, earlier.id, later.id)) is not None
    }
    compared: dict[tuple[str | None, str | None], Any] = {
        (names[found.earlier_id], names[found.later_id]): json.loads(found.document)
        for found in quarters.comparisons(session, list(names))
        if found.mapped
    }
    return Series(
        quarters=tuple(_quarter(session, each) for each in waves),
        maps=maps,
        compared=compared,
    )


def _quarter(session: Session, wave: Wave) -> Quarter:
    document = releases.document(session, wave.id) or b""
    return Quarter(json.loads(document), parse(wave.questionnaire_source))
