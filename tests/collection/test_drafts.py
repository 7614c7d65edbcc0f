"""A draft is changed as it was seen."""

from threading import Barrier, Thread

import pytest

from diagnostic.pipeline import companies, drafts, texts, waves
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.pipeline.revisions import revise
from tests.collection.company import (
    DAY,
    NOW,
    SOURCE,
    draft,
    identity,
    launched,
    roster,
)
from tests.collection.drafting import OWN, change, described


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
