"""Signing in and out: who gets in, what a stranger learns, when it ends."""

from datetime import timedelta

import pytest
from limits import RateLimitItemPerMinute

from diagnostic.pipeline import accounts
from diagnostic.web.accounts import attempts
from tests.workspace.office import Office
from tests.workspace.signing import (
    ANA,
    PASSWORD,
    give_password,
    is_signed_in,
    signed,
    told,
)

NOBODY = "nobody@example.org"
HOUR = timedelta(hours=1)


@pytest.fixture
def ana(office):
    """A client of somebody who has an account and a password."""
    office.account(ANA)
    give_password(office)
    return office.client()


@pytest.fixture
def few(monkeypatch):
    """Three failures of one, five of all."""
    monkeypatch.setattr(attempts, "FAILURES", RateLimitItemPerMinute(3, 15))
    monkeypatch.setattr(attempts, "ALL_FAILURES", RateLimitItemPerMinute(5, 15))


def test_right_password_opens_the_workspace(ana):
    answer = signed(ana)

    assert (answer.status_code, answer.headers["Location"]) == (303, "/app/")
    assert is_signed_in(ana)


def test_case_of_the_address_does_not_matter(ana):
    assert signed(ana, " Ana@Example.ORG ").status_code == 303


def test_nobody_gets_a_page_without_signing_in(office):
    answer = office.client().get("/app/companies/new?x=1")

    assert answer.status_code == 303
    assert answer.headers["Location"] == "/app/login?next=/app/companies/new?x%3D1"


def test_who_has_signed_in_gets_where_they_wanted_to(ana):
    answer = signed(ana, place="/app/login?next=/app/account")

    assert answer.headers["Location"] == "/app/account"


@pytest.mark.parametrize(
    "place",
    [
        "https://evil.example",
        "//evil.example/app/",
        "/\\evil.example/app/",
        "/app\\..\\",
        "/app/\tx",
        "/\t/evil.example",
        "javascript:alert(1)",
        "/s/aaaa",
        "app/",
        "/application",
        "/app/../s/aaaa",
        "/app/%2e%2E/s/aaaa",
        "//[",
        "//evil\u2100example/app/",
    ],
)
def test_nobody_is_led_elsewhere(ana, place):
    answer = ana.send(
        "/app/login",
        {"email": ANA, "password": PASSWORD},
        query_string={"next": place},
    )

    assert (answer.status_code, answer.headers["Location"]) == (303, "/app/")


def answers(office, email, password):
    """What a stranger gets, but for what they typed themselves."""
    answer = signed(office.client(), email, password)
    page = answer.get_data(as_text=True).replace(email, "")
    kept = {k: v for k, v in answer.headers.items() if k != "Set-Cookie"}
    kept.pop("Content-Length")
    return answer.status_code, kept, told(answer), len(page)


def test_wrong_password_and_unknown_address_get_the_same_answer(ana, office):
    office.account("new@example.org")  # has no password yet

    wrong = answers(office, ANA, "something else")

    assert wrong[0] == 422
    assert "Address or password is wrong." in wrong[2]
    assert wrong == answers(office, NOBODY, "something else")
    assert wrong == answers(office, "new@example.org", "something else")


def test_password_is_hashed_also_if_there_is_no_such_account(ana, monkeypatch):
    """Or the answer would come sooner, and tell so."""
    hashed: list = []
    monkeypatch.setattr("diagnostic.web.accounts.signing.hash_password", hashed.append)

    signed(ana, NOBODY, "something else")

    assert hashed == ["something else"]


@pytest.mark.parametrize("email", [ANA, NOBODY])
def test_after_too_many_failures_an_address_has_to_wait(few, ana, email):
    codes = [signed(ana, email, "wrong").status_code for _ in range(4)]

    assert codes == [422, 422, 422, 429]
    answer = signed(ana, email)
    assert answer.status_code == 429
    assert "try again in a quarter of an hour" in told(answer)
    assert not is_signed_in(ana)


