"""Answer files: what is read, however a program wrote it."""

import tracemalloc
from pathlib import Path

import pytest

from diagnostic.answers import read
from questionnaires import load
from tests.answers.short import GOOD, QUESTIONNAIRE, answers, file, tally


def test_answers_are_counted_by_group():
    found = tally(GOOD)

    assert found.groups == ("leadership", "Sales")
    assert found.leadership == "leadership"
    assert found.wave is None
    assert found.answered == {"leadership": 1, "Sales": 2}
    assert found.items["Sales", "g1"].tolist() == [0, 1, 1, 0, 0]
    assert found.items["Sales", "g2"].tolist() == [0, 1, 1, 0, 0]  # 4 turned is 2
    assert found.items["Sales", "m1"].tolist() == [0, 1, 0, 0, 0]


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(GOOD.replace(",", ";"), id="semicolons"),
        pytest.param(GOOD.replace(",", "\t"), id="tabs"),
        pytest.param(b"\xef\xbb\xbf" + GOOD.encode(), id="BOM"),
        pytest.param(GOOD.encode("utf-16"), id="UTF-16"),
        pytest.param(GOOD.replace(",", "\t").encode("utf-16"), id="Unicode text"),
        pytest.param(b"\xfe\xff" + GOOD.encode("utf-16-be"), id="UTF-16, big end"),
        pytest.param("sep=;\n" + GOOD.replace(",", ";"), id="sep"),
        pytest.param("\ufeffsep=;\r\n" + GOOD.replace(",", ";"), id="sep after BOM"),
        pytest.param('"sep=,"\n' + GOOD, id="sep in quotes"),
        pytest.param("sep=;;;;\n" + GOOD.replace(",", ";"), id="sep, saved again"),
        pytest.param(GOOD.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(GOOD.replace("\n", "\r"), id="CR"),
        pytest.param(GOOD.rstrip("\n"), id="no line end at the end"),
        pytest.param(GOOD.replace("\n", "\n\n"), id="empty lines"),
        pytest.param(GOOD.replace("\n", "\n,,,\n"), id="empty rows"),
        pytest.param(GOOD.replace("\n", "\n , ,\n"), id="rows of spaces"),
        pytest.param("\n\n" + GOOD, id="empty lines before the header"),
        pytest.param(GOOD.replace("\n", ",,\n"), id="empty columns at the end"),
        pytest.param(GOOD.replace("\n", ", \n"), id="a column of spaces at the end"),
        pytest.param(GOOD.replace("2,4,\n", "2,4\n"), id="empty cells left out"),
        pytest.param(GOOD.replace("4,\n", "4, \n"), id="a space for no answer"),
        pytest.param(GOOD.replace("4,\n", "4,8\n"), id="a code for no answer"),
        pytest.param(GOOD.replace("4,\n", "4,8.0\n"), id="the code as a decimal"),
        pytest.param(GOOD.replace("4,\n", "4,NA\n"), id="a word for no answer"),
        pytest.param(GOOD.replace("2,4", "2.0,4.00"), id="decimals"),
        pytest.param(GOOD.replace("2,4", " 2 ,4 "), id="spaces"),
        pytest.param(GOOD.replace("2,4", "\xa02,4\xa0"), id="no-break spaces"),
        pytest.param(GOOD.replace("2,4", '"2","4"'), id="quotation marks"),
        pytest.param(GOOD.replace("2,4", ' "2", "4"'), id="spaces before quotes"),
        pytest.param(GOOD.replace("2,4", '="2",="4"'), id="formulas"),
        pytest.param(
            GOOD.replace(",", ";").replace("2;4", "2,0;4,00"), id="decimal commas"
        ),
        pytest.param(GOOD.replace("Sales", " Sales "), id="spaces around a name"),
        pytest.param(GOOD.replace("department,g1", '"department",g1 '), id="header"),
        pytest.param(GOOD.replace("Sales,3", '"\nSales\n",3'), id="a break in a name"),
    ],
)
def test_same_answers_are_read_from(source):
    assert answers(tally(source)) == answers(tally(GOOD))


def test_inner_spaces_of_a_name_are_collapsed():
    found = tally("department,g1\nField  sales,4\nField\xa0sales,4\nField\tsales,5\n")

    assert found.answered == {"Field sales": 3}


def test_letters_written_as_two_characters_are_the_same_name():
    found = tally("department,g1\nOpera\u00e7\u00f5es,4\nOperac\u0327o\u0303es,4\n")

    assert found.answered == {"Opera\u00e7\u00f5es": 2}


def test_choice_is_counted_by_option():
    found = tally("department,g1,c1\nHR,4,value\nHR,4, churn\nHR,4,8\nHR,4,value\n")

    assert found.choices["HR", "c1"].tolist() == [1, 2]


