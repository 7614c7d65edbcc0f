"""Mail that cannot be sent, or not to everybody."""

import signal
import subprocess

from tests.commands.collecting import (
    PEOPLE,
    WAVE,
    done,
    draft,
    status,
)
from tests.commands.running import PROGRAM, run
from tests.mail.post_office import PostOffice


def test_a_mail_server_that_is_down_is_told_and_the_letters_wait(monkeypatch):
    monkeypatch.setenv("DIAGNOSTIC_MAIL_URL", "smtp://127.0.0.1:1")
    draft()

    result = run("wave", "launch", WAVE, "--wait")

    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1] == "Sent 0 of 18, 18 queued."
    assert result.stderr == (
        "Error: letters still wait: the mail server cannot be reached: connection"
        " refused; `diagnostic serve` tries again, or `diagnostic worker --drain`.\n"
    )


def test_waiting_can_be_interrupted_between_two_letters(monkeypatch):
    draft()
    with PostOffice() as office:
        office.answers = lambda stage, _: (
            3.0 if stage == "RCPT" and office.letters else None
        )
        monkeypatch.setenv("DIAGNOSTIC_MAIL_URL", office.url)
        started = subprocess.Popen(  # noqa: S603
            [PROGRAM, "wave", "launch", WAVE, "--wait"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        office.wait_for(1)
        started.send_signal(signal.SIGINT)
        printed, errors = started.communicate(timeout=60)

    mail = status()["mail"]
    assert (started.returncode, errors.strip()) == (130, "")
    assert mail["sent"] == len(office.letters) < 18
    assert mail["sent"] + mail["queued"] == 18
    assert printed.endswith(f"Sent {mail['sent']} of 18, {mail['queued']} queued.\n")


def test_refused_addresses_are_told_and_can_be_corrected(monkeypatch):
    def answers(stage, recipient):
        return "550 no such user" if recipient == "sales3@example.com" else None

    draft()
    with PostOffice(answers) as office:
        monkeypatch.setenv("DIAGNOSTIC_MAIL_URL", office.url)
        monkeypatch.setenv("DIAGNOSTIC_MAIL_RATE", "1000")
        launching = done("wave", "launch", WAVE, "--wait")
        refused = status()["refused"]
        shown = done("wave", "status", WAVE).splitlines()[-2:]
        done("wave", "correct", WAVE, "Sales3@example.com", "new@example.com")
        done("worker", "--drain")

    assert launching.splitlines()[-1] == "Sent 17 of 18, 1 refused."
    assert refused == [{"address": "sales3@example.com", "reply": "550"}]
    assert shown == [
        "Mail: sent 17 of 18, 1 refused", "  sales3@example.com (550)"
    ]  # fmt: skip
    assert office.to_whom()["new@example.com"] == 1
    assert status()["refused"] == []
    assert status()["invited"] == sum(PEOPLE.values())


def test_a_queue_out_of_reach_is_noted(monkeypatch):
    monkeypatch.setenv("DIAGNOSTIC_QUEUE_URL", "redis://127.0.0.1:1/0")
    draft()

    result = run("wave", "launch", WAVE)

    assert result.exit_code == 0
    assert result.stderr == (
        "Note: the queue is out of reach; a worker looks by itself within a minute.\n"
    )
