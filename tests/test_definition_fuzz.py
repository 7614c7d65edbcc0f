"""Whatever a file holds, it is loaded or refused with a sentence."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questionnaires import Problem, QuestionnaireError, load, parse

VALID = (Path(__file__).parent / "samples" / "field-work.toml").read_text("utf-8")


def only_questionnaire_errors(source: bytes) -> None:
    problems: tuple[Problem, ...] | None = None
    try:
        parse(source)
    except QuestionnaireError as error:
        problems = error.problems

    assert problems != ()
    assert all(str(problem).isprintable() for problem in problems or ())


@given(st.binary(max_size=400))
def test_no_bytes_raise_anything_else(source):
    only_questionnaire_errors(source)


@given(st.binary(max_size=400))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_file_raises_anything_else(tmp_path, source):
    path = tmp_path / "any.toml"
    path.write_bytes(source)

    with pytest.raises(QuestionnaireError):
        load(path)


VALUES = st.sampled_from(
    [
        *("1", "-1", "nan", "inf", "1.5", "true", "1979-05-27", "07:32:00", "="),
        *('""', "''", '"x"', '"\\u0000"', '"t1"', '"time"'),
        *("[]", "[[]]", "[{}]", '[1, "x"]', '["en"]', "[{key = 1}]", "[{key = []}]"),
        *("{}", "{en = 'x'}", "{en = 1}", "{en = ['x']}"),
    ]
)


@given(
    st.lists(
        st.tuples(
            st.integers(0, VALID.count("\n") - 1),
            st.sampled_from(["value", "drop", "double", "junk"]),
            VALUES,
        ),
        max_size=8,
    )
)
@settings(max_examples=400)
def test_no_damage_to_a_good_file_raises_anything_else(damages):
    lines = VALID.splitlines()
    for number, damage, value in damages:
        line = lines[number]
        lines[number] = {
            "value": f"{line.partition('=')[0]} = {value}" if "=" in line else value,
            "drop": "",
            "double": f"{line}\n{line}",
            "junk": f"{line}\n{value} = {value}",
        }[damage]

    only_questionnaire_errors("\n".join(lines).encode())
