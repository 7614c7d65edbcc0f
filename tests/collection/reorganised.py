"""A company over three quarters: Sales splits, then what is left of it joins Ops."""

from tests.collection import elsewhere
from tests.collection.company import ASKED, NOW

WAVES = {
    "2026-Q1": {"leadership": (12, 4), "Sales": (20, 2), "Ops": (10, 3)},
    "2026-Q2": {
        "leadership": (12, 4),
        "Field": (10, 3),
        "Shops": (10, 4),
        "Ops": (10, 3),
    },
    "2026-Q3": {"leadership": (12, 4), "Field": (10, 3), "Stores": (20, 4)},
}
"""People and the point that they give, every second of them half a step beside it."""

SPLIT = [("Ops", "Ops"), ("Sales", "Field"), ("Sales", "Shops")]
JOINED = [("Field", "Field"), ("Ops", "Stores"), ("Shops", "Stores")]


def answers(waves=WAVES):
    """Write a file in which everybody gives all items nearly the same point."""
    ids = [item.id for item in ASKED.items]
    lines = [",".join(("department", "wave", *ids))]
    for wave, groups in waves.items():
        for name, (people, point) in groups.items():
            for number in range(people):
                points = [
                    str(point + (place + number) % 2 * (number % 4 == 0))
                    for place in range(len(ids))
                ]
                lines.append(",".join((name, wave, *points)))
    return ("\n".join(lines) + "\n").encode()


def company(installation, waves=WAVES, **options):
    """Import the quarters into the company 'acme'."""
    elsewhere.company(installation)
    elsewhere.add(
        installation,
        elsewhere.read(answers(waves)),
        now=NOW.replace(year=2027),
        **options,
    )
