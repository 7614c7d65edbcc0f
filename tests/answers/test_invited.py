"""People invited: which wave and group is meant, and what is refused."""

import pytest

from diagnostic.answers import AnswerError, read
from diagnostic.answers.invited import invite
from questionnaires import load

ASKED = load("initiative-readiness.1")
ITEM = ASKED.items_of("sponsorship")[0].id  # one of two, which makes a score
TWO_WAVES = (
    f"wave,department,{ITEM}\n"
    "Q1,HR,4\nQ1,HR,4\nQ1,Q1: IT,3\n"
    "Q2,HR,4\nQ2,Sales: North,3\nQ2,Sales: South,3\nQ2,Q1:HR,3\nQ2,a=b,3\n"
)


def invited(entries, text=TWO_WAVES):
    waves = read(text.encode(), ASKED).waves
    return [wave.invited for wave in invite(waves, entries)]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        pytest.param("HR=9", [{}, {"HR": 9}], id="the last wave"),
        pytest.param("hr = 9", [{}, {"HR": 9}], id="case and spaces"),
        pytest.param("Q1:IT=9", None, id="a wave without that group"),
        pytest.param("Q1:Q1: IT=9", [{"Q1: IT": 9}, {}], id="wave and colon"),
        pytest.param("q2: HR=9", [{}, {"HR": 9}], id="a wave by name"),
        pytest.param("Sales: North=9", [{}, {"Sales: North": 9}], id="colon, no wave"),
        pytest.param("a=b=9", [{}, {"a=b": 9}], id="a group with an equals sign"),
        pytest.param("HR=1", [{}, {"HR": 1}], id="everybody answered"),
    ],
)
def test_wave_and_group_are_found(entry, expected):
    if expected is None:
        with pytest.raises(AnswerError, match='no group "IT" in wave "Q1"'):
            invited([entry])
    else:
        assert invited([entry]) == expected


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        (["HR"], "it should read GROUP=N or WAVE:GROUP=N, N above 0"),
        (["=4"], "it should read GROUP=N or WAVE:GROUP=N, N above 0"),
        (["HR=x"], "it should read GROUP=N or WAVE:GROUP=N, N above 0"),
        (["HR=0"], "it should read GROUP=N or WAVE:GROUP=N, N above 0"),
        (["HR=4.5"], "it should read GROUP=N or WAVE:GROUP=N, N above 0"),
        (
            ["IT=5"],
            'there is no group "IT" in wave "Q2"; the groups are "HR", "Q1:HR",'
            ' "Sales: North", "Sales: South", "a=b"',
        ),
        (
            ["Q3:HR=5"],
            'there is no group "Q3:HR" in wave "Q2"; the groups are "HR", "Q1:HR",'
            ' "Sales: North", "Sales: South", "a=b"',
        ),
        (["Q1:HR=5"], "it could mean a wave and a group, or a group alone"),
        (["HR=5", "Q2:HR=6"], '"HR" is given twice'),
    ],
)
def test_refused_in_one_sentence(entries, message):
    with pytest.raises(AnswerError) as caught:
        invited(entries)

    assert str(caught.value) == f'invited "{entries[-1]}": {message}'


def test_fewer_invited_than_answered_is_refused():
    with pytest.raises(AnswerError) as caught:
        invited(["HR=2"], f"department,{ITEM}\n" + "HR,4\n" * 3)

    assert str(caught.value).endswith('3 people of "HR" answered, more than that')
