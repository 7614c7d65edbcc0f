"""A draft is changed as it was seen, copied from the last wave, and deleted whole."""

from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest

from diagnostic.ballots import addresses, keys
from diagnostic.pipeline import companies, drafts, life, sealing, texts, waves
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.pipeline.revisions import revise
from diagnostic.store import drafts as stored_drafts
from diagnostic.store import rosters
from diagnostic.store import waves as stored
from questionnaires import QuestionnaireError, content
from questionnaires.additions import Addition
from tests.collection.company import (
    DAY,
    NOW,
    SOURCE,
    counts,
    draft,
    identity,
    launched,
    roster,
    state,
)

OWN = Addition({"en": "We learn.", "pt": "Aprendemos."})
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


def described(installation, name="2026-Q3"):
    return drafts.describe(installation, "acme", name)


def change(installation, revision=0, name="2026-Q3", **settings):
    return drafts.change(
        installation, "acme", name, revision=revision, now=NOW, **settings
    )


@pytest.fixture
def bare(installation):
    """A draft that knows nobody yet."""
    companies.add(installation, "Acme", "pt")
    waves.create(installation, "acme", "2026-Q3", questionnaire=SOURCE, now=NOW)
    return installation


def test_draft_may_be_set_up_before_anybody_is_known(bare):
    found = described(bare)

    assert (found.state, found.revision, found.departments) == ("draft", 0, ())
    assert (found.language, found.languages) == ("pt", ("en", "pt"))
    assert found.questionnaire_title == "Alinhamento da direção com as equipas"
    assert (found.questionnaire_key, found.is_ours) == ("leadership-alignment", True)
    assert (found.opens, found.closes) == (NOW, NOW + 14 * DAY)
    assert (found.mode, found.minimum, found.small_leadership) == (
        "invited",
        5,
        "hidden",
    )
    assert found.has_key
    assert found.additions == ()


def test_create_gives_the_id_that_pages_name_a_wave_by(installation):
    companies.add(installation, "Acme", "en")
    wave = waves.create(installation, "acme", "2026-Q3", questionnaire=SOURCE, now=NOW)

    assert wave == identity(installation) == described(installation).id


def test_settings_are_changed_and_the_others_stay(bare):
    done = change(
        bare,
        rename="2026-Q4",
        subject="  New website ",
        language="en",
        opens=NOW + DAY,
        closes=NOW + 9 * DAY,
        minimum=7,
        small_leadership="declared",
    )

    found = described(bare, "2026-Q4")
    assert (done.name, done.language, done.roster_dropped) == ("2026-Q4", "en", False)
    assert done.revision == found.revision == 1
    assert (found.subject, found.language) == ("New website", "en")
    assert (found.opens, found.closes) == (NOW + DAY, NOW + 9 * DAY)
    assert (found.minimum, found.small_leadership) == (7, "declared")

    change(bare, 1, "2026-Q4", minimum=6)

    after = described(bare, "2026-Q4")
    assert (after.minimum, after.subject, after.closes) == (
        6,
        "New website",
        NOW + 9 * DAY,
    )


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        pytest.param({"minimum": 4}, "5 or more, not 4", id="minimum"),
        pytest.param({"rename": "a/b"}, "cannot be the name", id="name"),
        pytest.param({"rename": "other"}, "a wave other already", id="taken"),
        pytest.param({"subject": "x" * 201}, "200 characters", id="subject"),
        pytest.param({"subject": "a\nb"}, "cannot be printed", id="line break"),
        pytest.param({"language": "fr"}, "not written in fr", id="language"),
        pytest.param({"closes": NOW}, "before it opens", id="closes at once"),
        pytest.param({"opens": NOW + 15 * DAY}, "before it opens", id="opens late"),
    ],
)
def test_impossible_change_changes_nothing(installation, settings, sentence):
    draft(installation, "other")
    draft(installation)
    before = described(installation)

    with pytest.raises(RefusedError, match=sentence):
        change(installation, **settings)
    assert described(installation) == before


def test_draft_whose_end_is_past_can_still_be_changed(bare):
    later = NOW + 20 * DAY
    drafts.change(bare, "acme", "2026-Q3", revision=0, now=later, subject="New")

    with pytest.raises(RefusedError, match="which is past"):
        drafts.change(
            bare, "acme", "2026-Q3", revision=1, now=later, closes=NOW + 15 * DAY
        )
    assert described(bare).subject == "New"


CHANGES = [
    pytest.param(lambda i, **seen: change(i, seen["revision"], minimum=6), id="terms"),
    pytest.param(
        lambda i, **seen: drafts.set_roster(i, "acme", "2026-Q3", roster(), **seen),
        id="roster",
    ),
    pytest.param(
        lambda i, **seen: drafts.join_teams(i, "acme", "2026-Q3", **seen), id="join"
    ),
    pytest.param(
        lambda i, **seen: drafts.choose_questionnaire(
            i, "acme", "2026-Q3", "execution-health", **seen
        ),
        id="questionnaire",
    ),
    pytest.param(
        lambda i, **seen: drafts.set_additions(i, "acme", "2026-Q3", [OWN], **seen),
        id="own questions",
    ),
    pytest.param(
        lambda i, **seen: texts.reset(i, identity(i), "invitation", **seen), id="text"
    ),
]


