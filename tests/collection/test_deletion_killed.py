"""A deletion is killed at everything that it does: nothing is half deleted."""

from functools import partial

import pytest

from diagnostic.ballots import keys
from diagnostic.pipeline import audit, deletion
from diagnostic.pipeline.installation import Installation
from diagnostic.store import companies, leaving, waves
from diagnostic.store.database import connect
from tests.collection.company import NOW
from tests.collection.copies import Copies
from tests.collection.dying import deaths, killed_at
from tests.store.rows import collected, company, forget


@pytest.fixture
def copies(installation, tmp_path, request):
    """A company with an open and a sealed wave, beside another; gives the waves."""
    with installation.database.writing() as session:
        found = []
        for slug in ("acme", "other"):
            owner = company(session, slug)
            sealed = collected(session, owner, "Q1", "closed").wave
            forget(session, sealed)
            found.append(collected(session, owner, "Q2").wave)
    for wave in found:
        keys.create(installation.keys, wave)
    return found, Copies(installation, tmp_path / request.node.name[:40], request)


def opened(folder, url):
    return Installation(connect(url), folder / "keys", "https://survey.example")


def act(done, folder, url):
    """Do something, as a program that has just been started does."""
    installation = opened(folder, url)
    try:
        return done(installation)
    finally:
        installation.database.close()


def delete(installation):
    deletion.delete(installation, "acme", audit.COMMAND_LINE, NOW)


def left(installation):
    """Give the slugs, the waves, and those of them that have their key."""
    with installation.database.reading() as session:
        slugs = companies.slugs(session)
        unsealed = waves.in_state(session, "open")
    files = {path.name for path in installation.keys.iterdir()}
    assert files <= {keys.path(installation.keys, wave).name for wave in unsealed}
    return slugs, unsealed


def test_deletion_that_is_killed_anywhere_happened_or_not(copies, monkeypatch):
    # Each table is rewritten by itself; to die at every one of them takes long.
    monkeypatch.setattr(leaving, "TABLES", ("release",))
    (acme, other), made = copies
    folder, url = made.fresh()
    found = deaths(partial(act, delete, folder, url), partial(made.state, folder))
    made.drop()
    # The commit, the key overwritten and gone, rows erased, and that noted.
    assert len(found) >= 5, found

    ends = set()
    for number, doing in found:
        folder, url = made.fresh()
        killed_at(number, partial(act, delete, folder, url))
        act(deletion.finish, folder, url)
        slugs, unsealed = act(left, folder, url)
        assert keys.exists(folder / "keys", other), doing
        assert (acme in unsealed) == ("acme" in slugs), doing
        assert keys.exists(folder / "keys", acme) == ("acme" in slugs), doing
        assert act(deletion.is_finished, folder, url)
        ends.add("acme" in slugs)
        made.drop()
    assert ends == {True, False}
