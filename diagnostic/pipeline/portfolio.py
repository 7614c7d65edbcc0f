"""A consultant's companies side by side, from the releases of their last waves."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from diagnostic.history import Series
from diagnostic.history.portfolio import Figure, Moves, figures, moves
from diagnostic.pipeline import remembering
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.sequences import Place, place_of
from diagnostic.release.display import Value
from diagnostic.store import quarters
from diagnostic.store.models import Wave
from questionnaires import Questionnaire

Key = tuple[str, Figure]
"""Dimension, and what of it."""


@dataclass(frozen=True)
class Member:
    """A company in a portfolio, by the last sealed wave of a questionnaire.

    Args:
        slug: of the company.
        name: of the company.
        subject: the initiative that the wave was about, or empty.
        last: the wave.
        moves: what has moved since the wave before.
    """

    slug: str
    name: str
    subject: str
    last: Place
    moves: Moves


@dataclass(frozen=True)
class Portfolio:
    """Companies that were asked the same questionnaire.

    Args:
        questionnaire: as it was asked last.
        members: where most moved first; a company once for each subject.
        figures: displayed ones, by company's slug; of a company with several
            subjects those of its newest wave.
    """

    questionnaire: Questionnaire
    members: Sequence[Member]
    figures: Mapping[Key, Mapping[str, Value]]


def portfolios(
    installation: Installation, companies: Collection[str] | None
) -> Mapping[str, Portfolio]:
    """Read what the last releases of companies say, by questionnaire.

    Args:
        installation: where.
        companies: slugs of those that the visitor works for; None is all.

    Returns:
        By the key of the questionnaire, that of most members first.

    Raises:
        TamperedError: a release or a comparison was changed since it was made.
    """
    with installation.database.reading() as session:
        rows = [
            [*row]
            for _, row in groupby(quarters.latest(session, companies), key=_series)
        ]
        places = [[place_of(wave) for wave in row] for row in rows]
        read = remembering.every(session, places)
        found: dict[str, list[tuple[Member, Series]]] = {}
        for row, waves, series in zip(rows, places, read, strict=True):
            company, last = row[-1].company, waves[-1]
            member = Member(
                company.slug, company.name, row[-1].subject, last, moves(series)
            )
            found.setdefault(last.questionnaire.key, []).append((member, series))
    ordered = sorted(found, key=lambda key: (-len(found[key]), key))
    return {key: _portfolio(found[key]) for key in ordered}


def _series(wave: Wave) -> tuple[int, str, str]:
    return wave.company_id, wave.questionnaire_key, wave.subject


def _portfolio(found: Sequence[tuple[Member, Series]]) -> Portfolio:
    asked = max(
        (member.last.questionnaire for member, _ in found), key=lambda one: one.version
    )
    newest: dict[str, tuple[Member, Series]] = {}
    for member, series in found:
        known = newest.get(member.slug)
        if known is None or member.last.closed > known[0].last.closed:
            newest[member.slug] = member, series
    values: dict[Key, dict[str, Value]] = {}
    for slug, (_, series) in newest.items():
        last = series.quarters[-1]
        for dimension, kind, value in figures(last.release, last.questionnaire, asked):
            values.setdefault((dimension, kind), {})[slug] = value
    members = [member for member, _ in found]
    return Portfolio(
        questionnaire=asked,
        members=sorted(
            members, key=lambda one: (-one.moves.number, one.name.casefold(), one.slug)
        ),
        figures=values,
    )
