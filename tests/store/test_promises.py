"""What respondents were promised binds whoever writes to the database."""

import threading

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from diagnostic.store import quarters
from diagnostic.store.database import connect
from diagnostic.store.models import Ballot, Spent, Wave
from tests.store.rows import NOON, STATES, company, forget, move, wave

LAUNCHED = STATES[1:]
TERMS = {
    "id": "'0123456789abcdef'",
    "company_id": "(SELECT max(id) FROM company)",
    "subject": "'another'",
    "mode": "'open'",
    "minimum": "7",
    "small_leadership": "'declared'",
    "questionnaire_key": "'another'",
    "questionnaire_version": "2",
    "questionnaire_source": "CAST('another' AS {binary})",
    "rules": "'{{\"minimum\": 7}}'",
}
FREE = {
    "name": "'another'",
    "closes": "closes",
    "late": "late + 1",
    "answered": "5",
    "counted": "NULL",
}
FORBIDDEN = {
    "draft": ("closed", "sealed"),
    "scheduled": ("draft", "sealed"),
    "open": ("draft", "scheduled", "sealed"),
    "closed": ("draft", "scheduled", "open"),
    "sealed": ("draft", "scheduled", "open", "closed"),
}


@pytest.fixture
def in_state(database):
    """Give a function that makes a wave in a state; a second company stands by."""

    def make(state):
        with database.writing() as session:
            found = wave(session, company(session))
            company(session, "other")
            move(session, found, state)
            return found.id

    return make


def run(database, statement, **values):
    with database.writing() as session:
        session.execute(text(statement), values)


@pytest.mark.parametrize("term", TERMS)
def test_launched_wave_keeps_its_terms(database, in_state, term):
    identity = in_state("draft")
    value = TERMS[term].format(binary="blob" if database.is_sqlite else "bytea")

    for state in LAUNCHED:
        with database.writing() as session:
            move(session, session.get(Wave, identity), state)
        with pytest.raises(IntegrityError, match="keeps the terms"):
            run(database, f"UPDATE wave SET {term} = {value}")  # noqa: S608


@pytest.mark.parametrize("term", sorted(TERMS.keys() - {"rules"}))
def test_draft_may_change(database, in_state, term):
    in_state("draft")
    value = TERMS[term].format(binary="blob" if database.is_sqlite else "bytea")

    run(database, f"UPDATE wave SET {term} = {value}")  # noqa: S608


@pytest.mark.parametrize("column", FREE)
def test_launched_wave_may_change_where_nothing_was_promised(
    database, in_state, column
):
    in_state("open")

    run(database, f"UPDATE wave SET {column} = {FREE[column]}")  # noqa: S608


@pytest.mark.parametrize("before", STATES)
def test_wave_goes_neither_back_nor_past_a_state(database, in_state, before):
    in_state(before)

    for after in FORBIDDEN[before]:
        rules = "NULL" if after == "draft" else "'{\"minimum\": 5}'"
        with pytest.raises(IntegrityError, match=r"never back|keeps the terms"):
            run(database, f"UPDATE wave SET state = '{after}', rules = {rules}")  # noqa: S608


@pytest.mark.parametrize("path", [STATES, ("draft", *STATES[2:])])
def test_wave_goes_forward(database, in_state, path):
    identity = in_state("draft")

    for state in path[1:]:
        run(database, f"UPDATE wave SET state = '{state}', rules = '{{}}'")  # noqa: S608

    with database.reading() as session:
        assert session.get(Wave, identity).state == "sealed"


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE release SET document = document", "never changed"),
        ("UPDATE release SET sha256 = 'another'", "never changed"),
        ("DELETE FROM release", "never deleted"),
        ("DELETE FROM wave", "never deleted|FOREIGN KEY|foreign key"),
    ],
)
def test_release_stays_as_it_is(database, in_state, statement, told):
    identity = in_state("closed")
    with database.writing() as session:
        forget(session, identity)

    with pytest.raises(IntegrityError, match=told):
        run(database, statement)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE comparison SET document = document", "never changed"),
        ("DELETE FROM comparison", "never deleted"),
        ("UPDATE department_map SET pairs = '[]'", "never changed"),
        ("DELETE FROM department_map", "never deleted"),
    ],
)
def test_map_and_comparison_of_two_waves_stay_as_they_are(
    database, in_state, statement, told
):
    identity = in_state("closed")
    with database.writing() as session:
        forget(session, identity)
        two = (identity, identity)
        quarters.confirm(session, *two, [("Sales", "Growth")], NOON)
        quarters.add_comparison(session, *two, b"{}", "0" * 64, mapped=True)

    with pytest.raises(IntegrityError, match=told):
        run(database, statement)


