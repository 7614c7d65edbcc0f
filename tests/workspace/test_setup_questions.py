"""Questions of the company's own: up to ten, in each language, without a script."""

from html import unescape

import pytest

from diagnostic.pipeline import drafts
from questionnaires import parse
from questionnaires.additions import MOST, Addition
from tests.web.survey import text
from tests.workspace.drafting import RUI, Drafting, form

SCALE = {
    "kind": "scale",
    "text-en": "I know whom to ask.",
    "text-pt": "Sei a quem perguntar.",
}
CHOICE = {
    "kind": "choice",
    "text-en": "Which office?",
    "text-pt": "Que escritório?",
    "options-en": "Lisbon\nPorto\n",
    "options-pt": "Lisboa\r\nPorto",
}


@pytest.fixture
def drafting(office):
    return Drafting(office)


def asked(drafting):
    return drafting.draft.additions


def test_question_on_the_scale_is_added_in_both_languages(drafting):
    answer = drafting.send("/questions/new", **SCALE)

    assert answer.location == f"{drafting.place}/questions"
    [question] = asked(drafting)
    assert dict(question.text) == {
        "en": "I know whom to ask.",
        "pt": "Sei a quem perguntar.",
    }
    assert question.leadership is None
    assert question.options == ()
    assert "I know whom to ask." in text(drafting.get("/questions"))
    assert drafting.acts == ["wave_changed"]


def test_choice_is_added_with_its_answers_in_order(drafting):
    drafting.send("/questions/new", **SCALE)
    drafting.send("/questions/new", **CHOICE)

    _, question = asked(drafting)
    assert [dict(option) for option in question.options] == [
        {"en": "Lisbon", "pt": "Lisboa"},
        {"en": "Porto", "pt": "Porto"},
    ]
    assert parse(drafting.draft.source).choices


def test_leadership_may_read_other_words(drafting):
    mirrored = {"leadership-en": "They know it.", "leadership-pt": "Eles sabem."}

    drafting.send("/questions/new", **SCALE, **mirrored)

    [question] = asked(drafting)
    assert dict(question.leadership) == {"en": "They know it.", "pt": "Eles sabem."}


def test_question_is_changed_and_stays_the_same_question(drafting):
    drafting.send("/questions/new", **{**SCALE, "text-en": "I have a desk."})
    drafting.send("/questions/new", **SCALE)
    drafting.send("/questions/1/remove", shown=drafting.filled("/questions"))
    [before] = asked(drafting)

    drafting.send("/questions/1", **{"text-pt": "Sei com quem falar."})

    [after] = asked(drafting)
    assert after.id == before.id
    assert after.text["pt"] == "Sei com quem falar."
    assert after.text["en"] == "I know whom to ask."


def test_form_shows_what_was_kept(drafting):
    drafting.send("/questions/new", **SCALE)
    drafting.send("/questions/new", **CHOICE)

    shown = drafting.filled("/questions/2")

    assert shown["kind"] == "choice"
    assert shown["options-pt"].splitlines() == ["Lisboa", "Porto"]


def test_question_is_removed_and_the_others_stay(drafting):
    for fields in (SCALE, CHOICE):
        drafting.send("/questions/new", **fields)

    refused = drafting.send("/questions/1/remove", shown=drafting.filled("/questions"))
    drafting.send("/questions/2/remove", shown=drafting.filled("/questions"))

    assert refused.status_code == 422  # a choice alone measures nothing
    assert "must use the scale" in text(refused)
    assert [question.text["en"] for question in asked(drafting)] == [
        "I know whom to ask."
    ]


def test_there_is_no_eleventh(office):
    drafting = Drafting(office)
    many = [
        Addition({"en": f"Question {n}.", "pt": f"Pergunta {n}."}) for n in range(MOST)
    ]
    drafts.set_additions(office.installation, "acme", "2026-Q3", many, revision=0)

    page = drafting.get("/questions").get_data(as_text=True)

    assert "/questions/new" not in page
    assert page.count("Remove") == MOST
    assert drafting.get("/questions/new").location == f"{drafting.place}/questions"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        pytest.param(
            {"text-pt": ""},
            "Question 1, text, Portuguese (pt): the text is empty.",
            id="one language",
        ),
        pytest.param({"text-en": "x" * 501}, "longer than 500", id="long"),
        pytest.param({"text-en": "a\x00b"}, "control character", id="NUL"),
        pytest.param({"kind": ""}, "Please choose one.", id="no kind"),
        pytest.param(
            {**CHOICE, "options-pt": "Lisboa"},
            "Question 1, option 2, Portuguese (pt): the text is empty.",
            id="short",
        ),
        pytest.param(
            {**CHOICE, "options-en": "", "options-pt": ""},
            "Answers (English) : Please fill this in.",
            id="no answers",
        ),
        pytest.param(
            {"leadership-en": "They know."},
            "Question 1, what leadership reads, Portuguese (pt): the text is empty.",
            id="half of leadership's",
        ),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(drafting, changed, sentence):
    sent = {**SCALE, **changed}

    answer = drafting.send("/questions/new", **sent)

    assert answer.status_code == 422
    assert sentence in unescape(text(answer))
    assert asked(drafting) == ()
    assert form(answer)["text-pt"] == sent["text-pt"]


def test_markup_in_a_question_is_text(drafting):
    drafting.send("/questions/new", **{**SCALE, "text-en": "<i>Why</i> & how?"})

    for page in ("/questions", "", "/questions/1", "/preview/team"):
        shown = drafting.get(page).data
        assert b"<i>Why" not in shown
        assert b"&lt;i&gt;Why&lt;/i&gt; &amp; how?" in shown


def test_second_of_two_who_add_a_question_sees_the_other(office, drafting):
    rui = office.signed_in(RUI, "consultant", "acme")
    seen = drafting.filled("/questions/new", rui)
    drafting.send("/questions/new", **SCALE)

    refused = drafting.send("/questions/new", rui, shown=seen, **CHOICE)
    again = drafting.send("/questions/new", rui, shown=form(refused))

    assert refused.status_code == 409
    assert "I know whom to ask." in text(refused)
    assert again.status_code == 303
    assert [question.text["en"] for question in asked(drafting)] == [
        "I know whom to ask.",
        "Which office?",
    ]


def test_removal_of_what_somebody_else_changed_is_asked_again(office, drafting):
    drafting.send("/questions/new", **SCALE)
    rui = office.signed_in(RUI, "consultant", "acme")
    seen = drafting.filled("/questions", rui)
    drafting.send("/questions/1", **{"text-en": "I know it."})

    refused = drafting.send("/questions/1/remove", rui, shown=seen)

    assert refused.status_code == 409
    assert len(asked(drafting)) == 1


@pytest.mark.parametrize("number", ["0", "2", "99999999999999999999"])
def test_question_that_is_not_there_is_not_found(drafting, number):
    drafting.send("/questions/new", **SCALE)

    assert drafting.get(f"/questions/{number}").status_code == 404
