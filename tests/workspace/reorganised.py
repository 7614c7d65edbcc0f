"""A company over three quarters: Sales is split in the second, and keeps to it."""

import random
import shutil
from html import unescape

from diagnostic.jobs import ticking
from diagnostic.pipeline.links import Links
from diagnostic.pipeline.submission import Answers, submit
from diagnostic.store.database import connect
from tests.collection.company import ASKED, DAY, NOW, launched, roster, token
from tests.workspace.exhibits import plain
from tests.workspace.office import Office

TOGETHER = {"leadership": 10, "Marketing": 12, "Sales": 24, "Legal": 6}
SPLIT = {"leadership": 10, "Marketing": 12, "Field": 12, "Shops": 11, "Legal": 6}
QUARTERS = {"2026-Q1": TOGETHER, "2026-Q2": SPLIT, "2026-Q3": SPLIT}
CLOSED = 14
"""Days after a wave is opened."""
LATER = NOW + 300 * DAY
ANA, LEA = "ana@example.com", "lea@example.com"
HOME = "/app/companies/acme/quarters"
SHAPE = {"became-0": ["1"], "became-1": ["2"], "became-2": ["0", "3"]}
"""Legal and Marketing stay, Sales became Field and Shops; teams are in their order."""


def played(office, quarters=QUARTERS, **options):
    """Play and seal waves of Acme a quarter apart; gives their ids, oldest first."""
    office.company()
    office.account(ANA, "consultant", "acme")
    office.account(LEA, "leader", "acme")
    found = [
        sealed(office, name, sizes, NOW + 91 * number * DAY, **options)
        for number, (name, sizes) in enumerate(quarters.items())
    ]
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
    ticking.seal(installation, [wave], now + CLOSED * DAY)
    return wave


def copied(folder, to):
    """Open a copy of an office's folder, to be changed."""
    shutil.copytree(folder, to)
    return reopened(to)


def reopened(folder):
    """Open the office of a folder."""
    office = Office(connect(f"sqlite:///{folder}/diagnostic.db"), folder)
    office.now = LATER
    return office


def page(client, path=HOME, status=200):
    found = client.get(path)
    assert found.status_code == status, found.get_data(as_text=True)
    return found.get_data(as_text=True)


def words(markup):
    return plain(unescape(markup))
