"""Names as they stand in addresses and field names."""

import re
import unicodedata
from collections.abc import Collection

_LONGEST = 60


def slug(name: str, taken: Collection[str] = ()) -> str:
    """Write a name in small ASCII letters, digits and hyphens.

    Args:
        name: of a company or department, in any script.
        taken: slugs that others have; then a number is appended.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    base = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:_LONGEST].strip("-")
    base = base or "group"
    found, number = base, 1
    while found in taken:
        number += 1
        found = f"{base}-{number}"
    return found