def test_other_columns_and_missing_items_are_told():
    found = file("name,department,g1,,note\nx,HR,4,?,y\n")

    assert found.notices == (
        'columns ignored: "name", "note"',
        "columns without a name ignored: 1",
        'items without a column, so without answers: "g2", "m1", "c1"',
    )


def test_nothing_is_told_when_nothing_is_left_out():
    found = file("department,g1,g2,m1,c1\nHR,4,4,4,churn\n")

    assert found.notices == ()


def test_waves_sort_by_text():
    found = file("wave,department,g1\nQ10,HR,1\nQ9,HR,2\nQ10,IT,3\nQ1,HR,4\n")

    assert [wave.wave for wave in found.waves] == ["Q1", "Q10", "Q9"]
    assert found.waves[1].answered == {"HR": 1, "IT": 1}
    assert found.waves[2].groups == ("HR",)
    assert found.waves[2].items["HR", "g1"].tolist() == [0, 1, 0, 0, 0]


def test_wave_column_without_a_wave_is_no_wave():
    assert tally("wave,department,g1\n,HR,1\n,HR,2\n").wave is None


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("leadership", {}),
        ("Leadership", {}),
        ("Board", {"leadership": "board"}),
        ("The Board", {"leadership": " the  board "}),
    ],
)
def test_leadership_is_found_whatever_its_case(name, options):
    found = tally(f"department,g1\nHR,1\n{name},2\n", **options)

    assert found.leadership == name
    assert found.groups[0] == name


def test_file_without_leadership_is_read():
    assert tally("department,g1\nHR,1\n").leadership is None


def test_column_of_departments_may_have_another_name():
    found = file("Team  name,department,g1\nHR,x,4\n", group_column="Team name")

    assert found.waves[0].groups == ("HR",)
    assert found.notices[0] == 'columns ignored: "department"'


def test_predictions_of_leaders_are_counted():
    found = tally(
        "department,g1,predict:A: B:goals,predict:HR:means\n"
        "HR,1,,\n leadership,2,4.0,8\nA: B,2,0,\nleadership,2,4,5\n"
    )

    assert found.predictions["A: B", "goals"].tolist() == [0, 0, 0, 2, 0]
    assert found.predictions["HR", "means"].tolist() == [0, 0, 0, 0, 1]


def test_prediction_for_a_team_of_another_wave_only_is_left_out():
    found = file(
        "wave,department,g1,predict:HR:goals\n1,leadership,4,3\n1,HR,4,\n"
        "2,leadership,4,2\n2,IT,4,\n"
    )

    assert [list(wave.predictions) for wave in found.waves] == [[("HR", "goals")], []]


def test_person_without_any_answer_is_not_counted_as_answered():
    found = tally("department,g1,m1\nHR,,\nHR,4,\nIT,0,8\n")

    assert found.answered == {"HR": 1, "IT": 0}


def test_megabytes_of_empty_rows_are_skipped():
    empty = "," * 1_000 + "\n"

    assert tally("department,g1\n" + empty * 10_000 + "HR,1\n").answered == {"HR": 1}


def test_long_rows_are_not_kept(tmp_path):
    long = tmp_path / "long.csv"
    row = ",".join(["HR", "3", *["x" * 130_000] * 7]) + "\n"  # just below the limit
    long.write_text("department,g1,a,b,c,d,e,f,g\n" + row * 60, encoding="utf-8")
    tracemalloc.start()
    try:
        found = read(long, QUESTIONNAIRE)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert found.waves[0].answered == {"HR": 60}
    assert peak < 25_000_000


def test_blocks_do_not_change_what_is_counted():
    rows = [("HR", 1 + n % 5, 1 + n % 3) for n in range(10_000)]
    found = tally("department,g1,m1\n" + "".join(f"{d},{a},{b}\n" for d, a, b in rows))

    assert found.answered == {"HR": 10_000}
    assert found.items["HR", "g1"].tolist() == [2_000] * 5
    assert found.items["HR", "m1"].tolist() == [3_334, 3_333, 3_333, 0, 0]


def test_example_of_the_guide_is_read():
    guide = Path(__file__).parents[2] / "docs" / "answers.md"
    example = guide.read_text(encoding="utf-8").split("```csv\n")[1].split("```")[0]

    found = read(example.encode(), load("initiative-readiness.1"))

    assert [wave.wave for wave in found.waves] == ["2026-Q3"]
    assert found.waves[0].answered == {"leadership": 1, "Sales": 2}
    assert found.waves[0].predictions["Sales", "sponsorship"].sum() == 1
    assert len(found.notices) == 1
