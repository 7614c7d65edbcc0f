"""Everything that is wrong with a roster is told at once, row by row."""

import pytest

from diagnostic.roster import MOST_FAULTS, faults
from tests.roster.short import COUNTED, GOOD


def told(text, mode="invited", **options):
    found = faults(text.encode(), mode, **options)
    assert found.number == len(found.listed)
    return [(fault.row, fault.column, str(fault.message)) for fault in found.listed]


def test_good_roster_has_no_fault():
    assert told(GOOD) == []
    assert told(COUNTED, "codes") == []


def test_every_row_is_told_with_every_cell_that_is_wrong():
    text = (
        "email,department\n"
        "ana@example.com,Sales\n"
        "nobody,=SUM(A1)\n"
        "ANA@example.com,leadership\n"
        ",sales\n"
        "rui@example.com,\n"
        "eva@example.com,Sales,Porto\n"
        "zoe@example.com,leadership\n"
    )

    assert told(text) == [
        (3, "email", "this is not an e-mail address, as ana@example.org is one"),
        (3, "department", "this would be a formula; no cell may begin with =, +, -, @"),
        (4, "email", 'this person is there already, in row 2 in "Sales"'),
        (5, "email", "the address of this person is empty"),
        (
            5,
            "department",
            '"sales" and "Sales" in row 2 differ only in capital letters',
        ),
        (6, "department", "the department of this row is empty"),
        (7, None, 'column 3: "Porto" stands beyond the last column, 2'),
    ]


def test_counts_are_told_row_by_row_too():
    text = (
        "department,count\n"
        "leadership,many\n"
        "Sales,0\n"
        "Sales,2.5\n"
        ",7\n"
        "ana@example.com,-1\n"
    )

    assert told(text, "open") == [
        (2, "count", '"many" is not a whole number'),
        (3, "count", '"0" is not from 1 to 100,000'),
        (4, "department", '"Sales" is there already, in row 3'),
        (4, "count", '"2.5" is not a whole number'),
        (5, "department", "the department of this row is empty"),
        (6, "department", "this is an address, not a department"),
        (6, "count", '"-1" is not from 1 to 100,000'),
    ]


def test_department_of_a_row_with_a_fault_is_known_all_the_same():
    text = "email,department\nnobody,leadership\nana@example.com,Sales\n"

    assert [row for row, _, _ in told(text)] == [2]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        pytest.param(
            "email,department\nnobody,Sales\n",
            (None, None, "no department is called"),
            id="no leadership",
        ),
        pytest.param(
            "email,department\nnobody,leadership\n",
            (None, None, "there is leadership only"),
            id="no team",
        ),
        pytest.param(
            'email,department\nnobody,Sales\n"a@b.com,leadership\n',
            (3, None, "a quotation mark is opened and never closed"),
            id="what follows cannot be read",
        ),
    ],
)
def test_what_is_wrong_with_the_whole_comes_last(text, last):
    first, second = told(text)

    assert first[:2] == (2, "email")
    assert second[:2] == last[:2]
    assert second[2].startswith(last[2])


def test_late_additions_may_be_on_one_side():
    assert told("email,department\nana@example.com,Sales\n", late=True) == []


def test_header_is_told_alone():
    assert told("email,team\nnobody,Sales\n") == [
        (1, None, 'there is no column "department"; the columns are "email", "team"')
    ]


def test_of_very_many_faults_the_first_are_listed_and_all_counted():
    found = faults(
        ("email,department\n" + "nobody,leadership\n" * 70 + "no,Ops\n").encode(),
        "invited",
    )

    assert (len(found.listed), found.number) == (MOST_FAULTS, 71)
    assert [fault.row for fault in found.listed] == list(range(2, 2 + MOST_FAULTS))


def test_no_fault_repeats_an_address():
    text = "email,department\na b@x.example,c@y.example\n<d@z.example>,Ops\n"

    said = " ".join(message for *_, message in told(text))
    assert "example" not in said.replace("ana@example.org", "")
