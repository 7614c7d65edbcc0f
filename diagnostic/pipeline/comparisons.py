"""Comparisons of waves that are kept, read back with both of their releases."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from diagnostic.history import Quarter
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.reporting import TamperedError
from diagnostic.release import verify
from diagnostic.store import quarters, releases, waves
from diagnostic.store.database import Session
from questionnaires import parse


@dataclass(frozen=True)
class Kept:
    """Two waves, and what is kept of how they compare.

    Args:
        earlier: wave.
        later: wave.
        has_map: departments were mapped somewhere between the two.
        document: the comparison, see docs/release.md; None before it is computed.
    """

    earlier: Quarter
    later: Quarter
    has_map: bool
    document: Mapping[str, Any] | None


def kept(
    installation: Installation, chain: Sequence[str], *, as_named: bool = False
) -> Kept:
    """Read the comparison of the first and the last of some waves in a row.

    Args:
        installation: where.
        chain: ids of sealed waves, each right after the one before.
        as_named: without regard to maps: departments of equal names are the same.

    Raises:
        TamperedError: a release or the comparison was changed since it was made.
    """
    earlier, later = chain[0], chain[-1]
    with installation.database.reading() as session:
        has_map = any(
            quarters.mapped(session, *pair) is not None for pair in pairwise(chain)
        )
        mapped = has_map and not as_named
        written = quarters.comparison(session, earlier, later, mapped=mapped)
        return Kept(
            _quarter(session, earlier),
            _quarter(session, later),
            has_map,
            None if written is None else _verified(written),
        )


def _quarter(session: Session, identity: str) -> Quarter:
    wave = waves.get(session, identity)
    document = releases.document(session, identity) or b"{}"
    return Quarter(_verified(document), parse(wave.questionnaire_source))


def _verified(written: bytes) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(written)
    if not verify(document):
        raise TamperedError("a release or a comparison was changed")
    return document