def test_one_address_does_not_keep_another_waiting(few, ana):
    for _ in range(4):
        signed(ana, NOBODY, "wrong")

    assert signed(ana).status_code == 303


def test_all_together_have_to_wait(few, ana):
    for n in range(5):
        signed(ana, f"somebody{n}@example.org", "wrong")

    assert signed(ana).status_code == 429


def test_right_passwords_do_not_count(few, office, ana):
    codes = {signed(office.client()).status_code for _ in range(5)}

    assert codes == {303}


def test_signing_out_ends_the_session(ana):
    signed(ana)

    answer = ana.send("/app/logout")

    assert answer.headers["Location"] == "/app/login"
    assert not is_signed_in(ana)


def test_nobody_is_signed_out_by_a_link(ana):
    signed(ana)

    assert ana.get("/app/logout").status_code == 405
    assert is_signed_in(ana)


def test_session_ends_after_eight_hours_without_use(office, ana):
    signed(ana)
    office.now += 8 * HOUR + timedelta(seconds=1)

    assert not is_signed_in(ana)


def test_session_goes_on_while_it_is_used(office, ana):
    signed(ana)
    for _ in range(3):
        office.now += 7 * HOUR
        assert is_signed_in(ana)


def test_session_ends_after_a_day_however_much_it_is_used(office, ana):
    signed(ana)
    for _ in range(4):
        office.now += 6 * HOUR - timedelta(minutes=1)
        assert is_signed_in(ana)
    office.now += timedelta(minutes=5)

    assert not is_signed_in(ana)


def test_session_of_a_switched_off_account_ends(office, ana):
    signed(ana)
    admin = office.signed_in("root@example.org", "administrator")
    admin.send("/app/accounts/1/switch-off")

    assert not is_signed_in(ana)
    assert signed(office.client()).status_code == 422


def test_session_signed_with_another_secret_is_none(office, ana):
    signed(ana)
    office.app.secret_key = "another secret of thirty-two characters"  # noqa: S105

    assert not is_signed_in(ana)


def test_token_in_the_request_signs_nobody_in(office, ana):
    with office.app.test_request_context("/app/"):
        person = office.app.extensions["security"].datastore.find_user(email=ANA)
        token = person.get_auth_token()

    answer = office.client().get("/app/", headers={"Authentication-Token": token})

    assert answer.status_code == 303
    assert office.client().get(f"/app/?auth_token={token}").status_code == 303


def cookie(answer):
    return answer.headers["Set-Cookie"]


def test_cookie_is_for_the_workspace_alone_and_for_this_session(ana):
    found = cookie(signed(ana))

    assert found.startswith("workspace=")
    assert "; HttpOnly; Path=/app; SameSite=Lax" in found
    assert "Expires" not in found
    assert "Max-Age" not in found
    assert "Domain" not in found


def test_cookie_travels_encrypted_only(office, tmp_path):
    public = Office(office.installation.database, tmp_path, "https://survey.example")

    found = cookie(public.client().get("/app/login"))

    assert found.startswith("__Secure-workspace=")
    assert "; Secure; HttpOnly; Path=/app; SameSite=Lax" in found


def test_pages_of_respondents_have_no_session(ana):
    signed(ana)

    for path in ("/", "/s/aaaa", "/d/aaaa", "/thanks"):
        answer = ana.get(path)
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")


def test_pages_are_in_the_language_that_is_asked_for(office):
    answer = office.client().get(
        "/app/login", headers={"Accept-Language": "pt-PT,en;q=0.5"}
    )

    assert '<html lang="pt">' in answer.get_data(as_text=True)


def test_password_is_hashed_at_the_cost_that_rfc_9106_recommends(
    costly_passwords, office
):
    # Section 4: Argon2id with 3 iterations, 4 lanes, 64 MiB of memory.
    office.account(ANA)
    give_password(office, password="a long walk by the river")  # noqa: S106

    kept = accounts.find(office.installation, ANA).password
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
