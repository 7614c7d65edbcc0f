"""Rule S2: tables about respondents hold no date, order, place, device or link."""

import re

import pytest
from sqlalchemy import Date, DateTime, Integer, Interval, Time
from sqlalchemy.types import TypeDecorator

from diagnostic.store.models import Base

ABOUT_PEOPLE = ("participant", "mail", "spent", "ballot", "comment")
URNS = ("ballot", "spent")
PEOPLE = {"participant", "mail"}
TELLING = re.compile(
    r"(^|_)(at|on|ip|host|agent|browser|device|locale|language|lang|zone|country"
    r"|time|date|day|created|updated|modified|opened|used|answered|sent"
    r"|number|serial|sequence|seq|order|position|rank|version|token|code|email)(_|$)"
)
COLUMNS = [
    pytest.param(column, id=str(column))
    for table in ABOUT_PEOPLE
    for column in Base.metadata.tables[table].columns
]


def kind(column):
    found = column.type
    return found.impl_instance if isinstance(found, TypeDecorator) else found


def reachable(table):
    """The tables to which a row leads by foreign keys, over any number of steps."""
    found = set()
    ahead = [Base.metadata.tables[table]]
    while ahead:
        for key in ahead.pop().foreign_keys:
            if key.column.table.name not in found:
                found.add(key.column.table.name)
                ahead.append(key.column.table)
    return found


def test_every_table_is_known_to_be_about_people_or_not():
    others = {"company", "wave", "department", "release", "kept"}
    others |= {"account", "membership", "notice", "event"}
    others |= {"brand", "wording", "commentary", "redaction", "document"}
    others |= {"department_map", "comparison", "action", "measurement"}
    others |= {"farewell", "erasure"}

    assert Base.metadata.tables.keys() == {*ABOUT_PEOPLE, *others}


@pytest.mark.parametrize("column", COLUMNS)
def test_column_holds_no_time(column):
    assert not isinstance(kind(column), Date | DateTime | Time | Interval)


@pytest.mark.parametrize("column", COLUMNS)
def test_column_holds_no_order(column):
    numbers = isinstance(kind(column), Integer)

    # A department's own number is that of a group, not of a person.
    assert not numbers or column.name == "department_id"
    assert column.server_default is None
    assert column.identity is None
    assert column.table.autoincrement_column is None


@pytest.mark.parametrize("column", COLUMNS)
def test_name_of_a_column_tells_of_nothing_else(column):
    assert not TELLING.search(column.name)


@pytest.mark.parametrize("table", ABOUT_PEOPLE)
def test_rows_have_no_number_of_their_own(table):
    options = Base.metadata.tables[table].dialect_options["sqlite"]

    assert options["with_rowid"] is False


@pytest.mark.parametrize("table", URNS)
def test_no_key_leads_from_a_vote_to_a_person(table):
    assert reachable(table) == {"wave", "company"}


@pytest.mark.parametrize("table", sorted(PEOPLE))
def test_no_key_leads_from_a_person_to_a_vote(table):
    assert not reachable(table) & set(URNS)


@pytest.mark.parametrize("table", URNS)
def test_vote_is_a_mark_or_a_box_of_a_wave_and_nothing_else(table):
    columns = set(Base.metadata.tables[table].columns.keys())

    assert columns <= {"id", "mark", "wave_id", "box"}
