"""What a brand looks like on a page."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass

from diagnostic.brand import Brand
from diagnostic.brand.logos import size

WIDTH, HEIGHT = 160, 48
"""Frame of a logo on a page, half of its pixels."""


@dataclass(frozen=True)
class Logo:
    """A logo within the page itself: one request less, and the same bytes for all.

    Args:
        source: the picture as an address.
        name: read out in its place.
        width: in pixels of the page.
        height: the same.
    """

    source: str
    name: str
    width: int
    height: int


def letterhead(brand: Brand) -> Mapping[str, object]:
    """Give what the template needs: colours, logo or None, and the line at the end."""
    return {
        "first": brand.first,
        "second": brand.second,
        "logo": brand.logo and _logo(brand.logo, brand.name),
        "footer": brand.footer,
    }


def _logo(png: bytes, name: str) -> Logo:
    source = f"data:image/png;base64,{b64encode(png).decode()}"
    return Logo(source, name, *size(png, WIDTH, HEIGHT))
