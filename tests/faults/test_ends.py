"""However the server ends under load: who was thanked is counted, once."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from random import SystemRandom

import pytest

from diagnostic.store import waves
from tests.faults.crowd import Crowd, Load, counted_once, discreet
from tests.faults.serving import gone, until

PEOPLE = 600
A_LOAD = 140
CLIENTS = 8
drawn = SystemRandom()


@pytest.fixture(scope="module")
def crowd(site):
    return Crowd(site, PEOPLE)


def ended_under_load(crowd, end):
    """Let somebody end the server at any moment; gives what it has done by then."""
    crowd.site.serve()
    with Load(crowd, crowd.some(A_LOAD)) as load:
        load.wait(drawn.randint(1, 60))
        time.sleep(drawn.uniform(0, 0.02))
        end()
        load.drain()
    assert not load.refused
    assert not load.again
    return load


def goes_on(crowd, load):
    """See that the next server takes what is missing, and nothing twice."""
    before = counted_once(crowd, load)
    crowd.site.serve()

    again = {person: crowd.post(person) for person in load.unsure}
    twice = {person: crowd.post(person) for person in sorted(load.thanked)[:8]}

    assert again == {p: 404 if p in before else 303 for p in load.unsure}
    assert set(twice.values()) == {404}
    assert counted_once(crowd, load) == before | load.unsure
    discreet(crowd)


@pytest.mark.parametrize("name", ["web", "worker"])
def test_process_that_is_killed_ends_all(crowd, name):
    site = crowd.site

    load = ended_under_load(crowd, lambda: os.kill(site.part(name), signal.SIGKILL))

    assert site.ended() == 1
    last = site.said().splitlines()[-1]
    assert last == "Error: a part of the server has ended by itself."
    goes_on(crowd, load)


def test_server_that_is_killed_leaves_nobody_behind(crowd):
    site = crowd.site
    site.serve()
    parts = [site.part("web"), site.part("worker")]

    load = ended_under_load(crowd, site.running.kill)

    site.ended()
    until(lambda: all(map(gone, parts)))
    goes_on(crowd, load)


def test_stopped_server_ends_cleanly(crowd):
    site = crowd.site
    site.serve()
    until(site.works)

    load = ended_under_load(crowd, site.running.terminate)

    assert site.ended() == 0
    goes_on(crowd, load)


def test_what_is_being_sent_is_answered_before_the_end(crowd):
    site = crowd.site
    site.serve()
    people = crowd.some(CLIENTS)
    with (
        ThreadPoolExecutor(CLIENTS) as clients,
        site.installation.database.writing() as session,
    ):
        waves.find(session, "acme", "2026-Q3", hold=True)  # they have to wait
        sent = [clients.submit(crowd.post, person) for person in people]
        time.sleep(1)
        os.killpg(site.running.pid, signal.SIGINT)  # as a terminal does
        time.sleep(1)
        assert not any(answer.done() for answer in sent)

    assert [answer.result() for answer in sent] == [303] * CLIENTS
    assert site.ended() == 0
    assert set(people) <= set(crowd.urn())
    discreet(crowd)
