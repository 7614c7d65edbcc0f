"""The example answers are those of the survey that they come from."""

import csv
import hashlib
from collections import Counter
from pathlib import Path

import pytest

from questionnaires import load

FEVS = Path(__file__).parents[1] / "examples" / "fevs-2018"

# People per group, and the files as they were received: figures of the methods
# page are computed from exactly these answers.
HUD = {"leadership": 102, "HU13": 28, "HU16": 194, "HU19": 105, "HUZZ": 275}
EEOC = {"leadership": 19, "EE01": 37, "EE02": 124}


def rows(name):
    with (FEVS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("name", "groups", "sha256"),
    [
        pytest.param(
            "hud.csv",
            HUD,
            "12a2207f4df01690b24b8f59d309295a91273f3538db48b31f830fc46fa038ab",
            id="HUD",
        ),
        pytest.param(
            "eeoc.csv",
            EEOC,
            "65435db575cd30ec42bb7694c0cf9ae74a8a0db95787848d5b2e3bc651b44e66",
            id="EEOC",
        ),
    ],
)
def test_the_groups_have_their_sizes(name, groups, sha256):
    assert Counter(row["department"] for row in rows(name)) == groups
    assert hashlib.sha256((FEVS / name).read_bytes()).hexdigest() == sha256


@pytest.mark.parametrize("name", ["hud.csv", "eeoc.csv"])
def test_every_column_is_an_item_and_every_answer_a_point(name):
    asked = load(FEVS / "questionnaire.toml")
    found = rows(name)

    assert [*found[0]] == ["department", *(item.id for item in asked.items)]
    points = {value for row in found for key, value in row.items() if key[0] == "Q"}
    assert points == {"1", "2", "3", "4", "5"}


def test_the_example_has_the_four_dimensions_of_the_core():
    asked, core = load(FEVS / "questionnaire.toml"), load("leadership-alignment")

    assert len(asked.items) == 17
    assert [dimension.key for dimension in asked.dimensions] == [
        dimension.key for dimension in core.dimensions
    ]
    assert [len(asked.items_of(d.key)) for d in asked.dimensions] == [4, 5, 4, 4]


@pytest.mark.parametrize("word", ["20 %", "median", "sample", "Q64"])
def test_the_note_says_where_the_answers_come_from(word):
    assert word in (FEVS / "README.md").read_text(encoding="utf-8")
