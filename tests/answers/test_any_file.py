"""Answer files: whatever is in them, they are read rightly or refused."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from diagnostic.tally import tally_sheets
from tests.answers.short import GOOD, QUESTIONNAIRE, answers, outcome, tally

CELLS = st.sampled_from(
    [*"123450", "", "8", "NA", "4.0", "9", "x", " 3", '"', '""', '"a', ",", ";", "\n"]
)


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


SHEETS = st.lists(
    st.tuples(
        st.sampled_from(["leadership", "Sales", "Field; north, east", 'The "A" team']),
        st.fixed_dictionaries(
            {
                item: st.sampled_from([None, 1, 2, 3, 4, 5])
                for item in ("g1", "g2", "m1")
            }
            | {"c1": st.sampled_from([None, "churn", "value"])}
        ),
    ),
    min_size=1,
    max_size=30,
)


@given(
    SHEETS,
    st.sampled_from(",;\t"),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_file_gives_the_same_tally_as_its_sheets(sheets, mark, quoting, code, end):
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=mark, quoting=quoting, lineterminator=end)
    writer.writerow(["c1", "department", "g2", "m1", "g1"])
    for name, sheet in sheets:
        cells = [sheet["c1"], name, sheet["g2"], sheet["m1"], sheet["g1"]]
        writer.writerow(["" if cell is None else cell for cell in cells])

    found = tally(buffer.getvalue().encode(code))

    assert answers(found) == answers(tally_sheets(QUESTIONNAIRE, sheets))
