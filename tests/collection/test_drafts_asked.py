"""Who is asked, and what: people and questionnaires of a draft."""

import pytest

from diagnostic.ballots import addresses, keys
from diagnostic.pipeline import drafts, life
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.store import rosters
from diagnostic.store import waves as stored
from questionnaires import QuestionnaireError, content
from tests.collection.company import NOW, SOURCE, counts, draft, identity, roster
from tests.collection.drafting import OWN, change, described

THEIRS = SOURCE.replace(b'key = "leadership-alignment"', b'key = "ours-alone"')
ENGLISH = b"""
key = "english"
version = 1
languages = ["en"]
title.en = "English"
[scale]
points = 5
labels.en = ["a", "b", "c", "d", "e"]
[[dimensions]]
key = "d"
title.en = "D"
[[items]]
id = "a"
dimension = "d"
text.en = "A."
"""


def unlocked(installation):
    """Read the addresses by department."""
    wave = identity(installation)
    key = keys.load(installation.keys, wave)
    with installation.database.reading() as session:
        names = {one.number: one.name for one in stored.get(session, wave).departments}
        found: dict[str, set[str]] = {name: set() for name in names.values()}
        for _, number, locked in rosters.addresses(session, wave):
            found[names[number]].add(addresses.unlock(key, locked))
    return found


def test_roster_replaces_everybody(installation):
    draft(installation)
    people = roster({"leadership": 3, "Finance": 2})

    drafts.set_roster(installation, "acme", "2026-Q3", people, revision=0)

    found = described(installation)
    assert [(d.name, d.invited, d.leadership) for d in found.departments] == [
        ("leadership", 3, True),
        ("Finance", 2, False),
    ]
    assert found.invited == 5
    assert unlocked(installation) == {
        "leadership": {f"leadership{n}@example.com" for n in range(3)},
        "Finance": {f"finance{n}@example.com" for n in range(2)},
    }
    life.launch(installation, "acme", "2026-Q3", NOW)


SMALL = {"leadership": 5, "A": 2, "B": 3, "C": 6}


def test_small_teams_are_joined_at_once_or_later(installation):
    draft(installation)
    people = roster(SMALL)
    at_once = drafts.set_roster(
        installation, "acme", "2026-Q3", people, revision=0, join_small=True
    )
    first = described(installation).departments, unlocked(installation)
    drafts.set_roster(
        installation, "acme", "2026-Q3", people, revision=at_once.revision
    )
    drafts.join_teams(installation, "acme", "2026-Q3", revision=2)

    assert (described(installation).departments, unlocked(installation)) == first
    assert [(d.name, d.invited) for d in first[0]] == [
        ("leadership", 5),
        ("C", 6),
        ("Other teams", 5),
    ]
    assert len(first[1]["Other teams"]) == 5


def test_teams_of_counts_are_joined_too(installation):
    draft(installation, mode="open", people=counts(SMALL))

    drafts.join_teams(installation, "acme", "2026-Q3", revision=0)

    found = described(installation).departments
    assert [d.invited for d in found] == [5, 6, 5]


@pytest.mark.parametrize(
    ("mode", "people"),
    [("invited", counts(SMALL)), ("codes", roster(SMALL)), ("open", roster(SMALL))],
)
def test_roster_of_the_other_kind_is_refused(installation, mode, people):
    draft(installation, mode=mode)
    before = described(installation)

    with pytest.raises(RefusedError, match="not for the mode"):
        drafts.set_roster(installation, "acme", "2026-Q3", people, revision=0)
    assert described(installation) == before


def test_teams_are_not_joined_into_the_leadership(installation):
    people = roster({"Other teams": 3, "A": 2, "B": 3})
    departments = tuple(
        type(one)(one.name, one.name == "Other teams", one.addresses, one.count)
        for one in people.departments
    )
    draft(installation, people=type(people)(departments))

    with pytest.raises(RefusedError, match="which is the leadership"):
        drafts.join_teams(installation, "acme", "2026-Q3", revision=0)


def test_without_its_key_a_draft_gets_no_people_and_is_deleted(installation):
    wave = draft(installation)
    (installation.keys / f"wave-{wave}.key").unlink()

    assert not described(installation).has_key
    with pytest.raises(RefusedError, match="the key of acme/2026-Q3 is gone"):
        drafts.set_roster(installation, "acme", "2026-Q3", roster(), revision=0)
    with pytest.raises(RefusedError, match="the key of acme/2026-Q3 is gone"):
        drafts.join_teams(installation, "acme", "2026-Q3", revision=0)
    assert described(installation).invited == 40
    drafts.delete(installation, "acme", "2026-Q3")


@pytest.mark.parametrize(
    ("before", "after", "dropped"),
    [
        ("invited", "codes", True),
        ("open", "invited", True),
        ("codes", "open", False),
        ("codes", "codes", False),
    ],
)
def test_another_mode_drops_a_roster_of_the_wrong_kind(
    installation, before, after, dropped
):
    wave = draft(installation, mode=before)

    done = change(installation, mode=after)

    found = described(installation)
    assert done.roster_dropped is dropped
    assert (found.mode, found.invited) == (after, 0 if dropped else 40)
    with installation.database.reading() as session:
        assert rosters.addresses(session, wave) == []


def test_one_of_ours_is_chosen_by_its_key(installation):
    draft(installation)

    drafts.choose_questionnaire(
        installation, "acme", "2026-Q3", "execution-health", revision=0
    )

    found = described(installation)
    assert (found.questionnaire_key, found.is_ours) == ("execution-health", True)
    assert found.source == content("execution-health")


def test_no_path_is_opened_as_a_questionnaire(installation, tmp_path):
    draft(installation)
    path = tmp_path / "own.toml"
    path.write_bytes(THEIRS)

    with pytest.raises(RefusedError, match="there is no questionnaire"):
        drafts.choose_questionnaire(
            installation, "acme", "2026-Q3", str(path), revision=0
        )


def test_uploaded_file_is_asked_as_it_is(installation):
    draft(installation)

    drafts.choose_questionnaire(installation, "acme", "2026-Q3", THEIRS, revision=0)

    found = described(installation)
    assert (found.questionnaire_key, found.is_ours) == ("ours-alone", False)
    assert found.source == THEIRS


def test_all_faults_of_an_uploaded_file_are_listed(installation):
    draft(installation)
    before = described(installation)

    with pytest.raises(QuestionnaireError) as refused:
        drafts.choose_questionnaire(
            installation, "acme", "2026-Q3", b'key = "K"\nversion = 0\n', revision=0
        )
    assert len(refused.value.problems) > 2
    assert described(installation) == before


def test_language_follows_what_the_questionnaire_is_written_in(installation):
    draft(installation, language="pt")

    done = drafts.choose_questionnaire(
        installation, "acme", "2026-Q3", ENGLISH, revision=0
    )

    assert done.language == described(installation).language == "en"


def test_own_questions_stay_with_another_questionnaire_of_its_languages(installation):
    draft(installation)
    drafts.set_additions(installation, "acme", "2026-Q3", [OWN], revision=0)

    drafts.choose_questionnaire(
        installation, "acme", "2026-Q3", "execution-health", revision=1
    )

    found = described(installation)
    assert [one.text for one in found.additions] == [OWN.text]
    assert (found.questionnaire_key, found.is_ours) == ("execution-health", True)
    assert found.items == 1 + content("execution-health").count(b"[[items]]")

    drafts.set_additions(installation, "acme", "2026-Q3", [], revision=2)

    assert described(installation).source == content("execution-health")
