"""Answers of which little can be said: a report that says so, not an error."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostic.pipeline.analysis import analyse
from diagnostic.rules import Rules
from questionnaires import load
from tests.commands.running import FEVS, ITEMS, csv, diagnosis, people, run

FORMS = ("json", "pdf", "xlsx")


@pytest.mark.parametrize("leaders", [0, 1, 2, 4])
def test_leadership_below_the_minimum_is_a_report(leaders):
    found = diagnosis(csv(people(leadership=leaders, Sales=9)))

    assert [entry["verdict"] for entry in found["comparisons"]] == ["not_shown"] * 4
    assert {entry["n_leadership"] for entry in found["comparisons"]} == {leaders}
    assert {entry["n_team"] for entry in found["comparisons"]} == {9}
    assert all(entry["mean_leadership"] is None for entry in found["comparisons"])
    assert all(entry["mean_team"] is not None for entry in found["comparisons"])


def test_declared_leadership_of_four_is_compared():
    found = diagnosis(
        csv(people(leadership=4, Sales=9)), "--small-leadership", "declared"
    )

    assert "not_shown" not in {entry["verdict"] for entry in found["comparisons"]}
    assert found["rules"]["small_leadership"] == "declared"


def test_team_of_one_is_a_report():
    found = diagnosis(csv([*people(leadership=6, Sales=9), ("Legal", 4)]))

    assert {e["verdict"] for e in found["comparisons"] if e["team"] == "Legal"} == {
        "not_shown"
    }


def test_only_leadership_is_a_report():
    found = diagnosis(csv(people(leadership=6)))

    assert found["comparisons"] == []
    assert [group["name"] for group in found["groups"]] == ["leadership"]


def test_everyone_identical_is_a_report():
    found = diagnosis(csv([("leadership", 4)] * 30 + [("Sales", 4)] * 30))

    for entry in found["comparisons"]:
        assert (entry["difference"], entry["p_value"]) == (0, 1)
        assert entry["verdict"] == "aligned"


def test_dimension_that_nobody_answered_is_a_report():
    answered = ITEMS[:4]
    rows = ["leadership,4,4,4,3"] * 6 + ["Sales,3,3,2,3"] * 6
    Path("a.csv").write_text(
        "\n".join([f"department,{','.join(answered)}", *rows]), encoding="utf-8"
    )

    result = run("analyse", "a.csv", "--questionnaire", FEVS, "--json", "out.json")

    found = json.loads(Path("out.json").read_bytes())
    assert result.exit_code == 0
    assert [entry["n_team"] for entry in found["comparisons"]] == [6, 0, 0, 0]
    assert [entry["verdict"] for entry in found["comparisons"][1:]] == ["not_shown"] * 3


def test_nobody_answering_anything_is_a_report():
    found = diagnosis(csv([("leadership", ""), ("Sales", "")]))

    assert [group["answered"] for group in found["groups"]] == [0, 0]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(people(Sales=9), id="no leadership"),
        pytest.param(people(leadership=2, Sales=9), id="two leaders"),
        pytest.param(people(leadership=6, Legal=1), id="a team of one"),
        pytest.param(people(leadership=6), id="no team"),
        pytest.param([("leadership", ""), ("Sales", "")], id="no answer"),
        pytest.param([("leadership", 4)] * 9 + [("Sales", 4)] * 9, id="identical"),
    ],
)
def test_poor_answers_have_every_form(rows):
    answers = csv(rows)
    outputs = [f"--{form}=out.{form}" for form in FORMS]

    written = run("analyse", answers, "--questionnaire", FEVS, *outputs)
    printed = run("analyse", answers, "--questionnaire", FEVS)

    assert written.exit_code == 0, written.output
    assert printed.exit_code == 0, printed.output
    assert printed.stdout.strip()


PERSON = st.tuples(
    st.sampled_from(["leadership", "Sales", "Legal"]),
    st.sampled_from(["Q1", "Q2"]),
    st.lists(st.sampled_from(["", *"12345"]), min_size=17, max_size=17),
)


@given(st.lists(PERSON, min_size=1, max_size=60))
@settings(max_examples=25)
def test_any_company_has_a_diagnosis_in_finite_numbers(company):
    lines = [f"department,wave,{','.join(ITEMS)}"]
    lines += [",".join([group, wave, *points]) for group, wave, points in company]

    found = analyse(
        "\n".join(lines).encode(), load(Path(FEVS)), ["json"], rules=Rules()
    )

    plain = json.loads(found.documents["json"], parse_constant=pytest.fail)
    last = max(wave for _, wave, _ in company)
    assert plain["wave"] == last
    assert {group["name"] for group in plain["groups"]} == {
        group for group, wave, _ in company if wave == last
    }
