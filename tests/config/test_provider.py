"""The identity provider: all of its settings or none, and encrypted."""

import pytest

from diagnostic.config import Provider, load
from tests.config.refusing import MARK, refusal

ISSUER = "https://login.example.org/tenant"
ALL = {
    "DIAGNOSTIC_OIDC_ISSUER": ISSUER,
    "DIAGNOSTIC_OIDC_CLIENT_ID": "diagnostic",
    "DIAGNOSTIC_OIDC_CLIENT_SECRET": MARK,
}


def test_without_settings_there_is_none(folder):
    assert load({}, folder).provider is None


def test_all_settings_make_one_whose_secret_is_not_printed(folder):
    found = load(ALL, folder)

    assert found.provider == Provider(ISSUER, "diagnostic", MARK)
    assert MARK not in f"{found!r} {found.provider}"


def test_slash_at_the_end_of_the_issuer_does_not_matter(folder):
    found = load(ALL | {"DIAGNOSTIC_OIDC_ISSUER": f"{ISSUER}/"}, folder)

    assert found.provider.issuer == ISSUER


@pytest.mark.parametrize("missing", ALL)
def test_one_that_is_missing_is_named(missing, folder):
    given = {name: value for name, value in ALL.items() if name != missing}

    assert refusal(given, folder).startswith(f"{missing}: it is missing")


@pytest.mark.parametrize(
    ("issuer", "message"),
    [
        ("http://login.example.org", "must begin with https://"),
        ("login.example.org", "it should read"),
        ("https://login.example.org/?tenant=1", "it should read"),
        (f"https://ana:{MARK}@login.example.org", "no user and password"),
    ],
)
def test_unsafe_issuer_is_refused(issuer, message, folder):
    found = refusal(ALL | {"DIAGNOSTIC_OIDC_ISSUER": issuer}, folder)

    assert found.startswith("DIAGNOSTIC_OIDC_ISSUER: ")
    assert message in found
    assert MARK not in found


def test_issuer_on_this_machine_may_be_plain(folder):
    found = load(ALL | {"DIAGNOSTIC_OIDC_ISSUER": "http://127.0.0.1:9000"}, folder)

    assert found.provider.issuer == "http://127.0.0.1:9000"
