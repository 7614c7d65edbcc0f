"""The log: who did what, and nothing about a respondent."""

from string import Formatter

import pytest

from diagnostic.pipeline import audit
from diagnostic.pipeline.acts import ACTS, PLACES
from diagnostic.store.models import Account
from tests.collection.company import NOW

ANNA = "anna@consultancy.example"


@pytest.fixture
def office(installation):
    with installation.database.writing() as session:
        session.add(
            Account(email=ANNA, role="consultant", language="en", uniquifier="1")
        )
    return installation


def test_latest_entry_comes_first_and_pages_go_on_where_they_ended(office):
    for number in range(5):
        audit.record(office, ANNA, "acme", "launched", NOW, wave=f"2026-Q{number}")
    audit.record(office, audit.COMMAND_LINE, "other", "archived", NOW)

    first = audit.entries(office, "acme", limit=3)
    second = audit.entries(office, "acme", before=first[-1].id, limit=3)
    assert [entry.about["wave"] for entry in first] == ["2026-Q4", "2026-Q3", "2026-Q2"]
    assert [entry.about["wave"] for entry in second] == ["2026-Q1", "2026-Q0"]
    assert [entry.company for entry in audit.entries(office, None)] == (
        ["other"] + 5 * ["acme"]
    )
    assert (first[0].at, first[0].account) == (NOW, ANNA)
    assert first[0].sentence.format(**first[0].about) == "Launched 2026-Q4"


REFUSED = {
    "unknown act": (ANNA, "acme", "answered", {}),
    "unknown account": ("eve@acme.example", "acme", "archived", {}),
    "address as the name of a wave": (
        *(ANNA, "acme", "launched"),
        {"wave": "maria@acme.example"},
    ),
    "account as the name of a wave": (ANNA, "acme", "launched", {"wave": ANNA}),
    "member without an account": (
        *(ANNA, "acme", "invited"),
        {"member": "maria@acme.example"},
    ),
    "address as a company": (ANNA, "maria@acme.example", "archived", {}),
    "more than is told": (ANNA, "acme", "closed", {"wave": "Q3", "people": 1}),
    "less than is told": (ANNA, "acme", "closed", {}),
    "text as a number": (ANNA, "acme", "people_added", {"wave": "Q3", "people": "9"}),
    "negative number": (ANNA, "acme", "people_added", {"wave": "Q3", "people": -1}),
    "unknown kind": (ANNA, "acme", "document_made", {"wave": "Q3", "kind": "answers"}),
    "no day": (ANNA, "acme", "extended", {"wave": "Q3", "day": "soon"}),
    "nameless wave": (ANNA, "acme", "launched", {"wave": ""}),
    "list": (ANNA, "acme", "launched", {"wave": ["maria@acme.example"]}),
}


@pytest.mark.parametrize("entry", REFUSED.values(), ids=REFUSED)
def test_nothing_but_what_an_act_tells_is_written(office, entry):
    account, company, act, about = entry

    with pytest.raises(ValueError, match=r"^(?!.*(maria|eve|anna))"):
        audit.record(office, account, company, act, NOW, **about)

    assert audit.entries(office, None) == []


def test_every_place_of_every_sentence_is_checked():
    places = {
        name
        for sentence in ACTS.values()
        for _, name, _, _ in Formatter().parse(sentence)
        if name
    }

    assert places == PLACES.keys()


def test_member_is_an_account(office):
    audit.record(office, ANNA, "acme", "invited", NOW, member=ANNA)

    assert audit.entries(office, "acme")[0].about == {"member": ANNA}
