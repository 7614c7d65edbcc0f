"""What errors say, in the language of whoever reads them."""

from copy import deepcopy

import pytest

from diagnostic.pipeline.refusal import STATES, RefusedError
from questionnaires.saying import Said
from reports.wording import words

REFUSED = RefusedError(
    "{company}/{name} is {state}: results exist once sealed",
    company="acme",
    name="2026-Q3",
    state=STATES["open"],
)


def test_command_line_reads_english():
    assert str(REFUSED) == "acme/2026-Q3 is open: results exist once sealed"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "acme/2026-Q3 is open: results exist once sealed"),
        ("pt", "acme/2026-Q3 está aberta: só há resultados depois de selada"),
    ],
)
def test_words_in_places_are_translated_too(language, said):
    assert words(language).told(REFUSED) == said


def test_what_one_error_says_of_another_is_translated_to_the_last():
    inner = RefusedError("the new address: {error}", error=REFUSED)
    outer = Said("the new address: {error}", error=inner)

    assert words("pt").told(outer) == (
        "o novo endereço: o novo endereço: "
        "acme/2026-Q3 está aberta: só há resultados depois de selada"
    )
    assert str(outer).startswith("the new address: the new address: acme/2026-Q3 is")


def test_refusal_says_what_a_rule_says():
    error = ValueError(
        Said("the minimum group size is 5 or more, not {minimum}", minimum=4)
    )

    assert words("pt").told(RefusedError(*error.args)) == (
        "o tamanho mínimo de um grupo é 5 ou mais, não 4"
    )


@pytest.mark.parametrize("language", ["en", "pt"])
def test_what_a_user_typed_is_neither_filled_nor_translated(language):
    typed = "{company} & {0.__class__} draft"

    said = words(language).told(
        RefusedError("there is no company {company}", company=typed)
    )

    assert said.endswith(typed)
    assert words(language).told("draft") == "draft"


def test_digits_are_grouped_as_on_other_pages():
    said = Said("more than {most:,}", most=100_000)

    assert said == "more than 100,000"
    assert words("pt").told(said) == "more than 100\u202f000"


def test_message_may_have_braces_of_its_own():
    assert Said("as in {en = …}") == words("pt").told(Said("as in {en = …}"))


def test_copy_keeps_its_places():
    again = deepcopy(Said("{a}", a=Said("open")))

    assert words("pt").told(again) == "aberta"


def test_what_was_said_is_told_where_a_marked_message_is():
    assert words("pt").marked(REFUSED.said) == words("pt").told(REFUSED)


@pytest.mark.parametrize("language", ["en", "pt"])
def test_empty_message_says_nothing(language):
    assert words(language).say("") == ""
