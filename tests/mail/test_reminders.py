"""Letters about actions that are due: to who asked for it, each action once."""

import threading
from collections import Counter
from datetime import timedelta

import pytest

from diagnostic.config import load
from diagnostic.jobs import ticking
from diagnostic.jobs.postman import Postman
from diagnostic.pipeline import accounts, actions
from diagnostic.pipeline.accounts import describe
from diagnostic.store import accounts as stored_accounts
from diagnostic.store import actions as stored
from diagnostic.store import companies, waves
from diagnostic.store import notices as stored_notices
from diagnostic.store.database import connect
from tests.collection.company import DAY, NOW, draft, installed
from tests.mail.post_office import read

ANA, EVA = "ana@example.org", "eva@example.org"
TODAY = NOW.date()


BOTH = pytest.mark.parametrize("kind", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def kind(request):
    return getattr(request, "param", "sqlite")


@pytest.fixture
def installation(kind, request, tmp_path):
    database = connect(request.getfixturevalue(f"{kind}_database_url"))
    yield installed(database, tmp_path)
    database.close()


@pytest.fixture
def wave(installation):
    """A draft: no other letter is under way."""
    return draft(installation)


@pytest.fixture
def now():
    return [NOW]


@pytest.fixture
def seconds():
    return [0.0]


@pytest.fixture
def postman(installation, office, tmp_path, now, seconds):
    given = {"DIAGNOSTIC_MAIL_URL": office.url, "DIAGNOSTIC_MAIL_RATE": "1000"}
    return Postman(
        installation,
        load(given, tmp_path),
        threading.Event(),
        clock=lambda: now[0],
        monotonic=lambda: seconds[0],
    )


def consultant(installation, email=ANA, role="consultant"):
    company = None if role == "administrator" else "acme"
    return accounts.add(installation, email, role, company).id


def agreed(installation, wave, account, days, what="Meet weekly.", **others):
    """Add an action that is due in so many days; gives its id."""
    values = {
        **{"dimension": "resources", "what": what, "created": NOW},
        **{"due": TODAY + timedelta(days=days), "reminded_id": account},
        **others,
    }
    with installation.database.writing() as session:
        return stored.add(session, waves.get(session, wave), values).id


def tick(installation, postman, at=NOW):
    assert ticking.tick(installation, at, ticking.VOUCHED_FOR)
    return postman.round()


@pytest.mark.parametrize("days", [7, 0, -1, -400])
def test_action_that_is_due_within_a_week_or_overdue_is_told(
    installation, office, postman, wave, days
):
    action = agreed(installation, wave, consultant(installation), days)

    tick(installation, postman)

    [letter] = [read(content) for content in office.letters]
    assert (letter["To"], letter["Subject"]) == (ANA, "An action is due")
    assert letter.get_content_type() == "text/plain"
    lines = letter.get_content().splitlines()
    assert f"https://survey.example/app/companies/acme/actions/{action}" in lines
    assert "Meet weekly." in lines
    assert f"Acme: {'was due' if days < 0 else 'due'} on" in letter.get_content()


@pytest.mark.parametrize(
    "others",
    [
        pytest.param({"days": 8}, id="not yet"),
        pytest.param({"days": 1, "state": "done"}, id="done"),
        pytest.param({"days": 1, "state": "dropped"}, id="dropped"),
        pytest.param({"days": 1, "account": None}, id="nobody asked"),
        pytest.param({"days": 1, "due": None}, id="no date"),
    ],
)
def test_nobody_is_told_of_another(installation, office, postman, wave, others):
    account = consultant(installation)
    agreed(installation, wave, **{"account": account, **others})

    tick(installation, postman)

    assert office.letters == []


@BOTH
def test_each_action_is_told_once_and_all_of_a_day_in_one_letter(
    installation, office, postman, wave, now
):
    account = consultant(installation)
    for number in (1, 2):
        agreed(installation, wave, account, number, f"Action {number}.")
    agreed(installation, wave, account, 9, "Later.")

    for _ in range(3):
        tick(installation, postman)
    now[0] = NOW + 3 * DAY
    for _ in range(2):
        tick(installation, postman, now[0])

    first, second = (read(content) for content in office.letters)
    assert first["Subject"] == "2 actions are due"
    assert "Action 1." in first.get_content()
    assert "Later." not in first.get_content()
    assert "Action 1." not in second.get_content()
    assert "Later." in second.get_content()


def test_letter_speaks_the_language_of_who_reads_it(
    installation, office, postman, wave
):
    account = consultant(installation)
    describe(installation, account, "Ana", "pt")
    agreed(installation, wave, account, -1, "Reunião semanal.", owner="Direção")

    tick(installation, postman)

    [letter] = [read(content) for content in office.letters]
    assert letter["Subject"] == "Uma ação está a chegar ao prazo"
    assert "Acme: o prazo terminou em 31 de agosto de 2026." in letter.get_content()
    assert "Responsável: Direção" in letter.get_content()
    assert "Meet" not in letter.get_content()


def test_administrator_who_is_a_member_of_none_is_told(
    installation, office, postman, wave
):
    account = consultant(installation, EVA, "administrator")
    agreed(installation, wave, account, 1)

    tick(installation, postman)

    assert office.to_whom() == Counter([EVA])


@BOTH
def test_who_no_longer_sees_the_company_is_told_nothing(
    installation, office, postman, wave
):
    gone, switched_off = consultant(installation), consultant(installation, EVA)
    for account in (gone, switched_off):
        agreed(installation, wave, account, 1)
    with installation.database.writing() as session:
        stored_accounts.leave(session, gone, companies.find(session, "acme"))
        stored_accounts.with_id(session, switched_off).active = False

    tick(installation, postman)

    assert office.letters == []


@BOTH
def test_letter_that_has_not_left_tells_the_same_when_it_does(
    installation, office, postman, wave, seconds
):
    agreed(installation, wave, consultant(installation), 1)
    office.close()
    tick(installation, postman)
    assert office.letters == []
    office.open()
    seconds[0] += 31

    tick(installation, postman)

    [letter] = [read(content) for content in office.letters]
    assert "Meet weekly." in letter.get_content()


def test_letter_that_is_to_wait_tells_the_same_when_it_leaves(
    installation, office, postman, wave, seconds
):
    agreed(installation, wave, consultant(installation), 1)
    office.answers = lambda stage, _: "451 later" if stage == "RCPT" else None
    tick(installation, postman)
    office.answers = lambda *_: None
    seconds[0] += 31

    tick(installation, postman)

    [letter] = [read(content) for content in office.letters]
    assert "Meet weekly." in letter.get_content()


def test_letter_that_the_server_may_have_taken_is_not_sent_again(
    installation, office, postman, wave
):
    account = consultant(installation)
    agreed(installation, wave, account, 1)
    office.answers = lambda stage, _: "HANG UP" if stage == "DATA" else None
    for _ in range(2):
        tick(installation, postman)

    office.answers = lambda *_: None
    for _ in range(2):
        tick(installation, postman)

    assert office.letters == []
    with installation.database.reading() as session:
        assert stored_notices.latest(session, "due") == {account: "failed"}


def test_letter_about_what_was_done_meanwhile_is_not_sent(
    installation, office, postman, wave
):
    action = agreed(installation, wave, consultant(installation), 1)
    assert ticking.tick(installation, NOW, ticking.VOUCHED_FOR)
    done = actions.Deed(ANA, NOW)
    actions.report(installation, "acme", action, "done", "", 0, done)

    postman.round()

    assert office.letters == []


@BOTH
def test_another_due_date_is_told_again(installation, office, postman, wave, now):
    action = agreed(installation, wave, consultant(installation), 1)
    tick(installation, postman)
    wanted = actions.Wanted("Meet weekly.", due=TODAY + timedelta(days=30))
    actions.change(installation, "acme", action, wanted, 0, actions.Deed(ANA, NOW))

    now[0] = NOW + 25 * DAY
    tick(installation, postman, now[0])

    assert office.to_whom() == Counter({ANA: 2})


def test_reminder_moves_to_who_asks_for_it_last(installation, wave):
    ana, eva = consultant(installation), consultant(installation, EVA)
    action = agreed(installation, wave, ana, 1, reminded=True)

    actions.remind(installation, "acme", action, eva, wanted=True)
    actions.remind(installation, "acme", action, ana, wanted=False)

    found = actions.find(installation, "acme", action, NOW)
    assert (found.reminds, found.reminded) == (eva, False)


def test_before_the_clock_has_proved_itself_nobody_is_told(
    installation, office, postman, wave
):
    agreed(installation, wave, consultant(installation), 1)

    assert ticking.tick(installation, NOW, timedelta())
    postman.round()

    assert office.letters == []
