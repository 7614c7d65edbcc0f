"""The exact diagnosis as JSON: keys and order of the format, and never NaN."""

import dataclasses
import json
import math

import numpy as np
import pytest

from diagnostic.rules import Rules
from diagnostic.stats import diagnose
from diagnostic.stats.document import document, encode
from diagnostic.tally import tally_sheets
from questionnaires import load

ASKED = load("initiative-readiness.1")
COMPARISON = (
    "n_leadership n_team mean_leadership mean_team sd_leadership sd_team difference"
    " ci95 ci90 theta theta_ci95 cliffs_delta t_welch df_welch p_welch p_permutation"
    " p_value p_minimum p_brunner_munzel p_adjusted p_holm verdict reason direction"
    " strength pattern answers_needed tipping_point"
)
CHANGE = "change ci95 p_value p_adjusted"
# The keys that the format promises, in its order.
PROMISED = {
    "groups": "name leadership answered invited",
    "comparisons": f"dimension team {COMPARISON}",
    "totals": f"dimension team {COMPARISON}",
    "items": f"dimension team item {COMPARISON}",
    "agreement": "group dimension ad divided",
    "reliability": "dimension alpha n",
    "blind_spots": "team dimension predicted actual difference ci95 blind",
    "changes": f"from to group dimension {CHANGE} verdict",
    "gap_changes": f"from to team dimension {CHANGE} status",
    "trends": "team dimension waves slope ci95 direction",
}


def quarter(number):
    """A quarter of 12 leaders, 14 people in sales and 3 in a team too small to show."""
    draw = np.random.default_rng(number)

    def sheet(centre):
        answers = {
            item.id: int(np.clip(round(draw.normal(centre, 0.8)), 1, 5))
            for item in ASKED.items
            if item.kind == "scale"
        }
        return {**answers, ASKED.choices[0].id: ASKED.choices[0].options[0].key}

    leaders = [
        ("leadership", {**sheet(4.4), "predict:Sales:sponsorship": 4})
        for _ in range(12)
    ]
    teams = [("Sales", sheet(2.4)) for _ in range(14)]
    small = [("Legal", sheet(3)) for _ in range(3)]
    return tally_sheets(ASKED, leaders + teams + small, wave=f"2026-Q{number}")


@pytest.fixture(scope="module")
def diagnosis():
    quarters = [quarter(number) for number in range(1, 5)]
    return diagnose(quarters[-1], invited={"Sales": 20}, previous=quarters[:-1])


@pytest.fixture(scope="module")
def plain(diagnosis):
    return document(diagnosis)


@pytest.mark.parametrize("entries", PROMISED)
def test_entries_begin_with_the_keys_of_the_format(plain, entries):
    promised = PROMISED[entries].split()

    assert plain[entries]
    for entry in plain[entries]:
        assert list(entry)[: len(promised)] == promised


def test_only_comparisons_of_items_name_an_item(plain):
    lists = [plain["comparisons"], plain["totals"]]

    assert not any("item" in entry for entries in lists for entry in entries)
    assert all(entry["item"] for entry in plain["items"])


def test_document_begins_with_the_keys_of_the_format(plain):
    head = ["format", "questionnaire", "rules", "wave"]

    assert list(plain)[: 4 + len(PROMISED)] == [*head, *PROMISED]
    assert plain["format"] == "alignment-diagnosis/1"
    assert plain["questionnaire"] == {"key": "initiative-readiness", "version": 1}
    assert plain["wave"] == "2026-Q4"


def test_every_rule_is_printed(plain):
    assert plain["rules"] == {
        field.name: field.default for field in dataclasses.fields(Rules)
    }


def test_nothing_that_was_found_is_left_out(diagnosis, plain):
    lists = {field.name for field in dataclasses.fields(diagnosis)}

    assert lists - {"questionnaire", "rules", "wave", "readiness"} == {
        name for name, value in plain.items() if isinstance(value, list)
    }
    assert all(value for value in plain.values())
    assert [entry["difference"] for entry in plain["comparisons"]] == [
        found.difference for found in diagnosis.comparisons
    ]


def test_small_team_keeps_its_numbers_of_people_and_nothing_else(plain):
    hidden = [entry for entry in plain["comparisons"] if entry["team"] == "Legal"]

    assert len(hidden) == len(ASKED.dimensions)
    for entry in hidden:
        assert (entry["n_leadership"], entry["n_team"]) == (12, 3)
        assert entry["mean_leadership"] is not None
        assert entry["sd_leadership"] is not None
        shown = {key for key, value in entry.items() if value not in (None, [])}
        assert shown <= {
            "dimension", "team", "n_leadership", "n_team", "mean_leadership",
            "sd_leadership", "verdict", "pattern",
        }  # fmt: skip
        assert entry["verdict"] == entry["pattern"] == "not_shown"


def test_json_is_what_the_document_says(plain):
    def refuse(constant):
        raise AssertionError(constant)

    assert json.loads(encode(plain), parse_constant=refuse) == plain


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_json_cannot_hold_is_refused(value):
    with pytest.raises(ValueError, match="JSON"):
        encode({"difference": value})