def test_release_is_not_emptied(postgresql_database_url):
    database = connect(postgresql_database_url)

    with pytest.raises(IntegrityError, match="never deleted"):
        run(database, "TRUNCATE release")

    database.close()


@pytest.mark.parametrize(
    "statement",
    [
        "REPLACE INTO release SELECT wave_id, document, 'another' FROM release",
        "REPLACE INTO comparison SELECT earlier_id, later_id, mapped, x'7b7d', 'other'"
        " FROM comparison",
        "REPLACE INTO department_map SELECT earlier_id, later_id, '[]', confirmed"
        " FROM department_map",
        "REPLACE INTO wave SELECT * FROM wave",
        "UPDATE OR REPLACE wave SET minimum = 6",
        "UPDATE OR IGNORE wave SET minimum = 6",
    ],
)
def test_nothing_is_replaced(sqlite_database_url, statement):
    database = connect(sqlite_database_url)
    with database.writing() as session:
        found = wave(session, company(session))
        move(session, found, "closed")
        forget(session, found.id)
        quarters.confirm(session, found.id, found.id, [], NOON)
        quarters.add_comparison(
            session, found.id, found.id, b"{}", "0" * 64, mapped=False
        )

    with pytest.raises(IntegrityError, match=r"there already|keeps the terms"):
        run(database, statement)

    database.close()


URNS = {
    "ballot": "INSERT INTO ballot (id, wave_id, box) VALUES (:bytes, :wave, :bytes)",
    "spent": "INSERT INTO spent (mark, wave_id) VALUES (:bytes, :wave)"
    " ON CONFLICT DO NOTHING",
}


@pytest.mark.parametrize("state", [s for s in STATES if s != "open"])
def test_nobody_votes_in_a_wave_that_is_not_open(database, in_state, state):
    identity = in_state(state)

    for statement in URNS.values():
        with pytest.raises(IntegrityError, match="a wave that is not open"):
            run(database, statement, bytes=b"b" * 16, wave=identity)


@pytest.mark.parametrize("urn", URNS)
def test_people_vote_in_an_open_wave(database, in_state, urn):
    identity = in_state("open")

    run(database, URNS[urn], bytes=b"b" * 16, wave=identity)

    with database.reading() as session:
        counted = [
            session.scalar(select(func.count()).select_from(table))
            for table in (Ballot, Spent)
        ]
    assert sum(counted) == 1


def test_late_vote_waits_for_the_closing_and_is_refused(
    postgresql_database_url,
):
    database = connect(postgresql_database_url)
    with database.writing() as session:
        found = wave(session, company(session))
        move(session, found, "open")
        identity = found.id
    outcome = []

    def vote():
        try:
            run(database, URNS["ballot"], bytes=b"b" * 16, wave=identity)
        except IntegrityError as error:
            outcome.append(str(error.orig))

    voter = threading.Thread(target=vote)
    with database.writing() as session:
        session.execute(text("UPDATE wave SET state = 'closed'"))
        voter.start()
        waiting = text(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE wait_event_type = 'Lock' AND datname = current_database()"
        )
        while voter.is_alive() and not session.scalar(waiting):
            session.execute(text("SELECT pg_stat_clear_snapshot()"))
    voter.join()

    database.close()
    assert "a wave that is not open" in outcome[0]
