"""A report speaks one language: nothing of the other is left in it."""

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from reports.narrative import rules
from tests.printing.companies import KINDS, printed
from tests.printing.said import Said, html

ROOT = Path(__file__).parents[2]


@cache
def pairs():
    """Give all that is said in both languages: catalogue, rules, questions, advice."""
    found: dict[str, list[str]] = {"en": [], "pt": []}
    path = ROOT / "diagnostic/translations/pt/LC_MESSAGES/messages.po"
    with path.open("rb") as source:
        for entry in read_po(source):
            for language, said in (("en", entry.id), ("pt", entry.string)):
                found[language] += map(
                    str, said if isinstance(said, tuple) else (said,)
                )
    for language, texts in found.items():
        for place in rules().values():
            texts += [said for rule in place for said in rule.says[language]]
    for path in sorted((ROOT / "questionnaires").rglob("*.toml")):
        gather(tomllib.loads(path.read_text("utf-8")), found)
    return found


def gather(part, found):
    if isinstance(part, dict) and {"en", "pt"} <= set(part):
        for language in found:
            said = part[language]
            found[language] += said if isinstance(said, list) else [said]
    elif isinstance(part, dict | list):
        for kid in part.values() if isinstance(part, dict) else part:
            gather(kid, found)


def threes(text):
    """Give each run of three words of a text."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    return set(zip(words, words[1:], words[2:], strict=False))


@cache
def foreign(language):
    """Give the runs of three words that only the other language has."""
    runs = {
        key: set().union(*(threes(part) for text in texts for part in parts(text)))
        for key, texts in pairs().items()
    }
    other = {"en": "pt", "pt": "en"}[language]
    return runs[other] - runs[language]


def parts(text):
    return re.split(r"<[^>]*>|{[^}]*}", str(text))


# Seven points are asked about in English alone, and so printed.
@pytest.mark.parametrize(
    ("kind", "language"),
    [*((kind, "pt") for kind in KINDS if kind != "seven points"), ("usual", "en")],
)
def test_nothing_is_left_in_the_other_language(kind, language):
    strings = Said(html(*printed(kind), language)).strings
    left = [said for said in strings if threes(said) & foreign(language)]

    assert len(strings) > 100
    assert left == []


def test_a_sentence_of_the_other_language_is_noticed():
    strings = Said(html(*printed("usual"), "en")).strings

    assert sum(bool(threes(said) & foreign("pt")) for said in strings) > 300
