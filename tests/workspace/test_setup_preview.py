"""The preview is the very page of respondents, and nothing of it can be sent."""

import re

import pytest
from sqlalchemy import text as sql

from diagnostic.pipeline import drafts
from questionnaires.additions import Addition
from tests.collection.company import SIZES
from tests.web.survey import ALL, FIRST, text
from tests.workspace.drafting import Drafting, with_roster

FRAME = re.compile(r'<iframe class="phone" src="([^"]+)"')


@pytest.fixture
def drafting(office):
    return with_roster(office, SIZES)


def policy(answer):
    parts = answer.headers["Content-Security-Policy"].split("; ")
    return dict(part.split(" ", 1) for part in parts)


def frame(drafting, query=""):
    """The address of the page in the frame."""
    page = drafting.get(f"/preview{query}").get_data(as_text=True)
    return FRAME.search(page)[1].replace("&amp;", "&")


@pytest.mark.parametrize(
    ("department", "sentence"),
    [
        pytest.param("marketing", "You answer as: Marketing (12 invited)", id="team"),
        pytest.param("leadership", "How will the teams see it?", id="leadership"),
    ],
)
def test_each_department_is_shown_what_it_will_read(drafting, department, sentence):
    shown = drafting.ana.get(frame(drafting, f"?of={department}"))

    assert sentence in text(shown)
    assert "Leadership alignment" in text(shown)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Open until"), ("pt", "Aberto até")]
)
def test_both_languages_are_shown(drafting, language, words):
    assert words in text(drafting.ana.get(frame(drafting, f"?lang={language}")))


def test_preview_is_what_respondents_get(office, drafting):
    """But for the name of the questionnaire's address there is no difference."""
    from diagnostic.pipeline import life
    from tests.collection.company import NOW, token

    shown = drafting.ana.get(frame(drafting, "?of=marketing")).get_data(as_text=True)
    life.launch(office.installation, "acme", "2026-Q3", NOW)
    link = f"/s/{token(office.installation, drafting.wave, 'marketing0@example.com')}"

    assert office.app.test_client().get(link).get_data(as_text=True) == shown


def test_changed_draft_is_shown_as_it_is_now(office, drafting):
    before = text(drafting.ana.get(frame(drafting)))
    question = Addition({"en": "I know whom to ask.", "pt": "Sei a quem perguntar."})
    drafts.set_additions(
        office.installation,
        "acme",
        "2026-Q3",
        [question],
        revision=drafting.draft.revision,
    )

    assert "I know whom to ask." not in before
    assert "I know whom to ask." in text(drafting.ana.get(frame(drafting)))


def test_without_a_roster_a_team_and_a_leadership_stand_in(office):
    drafting = Drafting(office)

    assert "are made up" in text(drafting.get("/preview"))
    assert "You answer as: Team (10 invited)" in text(drafting.ana.get(frame(drafting)))
    leaders = text(drafting.ana.get(frame(drafting, "?of=leadership")))
    assert "You answer as: Leadership (10 invited)" in leaders
    assert "How will the teams see it?" in leaders


def rows(drafting):
    """How many rows each table of respondents has."""
    with drafting.installation.database.reading() as session:
        return [
            session.scalar(sql(f"SELECT count(*) FROM {table}"))  # noqa: S608
            for table in ("ballot", "spent")
        ]


@pytest.mark.parametrize("sent", [ALL, ALL | {"review": "1"}, {FIRST: "9"}, {}])
def test_what_is_sent_is_stored_nowhere(drafting, sent):
    answer = drafting.ana.post(frame(drafting), data=sent)

    assert answer.status_code == 200
    assert "This is a preview." in text(answer)
    assert "Nothing was sent, and nothing is stored." in text(answer)
    assert rows(drafting) == [0, 0]
    back = re.search(r'<a href="([^"]+)"', answer.get_data(as_text=True))[1]
    assert drafting.ana.get(back.replace("&amp;", "&")).status_code == 200


def test_unknown_department_is_not_found(drafting):
    assert drafting.get("/preview/nobody").status_code == 404
    # The page itself shows a team then.
    assert drafting.get("/preview?of=nobody&lang=xx").status_code == 200


def test_two_pages_alone_have_to_do_with_frames(drafting):
    outer, inner = drafting.get("/preview"), drafting.ana.get(frame(drafting))
    sent = drafting.ana.post(frame(drafting), data={})
    others = [drafting.get(page) for page in ("", "/period", "/mails/invitation")]

    assert policy(outer)["frame-src"] == "'self'"
    assert policy(outer)["frame-ancestors"] == "'none'"
    assert outer.headers["X-Frame-Options"] == "DENY"
    for framed in (inner, sent):
        assert policy(framed)["frame-ancestors"] == "'self'"
        assert framed.headers["X-Frame-Options"] == "SAMEORIGIN"
        assert "frame-src" not in policy(framed)
        assert policy(framed)["default-src"] == "'none'"
    for other in others:
        assert "frame-src" not in policy(other)
        assert policy(other)["frame-ancestors"] == "'none'"
        assert other.headers["X-Frame-Options"] == "DENY"
