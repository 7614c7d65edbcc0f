"""Sending to a server that refuses, hesitates, hangs up, or wants to be sure."""

import socket
import ssl
import subprocess

import pytest
from aiosmtpd.smtp import AuthResult

from diagnostic.config import MailServer
from diagnostic.jobs import smtp
from diagnostic.jobs.outcomes import Outcome, UnreachableError
from diagnostic.pipeline.envelope import Letter
from tests.mail.post_office import PostOffice

TEXT = b"To: a@example.com\r\n\r\nHello\r\n.\r\n..dots\r\n"


def letter(recipient="a@example.com"):
    return Letter("name", "survey@example.org", recipient, TEXT)


def outcomes(office, *recipients, patience=30):
    with smtp.to(office.server, patience) as send:
        return [send(letter(recipient)) for recipient in recipients]


def test_letter_arrives_as_it_was_written(office):
    assert outcomes(office, "a@example.com") == [Outcome("sent")]
    assert office.letters == [TEXT]


def test_one_connection_carries_many_letters(office):
    outcomes(office, *(f"{n}@example.com" for n in range(20)))

    assert office.connections == 1
    assert len(office.letters) == 20


@pytest.mark.parametrize(
    ("stage", "answer", "outcome"),
    [
        pytest.param("RCPT", "550 5.1.1 no b@", Outcome("refused", "550"), id="no one"),
        pytest.param("RCPT", "552 full", Outcome("refused", "552"), id="full"),
        pytest.param("RCPT", "450 4.2.0 greylisted", Outcome("queued"), id="grey"),
        pytest.param("DATA", "554 5.7.1 spam", Outcome("refused", "554"), id="spam"),
        pytest.param("DATA", "451 later", Outcome("queued"), id="later"),
    ],
)
def test_refusal_of_one_leaves_the_others(office, stage, answer, outcome):
    office.answers = lambda at, whom: answer if (at, whom[:1]) == (stage, "b") else None

    found = outcomes(office, "a@example.com", "b@example.com", "c@example.com")

    assert found == [Outcome("sent"), outcome, Outcome("sent")]
    assert office.to_whom() == {"a@example.com": 1, "c@example.com": 1}
    assert office.connections == 1


@pytest.mark.parametrize(
    ("stage", "answer"),
    [
        pytest.param("MAIL", "550 who are you", id="sender"),
        pytest.param("MAIL", "421 not now", id="closing"),
        pytest.param("RCPT", "421 not now", id="closing later"),
        pytest.param("RCPT", "530 log in", id="no log-in"),
        pytest.param("DATA", "421 not now", id="closing after the text"),
    ],
)
def test_server_that_takes_nothing_is_told_from_a_refused_address(
    office, stage, answer
):
    office.answers = lambda at, whom: answer if at == stage else None

    with smtp.to(office.server) as send, pytest.raises(UnreachableError) as found:
        send(letter())

    assert answer[:3] in str(found.value)
    assert answer[4:] not in str(found.value)
    office.answers = lambda at, whom: None
    assert outcomes(office, "a@example.com") == [Outcome("sent")]


def test_silence_after_the_text_is_neither_sent_nor_sent_again(office):
    hung_up: list[str] = []

    def answers(stage, whom):
        if stage == "DATA" and not hung_up:
            hung_up.append(whom)
            return "HANG UP"
        return None

    office.answers = answers

    found = outcomes(office, "a@example.com", "b@example.com")

    assert found == [Outcome("unsure"), Outcome("sent")]
    assert office.to_whom() == {"b@example.com": 1}


def test_slow_answer_to_the_text_is_neither_sent_nor_sent_again(office):
    office.answers = lambda stage, whom: 2.0 if stage == "DATA" else None

    assert outcomes(office, "a@example.com", patience=0.2) == [Outcome("unsure")]


