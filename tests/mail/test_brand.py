"""Letters in a client's name: the name is theirs, the address is ours."""

from dataclasses import replace

import pytest

from diagnostic.pipeline import accounts, brands, mailing, notices
from diagnostic.pipeline.brands import Typed
from diagnostic.store import mails
from diagnostic.store.notices import ClaimedNotice
from tests.collection.company import NOW, identity, launched
from tests.mail.post_office import link_in, read

SENDER = "Staff survey <survey@example.org>"
MARKUP = "<b>Acme</b> {link} %s & Cia"


@pytest.fixture
def database_url(sqlite_database_url):
    return sqlite_database_url  # what is written does not depend on the database


@pytest.fixture
def letter(installation):
    """Write a letter of a wave as the worker does, after its brand has changed."""
    wave = launched(installation)
    with installation.database.writing() as session:
        claimed = mails.claim(session, wave, NOW)

    def write(**typed):
        brands.save(installation, "acme", Typed(**typed))
        told = mailing.occasion(installation, wave)
        return read(mailing.letter(told, claimed, SENDER, NOW).content)

    return write


def lines(letter):
    return letter.get_content().splitlines()


@pytest.mark.parametrize(
    "name",
    [
        "Acme People",
        "Ação & Reação, Lda.",
        'The "Acme" team <acme>',
        "Acme; all: one, two",
        MARKUP,
        "漢字チーム",
        "x" * 120,
    ],
)
def test_letter_comes_in_the_name_of_the_client_from_our_address(letter, name):
    found = letter(sender=name)

    [origin] = found["From"].addresses
    assert origin.display_name == " ".join(name.split())
    assert origin.addr_spec == "survey@example.org"
    assert found.keys().count("From") == 1
    assert "Bcc" not in found


def test_line_end_in_a_name_adds_no_header(letter):
    found = letter(sender="Acme\r\nBcc: all(at)example.com")

    assert found["From"].addresses[0].display_name == "Acme Bcc: all(at)example.com"
    assert "Bcc" not in found


def test_name_of_the_installation_stands_in(letter):
    assert letter()["From"] == SENDER


def test_footer_stands_under_the_letter(letter):
    plain = lines(letter())

    assert lines(letter(footer="Acme, Lisboa")) == [*plain, "", "-- ", "Acme, Lisboa"]


def test_markup_and_places_in_a_footer_are_text(letter):
    found = letter(footer=MARKUP)

    assert lines(found)[-2:] == ["-- ", MARKUP]
    assert found.get_content_type() == "text/plain"
    assert found.get_content().count("://") == 1
    assert link_in(found)


def test_consultancy_stands_in(installation, letter):
    brands.save(installation, None, Typed("House", "", "", "House survey", "Porto"))

    found = letter()

    assert found["From"].addresses[0].display_name == "House survey"
    assert lines(found)[-2:] == ["-- ", "Porto"]


def test_test_mail_is_signed_as_the_invitation_will_be(installation, letter):
    letter(sender="Acme People", footer="Acme, Lisboa")
    visitor = accounts.add(installation, "ana@house.example", "consultant", None)
    wave = identity(installation)
    claimed = ClaimedNotice("a" * 16, visitor.id, "test", wave)

    found = read(notices.compose(installation, claimed, SENDER, NOW).content)

    assert found["From"].addresses[0].display_name == "Acme People"
    assert lines(found)[-2:] == ["-- ", "Acme, Lisboa"]


def test_letter_to_an_account_comes_from_the_consultancy(installation):
    installation = replace(installation, secret="s" * 32)
    brands.save(installation, None, Typed("House", "", "", "House desk", "Porto"))
    visitor = accounts.add(installation, "ana@house.example", "consultant", None)
    claimed = ClaimedNotice("a" * 16, visitor.id, "welcome", None)

    found = read(notices.compose(installation, claimed, SENDER, NOW).content)

    assert found["From"].addresses[0].display_name == "House desk"
    assert lines(found)[-2:] == ["-- ", "Porto"]
