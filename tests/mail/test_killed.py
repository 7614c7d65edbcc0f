"""A worker that is killed, at any moment: nobody is invited twice, nobody forgotten."""

import os
import signal
import subprocess

import pytest

from diagnostic.jobs.postman import now
from diagnostic.store import mails
from tests.collection.company import launched, roster
from tests.commands.running import PROGRAM

SIZES = {"leadership": 5, "Sales": 15}
EVERYBODY = {who for listed in roster(SIZES).departments for who in listed.addresses}


@pytest.fixture
def wave(installation):
    return launched(installation, people=roster(SIZES), now=now())


@pytest.fixture
def environment(installation, office, database_url, tmp_path):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return kept | {
        "DIAGNOSTIC_DATABASE_URL": database_url,
        "DIAGNOSTIC_KEY_DIR": str(installation.keys),
        "DIAGNOSTIC_QUEUE_URL": f"sqlite:///{tmp_path}/queue.db",
        "DIAGNOSTIC_MAIL_URL": office.url,
        "DIAGNOSTIC_MAIL_RATE": "1000",
    }


@pytest.fixture
def run(environment, tmp_path):
    """Run a worker until it ends; gives its exit code and what it wrote."""

    def start(*options):
        return subprocess.Popen(  # noqa: S603  # our own program
            # It ends with the tests, even if they fail or are killed.
            ["setpriv", "--pdeathsig", "KILL", PROGRAM, "worker", *options],  # noqa: S607
            env=environment,
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return start


def progress(installation, wave):
    with installation.database.reading() as session:
        return {s: n for s, n in mails.progress(session, wave).items() if n}


def test_killed_worker_invites_nobody_twice_and_forgets_nobody(
    installation, wave, office, run
):
    for stage, number in (("MAIL", 3), ("RCPT", 7), ("DATA", 11)):
        running = run()

        def answers(
            at, whom, stage=stage, number=number, victim=running
        ):  # called by the server
            if at == stage and len(office.letters) >= number:
                victim.kill()

        office.answers = answers
        _, log = running.communicate(timeout=120)
        assert running.returncode == -signal.SIGKILL, log
        assert progress(installation, wave)["sending"] == 1

    office.answers = lambda at, whom: None
    last = run("--drain")
    _, log = last.communicate(timeout=120)
    assert (last.returncode, progress(installation, wave)) == (
        0,
        {"sent": len(EVERYBODY) - 3, "unsure": 3},
    ), log
    reached = office.to_whom()
    assert set(reached.values()) == {1}
    # Two died before the text, one after it: that letter arrived, and nobody knows.
    assert len(reached) == len(EVERYBODY) - 2
    assert "@" not in log


def test_worker_that_is_told_to_end_loses_nothing(installation, wave, office, run):
    running = run()
    office.wait_for(3)
    running.send_signal(signal.SIGTERM)
    _, log = running.communicate(timeout=120)

    assert running.returncode == 0, log
    states = progress(installation, wave)
    assert set(states) <= {"sent", "queued"}
    assert states["sent"] == len(office.letters) == len(office.to_whom())

    last = run("--drain")
    last.communicate(timeout=120)
    assert office.to_whom() == dict.fromkeys(EVERYBODY, 1)


def test_draining_tells_what_still_waits(installation, wave, office, run):
    office.close()

    draining = run("--drain")
    output, log = draining.communicate(timeout=120)

    assert (draining.returncode, output) == (1, "")
    assert log.splitlines()[-1] == (
        "Error: letters still wait: the mail server cannot be reached: connection"
        " refused."
    )
    assert progress(installation, wave) == {"queued": len(EVERYBODY)}
