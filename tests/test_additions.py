"""A company's own questions: appended, read back, refused with their place."""

import pytest

from questionnaires import QuestionnaireError, content, parse
from questionnaires.additions import KEY, MOST, Addition, extend, split

OURS = content("leadership-alignment")
PLAIN = Addition({"en": "We learn.", "pt": "Aprendemos."})
MIRRORED = Addition(
    {"en": "They listen.", "pt": "Ouvem-nos."},
    {"en": "We listen.", "pt": "Ouvimos."},
)
CHOICE = Addition(
    {"en": "Pick one.", "pt": "Escolha."},
    options=({"en": "Red", "pt": "Vermelho"}, {"en": "Blue", "pt": "Azul"}),
)
ODD = Addition({"en": 'A "\\" and {b} – ünd 🙂', "pt": "# [x] = 'y'\u00a0"})


def said(source, additions):
    with pytest.raises(QuestionnaireError) as refused:
        extend(source, additions)
    return [str(problem) for problem in refused.value.problems]


def test_own_questions_form_a_dimension_at_the_end():
    asked, before = parse(extend(OURS, [MIRRORED, CHOICE, ODD])), parse(OURS)

    own = asked.dimension(KEY)
    assert dict(own.title) == {"en": "Our own questions", "pt": "Perguntas próprias"}
    assert asked.dimensions == (*before.dimensions, own)
    assert asked.items[: len(before.items)] == before.items
    first, choice, odd = asked.items[len(before.items) :]
    assert [first.id, choice.id, odd.id] == ["own1", "own2", "own3"]
    assert first.wording("pt", leadership=True) == "Ouvimos."
    assert [dict(option.text)["en"] for option in choice.options] == ["Red", "Blue"]
    assert odd.text == ODD.text


def test_key_and_version_stay_so_that_quarters_are_followed():
    asked, before = parse(extend(OURS, [PLAIN])), parse(OURS)

    assert (asked.key, asked.version) == (before.key, before.version)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(OURS, id="ours"),
        pytest.param(OURS.rstrip(b"\n"), id="no line end"),
        pytest.param(OURS.replace(b"\n", b"\r\n"), id="lines of Windows"),
        pytest.param(b"\xef\xbb\xbf" + OURS, id="byte order mark"),
    ],
)
def test_what_was_added_can_be_taken_away_again(source):
    base, additions = split(extend(source, [MIRRORED, CHOICE, ODD]))

    assert parse(base) == parse(source)
    assert [one.text for one in additions] == [MIRRORED.text, CHOICE.text, ODD.text]
    assert [one.id for one in additions] == ["own1", "own2", "own3"]
    assert additions[0].leadership == MIRRORED.leadership
    assert additions[1].options == CHOICE.options
    assert split(extend(base, additions)) == (base, additions)


def test_file_without_own_questions_is_left_as_it_is():
    assert extend(OURS, []) == OURS
    assert split(OURS) == (OURS, ())


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b'\nid = "x"\n', id="no questionnaire"),
        pytest.param(b"# A note.\n", id="a note"),
    ],
)
def test_file_that_somebody_went_on_writing_is_given_back_whole(after):
    extended = extend(OURS, [PLAIN])
    mark = extended[len(OURS) :].partition(b"\n")[0] + b"\n"
    source = OURS + mark + after if not after.startswith(b"#") else extended + after

    assert split(source) == (source, ())


def test_a_new_question_gets_an_id_that_no_other_has():
    kept = Addition({"en": "Old.", "pt": "Velha."}, id="own7")
    _, additions = split(extend(OURS, [PLAIN, kept, ODD]))

    assert [one.id for one in additions] == ["own8", "own7", "own9"]


def test_everything_wrong_is_said_with_its_place():
    wrong = [
        Addition({"en": "Fine.", "pt": " "}, {"en": "x" * 501, "pt": "Bem."}),
        Addition({"en": "Pick.", "pt": "Escolha."}, options=({"en": "One", "pt": ""},)),
        Addition({"en": "a\x00b", "pt": "c"}, id="r1"),
    ]

    assert said(OURS, wrong) == [
        "question 1, text, Portuguese (pt): the text is empty",
        "question 1, what leadership reads, English (en): the text is longer than 500"
        " characters",
        "question 2, option 1, Portuguese (pt): the text is empty",
        "question 2: a choice needs at least two options",
        "question 3, text, English (en): the text contains the control character"
        " U+0000",
        "question 3: its id is not one of ours",
    ]


@pytest.mark.parametrize(
    ("additions", "sentence"),
    [
        pytest.param([PLAIN] * (MOST + 1), "there may be 10 questions", id="many"),
        pytest.param([CHOICE], "at least one question", id="choices alone"),
        pytest.param(
            [Addition(PLAIN.text, id="own1")] * 2, "two questions", id="one id twice"
        ),
        pytest.param(
            [Addition(PLAIN.text, options=CHOICE.options * 11), PLAIN],
            "question 1: a choice has 20 options",
            id="options",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused(additions, sentence):
    [problem] = said(OURS, additions)

    assert problem.startswith(sentence)


def test_ten_questions_can_be_added():
    assert len(split(extend(OURS, [PLAIN] * MOST))[1]) == MOST


INLINE = b"""
key = "k"
version = 1
languages = ["en"]
title.en = "T"
dimensions = [{key = "d", title = {en = "D"}}]
items = [{id = "a", dimension = "d", text = {en = "A."}}]
[scale]
points = 2
labels.en = ["no", "yes"]
"""


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        pytest.param(extend(OURS, [PLAIN]), "uses the name own itself", id="twice"),
        pytest.param(INLINE, "must be tables", id="lists in brackets"),
    ],
)
def test_file_that_cannot_be_extended_is_refused(source, sentence):
    [problem] = said(source, [PLAIN])

    assert sentence in problem


def test_file_that_is_no_questionnaire_is_refused_with_its_own_faults():
    assert "version is missing" in said(b'key = "k"', [PLAIN])
