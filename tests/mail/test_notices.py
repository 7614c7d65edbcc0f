"""Letters to accounts: once, to a real server, whatever it does."""

import logging
import re
import threading
from collections import Counter
from dataclasses import replace

import pytest

from diagnostic import jobs
from diagnostic.config import load
from diagnostic.jobs.postman import Postman
from diagnostic.pipeline import accounts, notices, onetime
from diagnostic.store import notices as stored
from tests.collection.company import NOW, launched
from tests.mail.post_office import in_folder, read

ANA, EVA = "ana@example.org", "eva@example.org"


@pytest.fixture
def installation(installation):
    return replace(installation, secret="of a post office, thirty-two signs")  # noqa: S106


@pytest.fixture
def people(installation):
    """Ids of two accounts that are invited."""
    found = [
        accounts.add(installation, email, "consultant", None).id for email in (ANA, EVA)
    ]
    for identity in found:
        notices.queue(installation, identity, "welcome")
    return found


@pytest.fixture
def seconds():
    return [0.0]


@pytest.fixture
def postman(installation, office, tmp_path, seconds):
    given = {"DIAGNOSTIC_MAIL_URL": office.url, "DIAGNOSTIC_MAIL_RATE": "1000"}
    return Postman(
        installation,
        load(given, tmp_path),
        threading.Event(),
        clock=lambda: NOW,
        monotonic=lambda: seconds[0],
    )


def states(installation, kind="welcome"):
    with installation.database.reading() as session:
        return stored.latest(session, kind)


def test_everybody_gets_their_own_link_once(installation, office, postman, people):
    assert postman.round() is None
    assert postman.round() is None

    assert office.to_whom() == Counter([ANA, EVA])
    assert set(states(installation).values()) == {"sent"}
    opened = set()
    for content in office.letters:
        letter = read(content)
        [token] = re.findall(r"/app/password/([\w.-]+)", letter.get_content())
        found = onetime.opened(installation, token, NOW)
        assert found.visitor.email == letter["To"]
        opened.add(found.visitor.id)
    assert opened == set(people)


def test_workers_at_once_send_each_letter_once(installation, office, postman, people):
    for n in range(20):
        email = f"somebody{n}@example.org"
        found = accounts.add(installation, email, "consultant", None)
        notices.queue(installation, found.id, "welcome")
    others = [
        Postman(installation, postman.settings, threading.Event(), clock=lambda: NOW)
        for _ in range(3)
    ]
    threads = [threading.Thread(target=one.round) for one in (postman, *others)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert set(office.to_whom().values()) == {1}
    assert len(office.letters) == 22


def test_letter_that_was_on_its_way_when_a_worker_died_is_given_up(
    installation, office, postman, people
):
    with installation.database.writing() as session:
        claimed = stored.claim(session)

    postman.find_abandoned(at_once=True)
    postman.round()

    assert states(installation)[claimed.account] == "failed"
    assert len(office.letters) == 1


def test_what_is_on_its_way_is_left_to_its_worker_for_a_while(
    installation, postman, people
):
    postman.find_abandoned()
    with installation.database.writing() as session:
        claimed = stored.claim(session)

    postman.find_abandoned()
    assert states(installation)[claimed.account] == "sending"
    postman.find_abandoned()
    assert states(installation)[claimed.account] == "failed"


def test_server_that_is_away_is_tried_again_later(
    installation, office, postman, people, seconds
):
    office.close()
    assert postman.round() == 30
    assert set(states(installation).values()) == {"queued"}
    office.open()

    assert postman.round() == 30
    assert office.letters == []
    seconds[0] += 31
    assert postman.round() is None

    assert office.to_whom() == Counter([ANA, EVA])


def test_address_that_is_to_wait_does_not_hold_up_another(
    installation, office, postman, people, seconds
):
    def later(stage, recipient):
        return "451 try later" if (stage, recipient) == ("RCPT", ANA) else None

    office.answers = later
    postman.round()
    office.answers = lambda *_: None
    seconds[0] += 31
    postman.round()

    assert office.to_whom() == Counter([EVA, ANA])


@pytest.mark.parametrize("answer", ["550 no such user", "HANG UP"])
def test_letter_that_failed_is_not_sent_again(installation, office, postman, answer):
    found = accounts.add(installation, ANA, "consultant", None)
    notices.queue(installation, found.id, "welcome")
    office.answers = lambda stage, _: answer if stage == "DATA" else None

    for _ in range(3):
        postman.round()

    assert states(installation) == {found.id: "failed"}


def test_failed_letter_can_be_asked_for_again(installation, office, postman, people):
    office.answers = lambda stage, _: "550 no" if stage == "RCPT" else None
    postman.round()
    office.answers = lambda *_: None

    notices.queue(installation, people[0], "welcome")
    postman.round()

    assert office.to_whom() == Counter([ANA])
    assert states(installation) == {people[0]: "sent", people[1]: "failed"}


def test_letter_to_an_account_that_was_switched_off_is_not_sent(
    installation, office, postman, people
):
    found = accounts.with_id(installation, people[0])
    kept = {name: getattr(found, name) for name in accounts.KEPT}
    accounts.change(installation, people[0], kept, kept | {"active": False})

    postman.round()

    assert office.to_whom() == Counter([EVA])


def test_test_mail_is_the_invitation_with_a_link_that_opens_nothing(
    installation, office, postman
):
    wave = launched(installation)
    found = accounts.add(installation, ANA, "consultant", "acme")
    notices.queue(installation, found.id, "test", wave)

    postman.round()

    [letter] = [read(one) for one in office.letters if read(one)["To"] == ANA]
    assert letter["Subject"] == "Acme asks for your view"
    assert "https://survey.example/s/sample" in letter.get_content()
    assert states(installation, "test") == {found.id: "sent"}


def test_log_holds_no_address_and_no_link(
    installation, office, postman, people, caplog, monkeypatch
):
    caplog.set_level(logging.DEBUG)
    office.answers = lambda stage, who: "550 no" if who == ANA else None
    postman.round()
    monkeypatch.setattr(notices, "_account_letter", broken)
    notices.queue(installation, people[0], "welcome")
    postman.round()

    ours = [r.getMessage() for r in caplog.records if r.name.startswith("diagnostic")]
    assert "a letter to an account cannot be written: ValueError" in ours
    assert not [line for line in ours if "example.org" in line or "/app/" in line]


def broken(*_):
    raise ValueError(f"no letter to {ANA}")


def test_letters_into_a_folder_are_written_too(installation, people, tmp_path):
    settings = load({}, tmp_path)

    assert jobs.deliver(installation, settings, NOW) == {}

    assert sorted(in_folder(settings.mail)) == [ANA, EVA]
