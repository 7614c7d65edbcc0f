"""PostgreSQL dies in the middle and comes back: the pages say so, and go on."""

import signal
from contextlib import ExitStack

import pytest

from tests.faults.crowd import Crowd, Load, counted_once, discreet
from tests.faults.serving import served, until
from tests.servers import postgresql_folder, started_postgresql

PEOPLE = 300
CLIENTS = 8


@pytest.fixture
def folder():
    with postgresql_folder() as made:
        yield made


def started(folder):
    """Run it so that what it has committed is on the disk."""
    return started_postgresql(folder, fsync="on")


def test_database_that_dies_loses_no_sheet_and_needs_no_restart(folder, tmp_path):
    with ExitStack() as running:
        server = running.enter_context(started(folder))
        url = server.url("postgres")
        site = running.enter_context(served(tmp_path, url, tmp_path / "log"))
        crowd = Crowd(site, PEOPLE)
        site.serve()
        with Load(crowd, crowd.some(PEOPLE), clients=CLIENTS) as load:
            load.wait(40)
            server.process.send_signal(signal.SIGQUIT)  # nothing is tidied up
            server.process.wait()
            until(lambda: len(load.again) == CLIENTS)  # nobody gets through
            pages = crowd.get(crowd.link(0)), crowd.get("/s/unknown")
            running.enter_context(started(folder))
            load.drain()

        assert {status for status, _ in pages} == {503}
        assert not load.unsure
        # Who was refused without need: the database died after it had stored it.
        assert set(load.refused.values()) <= {404}
        assert load.refused.keys() <= load.again
        assert counted_once(crowd, load) == set(range(PEOPLE))
        discreet(crowd)
