"""Sealing is killed while another wave is answered: the next worker finishes it."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path
from random import SystemRandom

import pytest

from diagnostic.ballots import keys
from diagnostic.pipeline import life, reporting
from diagnostic.pipeline.sealing import unfinished
from diagnostic.release import verify
from diagnostic.store import ballots, releases, rosters
from tests.collection.company import DAY, SIZES, launched, play, state
from tests.faults.crowd import Crowd, Load, counted_once, discreet
from tests.faults.serving import until

PEOPLE = 1000
DONE = "2026-Q2"
WORKER = ("worker", "--drain")


@pytest.fixture
def crowd(site, done):
    return Crowd(site, PEOPLE)


@pytest.fixture
def done(site):
    """A wave that is due for sealing, with everybody's answers."""
    then = datetime.now(UTC) - 30 * DAY
    wave = launched(site.installation, DONE, now=then)
    play(site.installation, wave, now=then)
    life.close(site.installation, "acme", DONE, then + 15 * DAY)
    return wave


def killed(running, moment, *, later=0.0):
    """Kill a command at a moment, or some seconds later."""
    until(lambda: moment(running) or running.poll() is not None)
    time.sleep(later)
    running.kill()
    running.wait()


def computes(running):
    """Tell whether the statistics are being loaded, just before boxes are opened."""
    try:
        return "scipy" in Path(f"/proc/{running.pid}/maps").read_text()
    except ProcessLookupError:
        return False


def test_killed_sealing_is_finished_beside_an_open_wave(crowd, done):
    site, installation = crowd.site, crowd.site.installation
    site.serve()
    with Load(crowd, crowd.some(PEOPLE), clients=2, pause=0.1) as load:
        later = SystemRandom().uniform(0, 1)
        killed(site.begin("wave", "seal", f"acme/{DONE}"), computes, later=later)
        with installation.database.reading() as session:
            stored = releases.document(session, done) is not None
            boxes = ballots.count(session, done)
        assert stored or (boxes == sum(SIZES.values()))
        assert stored or keys.exists(installation.keys, done)

        killed(site.begin(*WORKER), lambda _: state(installation, DONE) == "sealed")
        with installation.database.reading() as session:
            assert releases.document(session, done) is not None
            assert ballots.count(session, done) == 0

        before = len(load.thanked)
        assert site.begin(*WORKER).wait() == 0
        load.wait(before + 1)

    assert unfinished(installation) == []
    assert not keys.exists(installation.keys, done)
    document = json.loads(
        reporting.report(installation, "acme", DONE, ["json"])["json"]
    )
    assert verify(document)
    assert {g["name"]: g["answered"] for g in document["groups"]} == SIZES
    with installation.database.reading() as session:
        assert len(list(rosters.addresses(session, crowd.wave))) == PEOPLE
    assert not load.refused
    assert not load.unsure
    assert counted_once(crowd, load) == load.thanked
    discreet(crowd)
