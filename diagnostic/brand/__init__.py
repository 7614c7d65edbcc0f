"""How the consultancy and its clients look: a logo, two colours, a few words."""

import hashlib
from dataclasses import astuple, dataclass, field, replace

from diagnostic.brand.errors import BrandError, UnfitBrandError

__all__ = ["Brand", "BrandError", "UnfitBrandError"]


@dataclass(frozen=True)
class Brand:
    """A brand; what is unset is not shown.

    It appears only where it means nothing: above a page, on a cover, under a letter.

    Args:
        name: whose brand it is, and what is read out for the logo.
        logo: a PNG that ``logos.read_logo`` wrote, or None.
        first: colour of rules, ``#rrggbb``, or None.
        second: colour beside the first, or None.
        sender: name that mails come from, or ''.
        footer: one line under pages, letters and covers, or ''.
    """

    name: str = ""
    logo: bytes | None = field(default=None, repr=False)
    first: str | None = None
    second: str | None = None
    sender: str = ""
    footer: str = ""

    @property
    def version(self) -> str:
        """Name this state of the brand, so that two who change it notice each other."""
        return hashlib.sha256(repr(astuple(self)).encode()).hexdigest()[:16]

    def filled(self, other: "Brand") -> "Brand":
        """Fill what is unset from another brand.

        A logo brings the name of its owner, and colours come in pairs: two halves of
        two brands are none.
        """
        owner = self if self.logo or not other.logo else other
        painted = self if self.first else other
        return replace(
            self,
            name=owner.name,
            logo=owner.logo,
            first=painted.first,
            second=painted.second,
            sender=self.sender or other.sender,
            footer=self.footer or other.footer,
        )
