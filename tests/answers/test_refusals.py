"""Answer files: what is refused, in one sentence and with its place."""

import tracemalloc
from pathlib import Path

import pytest

from diagnostic.answers import AnswerError, read
from tests.answers.short import GOOD, QUESTIONNAIRE, refusal, tally


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        ("\ufeff", "the file is empty"),
        ("\n\n  \n", "the file is empty"),
        ("sep=;\n", "the file is empty"),
        ("sep=|\na|b\n", 'row 1: "|" is no separator of CSV'),
        ("department,g1\n", "there is no row of answers below the header"),
        ("department,g1\n\n,,\n", "there is no row of answers below the header"),
        (
            "Dept,g1\nHR,1\n",
            'row 1: there is no column "department"; the columns are "Dept", "g1"',
        ),
        (
            "department,q1,q2\nHR,1,1\n",
            'row 1: no column is an item of "short": "g1", "g2", "m1", "c1"',
        ),
        (
            "Department,g1\nHR,1\n",
            'row 1, column "Department": it should be written "department"',
        ),
        (
            "department,Wave,g1\nHR,1,1\n",
            'row 1, column "Wave": it should be written "wave"',
        ),
        (
            "department,G1,m1\nHR,1,1\n",
            'row 1, column "G1": it should be written "g1"',
        ),
        (
            "department,g1,g2, g1 \nHR,1,1,1\n",
            'row 1, column "g1": it is there twice, as column 2 and as column 4',
        ),
        (
            "department,note,g1,note\nHR,x,1,y\n",
            'row 1, column "note": it is there twice, as column 2 and as column 4',
        ),
        (
            "department,g1,g2\nHR,1,1\nHR,1,6\n",
            'row 3, column "g2": "6" is not a point of the scale, 1 to 5, or a code'
            ' for no answer: "0", "8", "NA"',
        ),
        (
            "department,g1\nHR,-1\n",
            'row 2, column "g1": "-1" is not a point of the scale, 1 to 5, or a code'
            ' for no answer: "0", "8", "NA"',
        ),
        (
            "department,g1\n\nHR,1\nHR,4.5\n",
            'row 4, column "g1": "4.5" is not a whole number of the scale, 1 to 5, or'
            ' a code for no answer: "0", "8", "NA"',
        ),
        (
            'department,g1\nHR,"4,0"\n',
            'row 2, column "g1": "4,0" is not a whole number of the scale, 1 to 5, or'
            ' a code for no answer: "0", "8", "NA"',
        ),
        (
            "department,g1,c1\nHR,1,growth\n",
            'row 2, column "c1": "growth" is not the key of an option: churn, value',
        ),
        (
            "department,g1\nHR,1\n ,2\n",
            'row 3, column "department": the department of this person is empty',
        ),
        (
            "department,g1\nHR,1,\nIT,2,3\n",
            'row 3: column 3: "3" stands beyond the last column, 2',
        ),
        (
            "department,g1\nSales,1\nHR,2\nsales,2\n",
            'row 4, column "department": "sales" and "Sales" in row 2 differ only in'
            " capital letters",
        ),
        (
            "wave,department,g1\nq1,HR,1\nQ1,HR,2\n",
            'row 3, column "wave": "Q1" and "q1" in row 2 differ only in capital'
            " letters",
        ),
        (
            "wave,department,g1\nQ1,HR,1\n,HR,2\n",
            'row 3, column "wave": the wave of this row is empty, while others have'
            " one",
        ),
        (
            "department,g1\nH\x07R,1\n",
            'row 2, column "department": "H\\u0007R" contains a character that has no'
            " shape",
        ),
        (
            "department,g1\n" + "H" * 101 + ",1\n",
            'row 2, column "department": "'
            + "H" * 57
            + '…" is longer than 100 characters',
        ),
        (
            "department,g1,predict:HR:goals\nHR,1,\nleadership,2,6\n",
            'row 3, column "predict:HR:goals": "6" is not a point of the scale, 1 to'
            ' 5, or a code for no answer: "0", "8", "NA"',
        ),
        (
            "department,g1,predict:HR:goals\nleadership,1,1\nHR,2,4\n",
            'row 3, column "predict:HR:goals": "4" is a prediction, which only rows of'
            ' "leadership" may hold',
        ),
        (
            "department,g1,predict:IT:goals\nleadership,1,1\nHR,2,\n",
            'row 1, column "predict:IT:goals": there is no team "IT"; the teams are'
            ' "HR"',
        ),
        (
            "department,g1,predict:leadership:goals\nleadership,1,\nHR,2,\n",
            'row 1, column "predict:leadership:goals": there is no team "leadership";'
            ' the teams are "HR"',
        ),
        (
            "department,g1,predict:HR:money\nleadership,1,1\nHR,2,\n",
            'row 1, column "predict:HR:money": there is no dimension "money"; the'
            ' dimensions are "goals", "means"',
        ),
        (
            "department,g1,predict:goals\nleadership,1,1\nHR,2,\n",
            'row 1, column "predict:goals": a prediction is named'
            " predict:<team>:<dimension>",
        ),
        (
            'department,g1\nHR,1\n"HR,2\nHR,3\n',
            "row 3: a quotation mark is opened and never closed",
        ),
        (
            'department,g1\nHR,"1"2\n',
            "row 2: text follows a closing quotation mark; inside, a mark is written"
            " twice",
        ),
        (
            'department,g1\n"' + "H" * 140_000 + '",1\n',
            "row 2: a cell is longer than 131,072 characters, as if a quotation mark"
            " never closed",
        ),
        (
            "department,g1\nHR,1\nH\0R,2\n",
            "row 3: there is a NUL character, so this is not a text file",
        ),
        (
            "department,g1\nHR,1\n".encode("utf-16-le"),
            "row 1: there is a NUL character, so this is not a text file",
        ),
        (
            "department,g1\nOperações,1\n".encode() + "Opções,2\n".encode("cp1252"),
            'row 3: "Op??es" has letters in another encoding; save it as CSV UTF-8',
        ),
        (
            "department,g1\nHR,1\n\ud800,1\n".encode("utf-16", "surrogatepass"),
            'row 3: "?" has letters in another encoding; save it as CSV UTF-8',
        ),
        (
            "department,g1\nHR,1\n".encode("utf-16")[:-1],
            "row 2: the file ends in the middle of a character",
        ),
        (
            b"PK\x03\x04" + bytes(100),
            "this is an Excel workbook or another zipped file, not CSV; save the sheet"
            " as CSV UTF-8",
        ),
        (b"%PDF-1.7\n", "this is a PDF, not CSV; save the sheet as CSV UTF-8"),
    ],
)
def test_refused_in_one_sentence(text, message):
    assert refusal(text) == message


