"""Cards with one-time codes, to be printed, cut and handed out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from itertools import groupby
from typing import Any

import segno

from diagnostic.brand import Brand
from diagnostic.brand.logos import size
from reports.filling import template
from reports.letters import legible
from reports.typesetting import Plate, typeset
from reports.wording import Words, words

ON_A_SHEET = 8
"""A7 each, on A4."""
_LONG_COMPANY, _LONG_DEPARTMENT, _LONG_ADDRESS = 32, 24, 52
"""Characters that fit in the large type."""
_LONGEST_COMPANY = 90
"""Characters that fit at all beside a long department."""
_LOGO = "logo:card"
_FRAME = (140, 20)
"""Of a logo (points)."""
_QUIET = 4
"""Modules of white around a code (ISO/IEC 18004)."""
_LAST_MINUTE = (23, 59)


@dataclass(frozen=True)
class Card:
    """What one person is handed.

    Args:
        department: that its holder answers for.
        address: what the code says, and what is typed where nobody can scan.
        fewest: answers of that department that must be there to show any.
    """

    department: str
    address: str
    fewest: int


def render(
    cards: Sequence[Card],
    *,
    company: str,
    wave: str,
    closes: datetime,
    language: str,
    brand: Brand | None = None,
) -> bytes:
    """Print cards on A4, a department after the other, each on sheets of its own.

    Args:
        cards: in the order in which they are printed: shuffled before within each
            department, the cards of one together.
        company: name, as printed.
        wave: name, as printed.
        closes: the end of the wave.
        language: ``en`` or ``pt``.
        brand: its logo, where long names leave room for it, and its footer.
    """
    said = words(language)
    plates: dict[str, Plate] = {
        f"card:{number}": _code(card) for number, card in enumerate(cards)
    }
    if brand and brand.logo:
        plates[_LOGO] = brand.logo
    page = template("cards", "cards.html").render(
        language=language,
        title=said.say("Cards of {company}, {wave}", company=company, wave=wave),
        company=_short(company),
        long=len(company) > _LONG_COMPANY,
        wave=wave,
        answer_as=said.say("You answer as"),
        scan=said.say("Code to scan"),
        how=said.say(
            "Scan the code or type the address by {end}. The card works once:"
            " keep it to yourself.",
            end=_end(closes, said),
        ),
        sheets=list(_sheets(cards, said)),
        logo=_logo(brand),
        footer=brand.footer if brand else "",
    )
    return typeset(legible(page), plates, "cards/cards.css")


def _sheets(cards: Sequence[Card], said: Words) -> Iterator[dict[str, Any]]:
    numbered = list(enumerate(cards))
    for department, found in groupby(numbered, lambda pair: pair[1].department):
        dealt = list(found)
        for start in range(0, len(dealt), ON_A_SHEET):
            yield {
                "label": f"{department} ({len(dealt)})" if start == 0 else "",
                "department": department,
                "long": len(department) > _LONG_DEPARTMENT,
                "promise": _promise(dealt[0][1], said),
                "cards": [
                    {
                        "plate": f"card:{number}",
                        "address": card.address,
                        "long": len(card.address) > _LONG_ADDRESS,
                    }
                    for number, card in dealt[start : start + ON_A_SHEET]
                ],
            }


def _logo(brand: Brand | None) -> dict[str, object] | None:
    if brand is None or not brand.logo:
        return None
    width, height = size(brand.logo, *_FRAME)
    return {"plate": _LOGO, "name": brand.name, "width": width, "height": height}


def _short(company: str) -> str:
    if len(company) <= _LONGEST_COMPANY:
        return company
    return f"{company[: _LONGEST_COMPANY - 1].rstrip()}…"


def _promise(card: Card, said: Words) -> str:
    return said.say(
        "Nobody notes who gets which card, and no name is stored with the answers."
        " Results are shown only for groups of {fewest} or more answers.",
        fewest=card.fewest,
    )


def _code(card: Card) -> str:
    """Draw an address as a code: one path, sharp at every size."""
    drawn = BytesIO()
    segno.make_qr(card.address, error="m").save(
        drawn, kind="svg", border=_QUIET, xmldecl=False, omitsize=True
    )
    return drawn.getvalue().decode()


def _end(closes: datetime, said: Words) -> str:
    """Write the last day; the hour too, unless it is the day's last minute."""
    moment = closes.astimezone(UTC)
    day = said.day(moment.date())
    if (moment.hour, moment.minute) == _LAST_MINUTE:
        return day
    return f"{day}, {moment:%H:%M} UTC"
