"""Cards with one-time codes: derived, shuffled, printed once."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from diagnostic.ballots import keys, links
from diagnostic.pipeline import brands
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.refusal import MODES, RefusedError
from diagnostic.pipeline.waves import existing
from diagnostic.rules import Rules
from diagnostic.store.database import Session
from diagnostic.store.models import Department, Wave

if TYPE_CHECKING:
    from reports.cards import Card


@dataclass(frozen=True)
class Deck:
    """Cards whose codes are not valid yet.

    Args:
        pdf: the cards.
        cards: how many.
        version: of the roster; another one means that these are no longer all.
    """

    pdf: bytes = field(repr=False)
    cards: int
    version: int


@dataclass(frozen=True)
class Waiting:
    """Cards that nobody has yet.

    Args:
        cards: how many.
        version: of the roster, as that of a deck.
    """

    cards: int
    version: int


def print_cards(
    installation: Installation,
    company: str,
    name: str,
    deliver: Callable[[bytes], None],
    now: datetime,
) -> int:
    """Print the cards of everybody who has none yet.

    They count only once they are delivered. If that fails nothing has changed, and
    the next attempt gives the same codes.

    Args:
        installation: where.
        company: its slug.
        name: of the wave.
        deliver: puts the PDF where it is to be, or raises.
        now: the clock.

    Returns:
        How many cards were printed.

    Raises:
        RefusedError: the wave has no codes, is not launched or over, or every card
            was printed already.
        MissingKeyError: the key is gone, and with it every code.
    """
    # Not while others wait: a thousand cards take longer than anybody who answers.
    deck = make_cards(installation, company, name, now)
    with installation.database.writing() as session:
        wave = _undealt(session, company, name, deck.version, now)
        deliver(deck.pdf)
        _deal(wave)
    return deck.cards


def waiting(
    installation: Installation, company: str, name: str, now: datetime
) -> Waiting:
    """Count the cards that nobody has yet.

    Raises:
        RefusedError: as ``print_cards``.
    """
    with installation.database.reading() as session:
        wave = _printable(session, company, name, now)
        return Waiting(_lacking(wave), wave.roster_version)


def make_cards(
    installation: Installation, company: str, name: str, now: datetime
) -> Deck:
    """Make the cards of everybody who has none yet; their codes are not valid yet.

    Repeated, it gives the same codes in another order, until they are confirmed.

    Raises:
        RefusedError: as ``print_cards``.
        MissingKeyError: the key is gone, and with it every code.
    """
    with installation.database.reading() as session:
        return _print(installation, session, _printable(session, company, name, now))


def confirm(
    installation: Installation, company: str, name: str, version: int, now: datetime
) -> int:
    """Make the codes of cards valid, which are not printed again from then on.

    Args:
        installation: where.
        company: its slug.
        name: of the wave.
        version: of the deck that is in the consultant's hands.
        now: the clock.

    Returns:
        How many cards became valid.

    Raises:
        RefusedError: as ``print_cards``, or the wave was changed since this deck was
            made.
    """
    with installation.database.writing() as session:
        return _deal(_undealt(session, company, name, version, now))


def _undealt(
    session: Session, company: str, name: str, version: int, now: datetime
) -> Wave:
    wave = _printable(session, company, name, now, hold=True)
    if wave.roster_version != version:
        raise RefusedError(
            "{company}/{name} was changed while its cards were printed; try again",
            company=company,
            name=name,
        )
    return wave


def _deal(wave: Wave) -> int:
    cards = _lacking(wave)
    for department in wave.departments:
        department.printed = department.invited
    wave.roster_version += 1
    return cards


def _lacking(wave: Wave) -> int:
    return sum(
        department.invited - department.printed for department in wave.departments
    )


def _printable(
    session: Session, company: str, name: str, now: datetime, *, hold: bool = False
) -> Wave:
    wave = existing(session, company, name, hold=hold)
    if wave.mode != "codes":
        raise RefusedError(
            "{company}/{name} has no codes: its mode is {mode}",
            company=company,
            name=name,
            mode=MODES[wave.mode],
        )
    if wave.state == "draft":
        raise RefusedError(
            "{company}/{name} is a draft: launch it first, as cards bear its terms",
            company=company,
            name=name,
        )
    if wave.state not in ("scheduled", "open") or wave.closes <= now:
        raise RefusedError(
            "{company}/{name} is over: a card would be of no use",
            company=company,
            name=name,
        )
    if all(department.printed >= department.invited for department in wave.departments):
        raise RefusedError(
            "the cards of {company}/{name} were printed already, and"
            " that is done only once",
            company=company,
            name=name,
        )
    return wave


def _print(installation: Installation, session: Session, wave: Wave) -> Deck:
    # The engine that lays out a PDF loads slowly; few processes ever print a card.
    from reports.cards import render

    key = keys.load(installation.keys, wave.id)
    cards = [
        card
        for department in wave.departments
        for card in _shuffled(installation.base_url, key, wave, department)
    ]
    pdf = render(
        cards,
        company=wave.company.name,
        wave=wave.name,
        closes=wave.closes,
        language=wave.language,
        brand=brands.shown(session, wave.company),
    )
    return Deck(pdf, len(cards), wave.roster_version)


def _shuffled(
    base_url: str, key: keys.WaveKey, wave: Wave, department: Department
) -> "Iterator[Card]":
    """Deal a department's cards: where one lies in the pile tells nothing.

    In the order of their numbers whoever holds the key could say who was handed
    which, as people are mostly served in the order of a list.
    """
    from reports.cards import Card

    numbers = list(range(department.printed, department.invited))
    secrets.SystemRandom().shuffle(numbers)
    for number in numbers:
        code = links.printed(links.code(key, department.slug, number))
        address = f"{base_url}/s/{code}"
        yield Card(department.name, address, _fewest(wave, department))


def _fewest(wave: Wave, department: Department) -> int:
    """Give the answers from which on a department is shown (rules P1 and P6)."""
    declared = Rules.declared_minimum
    if (
        department.leadership
        and wave.small_leadership == "declared"
        and department.invited >= declared
    ):
        return declared
    return wave.minimum
