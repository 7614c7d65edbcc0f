"""Links that set a password: once, for a while, whatever the request says of itself."""

import email
from datetime import timedelta
from email.policy import default

import pytest
from limits import RateLimitItemPerMinute

from diagnostic.pipeline import accounts, notices, onetime
from diagnostic.pipeline.installation import Installation
from diagnostic.store import notices as stored
from diagnostic.web.accounts import attempts
from tests.workspace.signing import (
    ANA,
    PASSWORD,
    give_password,
    is_signed_in,
    signed,
    told,
)

NEW = "another horse, another battery"
SENDER = "Survey <survey@example.org>"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def ana(office):
    office.account(ANA)
    return accounts.find(office.installation, ANA)


def link(office, kind="welcome", moment=None):
    """The path of a link as a mail has it."""
    person = accounts.find(office.installation, ANA)
    found = onetime.link(office.installation, person, kind, moment or office.now)
    return found.removeprefix(office.installation.base_url)


def sent(office):
    """The letters that wait, as they would leave now."""
    found = []
    with office.installation.database.writing() as session:
        while (claimed := stored.claim(session)) is not None:
            found.append(claimed)
    return [
        email.message_from_bytes(
            notices.compose(office.installation, one, SENDER, office.now).content,
            policy=default,
        )
        for one in found
    ]


def test_link_sets_the_first_password(office, ana):
    browser = office.client()
    path = link(office)

    answer = browser.send(path, {"password": NEW})

    assert answer.headers["Location"] == "/app/login"
    assert signed(browser, password=NEW).headers["Location"] == "/app/"


def test_looking_at_a_link_does_not_use_it_up(office, ana):
    """Mail scanners open them."""
    browser, path = office.client(), link(office)

    for _ in range(3):
        assert browser.get(path).status_code == 200
        assert browser.head(path).status_code == 200

    assert browser.send(path, {"password": NEW}).status_code == 303


def test_link_works_once(office, ana):
    browser, path = office.client(), link(office)
    browser.send(path, {"password": NEW})

    answer = browser.send(path, {"password": "a third one for somebody else"})

    assert answer.status_code == 404
    assert "This link is over" in told(answer)
    assert browser.get(path).status_code == 404
    assert signed(browser, password=NEW).status_code == 303


def test_first_of_two_links_ends_the_other(office, ana):
    browser = office.client()
    first, second = link(office), link(office, "password")
    browser.send(second, {"password": NEW})

    assert browser.get(first).status_code == 404


@pytest.mark.parametrize(("kind", "lasts"), [("welcome", 7 * DAY), ("password", HOUR)])
def test_link_is_over_with_time(office, ana, kind, lasts):
    browser, path = office.client(), link(office, kind)

    office.now += lasts
    assert browser.get(path).status_code == 200
    office.now += timedelta(seconds=1)
    assert browser.get(path).status_code == 404
    assert browser.send(path, {"password": NEW}).status_code == 404


def test_link_of_a_switched_off_account_is_over(office, ana):
    path = link(office)
    admin = office.signed_in("root@example.org", "administrator")
    admin.send(f"/app/accounts/{ana.visitor.id}/switch-off")

    assert office.client().get(path).status_code == 404


def test_ending_all_sessions_ends_links_too(office, ana):
    path = link(office)
    office.client(ANA).send("/app/account/everywhere")

    assert office.client().get(path).status_code == 404


@pytest.mark.parametrize("token", ["x", "W1tdXQ", ".", "a.b", "%00", "é"])
def test_nonsense_is_no_link(office, token):
    assert office.client().get(f"/app/password/{token}").status_code == 404


def test_link_of_another_installation_is_none(office, ana):
    other = Installation(
        office.installation.database, office.installation.keys, "", "x" * 32
    )
    path = onetime.link(other, ana, "welcome", office.now)

    assert office.client().get(path).status_code == 404


def test_setting_a_password_ends_every_session(office, ana):
    give_password(office)
    old = office.client(ANA)

    office.client().send(link(office), {"password": NEW})

    assert not is_signed_in(old)


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", "Please fill this in."),
        ("eleven char", "A password has at least 12 characters."),
        (ANA.upper(), "The address is no password."),
        ("x" * 201, "This is too long."),
    ],
)
def test_password_that_is_none_is_refused(office, ana, password, said):
    browser, path = office.client(), link(office)

    answer = browser.send(path, {"password": password})

    assert answer.status_code == 422
    assert said in told(answer)
    assert password == "" or password not in answer.get_data(as_text=True).replace(
        ANA, ""
    )


