"""A short roster, and what becomes of files like it."""

import pytest

from diagnostic.roster import RosterError, read

GOOD = (
    "email,department\n"
    "ana@example.com,Sales\n"
    "rui@example.com,leadership\n"
    "eva@example.com,Marketing\n"
    "zoe@example.com,Sales\n"
)
COUNTED = "department,count\nSales,20\nleadership,4\nMarketing,7\n"


def roster(text, mode="invited", **options):
    source = text.encode() if isinstance(text, str) else text
    return read(source, mode, **options)


def people(found):
    """Name, number and addresses of each department."""
    return [(d.name, d.count, d.addresses) for d in found.departments]


def refusal(text, mode="invited", **options):
    with pytest.raises(RosterError) as caught:
        roster(text, mode, **options)
    return str(caught.value)
