"""Forms from elsewhere are refused; forms that come too late lose nothing."""

import io
from datetime import timedelta

import pytest

from tests.web.survey import Page
from tests.workspace.signing import ANA, give_password, is_signed_in, signed, told

OURS = {"Sec-Fetch-Site": "same-origin"}
NEW = "/app/companies/new"
TYPED = {"name": 'Sons & "Daughters"', "language": "pt"}
FROM_ELSEWHERE = [
    {},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost"},
]


@pytest.fixture
def ana(office):
    client = office.signed_in(ANA)
    give_password(office)
    return client


def companies(office):
    with office.installation.database.engine.connect() as connection:
        return connection.exec_driver_sql("SELECT name FROM company").scalars().all()


@pytest.mark.parametrize("headers", FROM_ELSEWHERE, ids=str)
@pytest.mark.parametrize("token", [None, "", "made up", "of another session"])
def test_form_from_elsewhere_is_refused(office, ana, headers, token):
    if token == "of another session":  # noqa: S105
        token = office.client().token()
    sent = TYPED if token is None else TYPED | {"csrf_token": token}

    answer = ana.post(NEW, data=sent, headers=headers)

    assert answer.status_code == 400
    assert "Daughters" not in answer.get_data(as_text=True)
    assert companies(office) == []


@pytest.mark.parametrize("headers", FROM_ELSEWHERE, ids=str)
@pytest.mark.parametrize("path", [NEW, f"/app/waves/{'a' * 16}/setup/preview/sales"])
def test_nor_does_it_wait_for_somebody_to_sign_in(office, headers, path):
    """Its fields in a page of ours would be sent by whoever signs in then."""
    answer = office.client().post(path, data=TYPED, headers=headers)

    assert answer.status_code == 400
    assert "Daughters" not in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "path", ["/app/login", "/app/logout", "/app/password", "/app/account/everywhere"]
)
def test_no_form_is_without_protection(ana, path):
    assert ana.post(path, data={}).status_code == 400
    assert is_signed_in(ana)


def test_form_whose_token_is_old_can_be_sent_again(office, ana):
    answer = ana.post(NEW, data=TYPED | {"csrf_token": "old"}, headers=OURS)

    assert answer.status_code == 403
    assert "This page was open for too long" in told(answer)
    assert companies(office) == []
    again = Page(answer.get_data(as_text=True))
    assert again.all("form")[-1]["action"] == NEW
    kept = fields(again)
    assert {k: v for k, v in kept.items() if k != "csrf_token"} == TYPED
    assert ana.post(NEW, data=kept).status_code == 303
    assert companies(office) == [TYPED["name"]]


def fields(page):
    """The hidden fields of the last form of a page."""
    found: dict = {}
    for tag, attributes in page.tags:
        if tag == "form":
            found = {}
        elif tag == "input" and attributes["type"] == "hidden":
            found[attributes["name"]] = attributes["value"]
    return found


def test_form_that_outlives_its_session_loses_nothing(office, ana):
    office.now += timedelta(hours=9)

    answer = ana.post(NEW, data=TYPED | {"csrf_token": "old"}, headers=OURS)

    assert answer.status_code == 403
    assert "Your session has ended" in told(answer)
    page = Page(answer.get_data(as_text=True))
    [link] = [a for a in page.all("a") if a.get("target") == "_blank"]
    signed(ana, place=link["href"])  # in another tab
    again = ana.post(NEW, data=fields(page), headers=OURS)
    assert again.status_code == 403  # the token is of the session before
    last = fields(Page(again.get_data(as_text=True)))
    assert ana.post(NEW, data=last, headers=OURS).status_code == 303
    assert companies(office) == [TYPED["name"]]


def test_signing_out_of_a_session_that_has_ended_is_no_trouble(office, ana):
    office.now += timedelta(hours=9)

    answer = ana.post("/app/logout", data={"csrf_token": "old"}, headers=OURS)

    assert answer.headers["Location"] == "/app/login"


def test_page_to_sign_in_that_was_left_open_keeps_the_address(office):
    typed = {"email": ANA, "password": "correct horse battery", "csrf_token": "old"}

    answer = office.client().post("/app/login", data=typed, headers=OURS)

    assert "This page was open for too long" in told(answer)
    assert fields(Page(answer.get_data(as_text=True)))["email"] == ANA


def test_what_was_meant_to_be_opened_comes_after_signing_in(office, ana):
    office.now += timedelta(hours=9)

    answer = ana.get("/app/account")

    assert answer.headers["Location"] == "/app/login?next=/app/account"


def test_passwords_codes_and_tokens_are_not_repeated(office):
    sent = {"password": "secret one", "password_again": "secret two", "code": "123456"}

    answer = office.client().post(
        "/app/account/password",
        data=sent | {"csrf_token": "old", "a": ["1", "2"]},
        headers=OURS,
    )

    page = Page(answer.get_data(as_text=True))
    hidden = [
        (one["name"], one["value"])
        for one in page.all("input")
        if one["type"] == "hidden" and one["name"] != "csrf_token"
    ]
    assert hidden == [("a", "1"), ("a", "2")]
    assert "secret" not in answer.get_data(as_text=True)


def test_files_have_to_be_chosen_again(office):
    sent = {
        "roster": (io.BytesIO(b"email,department\n"), "people.csv"),
        "mode": "codes",
    }

    answer = office.client().post(NEW, data=sent, headers=OURS)

    page = Page(answer.get_data(as_text=True))
    assert "Choose this file again: people.csv" in told(answer)
    assert [f["name"] for f in page.all("input") if f["type"] == "file"] == ["roster"]
    assert page.all("form")[-1]["enctype"] == "multipart/form-data"
    assert "email,department" not in answer.get_data(as_text=True)


def test_address_with_a_question_is_kept(office):
    answer = office.client().post(f"{NEW}?a=1&b=2", data={}, headers=OURS)

    page = Page(answer.get_data(as_text=True))
    assert page.all("form")[-1]["action"] == f"{NEW}?a=1&b=2"


def test_form_over_https_needs_no_referer(office):
    """Our pages send none."""
    client = office.client()
    token = client.token()

    answer = client.post(
        "/app/password",
        data={"csrf_token": token, "email": ANA},
        base_url="https://localhost",
    )

    assert answer.status_code == 303


def test_forms_of_respondents_have_no_token(office):
    answer = office.client().post("/", data={"code": "AAAA-BBBB-CCCC"})

    assert answer.status_code == 303
    assert "Set-Cookie" not in answer.headers
