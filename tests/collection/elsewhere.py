"""Answers of earlier quarters that another tool has collected, as a file."""

import random

from diagnostic.pipeline import audit, companies, past
from diagnostic.rules import Rules
from tests.collection.company import ASKED, NOW, SIZES, SOURCE

QUARTERS = ("2026-Q1", "2026-Q2")
BEFORE = {"leadership": 12, "Marketing": 14, "Sales": 13, "Support": 6}
"""Support is gone by the time of the waves that are run here."""


def answers(waves=QUARTERS, sizes=BEFORE, column="wave", seed=1, shift=0.0):
    """Write a file of answers; later waves answer higher by so many points."""
    drawn = random.Random(seed)  # noqa: S311
    ids = [item.id for item in ASKED.items]
    lines = [",".join(filter(None, ("department", column, *ids)))]
    for number, wave in enumerate(waves):
        for name, people in sizes.items():
            mean = (4.4 if name == "leadership" else 2.6) + number * shift
            for _ in range(people):
                points = [
                    str(min(5, max(1, round(drawn.gauss(mean, 0.8))))) for _ in ids
                ]
                lines.append(",".join([name, *([wave] if column else []), *points]))
    return ("\n".join(lines) + "\n").encode()


def company(installation, name="Acme"):
    """Add a company; gives its slug."""
    return companies.add(installation, name, "en")


def read(source=None, **options):
    return past.read(answers() if source is None else source, SOURCE, **options)


def add(installation, found=None, *, now=NOW, whole=True, company="acme", **options):
    """Import a file as a command does."""
    options.setdefault("rules", Rules())
    return past.add(
        installation,
        company,
        found or read(),
        audit.COMMAND_LINE,
        now,
        whole=whole,
        **options,
    )


__all__ = ["QUARTERS", "SIZES", "add", "answers", "company", "read"]
