"""What cannot be set up is refused in a sentence, and leaves nothing behind."""

import pytest

from diagnostic.pipeline.refusal import RefusedError
from diagnostic.store import waves as stored
from questionnaires import QuestionnaireError
from tests.collection.company import DAY, NOW, draft


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        pytest.param({"minimum": 4}, "5 or more, not 4", id="minimum"),
        pytest.param({"name": "a/b"}, "'a/b' cannot be", id="slash in the name"),
        pytest.param({"name": ""}, "'' cannot be", id="no name"),
        pytest.param({"name": " Q3"}, "cannot be", id="space before the name"),
        pytest.param({"name": "Q\n3"}, "cannot be", id="line break in the name"),
        pytest.param({"name": "Q" * 81}, "80 characters", id="long name"),
        pytest.param({"subject": "x" * 201}, "200 characters", id="long subject"),
        pytest.param({"closes": NOW}, "before it opens", id="closes at once"),
        pytest.param(
            {"opens": NOW - 9 * DAY, "closes": NOW - DAY}, "past", id="all in the past"
        ),
        pytest.param({"language": "fr"}, "not written in fr", id="language"),
        pytest.param({"small_leadership": "x"}, "small leadership", id="leadership"),
    ],
)
def test_impossible_wave_is_refused(installation, options, sentence):
    with pytest.raises(RefusedError, match=sentence):
        draft(installation, **options)
    assert list(installation.keys.glob("*")) == []


def test_name_is_used_once(installation):
    draft(installation)

    with pytest.raises(RefusedError, match="a wave 2026-Q3 already"):
        draft(installation)
    assert len(list(installation.keys.iterdir())) == 1


def test_file_that_is_no_questionnaire_is_refused(installation):
    with pytest.raises(QuestionnaireError):
        draft(installation, questionnaire=b"no = toml [")


def test_the_five_largest_teams_are_predicted(installation):
    from tests.collection.company import roster

    sizes = {"leadership": 9, "A": 3, "B": 3, "C": 3, "D": 3, "F": 9, "E": 3}
    draft(installation, people=roster(sizes))

    with installation.database.reading() as session:
        departments = stored.find(session, "acme", "2026-Q3").departments
        told = [d.name for d in departments if d.predicted]
    # By hand: F is largest; of five with three people each the first four by name.
    assert told == ["A", "B", "C", "D", "F"]


def test_no_address_lies_readable_in_the_database(installation):
    draft(installation)

    with installation.database.reading() as session:
        from diagnostic.store import rosters

        wave = stored.find(session, "acme", "2026-Q3").id
        locked = [address for _, _, address in rosters.addresses(session, wave)]
    assert len(locked) == 40
    assert not any(b"example" in address for address in locked)
    assert len({len(address) for address in locked}) == 1
