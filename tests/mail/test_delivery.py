"""Delivery: everybody once, whatever the server does and however many work."""

import logging
import threading
from datetime import timedelta

import pytest

from diagnostic import jobs
from diagnostic.ballots import keys
from diagnostic.config import load
from diagnostic.jobs.postman import Postman
from diagnostic.pipeline import life, people
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.links import Links
from diagnostic.store import mails
from diagnostic.store.database import connect
from tests.collection.company import NOW, launched, roster
from tests.mail.post_office import in_folder

SIZES = {"leadership": 5, "Sales": 9}
EVERYBODY = {who for listed in roster(SIZES).departments for who in listed.addresses}


@pytest.fixture
def wave(installation):
    return invited(installation)


def invited(installation, name="2026-Q3", **options):
    return launched(installation, name, people=roster(SIZES), **options)


@pytest.fixture
def settings(office, tmp_path):
    return mailed_to(office.url, tmp_path)


def mailed_to(url, folder):
    given = {"DIAGNOSTIC_MAIL_URL": url, "DIAGNOSTIC_MAIL_RATE": "1000"}
    return load(given, folder)


@pytest.fixture
def seconds():
    """A monotonic clock that stands still until it is moved."""
    return [0.0]


@pytest.fixture
def postman(installation, settings, seconds):
    return Postman(
        installation,
        settings,
        threading.Event(),
        clock=lambda: NOW,
        monotonic=lambda: seconds[0],
    )


def progress(installation, wave):
    with installation.database.reading() as session:
        return {s: n for s, n in mails.progress(session, wave).items() if n}


def test_everybody_is_invited_once_with_a_link_that_opens(
    installation, wave, postman, office
):
    assert postman.round() is None
    assert postman.round() is None

    assert office.to_whom() == dict.fromkeys(EVERYBODY, 1)
    assert progress(installation, wave) == {"sent": len(EVERYBODY)}
    collected = Links(installation)
    links = office.links()
    assert len(set(links)) == len(EVERYBODY)
    assert all(collected.find(link.rpartition("/")[2], NOW) for link in links)


def test_two_workers_invite_nobody_twice(
    installation, wave, settings, office, database_url
):
    def work():
        own = connect(database_url)  # as another process has it
        jobs.deliver(Installation(own, *elsewhere), settings, NOW)
        own.close()

    elsewhere = installation.keys, installation.base_url
    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert office.to_whom() == dict.fromkeys(EVERYBODY, 1)


def test_late_worker_of_two_waves_gives_each_its_turn(
    installation, wave, postman, office, monkeypatch
):
    monkeypatch.setattr("diagnostic.jobs.delivery.take_turn.__defaults__", (None, 5))
    other = invited(installation, "other", subject="another")

    postman.round()

    assert progress(installation, other) == {"sent": len(EVERYBODY)}
    firsts = [bytes(letter).count(b"another") > 0 for letter in office.letters[:10]]
    assert firsts.count(True) == firsts.count(False) == 5


def test_refused_address_is_told_and_can_be_corrected(
    installation, wave, postman, office
):
    office.answers = lambda stage, whom: (
        "550 5.1.1 sales3@example.com unknown" if whom == "sales3@example.com" else None
    )
    postman.round()

    assert progress(installation, wave) == {"sent": len(EVERYBODY) - 1, "refused": 1}
    assert people.refused_addresses(installation, "acme", "2026-Q3") == [
        ("sales3@example.com", "550")
    ]
    assert office.to_whom()["sales3@example.com"] == 0

    new = "ana.silva@example.com"
    people.correct_address(
        installation, "acme", "2026-Q3", "sales3@example.com", new, NOW
    )
    postman.round()

    assert progress(installation, wave) == {"sent": len(EVERYBODY)}
    assert office.to_whom()[new] == 1
    assert set(office.to_whom().values()) == {1}


def test_server_that_is_down_is_tried_again_later_each_time(
    installation, wave, postman, office, seconds
):
    office.close()
    waits = []
    for _ in range(4):
        waits.append(postman.round())
        assert postman.round() is None  # too early: not even tried
        seconds[0] += waits[-1]
    assert waits == [30, 60, 120, 240]
    assert progress(installation, wave) == {"queued": len(EVERYBODY)}

    office.open()
    assert postman.round() is None

    assert office.to_whom() == dict.fromkeys(EVERYBODY, 1)


def test_address_that_is_to_be_tried_later_holds_nobody_up(
    installation, wave, postman, office, seconds
):
    office.answers = lambda stage, whom: (
        "450 greylisted" if stage == "RCPT" and whom.startswith("sales") else None
    )
    assert postman.round() == 30

    waiting = SIZES["Sales"]
    assert progress(installation, wave) == {
        "queued": waiting,
        "sent": len(EVERYBODY) - waiting,
    }
    office.answers = lambda stage, whom: None
    seconds[0] += 30
    assert postman.round() is None
    assert office.to_whom() == dict.fromkeys(EVERYBODY, 1)