def test_rows_are_counted_as_a_spreadsheet_does():
    # A break inside a cell starts no row, an empty row counts, `sep=` does not.
    found = refusal('sep=,\r\ndepartment,g1\r\n"H\r\nR",1\r\n\r\nHR,9\r\n')

    assert found.startswith('row 4, column "g1": "9"')


def test_first_fault_of_a_file_is_reported():
    head = "department,g1,m1\n"

    assert refusal(head + "HR,1,9\nHR,7,1\n").startswith('row 2, column "m1": "9"')
    assert refusal(head + "HR,7,9\n").startswith('row 2, column "g1": "7"')
    assert refusal(head + 'HR,7,9\nHR,"1\n').startswith('row 2, column "g1": "7"')


def test_faults_in_later_blocks_keep_their_row():
    rows = ["department,g1"] + ["HR,3", "", "IT,4"] * 6_000
    rows[15_001] = "hr,4"

    assert refusal("\n".join(rows)) == (
        'row 15002, column "department": "hr" and "HR" in row 2 differ only in'
        " capital letters"
    )


def test_name_first_seen_in_a_later_block_keeps_its_row():
    rows = ["department,g1"] + ["HR,3"] * 5_000 + ["IT,4", "HR,4", "it,4"]

    assert 'row 5004, column "department": "it" and "IT" in row 5002' in refusal(
        "\n".join(rows)
    )


def test_prediction_in_a_later_block_is_refused_elsewhere():
    rows = ["department,g1,predict:HR:goals"] + ["leadership,3,4"] * 5_000
    rows += ["HR,3,", "leadership,3,5"]

    assert tally("\n".join(rows)).predictions["HR", "goals"].sum() == 5_001
    assert refusal("\n".join([*rows, "HR,3,4"])).startswith("row 5004, column")


def test_unknown_leadership_is_refused_with_the_groups_found():
    assert refusal(GOOD, leadership="Board") == (
        'there is no group "Board"; the groups are "Sales", "leadership"'
    )


@pytest.mark.parametrize(("column", "most"), [("department", "1,000"), ("wave", "100")])
def test_column_with_too_many_names_is_refused(column, most):
    other = "wave" if column == "department" else "department"
    rows = "".join(f"x,p{n},1\n" for n in range(1_001))

    found = refusal(f"{other},{column},g1\n{rows}")

    assert f"there are more than {most} different {column}s" in found


def test_path_that_holds_no_file_is_refused(tmp_path):
    missing = tmp_path / "none.csv"

    with pytest.raises(AnswerError, match=r"none\.csv: there is no such file$"):
        read(missing, QUESTIONNAIRE)
    with pytest.raises(AnswerError, match=r": this is a folder, not a file$"):
        read(tmp_path, QUESTIONNAIRE)
    with pytest.raises(AnswerError, match=r": this cannot be the name of a file$"):
        read(Path("a\0b"), QUESTIONNAIRE)
    with pytest.raises(AnswerError, match=r": the file cannot be read: File name too"):
        read(tmp_path / ("a" * 300), QUESTIONNAIRE)


def test_path_is_named_before_the_place(tmp_path):
    answers_file = tmp_path / "hr.csv"
    answers_file.write_text("department,g1\nHR,x\n", encoding="utf-8")

    with pytest.raises(AnswerError) as caught:
        read(answers_file, QUESTIONNAIRE)

    assert str(caught.value).startswith(f'{answers_file}: row 2, column "g1": "x" is')
    assert caught.value.row == 2
    assert caught.value.column == "g1"


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(b"1" * 40_000_000, id="one cell"),
        pytest.param(b"1," * 20_000_000, id="cells"),
        pytest.param(b'"1\n",' * 10_000_000, id="breaks in quotation marks"),
        pytest.param(b'"' + b"\n" * 40_000_000, id="a mark never closed"),
    ],
)
@pytest.mark.parametrize("before", [b"", b"department,g1\nHR,"])
def test_endless_row_is_refused_without_reading_it_all(tmp_path, before, line):
    endless = tmp_path / "endless.csv"
    endless.write_bytes(before + line)
    tracemalloc.start()
    try:
        with pytest.raises(AnswerError, match=f"row {1 + bool(before)}: .* longer"):
            read(endless, QUESTIONNAIRE)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 30_000_000
