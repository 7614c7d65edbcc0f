"""How the playbook is written: short, alike in both languages, in our own words."""

import hashlib
import re
from pathlib import Path

import pytest

from questionnaires import published
from questionnaires.advice import load_playbook

SHORTEST, LONGEST = 30, 220  # characters; a report has room for no more
PARTS = ("leadership", "team", "first", "sign")
ADVICE = [
    advice for key, _ in published() for advice in load_playbook(key).advice.values()
]
MEASURES = [
    measure
    for key, _ in published()
    for measures in load_playbook(key).figures.values()
    for measure in measures
]
DIMENSIONS = sorted({advice.dimension for advice in ADVICE})


def texts(language, dimension=None):
    return [
        getattr(advice, part)[language]
        for advice in ADVICE
        for part in PARTS
        if dimension in (None, advice.dimension)
    ]


def everything(language):
    return texts(language) + [
        getattr(measure, part)[language]
        for measure in MEASURES
        for part in ("name", "how", "unit")
    ]


@pytest.mark.parametrize("language", ["en", "pt"])
def test_no_text_stands_there_twice(language):
    said = [re.sub(r"\W+", " ", text).casefold() for text in texts(language)]

    assert sorted(text for text in said if said.count(text) > 1) == []


@pytest.mark.parametrize("dimension", DIMENSIONS)
@pytest.mark.parametrize("language", ["en", "pt"])
def test_a_text_is_one_sentence_or_two_as_printers_set_them(dimension, language):
    for text in texts(language, dimension):
        assert SHORTEST <= len(text) <= LONGEST
        assert re.fullmatch(r"[A-ZÀ-Ý].*[.?]", text)
        assert len(re.findall(r"[.?](?= |$)", text)) <= 2
        assert not re.search(r"['\"<>{}*_]|  |--| - ", text)


def test_a_measure_is_said_as_shortly():
    for measure in MEASURES:
        for part in (measure.name, measure.how, measure.unit):
            for text in part.values():
                assert len(text) <= LONGEST
                assert not re.search(r"['\"<>{}*_]|  |--| - ", text)


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_both_languages_say_as_much(dimension):
    for english, portuguese in zip(
        texts("en", dimension), texts("pt", dimension), strict=True
    ):
        assert english != portuguese
        assert 0.6 < len(portuguese) / len(english) < 1.6


# Spellings, words and verb forms of Brazil, in texts that are for Portugal.
BRAZILIAN = (
    r"\b(você\w*|times?|equipes?|planejad?\w*|usuári\w+|gerenci\w+|arquivos?|telas?"
    r"|contatos?|fatos?|objectiv\w+|direcção|celular\w*|est(á|ão|ava) \w+ndo"
    r"|monitorar\w*|acessar\w*|compartilh\w+|cadastr\w+)\b"
)


def test_the_portuguese_is_that_of_portugal():
    found = [
        text for text in everything("pt") if re.search(BRAZILIAN, text, re.IGNORECASE)
    ]

    assert found == []


# The questionnaires, which people have answered, call leadership 'a direção'. A
# second word beside it would read as a second group.
@pytest.mark.parametrize(
    ("language", "other"),
    [
        ("en", r"\b(executives?|boss(es)?|top management|C-suite)\b"),
        ("pt", r"\b(lideranças?|líder(es)?|executivos?|administração)\b"),
    ],
)
def test_one_group_has_one_name(language, other):
    found = [
        text for text in everything(language) if re.search(other, text, re.IGNORECASE)
    ]

    assert found == []


# A diagnosis says where two sides differ. It accuses nobody and promises nothing.
@pytest.mark.parametrize(
    ("language", "loud"),
    [
        ("en", r"\b(blam(e|ing)\w*|at fault|thanks to|guarantee\w*)\b"),
        ("pt", r"\b(culp(a|as|ar|ado|ados)|graças a|garante\w*|comprova\w*)\b"),
    ],
)
def test_nobody_is_blamed_and_nothing_promised(language, loud):
    found = [
        text for text in everything(language) if re.search(loud, text, re.IGNORECASE)
    ]

    assert found == []


# Six words in a row of an article are somebody else's. The articles may not lie
# here; each line of the file is the beginning of the hash of six words of theirs.
WORDS = 6
FINGERPRINTS = frozenset(
    (Path(__file__).parent / "samples" / "articles.fingerprints")
    .read_text("ascii")
    .split()
)


def fingerprints(text):
    words = re.findall(r"[a-zà-ÿ0-9]+", text.lower())
    return {
        hashlib.sha256(" ".join(words[start : start + WORDS]).encode()).hexdigest()[:10]
        for start in range(len(words) - WORDS + 1)
    }


def test_words_of_an_article_would_be_found():
    title = load_playbook("leadership-alignment").sources["A0"].title["en"]

    assert fingerprints(title) & FINGERPRINTS


def test_no_sentence_is_taken_from_an_article():
    argued = [
        source.argues["en"]
        for source in load_playbook("leadership-alignment").sources.values()
    ]

    assert [
        text
        for text in [*everything("en"), *argued]
        if fingerprints(text) & FINGERPRINTS
    ] == []
