"""Mail texts: fixed places, faults with their line, a preview, and a test."""

from html import unescape

import pytest
from sqlalchemy import select

from diagnostic.pipeline import texts
from diagnostic.store.models import Notice
from tests.collection.company import SIZES
from tests.web.survey import text
from tests.workspace.drafting import ANA, RUI, form, speaks, with_roster

BODY = "Dear {department},\n\n{link}\n\n{promise}\n\nThank you."
INVITATION, REMINDER = "/mails/invitation", "/mails/reminder"


@pytest.fixture
def drafting(office):
    return with_roster(office, SIZES)


def kept(drafting, kind="invitation"):
    return texts.current(drafting.installation, drafting.wave, kind)


def shown_letter(answer):
    page = unescape(answer.get_data(as_text=True))
    return page.split('<div class="letter"')[1].split("</div>")[0]


def test_our_words_are_there_with_their_places(drafting):
    shown = drafting.filled(INVITATION)

    assert "{link}" in shown["body"]
    assert "{promise}" in shown["body"]
    assert "Back to our words" not in text(drafting.get(INVITATION))


def test_own_words_are_kept_and_can_be_taken_back(drafting):
    answer = drafting.send(INVITATION, subject="Your view", body=BODY)

    assert answer.status_code == 303
    assert kept(drafting).subject == "Your view"
    assert kept(drafting).own
    page = drafting.get(INVITATION)
    assert "Dear Sales," in shown_letter(page)
    drafting.send(f"{INVITATION}/ours", shown=form(page))
    assert not kept(drafting).own
    assert drafting.acts == ["texts_changed", "texts_changed"]


def test_preview_shows_what_is_typed_and_keeps_nothing(drafting):
    answer = drafting.send(
        INVITATION, subject="S", body=BODY, reader="leadership", show="1"
    )

    assert answer.status_code == 200
    letter = shown_letter(answer)
    assert "Dear leadership," in letter
    assert "Results are shown for groups of 5 answers or more" in letter
    assert "http://localhost/s/sample" in letter
    assert form(answer)["reader"] == "leadership"
    assert form(answer)["body"].split() == BODY.split()
    assert not kept(drafting).own


def test_invitation_and_reminder_have_words_of_their_own(drafting):
    drafting.send(REMINDER, subject="Once more", body=BODY)

    assert kept(drafting, "reminder").own
    assert not kept(drafting).own


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        pytest.param({"subject": ""}, "The subject line is empty.", id="no subject"),
        pytest.param({"body": "Hello {link}\n{promise}"}, "Line 1:", id="link beside"),
        pytest.param({"body": "{link}\n"}, "{promise} is missing", id="no promise"),
        pytest.param(
            {"body": "{link}\n{promise}\n\n{name}"},
            "Line 4: There is no place {name}",
            id="unknown place",
        ),
        pytest.param(
            {"body": "{link}\n{promise}\n{"}, "Line 3: There is a brace", id="brace"
        ),
        pytest.param({"subject": "x" * 101}, "longer than 100 characters", id="long"),
    ],
)
def test_faults_name_their_line_and_nothing_is_lost(drafting, fields, sentence):
    sent = {"subject": "Your view", "body": BODY, **fields}

    answer = drafting.send(INVITATION, **sent)

    assert answer.status_code == 422
    assert sentence in unescape(text(answer))
    assert form(answer)["body"].split() == sent["body"].split()
    assert not kept(drafting).own


def test_second_of_two_sees_the_words_of_the_other(office, drafting):
    rui = office.signed_in(RUI, "consultant", "acme")
    seen = drafting.filled(INVITATION, rui)
    drafting.send(INVITATION, subject="Ana's words", body=BODY)

    refused = drafting.send(INVITATION, rui, shown=seen, subject="Rui's words")
    again = drafting.send(INVITATION, rui, shown=form(refused))

    assert refused.status_code == 409
    assert "Ana's words" in unescape(text(refused))
    assert form(refused)["subject"] == "Rui's words"
    assert again.status_code == 303
    assert kept(drafting).subject == "Rui's words"


def test_test_goes_to_whoever_asks_for_it(office, drafting):
    answer = drafting.send("/test-mail", shown={})

    with office.installation.database.reading() as session:
        [notice] = session.scalars(select(Notice))
        assert (notice.kind, notice.wave_id) == ("test", drafting.wave)
    landed = text(drafting.ana.get(answer.location))
    assert f"The test is on its way to {ANA}." in landed
    assert office.nudges == [office.now]
    assert drafting.acts == ["test_mail"]


def test_markup_in_a_mail_is_text(drafting):
    drafting.send(INVITATION, subject="<b>Now</b>", body=f"<script>1</script>\n{BODY}")

    page = drafting.get(INVITATION).data
    assert b"<b>Now" not in page
    assert b"<script>1" not in page


@pytest.mark.parametrize("kind", ["farewell", "INVITATION"])
def test_other_mails_are_not_found(drafting, kind):
    assert drafting.get(f"/mails/{kind}").status_code == 404


def test_places_are_explained_in_the_language_of_whoever_reads_them(office, drafting):
    speaks(office, ANA, "pt")

    said = text(drafting.get(INVITATION))

    assert "a promessa de anonimato, que ninguém pode alterar" in said
    assert "{subject}" not in said  # this wave has none
    refused = drafting.send(INVITATION, subject="S", body="{link}")
    assert "Falta {promise}" in text(refused)
