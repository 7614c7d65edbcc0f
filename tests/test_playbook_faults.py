"""A file of the playbook that breaks a rule is refused, with every fault's place."""

from typing import get_args

import pytest

from questionnaires import QuestionnaireError
from questionnaires.advice import Chapter, Pattern, parse, parse_sources

# One key a line, so that a case can replace a line and know its number.
VALID = """\
questionnaire = "leadership-alignment"
dimension = "resources"
[[advice]]
pattern = "slight"
facet = "budget"
leadership = {en = "A budget.", pt = "Um orçamento."}
team = {en = "A list.", pt = "Uma lista."}
first = {en = "An hour.", pt = "Uma hora."}
sign = {en = "A figure.", pt = "Um número."}
source = "A2"
[[measures]]
name = {en = "Days", pt = "Dias"}
how = {en = "Count.", pt = "Contar."}
unit = {en = "days", pt = "dias"}
source = "A3"
"""
TWICE = VALID + "\n".join(VALID.splitlines()[2:10])
SOURCE = """\
[[sources]]
key = "A2"
title = {en = "A title", pt = "Um título"}
argues = {en = "A claim.", pt = "Uma tese."}
"""


def edited(line, *replacement, source=VALID):
    lines = source.splitlines()
    lines[line - 1 : line] = replacement
    return "\n".join(lines).encode()


def test_the_sample_is_valid():
    chapter = parse(VALID.encode(), {"A2", "A3"})

    assert isinstance(chapter, Chapter)
    assert [entry.facet for entry in chapter.advice] == ["budget"]
    assert list(parse_sources(SOURCE.encode(), ["en", "pt"])) == ["A2"]


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        pytest.param(
            edited(1, 'questionnaire = "nobody"'),
            "line 1, questionnaire: there is no such questionnaire; there are"
            " execution-health, initiative-readiness, leadership-alignment",
            id="no such questionnaire",
        ),
        pytest.param(edited(1), "questionnaire is missing", id="no questionnaire"),
        pytest.param(
            edited(2, 'dimension = "weather"'),
            'line 2, dimension: there is no dimension "weather"',
            id="no such dimension",
        ),
        pytest.param(
            edited(4, 'pattern = "gap"'),
            "line 4, advice, entry 1, pattern: must be "
            + ", ".join(f'"{name}"' for name in get_args(Pattern)[:-1])
            + ' or "met"',
            id="no such pattern",
        ),
        pytest.param(
            edited(4),
            "line 3, advice, entry 1: pattern is missing",
            id="without a pattern",
        ),
        pytest.param(
            edited(5, 'facet = "handovers"'),
            "line 5, advice, entry 1, facet: the dimension"
            ' "resources" has no facet "handovers"',
            id="facet of another dimension",
        ),
        pytest.param(
            edited(5, 'colour = "red"'),
            "line 5, advice, entry 1, colour: unknown key",
            id="unknown key",
        ),
        pytest.param(
            edited(7, 'team = {en = "A list."}'),
            "line 7, advice, entry 1, team: Portuguese (pt) is missing",
            id="one language only",
        ),
        pytest.param(
            edited(8, 'first = {en = "1.", pt = "1.", de = "1."}'),
            "line 8, advice, entry 1, first, de: German (de) is not in languages",
            id="a language too many",
        ),
        pytest.param(
            edited(9, 'sign = {en = "A figure.", pt = " "}'),
            "line 9, advice, entry 1, sign, pt: the text is empty",
            id="empty text",
        ),
        pytest.param(
            edited(10, 'source = "A9"'),
            'line 10, advice, entry 1, source: there is no source "A9"',
            id="unknown source",
        ),
        pytest.param(
            edited(13, 'how = {pt = "Contar."}'),
            "line 13, measures, entry 1, how: English (en) is missing",
            id="measure in one language",
        ),
        pytest.param(
            edited(15, 'source = "B1"'),
            'line 15, measures, entry 1, source: there is no source "B1"',
            id="unknown source of a measure",
        ),
        pytest.param(
            TWICE.encode(),
            'line 16, advice, entry 2: "slight, budget" is given twice',
            id="given twice",
        ),
        pytest.param(
            edited(4, 'pattern = "slight'),
            "line 4: a text in quotes must end on its line",
            id="no TOML",
        ),
        pytest.param(b" ", "the file is empty", id="empty"),
    ],
)
def test_a_fault_is_named_with_its_file_its_line_and_its_place(source, complaint):
    with pytest.raises(QuestionnaireError) as caught:
        parse(source, {"A2", "A3"}, "resources.toml")

    assert str(caught.value) == f"resources.toml: {complaint}"


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        pytest.param(
            edited(3, 'title = {en = "A title"}', source=SOURCE),
            "line 3, sources, entry 1, title: Portuguese (pt) is missing",
            id="one language only",
        ),
        pytest.param(
            (SOURCE + SOURCE).encode(),
            'line 6, sources, entry 2, key: "A2" is given twice',
            id="given twice",
        ),
        pytest.param(
            edited(4, source=SOURCE),
            "line 1, sources, entry 1: argues is missing",
            id="says nothing",
        ),
    ],
)
def test_a_fault_of_a_source_is_named_with_its_line(source, complaint):
    with pytest.raises(QuestionnaireError) as caught:
        parse_sources(source, ["en", "pt"])

    assert str(caught.value) == f"sources.toml: {complaint}"


def test_all_faults_are_told_at_once_in_the_order_of_the_file():
    lines = VALID.splitlines()
    lines[9], lines[4], lines[6] = 'source = "A9"', 'facet = "x"', "team = 1"

    with pytest.raises(QuestionnaireError) as caught:
        parse("\n".join(lines).encode(), {"A2", "A3"})

    assert [problem.line for problem in caught.value.problems] == [5, 7, 10]
