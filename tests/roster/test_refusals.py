"""Rosters: what cannot be used is refused with its row, and nobody's address."""

from pathlib import Path

import pytest

from diagnostic.roster import RosterError, read
from tests.roster.short import COUNTED, GOOD, refusal

HEAD = "email,department\n"
NO_ADDRESS = "this is not an e-mail address, as ana@example.org is one"
EMAIL = 'row 6, column "email": '
DEPARTMENT = 'row 6, column "department": '


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        ("\n\n", "the file is empty"),
        (HEAD, "there is no row below the header"),
        (HEAD + "\n,\n", "there is no row below the header"),
        (
            "name,mail\nAna,ana@example.com\n",
            'row 1: there is no column "department"; the columns are "name", "mail"',
        ),
        (
            "department,count\nSales,4\n",
            'row 1: there is no column "email"; the columns are "department", "count"',
        ),
        (
            "ana@example.com,Sales\nrui@example.com,leadership\n",
            'row 1: the first row should name the columns: "department", "email"',
        ),
        (
            "Email,department\nana@example.com,Sales\n",
            'row 1, column "Email": it should be written "email"',
        ),
        (
            "email,department,email\na@example.com,Sales,b@example.com\n",
            'row 1, column "email": it is there twice, as column 1 and as column 3',
        ),
        (
            GOOD + 'eve@example.com,"Sales\n',
            "row 6: a quotation mark is opened and never closed",
        ),
        (
            GOOD + '"eve@example.com"x,Sales\n',
            "row 6: text follows a closing quotation mark; inside, a mark is written"
            " twice",
        ),
        (
            GOOD + "eve@example.com,Sal\0es\n",
            "row 6: there is a NUL character, so this is not a text file",
        ),
        (
            GOOD.encode() + "josé@example.com,Sales\n".encode("cp1252"),
            'row 6: "…@…" has letters in another encoding; save it as CSV UTF-8',
        ),
        (
            GOOD + "Eve,Sales,eve@example.com\n",
            'row 6: column 3: "…@…" stands beyond the last column, 2',
        ),
        (
            b"PK\x03\x04" + bytes(100),
            "this is an Excel workbook or another zipped file, not CSV; save the sheet"
            " as CSV UTF-8",
        ),
        (
            HEAD + "ana@example.com,Sales\nrui@example.com,Board\n",
            'no department is called "leadership", and without leadership nothing can'
            ' be compared; the departments are "Board", "Sales"',
        ),
        (
            HEAD + "ana@example.com,leadership\n",
            "there is leadership only, and no team to compare",
        ),
    ],
)
def test_file_is_refused_in_one_sentence(text, message):
    assert refusal(text) == message


@pytest.mark.parametrize(
    ("cells", "where"),
    [
        ("zoe@example.com,Sales", "row 5"),
        ("Ana@Example.com,Sales", "row 2"),
        ("ana+work@example.com,Sales", "row 2"),
        ("ana@example.com,Marketing", 'row 2 in "Sales"'),
        ("Ana+x@example.com,Marketing", 'row 2 in "Sales"'),
        ("rui@example.com,Sales", 'row 3 in "leadership"'),
        ("ana@example.com,Human Resources", 'row 2 in "Sales"'),
    ],
)
def test_person_who_is_there_twice_is_refused_with_both_rows(cells, where):
    found = refusal(f"{GOOD}{cells}\n")

    assert found == f"{EMAIL}this person is there already, in {where}"


def test_department_counted_twice_is_refused_with_both_rows():
    assert refusal(f"{COUNTED} Sales,3\n", "open") == (
        'row 5, column "department": "Sales" is there already, in row 2'
    )


def test_column_of_people_taken_for_departments_is_refused():
    rows = "".join(f"p{n}@example.com,Person {n}\n" for n in range(1_001))

    assert refusal(HEAD + rows) == (
        'row 1002, column "department": there are more than 1,000 different'
        " departments, so this seems to be another column"
    )


def test_row_is_that_of_a_spreadsheet():
    # A break inside a cell starts no row, an empty row counts, `sep=` does not.
    head = 'sep=,\r\nemail,department,note\r\nana@example.com,Sales,"a\r\nb"\r\n\r\n'

    assert refusal(f"{head}x,Sales,\r\n").startswith('row 4, column "email": ')


def test_first_fault_of_a_file_is_reported():
    assert refusal(f"{GOOD}x,Sales\ny,=1\n").startswith(EMAIL)
    assert refusal(f"{GOOD}a@b.example,=1\ny,Sales\n").startswith(DEPARTMENT)


def test_unknown_leadership_is_refused_with_the_departments_found():
    assert refusal(GOOD, leadership="Board").startswith(
        'no department is called "Board", and without leadership nothing can be'
    )


def test_people_who_come_late_are_checked_as_others_are():
    assert refusal(f"{HEAD}x,Sales\n", late=True) == (
        f'row 2, column "email": {NO_ADDRESS}'
    )


@pytest.mark.parametrize("end", ["", "\nx"])
def test_file_above_10_mb_is_refused_unread(tmp_path, end):
    large = tmp_path / "large.csv"
    large.write_text(GOOD + "\n" * 10_000_000 + end)

    with pytest.raises(RosterError, match=r"large\.csv: the file is larger than 10 MB"):
        read(large, "invited")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("none.csv", "there is no such file"),
        ("", "this is a folder, not a file"),
        ("a\0b", "this cannot be the name of a file"),
    ],
)
def test_path_that_holds_no_file_is_refused(tmp_path, path, message):
    with pytest.raises(RosterError, match=f"{message}$"):
        read(Path(tmp_path, path), "invited")


def test_place_of_a_fault_is_kept(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text(f"{GOOD}x,Sales\n")

    with pytest.raises(RosterError) as caught:
        read(path, "invited")

    assert str(caught.value) == f"{path}: {EMAIL}{NO_ADDRESS}"
    assert (caught.value.row, caught.value.column) == (6, "email")
