"""The outbox: everybody once, whoever asks and however many work."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import text

from diagnostic.pipeline import life, people
from diagnostic.roster import Roster, RosterDepartment
from diagnostic.store import mails
from diagnostic.store.database import connect
from tests.collection.company import DAY, NOW, SIZES, draft, launched

EVERYBODY = sum(SIZES.values())


@pytest.fixture
def wave(installation):
    return launched(installation)


def queue(installation, wave, kind):
    with installation.database.writing() as session:
        return mails.queue(session, wave, kind)


def claim(database, wave, after=None, now=NOW):
    with database.writing() as session:
        return mails.claim(session, wave, now, after)


def claim_all(database, wave):
    found, last = [], None
    while (claimed := claim(database, wave, last)) is not None:
        last = claimed.row
        found.append(claimed)
    return found


def progress(installation, wave):
    with installation.database.reading() as session:
        return {s: n for s, n in mails.progress(session, wave).items() if n}


def test_launch_queues_one_invitation_for_everybody(installation, wave):
    assert progress(installation, wave) == {"queued": EVERYBODY}
    assert queue(installation, wave, "invitation") == 0


def test_wave_that_is_not_open_yet_has_no_mail(installation):
    wave = draft(installation, opens=NOW + DAY, closes=NOW + 3 * DAY)
    life.launch(installation, "acme", "2026-Q3", NOW)

    assert progress(installation, wave) == {}


def test_each_reminder_is_a_message_of_its_own(installation, wave):
    life.remind(installation, "acme", "2026-Q3", NOW)
    life.remind(installation, "acme", "2026-Q3", NOW)

    kinds = {claimed.kind for claimed in claim_all(installation.database, wave)}
    assert kinds == {"invitation", "reminder-1", "reminder-2"}
    assert progress(installation, wave) == {"sending": 3 * EVERYBODY}


def test_who_comes_late_is_invited_and_nobody_else_again(installation, wave):
    claim_all(installation.database, wave)
    late = Roster((RosterDepartment("Sales", False, ("late@example.com",), 1),))
    people.add_late(installation, "acme", "2026-Q3", late, NOW)

    assert len(claim_all(installation.database, wave)) == 1


def test_claimed_message_is_claimed_by_nobody_else(installation, wave, database_url):
    def work(_):
        own = connect(database_url)  # as another process has it
        try:
            return [claimed.row for claimed in claim_all(own, wave)]
        finally:
            own.close()

    with ThreadPoolExecutor(4) as workers:
        rows = [row for found in workers.map(work, range(4)) for row in found]

    assert len(rows) == len(set(rows)) == EVERYBODY


def test_claim_that_was_not_committed_is_none(installation, wave):
    class Died(Exception):  # noqa: N818
        pass

    with suppress(Died), installation.database.writing() as session:
        assert mails.claim(session, wave, NOW)
        raise Died

    assert progress(installation, wave) == {"queued": EVERYBODY}


def test_message_that_was_given_back_is_reached_in_the_next_round(installation, wave):
    claimed = claim(installation.database, wave)
    with installation.database.writing() as session:
        mails.mark(session, claimed.row, "queued")

    assert claim(installation.database, wave, claimed.row).row != claimed.row
    assert claim(installation.database, wave).row == claimed.row


@pytest.mark.parametrize(
    "end",
    [
        pytest.param(lambda i: life.close(i, "acme", "2026-Q3", NOW), id="closed"),
        pytest.param(lambda i: None, id="past its end"),
    ],
)
def test_nothing_is_claimed_of_a_wave_that_is_over(installation, wave, end):
    end(installation)
    later = NOW + timedelta(days=14)

    assert claim(installation.database, wave, now=later) is None
    with installation.database.reading() as session:
        assert mails.waiting(session, later) == []


def test_only_what_is_on_its_way_can_be_abandoned(installation, wave):
    rows = [claimed.row for claimed in claim_all(installation.database, wave)]
    with installation.database.writing() as session:
        mails.mark(session, rows[0], "sent")
        mails.mark(session, rows[1], "refused", "550")
        assert mails.sending(session) == set(rows[2:])
        assert mails.abandon(session, rows, "unsure") == EVERYBODY - 2

    states = {"sent": 1, "refused": 1, "unsure": EVERYBODY - 2}
    assert progress(installation, wave) == states


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_order_of_messages_is_not_that_of_the_roster(installation, wave):
    with installation.database.reading() as session:
        mails_stored = text("SELECT participant_id FROM mail ORDER BY ctid")
        people_stored = text("SELECT id FROM participant ORDER BY ctid")
        messages = session.execute(mails_stored).all()
        people = session.execute(people_stored).all()

    assert messages != people
    assert sorted(messages) == sorted(people)