@pytest.mark.parametrize("step", CHANGES)
def test_second_of_two_consultants_is_told(installation, step):
    draft(installation)
    step(installation, revision=0)
    before = described(installation)

    with pytest.raises(drafts.ChangedMeanwhileError, match="somebody else"):
        step(installation, revision=0)
    assert described(installation) == before
    assert before.revision == 1


@pytest.mark.parametrize("step", CHANGES[:-1])
def test_what_was_launched_is_not_changed(installation, step):
    launched(installation)
    before = described(installation)

    with pytest.raises(RefusedError, match="launched already"):
        step(installation, revision=0)
    assert described(installation) == before


def test_of_two_at_once_one_wins(installation):
    draft(installation)
    told = []

    def other():
        try:
            told.append(change(installation, minimum=7))
        except drafts.ChangedMeanwhileError as error:
            told.append(str(error))

    late = Thread(target=other)
    with installation.database.writing() as session:
        revise(session, "acme", "2026-Q3", 0).minimum = 6
        late.start()
        late.join(0.3)  # it waits, instead of reading what is about to change
        assert told == []
    late.join()

    assert "somebody else" in told[0]
    assert described(installation).minimum == 6


def test_one_name_is_given_once_however_often_it_is_clicked(installation):
    companies.add(installation, "Acme", "en")
    together, refused = Barrier(3), []

    def click():
        together.wait()
        try:
            waves.create(installation, "acme", "2026-Q3", questionnaire=SOURCE, now=NOW)
        except RefusedError as error:
            refused.append(str(error))

    clicks = [Thread(target=click) for _ in range(3)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()

    assert refused == ["acme has a wave 2026-Q3 already"] * 2
    assert len(list(installation.keys.iterdir())) == 1


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


def test_draft_is_deleted_with_its_key_and_nothing_is_left(installation):
    draft(installation, "other")
    wave = draft(installation)
    texts.change(installation, wave, "reminder", "S", "{link}\n{promise}", revision=0)

    drafts.delete(installation, "acme", "2026-Q3")

    with installation.database.reading() as session:
        assert stored_drafts.remains(session, wave) == []
        other = stored.find(session, "acme", "other").id
        assert stored_drafts.remains(session, other) == ["wave", "department",
                                                         "participant"]  # fmt: skip
    assert [path.name for path in installation.keys.iterdir()] == [f"wave-{other}.key"]
    with pytest.raises(RefusedError, match="no wave 2026-Q3"):
        drafts.delete(installation, "acme", "2026-Q3")


def test_what_was_launched_is_not_deleted(installation):
    wave = launched(installation)

    with pytest.raises(RefusedError, match="launched already"):
        drafts.delete(installation, "acme", "2026-Q3")
    assert state(installation) == "open"
    assert keys.exists(installation.keys, wave)


def test_copy_has_everything_but_people_and_dates(installation):
    wave = draft(
        installation,
        minimum=7,
        small_leadership="declared",
        subject="New website",
        language="pt",
    )
    drafts.set_additions(installation, "acme", "2026-Q3", [OWN], revision=0)
    texts.change(installation, wave, "invitation", "S", "{link}\n{promise}", revision=1)
    life.launch(installation, "acme", "2026-Q3", NOW)
    life.close(installation, "acme", "2026-Q3", NOW + DAY)
    sealing.seal(installation, wave, NOW + DAY)

    later = NOW + 90 * DAY
    made = drafts.copy(
        installation, "acme", "2026-Q3", "2026-Q4", opens=later + DAY, now=later
    )

    before, after = described(installation), described(installation, "2026-Q4")
    for same in ("subject", "language", "source", "mode", "minimum",
                 "small_leadership", "additions"):  # fmt: skip
        assert getattr(after, same) == getattr(before, same)
    assert (after.id, after.state, after.revision) == (made, "draft", 0)
    assert after.has_key
    assert after.departments == ()
    assert (after.opens, after.closes) == (later + DAY, later + 15 * DAY)
    text = texts.current(installation, made, "invitation")
    assert (text.subject, text.body, text.own) == ("S", "{link}\n{promise}\n", True)
    assert not texts.current(installation, made, "reminder").own


def test_copy_of_nothing_is_refused(installation):
    draft(installation)

    with pytest.raises(RefusedError, match="no wave 2026-Q1"):
        drafts.copy(installation, "acme", "2026-Q1", "2026-Q4", now=NOW)
    with pytest.raises(RefusedError, match="a wave 2026-Q3 already"):
        drafts.copy(installation, "acme", "2026-Q3", "2026-Q3", now=NOW)


@pytest.mark.parametrize(
    ("names", "month", "expected"),
    [
        pytest.param([], 9, "2026-Q3", id="the quarter that is on"),
        pytest.param([], 1, "2026-Q1", id="January"),
        pytest.param([], 12, "2026-Q4", id="December"),
        pytest.param(["2026-Q3"], 9, "2026-Q4", id="the one after the last"),
        pytest.param(["2026-Q4", "2026-Q2"], 11, "2027-Q1", id="over the year"),
        pytest.param(["2025-Q1"], 11, "2026-Q4", id="not one that is past"),
        pytest.param(["crm", "2026-Q5", "12026-Q1"], 11, "2026-Q4", id="other names"),
    ],
)
def test_next_quarter_is_suggested(names, month, expected):
    assert drafts.suggest_name(names, datetime(2026, month, 5, tzinfo=UTC)) == expected
