"""The portfolio says of a company what the page of its quarters says."""

import pytest

from diagnostic.history.since import since
from diagnostic.pipeline import departments, remembering, sequences
from diagnostic.pipeline.intact import TamperedError
from diagnostic.pipeline.portfolio import portfolios
from diagnostic.store import models as m
from tests.collection.company import NOW
from tests.collection.forged import forged
from tests.collection.reorganised import JOINED

Q2, Q3 = "2026-Q2", "2026-Q3"


@pytest.fixture(autouse=True)
def forgetful(monkeypatch):
    monkeypatch.setattr(remembering, "memory", remembering.Memory())


def moves(acme):
    [found] = portfolios(acme, None).values()
    [member] = found.members
    return member.moves


def test_departments_are_followed_under_their_confirmed_map(copied):
    named = moves(copied)
    later = NOW.replace(year=2028)
    departments.confirm(copied, "acme", Q2, Q3, JOINED, (), (), later)
    [row] = sequences.rows(copied, "acme")
    page = since(remembering.series(copied, row))

    found = moves(copied)

    assert found.rose + found.fell == len(page.moved) > 0
    assert found.number == len(page.moved) + len(page.changed) != named.number


def test_release_that_was_changed_is_refused(copied):
    forged(copied, m.Release)

    with pytest.raises(TamperedError):
        portfolios(copied, None)
