"""The second factor: codes and recovery codes, each once; companies demand it."""

import pytest
from limits import RateLimitItemPerMinute

from diagnostic.pipeline import accounts, audit
from diagnostic.web.accounts import attempts, sessions
from tests.workspace.signing import (
    ANA,
    give_password,
    is_signed_in,
    signed,
    told,
    with_phone,
)

SETUP = "/app/account/second-factor"


@pytest.fixture
def ana(office):
    """A client of somebody who is signed in, and has a password."""
    client = office.signed_in(ANA)
    give_password(office)
    return client


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(attempts, "FAILURES", RateLimitItemPerMinute(3, 15))


def stored(office):
    return accounts.find(office.installation, ANA)


def test_password_alone_is_not_enough_any_more(office, ana):
    phone, _ = with_phone(ana)
    browser = office.client()

    answer = signed(browser)

    assert answer.headers["Location"].startswith("/app/login/code")
    assert not is_signed_in(browser)
    answer = browser.send(answer.headers["Location"], {"code": phone.code()})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/app/")
    assert is_signed_in(browser)


def test_who_has_given_both_gets_where_they_wanted_to(office, ana):
    phone, _ = with_phone(ana)
    browser = office.client()

    place = signed(browser, place="/app/login?next=/app/account").headers["Location"]
    answer = browser.send(place, {"code": phone.code()})

    assert answer.headers["Location"] == "/app/account"


def test_code_works_with_a_space_in_the_middle(office, ana):
    phone, _ = with_phone(ana)
    browser = office.client()
    signed(browser)
    code = phone.code()

    browser.send("/app/login/code", {"code": f" {code[:3]} {code[3:]}"})

    assert is_signed_in(browser)


def test_code_that_was_used_is_used_up(office, ana):
    """Whoever looks over a shoulder has half a minute."""
    phone, _ = with_phone(ana)
    code = phone.code()
    first, second = office.client(), office.client()
    signed(first)
    signed(second)
    first.send("/app/login/code", {"code": code})

    answer = second.send("/app/login/code", {"code": code})

    assert answer.status_code == 422
    assert "This code is wrong, or was used before." in told(answer)
    assert not is_signed_in(second)


def test_code_that_another_request_uses_at_the_same_moment_is_used_up(office, ana):
    with_phone(ana)
    found = stored(office)
    kept = {name: getattr(found, name) for name in accounts.KEPT}
    used = kept | {"code_used": kept["code_used"] + 1}
    accounts.change(office.installation, found.visitor.id, kept, used)

    with pytest.raises(accounts.LostRaceError):
        accounts.change(office.installation, found.visitor.id, kept, used)


def test_wrong_codes_have_to_wait_and_recovery_codes_with_them(few, office, ana):
    phone, codes = with_phone(ana)
    browser = office.client()
    signed(browser)

    answers = [
        browser.send("/app/login/code", {"code": "000000"}).status_code
        for _ in range(4)
    ]

    assert answers == [422, 422, 422, 429]
    for path, code in (("code", phone.code()), ("recovery", codes[0])):
        assert browser.send(f"/app/login/{path}", {"code": code}).status_code == 429
    assert not is_signed_in(browser)


@pytest.mark.parametrize("path", ["/app/login/code", "/app/login/recovery"])
def test_without_the_password_there_is_nothing_to_type_a_code_into(office, path):
    assert office.client().get(path).headers["Location"].startswith("/app/login")


def test_password_counts_for_ten_minutes_only(office, ana):
    phone, _ = with_phone(ana)
    browser = office.client()
    signed(browser)
    office.now += 2 * sessions.FRESH

    answer = browser.send("/app/login/code", {"code": phone.code()})

    assert answer.headers["Location"] == "/app/login"
    assert not is_signed_in(browser)


def test_each_recovery_code_signs_in_once(office, ana):
    _, codes = with_phone(ana)
    assert len(set(codes)) == 8

    browser = office.client()
    signed(browser)
    answer = browser.send("/app/login/recovery", {"code": codes[3].upper()})
    assert answer.headers["Location"] == "/app/"
    assert "7 are left" in told(browser.get("/app/"))

    again = office.client()
    signed(again)
    assert again.send("/app/login/recovery", {"code": codes[3]}).status_code == 422
    assert again.send("/app/login/recovery", {"code": codes[0]}).status_code == 303


