"""A file without what nobody reads of it says the same, and nothing more."""

import pytest

from diagnostic.answers import read
from diagnostic.answers.trimming import trimmed
from tests.answers.short import QUESTIONNAIRE, answers

GOOD = "department,wave,g1,g2,m1,c1\nleadership,A,5,1,4,churn\nSales,A,2,4,,\n"


def again(text):
    return trimmed(text.encode(), QUESTIONNAIRE)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param(GOOD, GOOD, id="nothing to leave out"),
        pytest.param(
            "email,department,g1,,name\na@example.com,Sales,5,,Ana\n",
            "department,g1\nSales,5\n",
            id="who answered",
        ),
        pytest.param(
            "sep=;\ndepartment;note;g1\n\nSales;so;4,0\nSales\n",
            "department;g1\nSales;4,0\nSales;\n",
            id="semicolons, an empty row, a short one",
        ),
        pytest.param(
            'department,predict:Sales:goals,g1\n"Le,ad",3,1\n',
            'department,predict:Sales:goals,g1\n"Le,ad",3,1\n',
            id="a prediction, and a comma in a name",
        ),
        pytest.param(
            'department,g1\n"Sales\r and service",5\n',
            "department,g1\nSales and service,5\n",
            id="an end of line in a name",
        ),
    ],
)
def test_columns_that_are_read_are_left(text, written):
    assert again(text) == written


def test_it_is_read_as_the_file_was():
    text = GOOD.replace("department,", "email,department,").replace("\nS", "\nx,S")
    text = text.replace("\nl", "\ny,l")

    [before], [after] = (
        read(each.encode(), QUESTIONNAIRE).waves for each in (text, again(text))
    )

    assert answers(before) == answers(after)
