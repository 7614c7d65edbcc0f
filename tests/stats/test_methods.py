"""docs/methods.md says everything that the code relies on it for."""

import dataclasses
import re
from pathlib import Path

import pytest

from diagnostic.rules import Rules

ROOT = Path(__file__).parents[2]
METHODS = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")
HEADINGS = re.findall(r"^## (.+)$", METHODS, re.MULTILINE)
REFERENCES = [
    (file.name, section)
    for file in (ROOT / "diagnostic").rglob("*.py")
    for section in re.findall(
        r"docs/methods\.md,\s+'([^']+)'", file.read_text(encoding="utf-8")
    )
]


@pytest.mark.parametrize("rule", [field.name for field in dataclasses.fields(Rules)])
def test_every_threshold_is_in_the_table_of_thresholds(rule):
    table = METHODS.partition("## Thresholds")[2].partition("##")[0]

    assert f"| `{rule}` |" in table


def test_no_threshold_is_explained_that_there_is_not():
    table = METHODS.partition("## Thresholds")[2].partition("##")[0]
    known = {field.name for field in dataclasses.fields(Rules)}

    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == known


@pytest.mark.parametrize(("file", "section"), REFERENCES)
def test_every_section_that_a_docstring_names_is_there(file, section):
    assert section in HEADINGS


def test_docstrings_do_name_sections():
    assert {"Theta", "Trend", "Non-response"} <= {section for _, section in REFERENCES}


@pytest.mark.parametrize("anchor", re.findall(r"\]\(#([\w-]+)\)", METHODS))
def test_every_link_within_leads_somewhere(anchor):
    assert anchor in {heading.lower().replace(" ", "-") for heading in HEADINGS}
