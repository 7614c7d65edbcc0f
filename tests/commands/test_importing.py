"""``diagnostic wave import``: earlier quarters of a company from a file of answers."""

import json
from pathlib import Path

import pytest

from tests.collection.elsewhere import answers
from tests.commands.collecting import KEY, company, denied, done
from tests.commands.running import run

FILE = "answers.csv"


@pytest.fixture
def acme():
    company()
    Path(FILE).write_bytes(answers(("2025-Q1", "2025-Q2")))
    return "acme"


def imported(*options, file=FILE):
    return done("wave", "import", "acme", file, "--questionnaire", KEY, *options)


def refused(*options, file=FILE):
    return denied("wave", "import", "acme", file, "--questionnaire", KEY, *options)


def test_waves_of_a_file_become_waves_of_the_company(acme):
    said = imported("--invited", "Sales=20", "--invited", "2025-Q1:Sales=15")

    assert said.splitlines() == [
        "Imported acme/2025-Q1, closed 2025-03-31.",
        "Imported acme/2025-Q2, closed 2025-06-30.",
    ]
    listed = done("wave", "list", "acme").splitlines()
    assert [line.split() for line in listed] == [
        ["acme/2025-Q1", "sealed", "imported", "closed", "2025-03-31"],
        ["acme/2025-Q2", "sealed", "imported", "closed", "2025-06-30"],
    ]
    done("report", "acme/2025-Q2", "--json", "release.json")
    release = json.loads(Path("release.json").read_text("utf-8"))
    people = {group["name"]: group["invited"] for group in release["groups"]}
    assert people == {
        "leadership": None,
        "Marketing": None,
        "Sales": 20,
        "Support": None,
    }
    assert {(c["from"], c["to"]) for c in release["changes"]} == {
        ("2025-Q1", "2025-Q2")
    }


def test_status_says_that_a_wave_was_imported(acme):
    imported()

    lines = done("wave", "status", "acme/2025-Q2").splitlines()
    document = json.loads(done("wave", "status", "acme/2025-Q2", "--json"))

    assert lines[:2] == ["acme/2025-Q2: imported", "Closed 2025-06-30"]
    assert document["imported"] is True
    assert (document["state"], document["answered"]) == ("sealed", 45)
    # Nobody has said how many were invited.
    assert document["invited"] is None
    assert {each["invited"] for each in document["departments"]} == {None}
    assert [line.split() for line in lines if "everybody" in line] == [
        ["everybody", "–", "45"]
    ]
    assert "  – is not known: nobody said it when the wave was imported" in lines


def test_only_wave_of_a_file_is_named_and_dated_by_options(acme):
    Path("one.csv").write_bytes(answers(("",), column=""))

    said = imported("--wave", "Spring", "--closed", "Spring=2025-05-15", file="one.csv")

    assert said == "Imported acme/Spring, closed 2025-05-15.\n"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        pytest.param(
            ["--closed", "2025-Q3=2025-09-30"],
            'the file has no wave "2025-Q3"; its waves are "2025-Q1", "2025-Q2".',
            id="day of an unknown wave",
        ),
        pytest.param(
            ["--closed", "spring"],
            "Invalid value for '--closed': spring is not WAVE=DATE, such as"
            " Spring=2026-05-15; see diagnostic wave import --help.",
            id="no day",
        ),
        pytest.param(
            ["--closed", "2025-Q2=2025-06-30", "--closed", " 2025-Q2 =2025-06-29"],
            "Invalid value for '--closed': 2025-Q2 is given twice;"
            " see diagnostic wave import --help.",
            id="two days of a wave",
        ),
        pytest.param(
            ["--wave", "Spring"],
            "the file names its waves itself, in the column wave:"
            ' "2025-Q1", "2025-Q2".',
            id="named twice",
        ),
        pytest.param(
            ["--minimum", "4"],
            "the minimum group size is 5 or more, not 4.",
            id="smaller groups than are ever shown",
        ),
        pytest.param(
            ["--minimum", "1" + "0" * 20],
            "Invalid value for '--minimum': 1" + "0" * 20 + " is not in the range"
            " x<=1000; see diagnostic wave import --help.",
            id="more than any database counts",
        ),
        pytest.param(
            ["--leadership", "Board"],
            'answers.csv: there is no group "Board"; the groups are "Marketing",'
            ' "Sales", "Support", "leadership".',
            id="no leadership",
        ),
        pytest.param(
            ["--invited", "Sales=2"],
            'invited "Sales=2": 13 people of "Sales" answered, more than that.',
            id="fewer invited than answered",
        ),
    ],
)
def test_refused_in_one_sentence(acme, options, sentence):
    said = run("wave", "import", "acme", FILE, "--questionnaire", KEY, *options)

    assert (said.exit_code, said.stdout) == (2, "")
    assert said.stderr == f"Error: {sentence}\n"
    assert done("wave", "list", "acme") == ""


def test_day_that_no_name_tells_is_asked_for(acme):
    Path("other.csv").write_bytes(answers(("2025-Q1", "Summer")))

    assert refused(file="other.csv") == (
        "the name of Summer does not tell on which day it was closed;"
        " add --closed Summer=DATE."
    )
    assert done("wave", "list", "acme") == ""


def test_wave_that_is_there_already_is_refused(acme):
    imported()

    assert refused() == "there is a wave 2025-Q1 already."


def test_fault_of_the_file_is_named_by_row_and_column(acme):
    Path(FILE).write_bytes(answers(("2025-Q1",)).replace(b",5,", b",6,", 1))

    said = refused()

    assert said.startswith("answers.csv: row 2, column ")
    assert said.endswith('"6" is not a point of the scale, 1 to 5.')
