"""The brands on a report: at the head of each page, and in none of its figures."""

from dataclasses import dataclass
from typing import Any

from diagnostic.brand import Brand
from diagnostic.brand.logos import size
from reports.typesetting import Plate

WIDTH, HEIGHT = 120, 36
"""Frame of a logo (points): 192 dots an inch, which prints well."""
_CLIENT, _CONSULTANCY = "logo:client", "logo:consultancy"


@dataclass(frozen=True)
class Branding:
    """What the template needs to show brands.

    Args:
        values: plain values.
        plates: logos by address.
    """

    values: dict[str, Any]
    plates: dict[str, Plate]


def branding(brand: Brand | None, consultancy: Brand | None) -> Branding:
    """Place a client's brand and that of the consultancy which prepared the report.

    Args:
        brand: the client's as it was set. Its colours and footer go before.
        consultancy: its logo, or else its name, stands beside the client's.
    """
    client, house = brand or Brand(), consultancy or Brand()
    shown = client.filled(house)
    values = {
        "first": shown.first,
        "second": shown.second,
        "footer": shown.footer,
        "client": _logo(client, _CLIENT),
        "by": house.name and {"name": house.name, "logo": _logo(house, _CONSULTANCY)},
    }
    owned = ((_CLIENT, client), (_CONSULTANCY, house))
    plates: dict[str, Plate] = {name: own.logo for name, own in owned if own.logo}
    return Branding(values, plates)


def _logo(brand: Brand, address: str) -> dict[str, Any] | None:
    if not brand.logo:
        return None
    width, height = size(brand.logo, WIDTH, HEIGHT)
    return {"plate": address, "name": brand.name, "width": width, "height": height}
