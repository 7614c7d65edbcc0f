"""What documents promise is kept by tests that there are."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RULES = (
    *(f"S{number}" for number in range(1, 6)),
    *(f"L{number}" for number in range(1, 5)),
    *(f"P{number}" for number in range(1, 10)),
    *(f"R{number}" for number in range(1, 6)),
)
DECISIONS = (ROOT / "docs/decisions/anonymity.md").read_text()
ROWS = dict(re.findall(r"^\| ([A-Z]\d) \| (.*) \|$", DECISIONS, re.MULTILINE))
PRIVACY = [ROOT / "docs/privacy.md", ROOT / "docs/privacy.pt.md"]
TESTS = {
    path: set(re.findall(r"def (test_\w+)", path.read_text()))
    for path in (ROOT / "tests").rglob("*.py")
}
EVERY = set().union(*TESTS.values())


def named(text):
    return re.findall(r"`(test_\w+)`", text)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_its_tests(rule):
    found = re.findall(r"`([\w/.]+)::(test_\w+)`", ROWS[rule])

    assert found
    for path, test in found:
        assert test in TESTS[ROOT / path]


def test_no_other_rule_is_listed():
    assert tuple(sorted(ROWS)) == tuple(sorted(RULES))


@pytest.mark.parametrize("document", PRIVACY, ids=lambda path: path.name)
def test_every_promise_to_respondents_has_its_test(document):
    assert len(named(document.read_text())) >= 25
    assert set(named(document.read_text())) <= EVERY


def test_both_languages_promise_the_same():
    english, portuguese = (named(document.read_text()) for document in PRIVACY)

    assert english == portuguese


def test_decisions_name_tests_that_there_are():
    assert set(re.findall(r"`(test_\w+)`", DECISIONS)) <= EVERY