def test_connection_that_breaks_before_the_text_is_made_again(office):
    hung_up: list[str] = []

    def answers(stage, whom):
        if stage == "RCPT" and whom[0] == "b" and not hung_up:
            hung_up.append(whom)
            return "HANG UP"
        return None

    office.answers = answers

    found = outcomes(office, "a@example.com", "b@example.com", "c@example.com")

    assert found == [Outcome("sent")] * 3
    assert office.connections == 2
    assert set(office.to_whom().values()) == {1}


def test_address_that_breaks_every_connection_does_not_stop_the_others(office):
    office.answers = lambda at, whom: (
        "HANG UP" if at == "RCPT" and whom[0] == "b" else None
    )

    found = outcomes(office, "a@example.com", "b@example.com", "c@example.com")

    assert found == [Outcome("sent"), Outcome("queued"), Outcome("sent")]


def test_server_that_breaks_every_connection_is_unreachable(office):
    office.answers = lambda stage, whom: "HANG UP" if stage == "RCPT" else None

    with smtp.to(office.server) as send:
        assert send(letter("a@example.com")) == Outcome("queued")
        with pytest.raises(UnreachableError, match="drops every connection"):
            send(letter("b@example.com"))


def test_server_that_is_not_there_is_unreachable(office):
    gone = MailServer("127.0.0.1", 1, "none")

    with smtp.to(gone) as send, pytest.raises(UnreachableError, match="refused"):
        send(letter())


def test_server_that_says_nothing_is_unreachable():
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        smtp.to(MailServer("127.0.0.1", silent.getsockname()[1], "none"), 0.2) as send,
        pytest.raises(UnreachableError, match="said nothing"),
    ):
        send(letter())


@pytest.mark.parametrize(
    ("extended", "outcome"),
    [(True, Outcome("sent")), (False, Outcome("refused", "553"))],
)
def test_unusual_letters_need_a_server_that_knows_them(extended, outcome):
    with PostOffice(enable_SMTPUTF8=extended) as office:
        assert outcomes(office, "josé@example.com") == [outcome]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for 127.0.0.1 that signs itself."""
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(  # noqa: S603
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-nodes", "-days", "2"),
            *("-pkeyopt", "ec_paramgen_curve:prime256v1", "-subj", "/CN=post office"),
            *("-addext", "subjectAltName=IP:127.0.0.1"),
            *("-keyout", folder / "key.pem", "-out", folder / "certificate.pem"),
        ],
        check=True,
        capture_output=True,
    )
    return folder


@pytest.fixture
def secured(certificate):
    """Server-side TLS with that certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "certificate.pem", certificate / "key.pem")
    return context


def test_text_and_password_go_through_starttls_only(secured, certificate, monkeypatch):
    seen = []

    def authenticator(server, session, envelope, mechanism, given):
        seen.append((given.login, given.password, session.ssl is not None))
        return AuthResult(success=given.password == b"right", handled=False)

    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "certificate.pem"))
    with PostOffice(
        tls_context=secured, require_starttls=True, authenticator=authenticator
    ) as office:
        right, wrong = (
            MailServer("127.0.0.1", office.port, "starttls", "user", password)
            for password in ("right", "wrong")
        )
        with smtp.to(right) as send:
            assert send(letter()) == Outcome("sent")
        with smtp.to(wrong) as send, pytest.raises(UnreachableError, match="535"):
            send(letter())

    assert seen[0] == (b"user", b"right", True)
    assert len(office.letters) == 1


def test_server_that_cannot_prove_its_name_gets_nothing(secured):
    with PostOffice(tls_context=secured) as office:
        server = MailServer("127.0.0.1", office.port, "starttls", "user", "password")
        with (
            smtp.to(server) as send,
            pytest.raises(UnreachableError, match="certificate cannot be verified"),
        ):
            send(letter())


def test_server_without_starttls_gets_nothing(office):
    server = MailServer("127.0.0.1", office.port, "starttls")

    with smtp.to(server) as send, pytest.raises(UnreachableError, match="offer"):
        send(letter())

    assert office.letters == []