@pytest.mark.parametrize("password", ["twelve chars", " " * 12, "ção ção ção ção"])
def test_nothing_but_length_is_asked_for(office, ana, password):
    browser = office.client()
    browser.send(link(office), {"password": password})

    assert signed(browser, password=password).status_code == 303


def test_page_that_asks_for_an_address_answers_the_same_for_everybody(office, ana):
    pages = []
    for address in (ANA, "nobody@example.org", "no address"):
        browser = office.client()
        answer = browser.send("/app/password", {"email": address})
        assert answer.headers["Location"] == "/app/password/sent"
        pages.append(told(browser.get("/app/password/sent")))

    assert len(set(pages)) == 1
    assert len(office.nudges) == 3
    [letter] = sent(office)
    assert letter["To"] == ANA


def test_answer_takes_a_write_to_the_disk_in_any_case(office, ana):
    """Or it would come sooner where there is no such account."""
    from sqlalchemy import event

    written: list = []
    engine = office.installation.database.engine

    def note(connection, cursor, statement, *_):
        written[-1].append(statement.split()[0])

    event.listen(engine, "before_cursor_execute", note)
    for address in (ANA, "nobody@example.org"):
        written.append([])
        office.client().send("/app/password", {"email": address})

    assert all("INSERT" in statements for statements in written)
    with office.installation.database.reading() as session:
        assert stored.latest(session, "password") == {ana.visitor.id: "queued"}


def test_mail_of_a_request_leads_to_a_new_password(office, ana):
    browser = office.client()
    browser.send("/app/password", {"email": f" {ANA.upper()}"})
    [letter] = sent(office)
    [link] = [
        line for line in text(letter).splitlines() if "://" in line and " " not in line
    ]
    path = link.removeprefix(office.installation.base_url)

    browser.send(path, {"password": NEW})

    assert signed(browser, password=NEW).status_code == 303


def text(letter):
    return letter.get_content()


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-Host": "evil.example"},
        {"Forwarded": "host=evil.example;proto=https"},
        {"Host": "evil.example"},
    ],
    ids=lambda headers: next(iter(headers)),
)
def test_host_of_a_request_is_in_no_mail(office, ana, headers):
    browser = office.client()
    token = {"csrf_token": browser.token(), "email": ANA}
    cookie = browser.get_cookie("workspace", path="/app").value

    answer = office.app.test_client(use_cookies=False).post(
        "/app/password", data=token, headers=headers | {"Cookie": f"workspace={cookie}"}
    )

    assert answer.status_code == 303
    [letter] = sent(office)
    assert "evil" not in letter.as_string()
    assert "http://localhost/app/password/" in text(letter)


def test_switched_off_account_gets_no_mail(office, ana):
    admin = office.signed_in("root@example.org", "administrator")
    admin.send(f"/app/accounts/{ana.visitor.id}/switch-off")

    office.client().send("/app/password", {"email": ANA})

    assert sent(office) == []


def test_nobody_is_flooded_with_mails(office, ana, monkeypatch):
    monkeypatch.setattr(attempts, "LETTERS", RateLimitItemPerMinute(2, 15))
    letters = 0
    for _ in range(4):
        answer = office.client().send("/app/password", {"email": ANA})
        assert answer.headers["Location"] == "/app/password/sent"
        letters += len(sent(office))

    assert letters == 2


def test_asking_twice_makes_one_letter(office, ana):
    for _ in range(2):
        office.client().send("/app/password", {"email": ANA})

    assert len(sent(office)) == 1


def test_letters_are_in_the_language_of_the_account(office):
    slug = office.company("Exemplo", "pt")
    admin = office.signed_in("root@example.org", "administrator")
    fields = {"email": "eva@example.pt", "role": "leader", "company": slug}
    admin.send("/app/accounts", fields)

    [letter] = sent(office)

    assert letter["Subject"] == "A sua conta no Alignment Diagnostic"
    assert "Defina a sua palavra-passe" in text(letter)


def test_what_waits_in_the_database_opens_nothing(office, ana):
    office.client().send("/app/password", {"email": ANA})
    with office.installation.database.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM notice").all()

    [row] = rows
    assert set(map(type, row)) == {str, int, type(None)}
    assert len(row[0]) == 16
    assert not [value for value in row if "@" in str(value) or "/" in str(value)]


def test_password_is_in_no_page_log_or_session(office, ana, caplog):
    caplog.set_level("DEBUG")
    browser = office.client()
    answer = browser.send(link(office), {"password": NEW})
    signed(browser, password=PASSWORD)

    assert NEW not in answer.get_data(as_text=True)
    assert NEW not in caplog.text
    assert PASSWORD not in caplog.text
    assert ANA not in caplog.text
