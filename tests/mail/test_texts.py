"""The consultant's own words: fixed places, the promise in each, the same for all."""

import pytest

from diagnostic.ballots import keys
from diagnostic.pipeline import drafts, foresight, life, mailing, texts
from diagnostic.pipeline.places import LONGEST_BODY, PLACES
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.pipeline.texts import TextError
from diagnostic.store import mails
from tests.collection.company import NOW, draft, launched, roster
from tests.mail.post_office import link_in, read

SENDER = "survey@example.org"
KINDS = texts.KINDS
OWN = """Dear all,

{company} asks you about {subject}: {department}, {invited} people, {minutes} minutes.
Until {closes}.

{link}

{promise}
Yours
"""


@pytest.fixture
def database_url(sqlite_database_url):
    return sqlite_database_url  # what is written does not depend on the database


def change(installation, wave, kind="invitation", subject="Hello", body=OWN, seen=0):
    texts.change(installation, wave, kind, subject, body, revision=seen)


def sent(installation, wave, department=1, kind="invitation"):
    """Write the letter of somebody in a department as the worker does."""
    told = mailing.occasion(installation, wave)
    with installation.database.writing() as session:
        claimed = mails.claim(session, wave, NOW)
        while claimed.department != department or claimed.kind != kind:
            claimed = mails.claim(session, wave, NOW, claimed.row)
    return read(mailing.letter(told, claimed, SENDER, NOW).content)


def content(letter):
    return letter.get_content().replace("\r\n", "\n")


def test_own_words_are_sent_with_their_places_filled(installation):
    wave = draft(installation, subject="New website")
    change(installation, wave, subject="{company}: {subject} for {department}")
    life.launch(installation, "acme", "2026-Q3", NOW)

    letter = sent(installation, wave)

    text = content(letter)
    assert letter["Subject"] == "Acme: New website for Marketing"
    assert text.startswith(
        "Dear all,\n\nAcme asks you about New website: Marketing, 12 people, 5 minutes."
        "\nUntil 15 September 2026, 09:00 UTC.\n\nhttps://survey.example/s/"
    )
    assert "Your answers are anonymous." in text
    assert "groups of 5 answers or more" in text
    assert text.endswith("are deleted.\nYours\n")


@pytest.mark.parametrize("language", ["en", "pt"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("subject", ["", "New website"])
def test_our_words_have_the_places_too_and_no_fault(
    installation, language, kind, subject
):
    wave = draft(installation, language=language, subject=subject)
    ours = texts.default(installation, wave, kind)

    change(installation, wave, kind, ours.subject, ours.body.replace("\n", "\r\n"))

    again = texts.current(installation, wave, kind)
    assert not again.own  # they are ours still
    assert (again.subject, again.body) == (ours.subject, ours.body)
    assert {
        place for place in PLACES if f"{{{place}}}" in ours.body + ours.subject
    } == (set(PLACES) if subject else set(PLACES) - {"subject"})


@pytest.mark.parametrize("kind", KINDS)
def test_preview_is_what_is_sent_but_for_the_link(installation, kind):
    wave = draft(installation, subject="New website")
    change(installation, wave, kind, subject="To {department}")
    life.launch(installation, "acme", "2026-Q3", NOW)
    life.remind(installation, "acme", "2026-Q3", NOW)

    subject, text = mailing.sample(installation, wave, kind, "marketing")

    row = {"invitation": "invitation", "reminder": "reminder-1"}[kind]
    letter = sent(installation, wave, kind=row)
    assert subject == letter["Subject"] == "To Marketing"
    link = link_in(letter)
    assert text == content(letter).replace(link, "https://survey.example/s/sample")


def test_preview_needs_neither_roster_nor_key(installation):
    wave = draft(installation)
    drafts.change(installation, "acme", "2026-Q3", revision=0, now=NOW, mode="codes")
    (installation.keys / f"wave-{wave}.key").unlink()

    assert "Marketing (12 invited)" in mailing.sample(installation, wave, "reminder")[1]


def test_leadership_alone_is_told_that_it_is_declared(installation):
    wave = draft(
        installation,
        small_leadership="declared",
        people=roster({"leadership": 3, "A": 9}),
    )
    change(installation, wave, body="{link}\n{promise}")

    told = {
        name: "The one exception"
        in mailing.sample(installation, wave, "invitation", name)[1]
        for name in ("leadership", "a")
    }
    assert told == {"leadership": True, "a": False}


def test_name_with_braces_is_no_place(installation):
    wave = draft(installation, people=roster({"leadership": 5, "{link} {promise}": 9}))

    text = mailing.sample(installation, wave, "invitation")[1]

    assert "{link} {promise} (9 invited)" in text
    assert text.count("/s/sample") == 1


def faults(installation, subject="S", body="{link}\n{promise}", **options):
    wave = draft(installation, **options)
    with pytest.raises(TextError) as refused:
        change(installation, wave, subject=subject, body=body)
    assert not texts.current(installation, wave, "invitation").own
    return [(f.part, f.line, str(f.said)) for f in refused.value.faults]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param(
            {"body": "Hello\n{promise}"},
            ("body", None, "{link} is missing"),
            id="no link",
        ),
        pytest.param(
            {"body": "{link}"}, ("body", None, "{promise} is missing"), id="no promise"
        ),
        pytest.param(
            {"body": "{link}\n{promise}\n{promise}"},
            ("body", None, "{promise} may stand there once only"),
            id="two promises",
        ),
        pytest.param(
            {"body": "{link}\n{link}\n{promise}"},
            ("body", None, "{link} may stand there once only"),
            id="two links",
        ),
        pytest.param(
            {"body": "A\nHere: {link}\n{promise}"},
            ("body", 2, "{link} must stand alone on its line"),
            id="link in a sentence",
        ),
        pytest.param(
            {"body": "{link}\n{promise}\n{name}"},
            ("body", 3, "there is no place {name}"),
            id="unknown",
        ),
        pytest.param(
            {"body": "{link}\n{promise}\n{company.__class__}"},
            ("body", 3, "there is no place {company.__class__}"),
            id="attribute",
        ),
        pytest.param(
            {"body": "{link}\n{promise}\n{ Company }"},
            ("body", 3, "there is no place { Company }"),
            id="spaces",
        ),
        pytest.param(
            {"body": "{link}\n{promise}\n}"},
            ("body", 3, "there is a brace that belongs to no place"),
            id="brace",
        ),
        pytest.param(
            {"body": "{link}\n{promise}\na\x07b"},
            ("body", 3, "there is a character that has no shape, U+0007"),
            id="bell",
        ),
        pytest.param(
            {"body": "{link}\n{promise}\na\u202eb"},
            ("body", 3, "there is a character that has no shape,"
             " RIGHT-TO-LEFT OVERRIDE"),
            id="turned",
        ),
        pytest.param(
            {"body": "{link}\n{promise}\n" + "x" * LONGEST_BODY},
            ("body", None, "it is longer than 5000 characters"),
            id="long text",
        ),
        pytest.param(
            {"subject": "x" * 101},
            ("subject", None, "it is longer than 100 characters"),
            id="long subject",
        ),
        pytest.param(
            {"subject": " "}, ("subject", None, "the subject line is empty"), id="none"
        ),
        pytest.param(
            {"subject": "See {link}"},
            ("subject", None, "{link} cannot stand in the subject line"),
            id="link in the subject",
        ),
        pytest.param(
            {"subject": "a\r\nBcc: x@example.com"},
            ("subject", None, "there is a character that has no shape, U+000D"),
            id="header",
        ),
        pytest.param(
            {"subject": "On {subject}"},
            ("subject", None, "{subject} would be empty: this wave has no subject"),
            id="no subject",
        ),
    ],
)  # fmt: skip
def test_fault_is_told_with_its_place(installation, text, fault):
    assert fault in faults(installation, **text)


