"""Answer files: what is read, and what is refused with its place."""

import csv
import io
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnostic.answers import AnswerError, read
from questionnaires import load, parse

QUESTIONNAIRE = parse(
    b"""
key = "short"
version = 1
languages = ["en"]
title = {en = "Short"}
[scale]
points = 5
labels = {en = ["1", "2", "3", "4", "5"]}
missing = ["0", "8", "NA"]
[[dimensions]]
key = "goals"
title = {en = "Goals"}
[[dimensions]]
key = "means"
title = {en = "Means"}
[[items]]
id = "g1"
dimension = "goals"
text = {en = "One"}
[[items]]
id = "g2"
dimension = "goals"
reverse = true
text = {en = "Two"}
[[items]]
id = "m1"
dimension = "means"
text = {en = "Three"}
[[items]]
id = "c1"
dimension = "means"
kind = "choice"
options = [{key = "churn", text = {en = "A"}}, {key = "value", text = {en = "B"}}]
text = {en = "Four"}
"""
)
GOOD = "department,g1,g2,m1\nleadership,5,1,4\nSales,2,4,\nSales,3,3,2\n"


def file(text, **options):
    source = text.encode() if isinstance(text, str) else text
    return read(source, QUESTIONNAIRE, **options)


def tally(text, **options):
    [wave] = file(text, **options).waves
    return wave


def refusal(text, **options):
    with pytest.raises(AnswerError) as caught:
        file(text, **options)
    return str(caught.value)


def answers(read_tally):
    """Every count of a tally, to hold two readings of the same answers together."""
    return (
        read_tally.groups,
        read_tally.leadership,
        dict(read_tally.answered),
        {cell: counts.tolist() for cell, counts in read_tally.items.items()},
        {cell: h.counts.tolist() for cell, h in read_tally.scores.items()},
        {cell: counts.tolist() for cell, counts in read_tally.choices.items()},
    )


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
            'row 3: "Op??es" is not in UTF-8; save it as "CSV UTF-8"',
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


def test_megabytes_of_empty_rows_are_skipped():
    empty = "," * 1_000 + "\n"

    assert tally("department,g1\n" + empty * 10_000 + "HR,1\n").answered == {"HR": 1}


def test_blocks_do_not_change_what_is_counted():
    rows = [("HR", 1 + n % 5, 1 + n % 3) for n in range(10_000)]
    found = tally("department,g1,m1\n" + "".join(f"{d},{a},{b}\n" for d, a, b in rows))

    assert found.answered == {"HR": 10_000}
    assert found.items["HR", "g1"].tolist() == [2_000] * 5
    assert found.items["HR", "m1"].tolist() == [3_334, 3_333, 3_333, 0, 0]


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
        pytest.param(b"1" * 20_000_000, id="one cell"),
        pytest.param(b"1," * 10_000_000, id="cells"),
        pytest.param(b'"1\n",' * 5_000_000, id="breaks in quotation marks"),
        pytest.param(b'"' + b"\n" * 20_000_000, id="a mark never closed"),
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

    assert peak < 50_000_000


CELLS = st.sampled_from(
    [*"123450", "", "8", "NA", "4.0", "9", "x", " 3", '"', '""', '"a', ",", ";", "\n"]
)


def outcome(source):
    """What was read, or None, and the sentence of a refusal."""
    try:
        return file(source), ""
    except AnswerError as error:
        return None, str(error)


@given(st.lists(st.lists(CELLS, max_size=6), max_size=6), st.sampled_from(",;\t"))
def test_any_table_is_read_or_refused(rows, separator):
    head = separator.join(["department", "g1", "g2", "predict:HR:goals"])
    body = "\n".join(separator.join(["HR", *cells]) for cells in rows)

    found, message = outcome(f"{head}\n{body}\n")

    assert message.isprintable()
    assert bool(found) != bool(message)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(source):
    for content in (source, b"department,g1\n" + source, b"\xff\xfe" + source):
        found, message = outcome(content)

        assert message.isprintable()
        assert bool(found) != bool(message)


@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255), st.booleans())
def test_good_file_with_one_byte_changed_is_read_or_refused(position, byte, instead):
    changed = bytearray(GOOD.encode())
    changed[position : position + instead] = bytes([byte])

    found, message = outcome(bytes(changed))

    assert message.isprintable()
    assert bool(found) != bool(message)


NAMES = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=30)


@given(st.lists(st.tuples(NAMES, st.integers(0, 5)), min_size=1, max_size=20))
def test_names_survive_a_csv_writer(people):
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(["department", "g1"])
    writer.writerows([f"x{name}", point or ""] for name, point in people)

    found, message = outcome(buffer.getvalue())

    if found is None:
        assert "capital letters" in message
    else:
        answered = sum(found.waves[0].answered.values())
        assert answered == sum(point > 0 for _, point in people)


def test_example_of_the_guide_is_read():
    guide = Path(__file__).parents[1] / "docs" / "answers.md"
    example = guide.read_text(encoding="utf-8").split("```csv\n")[1].split("```")[0]

    found = read(example.encode(), load("initiative-readiness.1"))

    assert [wave.wave for wave in found.waves] == ["2026-Q3"]
    assert found.waves[0].answered == {"leadership": 1, "Sales": 2}
    assert found.waves[0].predictions["Sales", "sponsorship"].sum() == 1
    assert len(found.notices) == 1