def test_recovery_codes_are_locked_in_the_database(office, ana):
    _, codes = with_phone(ana)

    kept = " ".join(stored(office).recovery_codes) + stored(office).totp

    assert not [code for code in codes if code in kept]


def test_recovery_codes_are_shown_for_minutes_only(office, ana):
    with_phone(ana)
    office.now += sessions.FRESH

    assert ana.get("/app/account/recovery-codes").headers["Location"] == "/app/account"


def test_new_recovery_codes_make_the_old_ones_worthless(office, ana):
    _, old = with_phone(ana)

    ana.send("/app/account/recovery-codes")

    page = told(ana.get("/app/account/recovery-codes"))
    assert not [code for code in old if code in page]
    browser = office.client()
    signed(browser)
    assert browser.send("/app/login/recovery", {"code": old[0]}).status_code == 422


def test_nothing_is_set_up_before_the_phone_has_shown_a_right_code(office, ana):
    ana.get(SETUP)

    assert ana.send(SETUP, {"code": "123456"}).status_code == 422
    assert stored(office).second_factor is None
    assert signed(office.client()).headers["Location"] == "/app/"


def test_reloading_the_page_does_not_change_the_key(ana):
    first, second = (ana.get(SETUP).get_data(as_text=True) for _ in range(2))

    assert first.partition("<code>")[2][:30] == second.partition("<code>")[2][:30]


def test_it_can_be_switched_off(office, ana):
    with_phone(ana)

    ana.send("/app/account/second-factor/off")

    assert stored(office).totp is None
    assert stored(office).recovery_codes == ()
    assert signed(office.client()).headers["Location"] == "/app/"


@pytest.mark.parametrize(
    "path", [SETUP, "/app/account/password", "/app/account/recovery-codes"]
)
def test_after_a_while_the_password_is_asked_for_again(office, ana, path):
    office.now += sessions.FRESH + sessions.FRESH / 15

    answer = ana.get(path)

    assert answer.headers["Location"] == f"/app/account/confirm?next={path}"
    place = answer.headers["Location"]
    assert ana.send(place, {"password": "wrong"}).status_code == 422
    right = ana.send(place, {"password": "correct horse battery"})
    assert right.headers["Location"] == path


def test_old_session_cannot_switch_it_off(office, ana):
    with_phone(ana)
    office.now += 2 * sessions.FRESH

    answer = ana.send("/app/account/second-factor/off")

    assert answer.headers["Location"].startswith("/app/account/confirm")
    assert stored(office).second_factor == "authenticator"


@pytest.fixture
def demanding(office):
    """The people page of a company that has come to demand it, and its consultant."""
    slug = office.company()
    client = office.signed_in(ANA, "consultant", slug)
    give_password(office)
    client.send(f"/app/companies/{slug}/people/two-factors")
    return client


def test_company_that_demands_it_leaves_no_other_page(office, demanding):
    for path in ("/app/", "/app/companies/acme/", "/app/companies/acme/people"):
        assert demanding.get(path).headers["Location"] == SETUP
    assert demanding.send("/app/companies/new").headers["Location"] == SETUP
    for path in ("/app/account", SETUP, "/app/account/password"):
        assert demanding.get(path).status_code == 200

    with_phone(demanding)

    assert is_signed_in(demanding)


def test_administrators_see_that_company_too(office, demanding):
    admin = office.signed_in("root@example.org", "administrator")

    assert admin.get("/app/").headers["Location"] == SETUP


def test_who_sees_other_companies_only_is_not_asked(office, demanding):
    other = office.company("Beta")

    assert is_signed_in(office.signed_in("bob@example.org", "consultant", other))


def test_it_cannot_be_switched_off_while_a_company_demands_it(office, demanding):
    with_phone(demanding)

    answer = demanding.send("/app/account/second-factor/off")

    assert answer.status_code == 404
    assert stored(office).second_factor == "authenticator"


def test_demanding_and_releasing_are_written_down(office, demanding):
    with_phone(demanding)
    demanding.send("/app/companies/acme/people/one-factor")

    acts = [entry.act for entry in audit.entries(office.installation, "acme")]

    assert acts == ["two_factor_released", "two_factor_demanded"]


def test_administrator_resets_what_somebody_has_lost(office, ana):
    with_phone(ana)
    admin = office.signed_in("root@example.org", "administrator")

    admin.send("/app/accounts/1/reset")

    assert not is_signed_in(ana)
    assert signed(office.client()).headers["Location"] == "/app/"
