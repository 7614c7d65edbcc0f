"""A consultant's companies side by side, from the releases of their last waves."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from diagnostic.history.portfolio import (
    Benchmark,
    Figure,
    Moves,
    benchmark,
    figures,
    moves,
)
from diagnostic.pipeline.installation import Installation
from diagnostic.store import quarters
from questionnaires import Questionnaire, parse

Key = tuple[str, Figure]
"""Dimension, and what of it."""


@dataclass(frozen=True)
class Member:
    """A company in a portfolio, by the last sealed wave of a questionnaire.

    Args:
        slug: of the company.
        name: of the company.
        wave: id of the wave.
        wave_name: its name.
        subject: the initiative it was about, or empty.
        closed: when it was closed.
        imported: whether its answers were collected elsewhere.
        moves: what has moved since the wave before.
        figures: what companies share.
    """

    slug: str
    name: str
    wave: str
    wave_name: str
    subject: str
    closed: datetime
    imported: bool
    moves: Moves
    figures: Mapping[Key, float]


@dataclass(frozen=True)
class Portfolio:
    """Companies that were asked the same questionnaire.

    Args:
        questionnaire: as it was asked last.
        members: where most moved first; a company once for each subject.
        benchmarks: of the figures that enough companies have.
    """

    questionnaire: Questionnaire
    members: Sequence[Member]
    benchmarks: Mapping[Key, Benchmark]


def portfolios(
    installation: Installation, companies: Collection[str] | None
) -> Mapping[str, Portfolio]:
    """Read what the last releases of companies say, by questionnaire.

    Args:
        installation: where.
        companies: slugs of those that the visitor works for; None is all.

    Returns:
        By the key of the questionnaire, that of most companies first.
    """
    found: dict[str, list[Member]] = {}
    asked: dict[str, Questionnaire] = {}
    with installation.database.reading() as session:
        for wave, document in quarters.latest(session, companies):
            release = json.loads(document)
            key = wave.questionnaire_key
            version = wave.questionnaire_version
            if key not in asked or version > asked[key].version:
                asked[key] = parse(wave.questionnaire_source)
            member = Member(
                slug=wave.company.slug,
                name=wave.company.name,
                wave=wave.id,
                wave_name=wave.name,
                subject=wave.subject,
                closed=cast("datetime", wave.closed),
                imported=wave.imported,
                moves=moves(release),
                figures={(d, kind): value for d, kind, value in figures(release)},
            )
            found.setdefault(key, []).append(member)
    ordered = sorted(found, key=lambda key: (-len(found[key]), key))
    return {key: _portfolio(asked[key], found[key]) for key in ordered}


def _portfolio(asked: Questionnaire, members: Sequence[Member]) -> Portfolio:
    # A company with several subjects counts once: its newest wave speaks for it.
    newest: dict[str, Member] = {}
    for member in members:
        known = newest.get(member.slug)
        if known is None or member.closed > known.closed:
            newest[member.slug] = member
    values: dict[Key, list[float]] = {}
    for member in newest.values():
        for key, value in member.figures.items():
            values.setdefault(key, []).append(value)
    return Portfolio(
        questionnaire=asked,
        members=sorted(
            members, key=lambda one: (-one.moves.number, one.name.casefold(), one.slug)
        ),
        benchmarks={
            key: made
            for key, each in values.items()
            if (made := benchmark(each)) is not None
        },
    )
