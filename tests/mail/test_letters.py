"""A letter: one receiver, one link, plain words, and nothing that follows anybody."""

import re
from dataclasses import replace

import pytest

from diagnostic.ballots import addresses, keys
from diagnostic.pipeline import mailing
from diagnostic.pipeline.envelope import UnwritableError
from diagnostic.store import mails
from tests.collection.company import NOW, launched, token
from tests.mail.post_office import link_in, read

SENDER = "Staff survey <survey@example.org>"


@pytest.fixture
def database_url(sqlite_database_url):
    return sqlite_database_url  # what is written does not depend on the database


@pytest.fixture
def written(installation):
    """Write a letter of a wave as the worker does: call it with what is special."""

    def write(kind="invitation", address=None, now=NOW, **options):
        wave = launched(installation, small_leadership="declared", **options)
        with installation.database.writing() as session:
            claimed = mails.claim(session, wave, NOW)
        key = keys.load(installation.keys, wave)
        address = address or addresses.unlock(key, claimed.address)
        claimed = replace(
            claimed, kind=kind, address=addresses.lock(key, address), department=0
        )
        told = mailing.occasion(installation, wave)
        return mailing.letter(told, claimed, SENDER, now)

    return write


def test_letter_has_one_receiver_and_one_plain_part(written):
    letter = read(written(address="ana@example.com").content)

    assert [one.addr_spec for one in letter["To"].addresses] == ["ana@example.com"]
    assert letter.keys() == [
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "Auto-Submitted",
        "Content-Type",
        "Content-Transfer-Encoding",
        "MIME-Version",
    ]
    assert letter["From"] == SENDER
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Date"].datetime == NOW
    assert letter.get_content_type() == "text/plain"


def test_link_stands_alone_and_begins_with_the_installations_address(
    installation, written
):
    sent = written(address="ana@example.com")

    [wave] = [path.stem.removeprefix("wave-") for path in installation.keys.iterdir()]
    mine = token(installation, wave, "ana@example.com")
    assert link_in(read(sent.content)) == f"{installation.base_url}/s/{mine}"
    assert sent.content.count(b"://") == 1


@pytest.mark.parametrize("kind", ["invitation", "reminder-1"])
@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            ("to everybody", "leadership (5 invited)", "5 answers", "three answers"),
        ),
        ("pt", ("para todas as pessoas", "leadership (5 pessoas", "três respostas")),
    ],
)
def test_letter_tells_what_a_newcomer_asks(written, kind, language, told):
    letter = read(written(kind, language=language).content)

    text = letter.get_content()
    assert letter["Subject"].startswith(
        {"invitation": "Acme ", "reminder-1": "Reminder: "}[kind]
        if language == "en"
        else {"invitation": "Acme ", "reminder-1": "Lembrete: "}[kind]
    )
    assert [part for part in ("Acme", "7 minut", "15 ", "09:00 UTC", "14 ", *told)
            if part not in text] == []  # fmt: skip
    assert not re.search(r"[{}]|\n{3}", text)


def test_message_is_named_by_its_row_and_by_no_secret(written):
    first, second = written(), None

    name = read(first.content)["Message-ID"]
    assert name == f"<{first.name}@example.org>"
    assert link_in(read(first.content)).rpartition("/")[2] not in first.name
    second = mailing.row_name((b"\1" * 16, "invitation"))
    assert second == mailing.row_name((b"\1" * 16, "invitation"))
    assert second != mailing.row_name((b"\1" * 16, "reminder-1"))
    assert second != mailing.row_name((b"\2" * 16, "invitation"))


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("a@example.com\r\nBcc: all@example.com", id="header"),
        pytest.param("a@example.com, b@example.com", id="two"),
        pytest.param("a@example.com\nb@example.com", id="line"),
        pytest.param("<a@example.com> b@example.com", id="route"),
        pytest.param("nobody", id="no host"),
        pytest.param("@example.com", id="no name"),
        pytest.param("a@-..example", id="no host name"),
        pytest.param("a b@example.com", id="space"),
        pytest.param("jos\u00e9\u2028x@example.com", id="another line"),
    ],
)
def test_address_cannot_add_to_a_letter(written, address):
    with pytest.raises(UnwritableError) as refused:
        written(address=address)

    assert address not in str(refused.value)
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__


@pytest.mark.parametrize(
    ("address", "recipient"),
    [
        pytest.param("o'neil+x@example.com", "o'neil+x@example.com", id="signs"),
        pytest.param("a@exämple.org", "a@xn--exmple-cua.org", id="host"),
        pytest.param("josé@example.com", "josé@example.com", id="name"),
        pytest.param(
            f"{'a' * 64}@{'b' * 63}.{'c' * 63}.example.com",
            f"{'a' * 64}@{'b' * 63}.{'c' * 63}.example.com",
            id="long",
        ),
    ],
)
def test_unusual_addresses_are_written_to(written, address, recipient):
    letter = written(address=address)

    assert letter.recipient == recipient
    assert [one.addr_spec for one in read(letter.content)["To"].addresses] == [
        recipient
    ]


def test_long_names_fit_into_a_subject(written):
    letter = read(written("reminder-1", subject="Ünusual " * 20).content)

    assert 90 < len(letter["Subject"]) <= 100
    assert letter["Subject"].startswith("Reminder: Acme asks for your view: Ünusual")


def test_letter_tells_nothing_of_itself_in_a_log(written):
    letter = written(address="ana@example.com")

    assert "ana@" not in repr(letter)
    assert link_in(read(letter.content)) not in repr(letter)
