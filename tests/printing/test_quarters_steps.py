"""Names of departments, sheets of waves and steps between them, for any series."""

from copy import deepcopy
from dataclasses import replace

import pytest

from reports.document import read
from reports.narrative import Narrator
from reports.past import sheets
from reports.past.names import notes
from reports.past.steps import steps
from tests.printing import series as made


def reading(found):
    return read(*made.arguments(found), "en", found)


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        (
            (("Sales", "Sales"), ("Sales", "Presales")),
            "Sales was made up of other people before 2026-Q1: its line begins there.",
        ),
        (
            (("Sales", "Presales"), ("Finance", "Sales"), ("Marketing", "Sales")),
            "Sales begins with 2026-Q1: before, its people were in other departments.",
        ),
    ],
    ids=["split", "of others"],
)
def test_department_that_keeps_its_name_was_there_before(pairs, expected):
    found = replace(made.four(), quarters=made.four().quarters[:2])
    mapped = replace(found, maps={("2025-Q4", "2026-Q1"): pairs})

    [note] = [one for one in notes(reading(mapped), mapped) if one.startswith("Sales")]
    assert note == expected


def test_sheet_calls_leadership_by_one_name_and_compares_no_first_wave():
    found = made.four()
    first = deepcopy(found.quarters[0].release)
    for group in first["groups"]:
        if group["leadership"]:
            group["name"] = "Board"
    for cell in first["cells"]:
        if cell["group"] == "leadership":
            cell["group"] = "Board"
    renamed = replace(
        found,
        quarters=(replace(found.quarters[0], release=first), *found.quarters[1:]),
    )

    rows = sheets.quarters(reading(renamed)).rows

    assert {row[1] for row in rows if row[0] == "2025-Q4"} == {
        "Leadership", "Finance", "Marketing", "Operations", "Sales",
    }  # fmt: skip
    assert {row[-1] for row in rows if row[0] == "2025-Q4"} == {""}
    assert {row[-1] for row in rows if row[0] == "2026-Q2"} == {"comparable"}


def test_changes_are_in_the_order_of_waves_whichever_were_compared_under_a_map():
    found = made.four()
    [before, now] = found.quarters[0].name, found.quarters[1].name
    document = {"changes": [{"from": before, "to": now, "group": "Field"}]}
    mapped = replace(found, compared={(before, now): document})

    entries = sheets.neighbours(reading(mapped), "changes")

    assert entries[0] == document["changes"][0]
    named = [entry["to"] for entry in entries]
    assert named == sorted(named)
    assert named.count(now) == 1


def test_steps_are_those_between_waves_that_are_drawn():
    one = made.four().quarters[-1]
    waves = [
        replace(
            one, release=one.release | {"wave": f"W{year}", "closed": f"{year}-01-31"}
        )
        for year in range(2001, 2004)
    ]
    found = replace(made.four(), quarters=(*waves, one))
    about = reading(found)

    said = " ".join(steps(Narrator(about).within("quarters"), 1, about.teams))

    assert "W2002 – W2003" in said
    assert "W2001" not in said
