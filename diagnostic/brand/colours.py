"""Colours: read, and seen well enough on white paper."""

import re
from math import floor

from diagnostic.brand.errors import BrandError
from questionnaires.saying import Said

WHITE = "#ffffff"
FIRST_LEAST = 4.5
"""Contrast of text (WCAG 2.2, success criterion 1.4.3)."""
SECOND_LEAST = 3.0
"""Contrast of what is no text (WCAG 2.2, success criterion 1.4.11)."""
_COLOUR = re.compile("#?([0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE)
_LONGEST_SHOWN = 20


def first(typed: str) -> str | None:
    """Read the first colour of a brand; empty is none.

    Raises:
        BrandError: it is none, or too pale for white paper.
    """
    return _seen(colour(typed), FIRST_LEAST)


def second(typed: str, first: str | None) -> str | None:
    """Read the colour beside the first; empty is none.

    Raises:
        BrandError: it is none, too pale for white paper, or stands alone.
    """
    found = _seen(colour(typed), SECOND_LEAST)
    if found and not first:
        raise BrandError("the second colour stands beside the first: choose both")
    return found


def colour(typed: str) -> str | None:
    """Read a colour; empty is none.

    >>> colour("#0B5394"), colour("fff"), colour(" ")
    ('#0b5394', '#ffffff', None)

    Raises:
        BrandError: it is no colour.
    """
    text = typed.strip()
    if not text:
        return None
    found = _COLOUR.fullmatch(text)
    if found is None:
        raise BrandError(
            "{typed} is not a colour as #0b5394 is one",
            typed=repr(text[:_LONGEST_SHOWN]),
        )
    digits = found[1].lower()
    return "#" + (digits if len(digits) == 6 else "".join(d + d for d in digits))


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, from 1 to 21.

    Args:
        one: ``#rrggbb``.
        other: the same.

    Source: W3C, Web Content Accessibility Guidelines 2.2, definition of contrast
    ratio, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def ratio(contrast: float) -> Said:
    """Write a contrast; rounded down, so that none too low looks good enough.

    >>> str(ratio(4.4999)), str(ratio(21))
    ('4.49:1', '21.00:1')
    """
    whole, hundredths = divmod(floor(contrast * 100), 100)
    return Said("{whole}.{hundredths}:1", whole=whole, hundredths=f"{hundredths:02}")


def _seen(found: str | None, least: float) -> str | None:
    if found and contrast(found, WHITE) < least:
        raise BrandError(
            "{colour} is too pale for white paper: its contrast is {contrast},"
            " and {least} is needed",
            colour=found,
            contrast=ratio(contrast(found, WHITE)),
            least=ratio(least),
        )
    return found


def _luminance(colour: str) -> float:
    """Give the relative luminance, 0 to 1 (the same source)."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: int) -> float:
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
