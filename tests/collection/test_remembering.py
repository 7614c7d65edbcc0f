"""What pages of many quarters show is read once, and is what the releases say."""

import pytest
from sqlalchemy import event

from diagnostic.pipeline import (
    departments,
    quarters,
    remembering,
    reporting,
    sequences,
)
from diagnostic.pipeline.intact import TamperedError
from diagnostic.store import models as m
from reports import quarterly
from tests.collection import elsewhere
from tests.collection.company import NOW, launched, roster
from tests.collection.forged import forged
from tests.collection.reorganised import JOINED, SPLIT, WAVES, answers, company

Q1, Q2, Q3 = WAVES
LATER = NOW.replace(year=2028)


@pytest.fixture(autouse=True)
def forgetful(monkeypatch):
    """A process that remembers nothing yet."""
    monkeypatch.setattr(remembering, "memory", remembering.Memory())


@pytest.fixture
def acme(copied):
    return copied


def row(installation):
    [found] = sequences.rows(installation, "acme")
    return found


def ids(installation):
    return {wave.name: wave.id for wave in row(installation).waves}


def kept(installation, earlier, later, **options):
    found = ids(installation)
    return remembering.kept(
        installation, row(installation), found[earlier], found[later], **options
    )


def confirm(installation, earlier, later, pairs):
    departments.confirm(installation, "acme", earlier, later, pairs, (), (), LATER)


def read_documents(installation, job):
    """Count the releases and comparisons that a job reads."""
    asked = []

    def note(_connection, _cursor, statement, *_):
        if ".document" in statement:
            asked.append(statement)

    engine = installation.database.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        job()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(asked)


def test_rows_are_the_sealed_waves_of_a_questionnaire_oldest_first(acme):
    launched(acme, "2027-Q4", now=LATER, people=roster({"leadership": 6, "Ops": 6}))

    found = row(acme)

    assert [wave.name for wave in found.waves] == [Q1, Q2, Q3]
    assert all(wave.imported for wave in found.waves)
    assert found.questionnaire.key == "leadership-alignment"


def test_initiatives_are_rows_of_their_own(acme):
    past = elsewhere.read(elsewhere.answers(("2020-Q1",)))
    elsewhere.add(acme, past, now=LATER, subject="New prices")

    found = sequences.rows(acme, "acme")

    assert [(one.subject, len(one.waves)) for one in found] == [
        ("", 3),
        ("New prices", 1),
    ]


def test_only_waves_side_by_side_are_neighbours(acme):
    found, known = row(acme), ids(acme)

    assert found.neighbours(known[Q1], known[Q2]) is not None
    assert found.neighbours(known[Q2], known[Q1]) is None
    assert found.neighbours(known[Q1], known[Q3]) is None


@pytest.mark.parametrize("names", ["now", "then"])
def test_pages_say_the_same_of_what_is_remembered_as_of_whole_releases(acme, names):
    confirm(acme, Q1, Q2, SPLIT)
    confirm(acme, Q2, Q3, JOINED)
    quarters.compare(acme, "acme", Q1, Q3)
    whole = reporting.basis(acme, "acme", Q3).series

    short = remembering.series(acme, row(acme))

    assert (short.maps, short.compared) == (whole.maps, whole.compared)
    assert set(short.compared) == {(Q1, Q2), (Q2, Q3), (Q1, Q3)}
    assert quarterly.overview(short, "en", names) == quarterly.overview(
        whole, "en", names
    )


def test_documents_are_read_once(acme):
    confirm(acme, Q1, Q2, SPLIT)

    first, again = (
        read_documents(acme, lambda: remembering.series(acme, row(acme)))
        for _ in range(2)
    )

    assert first == 4
    assert again == 0


def test_what_is_used_least_is_forgotten(acme, monkeypatch):
    monkeypatch.setattr(remembering, "_MOST", 2)
    remembering.series(acme, row(acme))

    again = read_documents(acme, lambda: remembering.series(acme, row(acme)))

    assert again == 3


def test_comparison_by_names_counts_where_the_later_release_says_nothing(sqlite):
    """The first quarter came last, so the second was never tested against it."""
    for wave in (Q2, Q1):
        file = elsewhere.read(answers({wave: WAVES[Q1]}))
        if wave == Q2:
            elsewhere.company(sqlite)
        elsewhere.add(sqlite, file, now=LATER)
    before = remembering.series(sqlite, row(sqlite)).compared

    found = quarters.compare(sqlite, "acme", Q1, Q2)

    assert before == {}
    for series in (
        remembering.series(sqlite, row(sqlite)),
        reporting.basis(sqlite, "acme", Q2).series,
    ):
        assert series.compared == {(Q1, Q2): found.named}


def test_comparison_by_names_is_not_told_beside_a_release_that_tells_it(acme):
    quarters.compare(acme, "acme", Q1, Q2)

    assert remembering.series(acme, row(acme)).compared == {}


@pytest.mark.parametrize("table", [m.Release, m.Comparison])
def test_what_was_changed_is_refused(installation, table):
    company(installation)
    confirm(installation, Q1, Q2, SPLIT)
    forged(installation, table)

    with pytest.raises(TamperedError):
        remembering.series(installation, row(installation))


def test_two_waves_have_no_comparison_before_it_is_computed(acme):
    before = kept(acme, Q1, Q3)
    quarters.compare(acme, "acme", Q1, Q3)
    after = kept(acme, Q1, Q3)

    assert before.document is None
    assert after.document["from"]["wave"] == Q1
    assert (after.earlier.name, after.later.name) == (Q1, Q3)
    assert after.unsettled == ((Q1, Q2), (Q2, Q3))
    assert after.mapped is False


def test_maps_count_once_all_that_changed_is_told(acme):
    confirm(acme, Q1, Q2, SPLIT)
    partly = kept(acme, Q1, Q3)
    confirm(acme, Q2, Q3, JOINED)
    quarters.compare(acme, "acme", Q1, Q3)

    wholly, named = kept(acme, Q1, Q3), kept(acme, Q1, Q3, as_named=True)

    assert (partly.mapped, partly.unsettled) == (False, ((Q2, Q3),))
    assert (wholly.mapped, wholly.unsettled) == (True, ())
    assert wholly.document["mapped"] is True
    assert named.document["mapped"] is False
