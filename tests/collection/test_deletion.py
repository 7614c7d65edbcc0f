"""Deleting a company: nothing of it is left, and everything of others is as it was."""

import secrets

import pytest
from sqlalchemy import text

from diagnostic.pipeline import audit, deletion
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.store import models as m
from tests.collection.company import NOW
from tests.collection.leaving import ANNA, dump
from tests.store.rows import company


def before_and_after(database, act):
    """Give the rows before an act, those that it took, and those that it added."""
    before = dump(database)
    act()
    after = dump(database)
    gone = {name: set(before[name]) - set(after[name]) for name in before}
    new = {name: set(after[name]) - set(before[name]) for name in before}
    return before, gone, new


def test_every_other_row_is_byte_for_byte_as_it_was(office):
    installation, _, other = office

    before, gone, new = before_and_after(
        installation.database,
        lambda: deletion.delete(installation, "acme", ANNA, NOW),
    )

    assert {name for name, rows in new.items() if rows} == {"event"}
    # Of each kind half is acme's, but for what belongs to no company.
    assert {name: (len(before[name]), len(rows)) for name, rows in gone.items()} == {
        **{name: (len(before[name]), len(before[name]) // 2) for name in before},
        "account": (1, 0),
        "brand": (3, 1),
        "event": (3, 1),
        "notice": (3, 1),
        "farewell": (0, 0),
        "erasure": (0, 0),
    }
    assert all(before[name] for name in set(before) - {"farewell", "erasure"})
    assert not any(
        text in row
        for rows in gone.values()
        for row in rows
        for text in other.texts.values()
    )


def test_no_byte_of_the_company_is_left_in_any_file(office, files):
    installation, acme, other = office
    if not installation.database.is_sqlite:
        with installation.database.writing() as session:
            session.execute(text("ANALYZE"))
    assert {n for n, t in acme.texts.items() if found_in(files(), t)} == set(acme.texts)

    deleted = deletion.delete(installation, "acme", ANNA, NOW)

    assert (deleted.left, deleted.erased) == ((), True)
    contents = files()
    assert [n for n, t in acme.texts.items() if found_in(contents, t)] == []
    assert {n for n, t in other.texts.items() if found_in(contents, t)} == set(
        other.texts
    )


def found_in(contents, text):
    return any(text.encode() in content for content in contents)


def test_keys_of_its_waves_are_destroyed_and_no_others(office):
    installation, _, other = office

    deletion.delete(installation, "acme", ANNA, NOW)

    left = {path.name for path in installation.keys.iterdir()}
    assert left == {
        f"wave-{identity}.key"
        for name, identity in other.waves.items()
        if name != "sealed"
    }


def test_log_tells_who_deleted_it_and_nothing_else_of_it(office):
    installation, *_ = office

    deleted = deletion.delete(installation, "acme", ANNA, NOW)

    assert audit.entries(installation, "acme") == []
    latest = audit.entries(installation, None)[0]
    assert (latest.id, latest.account, latest.act) == (
        *(deleted.entry, ANNA),
        "company_deleted",
    )
    assert latest.about == {
        "slug": "acme",
        "waves": 5,
        "rows": deleted.rows,
        "compared": deleted.compared,
    }
    assert deleted.waves == 5
    assert deleted.rows == deleted.compared - 4  # account, brand, notice and entry


def test_numbers_are_told_before(office):
    installation, *_ = office

    assert deletion.holdings(installation, "acme") == {
        "sealed": 1, "unsealed": 3, "drafts": 1, "people": 16, "comments": 1,
        "files": 1, "members": 1, "entries": 1, "actions": 1,
    }  # fmt: skip


FILES = {
    "with it": ("done", "Q9", ["other", "acme"], False),
    "without it": ("done", "acme-Q3", ["other", "acme-2"], True),
    "being made of its quarter": ("working", "acme-Q3", [], False),
    "to be made of its quarter": ("queued", "acme-Q3", [], False),
    "being made of another": ("working", "other-Q3", [], True),
}


@pytest.mark.parametrize(("state", "name", "slugs", "stays"), FILES.values(), ids=FILES)
def test_file_of_many_companies_goes_if_it_may_hold_this_one(
    office, state, name, slugs, stays
):
    installation, *_ = office
    with installation.database.writing() as session:
        file = m.Document(
            id="f" * 16, kind="reports", language="en", asked=NOW, content=b"ZIP",
            state=state, wave_name=name, companies=slugs,
        )  # fmt: skip
        session.add(file)

    deletion.delete(installation, "acme", ANNA, NOW)

    with installation.database.reading() as session:
        assert (session.get(m.Document, "f" * 16) is not None) == stays


def test_unknown_company_is_refused(office):
    installation, *_ = office
    before = dump(installation.database)

    with pytest.raises(RefusedError, match="there is no company nobody"):
        deletion.delete(installation, "nobody", ANNA, NOW)

    assert dump(installation.database) == before


def test_company_without_a_wave_is_deleted_and_scrubbed(installation, files):
    with installation.database.writing() as session:
        company(session).name = name = secrets.token_hex(8)

    deletion.delete(installation, "acme", audit.COMMAND_LINE, NOW)

    assert not found_in(files(), name)
    assert deletion.is_finished(installation)
