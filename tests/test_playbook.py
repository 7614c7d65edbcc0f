"""The playbook: complete for every questionnaire, and found by what was diagnosed."""

import re
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest

from questionnaires import load, published
from questionnaires.advice import (
    Chapter,
    Measure,
    Pattern,
    load_playbook,
    parse,
)

DOCS = Path(__file__).parents[1] / "docs"
FOLDER = files("questionnaires") / "playbook"
NAMES = sorted({file.name for file in FOLDER.iterdir()} - {"sources.toml"})

# What a report may ask of each dimension as a whole, and of each of its facets.
OF_DIMENSION = (
    "gap_leadership_higher gap_team_higher aligned_weak aligned_strong slight"
    " too_close divided blind_spot"
)
OF_GATE = "not_met in_doubt sides_disagree met"
COMPLETE = {
    "leadership-alignment": (
        OF_DIMENSION,
        "gap_leadership_higher gap_team_higher aligned_weak",
    ),
    "initiative-readiness": (OF_GATE, "not_met"),
    "execution-health": (OF_DIMENSION, "gap_leadership_higher aligned_weak"),
}

ADVICE = [
    advice for key, _ in published() for advice in load_playbook(key).advice.values()
]


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_named_after_its_dimension_and_read(name):
    chapter = parse((FOLDER / name).read_bytes(), {"A0", "A1", "A2", "A3"}, name)

    assert f"{chapter.dimension}.toml" == name
    read = load_playbook(chapter.questionnaire).advice
    assert {(entry.pattern, entry.facet) for entry in chapter.advice} == {
        (pattern, facet)
        for dimension, pattern, facet in read
        if dimension == chapter.dimension
    }


@pytest.mark.parametrize("key", COMPLETE)
def test_there_is_advice_for_all_that_a_report_may_ask(key):
    playbook = load_playbook(key)
    whole, part = (patterns.split() for patterns in COMPLETE[key])
    wanted = {
        (dimension.key, pattern, None)
        for dimension in load(key).dimensions
        for pattern in whole
    } | {
        (dimension.key, pattern, facet.key)
        for dimension in load(key).dimensions
        for facet in dimension.facets
        for pattern in part
    }

    assert set(playbook.advice) == wanted


def test_every_pattern_is_used_somewhere():
    assert {advice.pattern for advice in ADVICE} == set(get_args(Pattern))


@pytest.mark.parametrize("key", COMPLETE)
def test_every_source_is_named_in_both_languages(key):
    playbook = load_playbook(key)

    assert set(playbook.sources) == {"A0", "A1", "A2", "A3"}
    for source in playbook.sources.values():
        assert set(source.title) == set(source.argues) == {"en", "pt"}
    assert {entry.source for entry in playbook.advice.values()} <= set(playbook.sources)


def test_advice_for_a_facet_goes_before_that_for_its_dimension():
    playbook = load_playbook("leadership-alignment")
    gap = "gap_leadership_higher"

    of_facet = playbook.advise("resources", gap, "budget")
    of_dimension = playbook.advise("resources", gap)

    assert (of_facet.dimension, of_facet.pattern, of_facet.facet) == (
        "resources",
        gap,
        "budget",
    )
    assert of_dimension.facet is None
    assert of_dimension.first != of_facet.first
    assert playbook.advise("resources", gap, "parking") == of_dimension
    assert playbook.advise("resources", "slight", "budget").facet is None


def test_where_nothing_is_known_nothing_is_advised():
    playbook = load_playbook("leadership-alignment")

    assert playbook.advise("own", "gap_leadership_higher") is None
    assert playbook.advise("resources", "not_met") is None
    for key in ("field-work", "leadership-alignment.1", "../leadership-alignment"):
        assert load_playbook(key).advice == {}


def test_measures_stand_with_their_dimension():
    measures = load_playbook("execution-health").measures("ownership")

    assert measures
    assert all(isinstance(found, Measure) for found in measures)
    assert {found.dimension for found in measures} == {"ownership"}
    assert load_playbook("leadership-alignment").measures("resources") == ()


def test_there_are_two_to_four_measures_of_each_dimension_of_execution():
    playbook = load_playbook("execution-health")
    found = {
        dimension.key: [
            figure.name["en"] for figure in playbook.measures(dimension.key)
        ]
        for dimension in load("execution-health").dimensions
    }
    names = [name for figures in found.values() for name in figures]

    assert [key for key, figures in found.items() if not 2 <= len(figures) <= 4] == []
    assert len(set(names)) == len(names)


def test_the_guide_explains_every_key_and_every_pattern():
    guide = (DOCS / "playbook.md").read_text(encoding="utf-8")
    schema = Chapter.model_json_schema()
    [entry, measure] = (
        found["properties"]
        for name, found in sorted(schema["$defs"].items())
        if not found.get("title", "").startswith("Translated")
    )
    keys = [
        *(key for key in schema["properties"] if key not in ("advice", "measures")),
        *(f"advice.{key}" for key in entry),
        *(f"measures.{key}" for key in measure),
        *get_args(Pattern),
    ]

    assert [key for key in keys if f"\n| `{key}` |" not in guide] == []


def test_the_example_of_the_guide_is_a_file_of_the_playbook():
    guide = (DOCS / "playbook.md").read_text(encoding="utf-8")
    [example] = re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)

    chapter = parse(example.encode(), load_playbook("leadership-alignment").sources)

    assert len(chapter.advice) == 1
