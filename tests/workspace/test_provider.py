"""Signing in at an identity provider: who gets in, and what is not believed."""

import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from joserfc.jwk import RSAKey

from diagnostic.config import Provider
from diagnostic.web import create_app
from tests.web.browsing import served
from tests.workspace.issuer import CLIENT, SECRET, Issuer, asked_back
from tests.workspace.office import Client
from tests.workspace.signing import (
    ANA,
    give_password,
    is_signed_in,
    signed,
    told,
    with_phone,
)

LEAVE = "/app/login/provider"


@pytest.fixture(scope="module")
def running():
    """A provider that is being served."""
    issuer = Issuer()
    with served(issuer.app) as address:
        issuer.address = address
        yield issuer


@pytest.fixture
def issuer(running):
    running.lies, running.asks_apart = {}, False
    running.who = {"sub": "7", "email": ANA, "email_verified": True}
    running.signs_with = running.key
    running.codes.clear()
    return running


@pytest.fixture
def office(office, issuer):
    """An office whose people can sign in there, at the time of the provider."""
    provider = Provider(issuer.address, CLIENT, SECRET)
    office.installation = replace(office.installation, provider=provider)
    office.now = datetime.fromtimestamp(issuer.now, UTC)
    office.app = create_app(office.installation, clock=lambda: office.now)
    office.account(ANA)
    return office


def came_back(client, issuer, place=LEAVE):
    """Go to the provider and come back; gives the answer of our page."""
    back, _ = asked_back(issuer, client.get(place).headers["Location"])
    return client.get(back)


def refused(client, answer, said):
    assert answer.headers["Location"] == "/app/login"
    assert not is_signed_in(client)
    assert said in told(client.get("/app/login"))


def test_who_has_an_account_gets_in(office, issuer):
    client = office.client()
    assert LEAVE in client.get("/app/login").get_data(as_text=True)

    answer = came_back(client, issuer, f"{LEAVE}?next=/app/account")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/app/account")
    assert is_signed_in(client)


def test_case_of_the_address_does_not_matter(office, issuer):
    issuer.who["email"] = "Ana@Example.ORG"
    client = office.client()

    came_back(client, issuer)

    assert is_signed_in(client)


def test_address_may_be_told_apart_from_the_token(office, issuer):
    issuer.asks_apart = True
    client = office.client()

    came_back(client, issuer)

    assert is_signed_in(client)


@pytest.mark.parametrize(
    "who",
    [
        {"email": "nobody@example.org"},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email_verified": None},
        {"email": ""},
    ],
    ids=str,
)
@pytest.mark.parametrize("apart", [False, True])
def test_who_has_none_or_is_not_verified_does_not(office, issuer, who, apart):
    issuer.who |= who
    issuer.asks_apart = apart
    client = office.client()

    answer = came_back(client, issuer)

    refused(client, answer, "There is no account here for who you are")


def test_switched_off_account_does_not(office, issuer):
    root = office.signed_in("root@example.org", "administrator")
    root.send("/app/accounts/1/switch-off")
    client = office.client()

    refused(client, came_back(client, issuer), "There is no account here")


@pytest.mark.parametrize(
    "lie",
    [
        {"iss": "https://evil.example"},
        {"aud": "another client"},
        {"nonce": "of another session"},
        {"nonce": None},
        {"exp": 1_000_000},
        {"sub": None},
        {"azp": "another client"},
        {"aud": "another client", "azp": CLIENT},
    ],
    ids=str,
)
def test_token_that_is_not_for_this_session_is_not_believed(office, issuer, lie):
    issuer.lies = lie
    client = office.client()

    refused(client, came_back(client, issuer), "did not work. Please try again.")


def test_token_signed_by_somebody_else_is_not_believed(office, issuer):
    issuer.signs_with = RSAKey.generate_key(2048, {"kid": "one"})
    client = office.client()

    refused(client, came_back(client, issuer), "did not work")


def test_answer_about_somebody_else_is_not_believed(office, issuer):
    issuer.asks_apart = True
    issuer.lies = {"sub": "8"}
    client = office.client()

    refused(client, came_back(client, issuer), "did not work")


def test_answer_to_another_session_is_not_believed(office, issuer):
    """Or somebody could be signed in as the attacker by a link."""
    attacker, client = office.client(), office.client()
    back, _ = asked_back(issuer, attacker.get(LEAVE).headers["Location"])
    client.get(LEAVE)

    refused(client, client.get(back), "did not work")
    refused(office.client(), office.client().get(back), "")


@pytest.mark.parametrize("state", ["", "made up", "é"])
def test_answer_without_the_state_is_not_believed(office, issuer, state):
    client = office.client()
    back, asked = asked_back(issuer, client.get(LEAVE).headers["Location"])
    [right] = asked["state"]

    answer = client.get(back.replace(f"state={right}", f"state={state}"))

    refused(client, answer, "did not work")


def test_answer_counts_once(office, issuer):
    client = office.client()
    back, _ = asked_back(issuer, client.get(LEAVE).headers["Location"])
    client.get(back)
    client.send("/app/logout")

    refused(client, client.get(back), "did not work")


def test_answer_that_comes_too_late_does_not_count(office, issuer):
    client = office.client()
    back, _ = asked_back(issuer, client.get(LEAVE).headers["Location"])
    office.now += timedelta(minutes=11)

    refused(client, client.get(back), "did not work")


def test_secrets_are_others_each_time(office, issuer):
    asked = [
        asked_back(issuer, office.client().get(LEAVE).headers["Location"])[1]
        for _ in range(2)
    ]

    for name in ("state", "nonce", "code_challenge"):
        assert asked[0][name] != asked[1][name]


def test_provider_that_is_away_is_told_in_a_sentence(office, issuer, caplog):
    caplog.set_level(logging.DEBUG)
    provider = Provider("http://127.0.0.1:1", CLIENT, SECRET)
    away = create_app(replace(office.installation, provider=provider))
    client = Client(away)

    answer = client.get(LEAVE)

    assert answer.headers["Location"] == "/app/login"
    assert "did not work" in told(client.get("/app/login"))
    assert SECRET not in caplog.text


def test_provider_that_names_another_issuer_is_not_believed(office, issuer):
    provider = Provider(f"{issuer.address}/tenant", CLIENT, SECRET)
    client = Client(create_app(replace(office.installation, provider=provider)))

    assert client.get(LEAVE).headers["Location"] == "/app/login"


def test_second_factor_is_asked_for_all_the_same(office, issuer):
    client = office.client(ANA)
    give_password(office)
    phone, _ = with_phone(client)
    browser = office.client()

    answer = came_back(browser, issuer)

    assert answer.headers["Location"].startswith("/app/login/code")
    assert not is_signed_in(browser)
    browser.send(answer.headers["Location"], {"code": phone.code()})
    assert is_signed_in(browser)


def test_password_works_as_before(office):
    give_password(office)

    assert signed(office.client()).status_code == 303


def test_who_has_no_password_sets_a_second_factor_right_after_signing_in(
    office, issuer
):
    client = office.client()
    came_back(client, issuer)

    assert client.get("/app/account/second-factor").status_code == 200
    office.now += timedelta(minutes=20)
    place = client.get("/app/account/second-factor").headers["Location"]
    assert "You have no password here." in told(client.get(place))


def test_without_settings_there_is_no_such_page(office):
    client = Client(create_app(replace(office.installation, provider=None)))

    for path in (LEAVE, f"{LEAVE}/back"):
        assert client.get(path).status_code == 404
    assert "provider" not in client.get("/app/login").get_data(as_text=True)