def test_all_faults_are_told_at_once(installation):
    found = faults(installation, subject="{x}", body="{y}\n{")

    assert [(part, line) for part, line, _ in found] == [
        ("subject", None),
        ("body", 1),
        ("body", 2),
        ("body", None),
        ("body", None),
    ]


def test_invitation_is_the_same_for_all_from_the_day_on_which_it_is_sent(installation):
    wave = launched(installation)

    assert not texts.current(installation, wave, "invitation").changeable
    with pytest.raises(RefusedError, match="were sent"):
        change(installation, wave, body="{link}\n{promise}")
    with pytest.raises(RefusedError, match="were sent"):
        texts.reset(installation, wave, "invitation", revision=0)


def test_reminder_can_be_changed_but_while_one_is_sent(installation):
    wave = launched(installation)
    change(installation, wave, "reminder", body="First\n{link}\n{promise}")
    life.remind(installation, "acme", "2026-Q3", NOW)

    assert not texts.current(installation, wave, "reminder").changeable
    with pytest.raises(RefusedError, match="are being sent"):
        change(installation, wave, "reminder", seen=1)

    with installation.database.writing() as session:
        while claimed := mails.claim(session, wave, NOW):
            mails.mark(session, claimed.row, "sent")
    change(installation, wave, "reminder", body="Second\n{link}\n{promise}", seen=1)

    assert "Second" in mailing.sample(installation, wave, "reminder")[1]


def test_nothing_is_changed_once_the_wave_is_over(installation):
    wave = launched(installation)
    life.close(installation, "acme", "2026-Q3", NOW)

    for kind in KINDS:
        assert not texts.current(installation, wave, kind).changeable


def test_our_words_come_back(installation):
    wave = draft(installation)
    change(installation, wave, body="Own\n{link}\n{promise}")
    assert texts.current(installation, wave, "invitation").own

    texts.reset(installation, wave, "invitation", revision=1)

    found = texts.current(installation, wave, "invitation")
    assert (found.own, found.revision) == (False, 2)
    assert found.body == texts.default(installation, wave, "invitation").body


def test_text_about_a_subject_that_is_gone_is_not_launched(installation):
    wave = draft(installation, subject="New website")
    change(installation, wave)
    drafts.change(installation, "acme", "2026-Q3", revision=1, now=NOW, subject="")

    with pytest.raises(RefusedError, match="the text of the invitation cannot"):
        life.launch(installation, "acme", "2026-Q3", NOW)
    [told] = foresight.checklist(installation, "acme", "2026-Q3", NOW).obstacles
    assert told.values["kind"] == "invitation"
    assert keys.exists(installation.keys, wave)