def test_silence_after_a_letter_costs_one_letter_and_not_the_outbox(
    installation, wave, postman, office, seconds
):
    office.answers = lambda stage, whom: "HANG UP" if stage == "DATA" else None
    assert postman.round() == 30

    states = {"queued": len(EVERYBODY) - 1, "unsure": 1}
    assert progress(installation, wave) == states
    office.answers = lambda stage, whom: None
    seconds[0] += 30
    postman.round()
    assert progress(installation, wave) == {"sent": len(EVERYBODY) - 1, "unsure": 1}
    assert set(office.to_whom().values()) == {1}


def test_nothing_more_is_sent_once_the_wave_is_closed(
    installation, wave, postman, office
):
    def answers(stage, whom):
        if stage == "DATA" and len(office.letters) == 9:
            life.close(installation, "acme", "2026-Q3", NOW)

    office.answers = answers

    assert postman.round() is None

    assert len(office.letters) == 10
    assert progress(installation, wave) == {
        "queued": len(EVERYBODY) - 10,
        "sent": 10,
    }


def test_worker_that_is_to_stop_finishes_the_letter_at_hand(
    installation, wave, postman, office
):
    def answers(stage, whom):
        if stage == "DATA" and len(office.letters) == 9:
            postman.stopping.set()

    office.answers = answers

    postman.round()

    assert progress(installation, wave) == {
        "queued": len(EVERYBODY) - 10,
        "sent": 10,
    }


def test_wave_without_its_key_does_not_hold_up_the_others(
    installation, wave, postman, office
):
    other = invited(installation, "other", subject="another")
    keys.destroy(installation.keys, wave)

    assert postman.round() == 30

    assert progress(installation, wave) == {"queued": len(EVERYBODY)}
    assert progress(installation, other) == {"sent": len(EVERYBODY)}


def test_wrong_key_uses_up_no_message(installation, wave, postman, office):
    keys.destroy(installation.keys, wave)
    keys.create(installation.keys, wave)

    assert postman.round() == 30

    assert progress(installation, wave) == {"queued": len(EVERYBODY)}
    assert office.letters == []


def on_its_way(installation, wave):
    """Claim a message, and die."""
    with installation.database.writing() as session:
        mails.claim(session, wave, NOW)


def test_what_a_dead_worker_was_sending_is_not_sent_again(
    installation, wave, postman, office
):
    on_its_way(installation, wave)
    postman.find_abandoned(at_once=True)
    postman.round()

    assert progress(installation, wave) == {"sent": len(EVERYBODY) - 1, "unsure": 1}


def test_what_another_worker_sends_right_now_is_not_taken_for_abandoned(
    installation, wave, postman
):
    on_its_way(installation, wave)
    postman.find_abandoned()
    assert progress(installation, wave)["sending"] == 1

    postman.find_abandoned()
    assert progress(installation, wave)["unsure"] == 1


def test_letter_that_was_taken_for_abandoned_is_marked_by_who_sent_it(
    installation, wave, postman, office
):
    office.answers = lambda stage, whom: postman.find_abandoned(at_once=True)

    postman.round()

    assert progress(installation, wave) == {"sent": len(EVERYBODY)}
    assert office.to_whom() == dict.fromkeys(EVERYBODY, 1)


def test_letter_into_a_folder_is_written_again_after_a_crash(
    installation, wave, tmp_path
):
    settings = mailed_to("file:mail", tmp_path)
    postman = Postman(installation, settings, threading.Event(), clock=lambda: NOW)
    on_its_way(installation, wave)
    postman.find_abandoned(at_once=True)

    assert postman.round() is None

    assert progress(installation, wave) == {"sent": len(EVERYBODY)}
    assert set(in_folder(tmp_path / "mail")) == EVERYBODY


def test_reminder_goes_to_everybody_once(installation, wave, postman, office):
    life.remind(installation, "acme", "2026-Q3", NOW)
    postman.round()

    assert office.to_whom() == dict.fromkeys(EVERYBODY, 2)
    assert progress(installation, wave) == {"sent": 2 * len(EVERYBODY)}


def test_delivery_tells_why_letters_wait(installation, wave, settings, office):
    office.answers = lambda stage, whom: (
        "550 relaying denied to a@b" if not whom else None
    )

    troubles = jobs.deliver(installation, settings, NOW)

    assert troubles == {wave: "the mail server refuses the sender (550)"}


def test_log_tells_numbers_and_no_names(
    installation, wave, postman, office, seconds, caplog
):
    caplog.set_level(logging.DEBUG, "diagnostic")
    office.answers = lambda stage, whom: {
        "sales3@example.com": "550 sales3@example.com unknown",
        "sales4@example.com": "450 sales4@example.com later",
        "sales5@example.com": "HANG UP",
    }.get(whom)
    postman.round()
    office.close()
    seconds[0] += timedelta(hours=1).total_seconds()
    postman.round()

    told = caplog.text
    assert f"wave {wave}: " in told
    assert f"{len(EVERYBODY) - 3} sent" in told
    assert "refused" in told
    assert "@" not in told
    assert not [link for link in office.links() if link.rpartition("/")[2] in told]
