"""A company's own questions, from the form to the release of the quarter after."""

import json
from dataclasses import replace

import pytest

from diagnostic.pipeline import companies, drafts, life, sealing, waves
from diagnostic.pipeline.links import Links
from diagnostic.pipeline.submission import Answers, submit
from diagnostic.store import releases
from questionnaires import content, parse
from questionnaires.additions import Addition
from tests.collection.company import DAY, NOW, identity, roster, token

SIZES = {"leadership": 10, "Ops": 10}
LEARN = Addition({"en": "We learn.", "pt": "Aprendemos."})
SHARE = Addition({"en": "We share.", "pt": "Partilhamos."})
PICK = Addition(
    {"en": "Pick.", "pt": "Escolha."},
    options=({"en": "Red", "pt": "Vermelho"}, {"en": "Blue", "pt": "Azul"}),
)


@pytest.fixture
def database_url(sqlite_database_url):
    return sqlite_database_url  # what is computed does not depend on the database


@pytest.fixture
def company(installation):
    companies.add(installation, "Acme", "en")
    waves.create(
        installation,
        "acme",
        "Q1",
        questionnaire=content("initiative-readiness"),
        now=NOW,
    )
    drafts.set_additions(installation, "acme", "Q1", [LEARN, SHARE, PICK], revision=0)
    return installation


def played(installation, name, now):
    """Let leadership agree and the team disagree; gives the release."""
    found = drafts.describe(installation, "acme", name)
    drafts.set_roster(
        installation, "acme", name, roster(SIZES), revision=found.revision
    )
    life.launch(installation, "acme", name, now)
    collected, asked = Links(installation), parse(found.source)
    for department, people in SIZES.items():
        for number in range(people):
            mine = token(
                installation, found.id, f"{department}{number}@example.com".lower()
            )
            high = 5 if department == "leadership" else 2
            items = {
                item.id: item.options[0].key
                if item.kind == "choice"
                else max(1, high - number % 2)
                for item in asked.items
            }
            held = collected.find(mine, now)
            assert submit(collected, mine, held, Answers(items), now)
    life.close(installation, "acme", name, now)
    sealing.seal(installation, found.id, now)
    with installation.database.reading() as session:
        return json.loads(releases.document(session, identity(installation, name)))


def own(found):
    return [entry for entry in found if entry["dimension"] == "own"]


def test_they_are_compared_and_are_no_gate(company):
    released = played(company, "Q1", NOW)

    [gap] = own(released["comparisons"])
    assert (gap["verdict"], gap["direction"]) == ("gap", "leadership_higher")
    assert len(released["gates"]) == 8  # four gates, from both sides
    assert own(released["gates"]) == []


def reworded(one):
    return replace(one, text={**one.text, "pt": f"{one.text['pt']} Sim."})


@pytest.mark.parametrize(
    ("changed", "verdict", "items", "status"),
    [
        pytest.param((), "inconclusive", None, "persisting", id="none"),
        pytest.param((1,), "inconclusive", 1, "persisting", id="one of two"),
        pytest.param((0, 1), "not_comparable", None, "new", id="all"),
    ],
)
def test_a_quarter_later_only_the_same_words_are_compared(
    company, changed, verdict, items, status
):
    played(company, "Q1", NOW)
    later = NOW + 90 * DAY
    drafts.copy(company, "acme", "Q1", "Q2", now=later)
    kept = drafts.describe(company, "acme", "Q2").additions
    asked = [reworded(one) if n in changed else one for n, one in enumerate(kept)]
    drafts.set_additions(company, "acme", "Q2", asked, revision=0)

    released = played(company, "Q2", later)

    changes = {entry["group"]: entry for entry in own(released["changes"])}
    assert (changes["Ops"]["verdict"], changes["Ops"]["items"]) == (verdict, items)
    assert [entry["status"] for entry in own(released["gap_changes"])] == [status]
