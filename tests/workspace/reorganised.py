"""A company over three quarters: Sales is split in the second, and keeps to it."""

import random

from diagnostic.jobs import ticking
from diagnostic.pipeline.links import Links
from diagnostic.pipeline.submission import Answers, submit
from tests.collection.company import ASKED, DAY, NOW, launched, roster, token

TOGETHER = {"leadership": 10, "Marketing": 12, "Sales": 24, "Legal": 6}
SPLIT = {"leadership": 10, "Marketing": 12, "Field": 12, "Shops": 11, "Legal": 6}
QUARTERS = {"2026-Q1": TOGETHER, "2026-Q2": SPLIT, "2026-Q3": SPLIT}
LATER = NOW + 300 * DAY


def reorganised(office, quarters=QUARTERS, *, begin=NOW, **options):
    """Play and seal waves of Acme; gives their ids by name."""
    if not any(one == "acme" for one in _slugs(office)):
        office.company()
    found = {}
    for number, (name, sizes) in enumerate(quarters.items()):
        found[name] = sealed(office, name, sizes, begin + 91 * number * DAY, **options)
    office.now = LATER
    return found


def sealed(office, name, sizes, now, **options):
    """Play one wave: leadership high, Sales and what it became low; gives its id."""
    installation = office.installation
    wave = launched(installation, name, now=now, people=roster(sizes), **options)
    collected, draw = Links(installation), random.Random(name)  # noqa: S311
    for department, size in sizes.items():
        low = department in ("Sales", "Field", "Shops")
        for number in range(size):
            address = f"{department}{number}@example.com".lower()
            mine = token(installation, wave, address)
            asked = collected.find(mine, now)
            points = (1, 2, 2, 3) if low else (3, 4, 4, 5)
            given = {item.id: draw.choice(points) for item in ASKED.items}
            assert submit(collected, mine, asked, Answers(given, {}, {}), now)
    ticking.seal(installation, [wave], now + 14 * DAY)
    return wave


def _slugs(office):
    from diagnostic.pipeline import listing

    return [one.slug for one in listing.companies(office.installation)]
