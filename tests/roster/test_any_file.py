"""Rosters: whatever is in a file, it is read rightly or refused."""

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from diagnostic.ballots.links import normalised
from diagnostic.roster import (
    MOST_FAULTS,
    RosterError,
    faults,
    mailbox,
    read,
    read_address,
)
from tests.roster.short import COUNTED, GOOD

MODES = st.sampled_from(["invited", "codes", "open"])


def outcome(source, mode):
    """What was read, or None, and the sentence of a refusal."""
    try:
        return read(source, mode), ""
    except RosterError as error:
        return None, str(error)


def check(source, mode):
    found, message = outcome(source, mode)

    assert bool(found) != bool(message)
    told = faults(source, mode)
    assert [str(fault) for fault in told.listed[:1]] == ([message] if message else [])
    assert min(told.number, MOST_FAULTS) == len(told.listed)
    for said in map(str, told.listed):
        assert said.isprintable()
        assert "@" not in said.replace("ana@example.org", "").replace(
            "=, +, -, @", ""
        ).replace('"…@…"', "")


@given(st.binary(max_size=200), MODES)
@example(b"\xff\xfe\x00", "invited")
def test_any_bytes_are_read_or_refused(source, mode):
    for start in (b"", b"email,department,count\n", b"\xff\xfe"):
        check(start + source, mode)


CELLS = st.one_of(
    st.sampled_from(
        ["a@b.pt", "A+x@b.pt", "leadership", "Sales", "3", "=1", '"', "\n"]
    ),
    st.text(max_size=8),
    st.emails(),
)


@given(
    st.lists(st.lists(CELLS, max_size=4), max_size=8),
    st.sampled_from([["email", "department"], ["department", "count"]]),
    st.sampled_from(",;\t"),
    st.booleans(),
    MODES,
)
def test_any_table_is_read_or_refused(rows, header, separator, quoted, mode):
    buffer = io.StringIO()
    writer = csv.writer(
        buffer,
        delimiter=separator,
        quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL,
        escapechar="\\",
    )
    writer.writerows([header, *rows])

    check(buffer.getvalue().encode("utf-8", "surrogatepass"), mode)


@pytest.mark.parametrize(("text", "mode"), [(GOOD, "invited"), (COUNTED, "open")])
@given(data=st.data())
def test_good_file_with_one_byte_changed_is_read_or_refused(text, mode, data):
    changed = bytearray(text.encode())
    position = data.draw(st.integers(0, len(changed) - 1))
    instead = data.draw(st.booleans())
    changed[position : position + instead] = bytes([data.draw(st.integers(0, 255))])

    check(bytes(changed), mode)


@given(st.one_of(st.emails(), st.text(), st.from_regex(r".+@.+\..+", fullmatch=True)))
def test_address_that_is_taken_can_start_no_header_and_no_formula(typed):
    try:
        found = read_address(typed)
    except RosterError:
        return

    assert found.isprintable()
    assert not set(found) & set(' ",;:<>()[]\\')
    assert found[0] not in "=+-@"
    assert found.count("@") == 1
    assert len(found.encode()) <= 254


@given(st.emails())
def test_addresses_with_one_token_are_one_mailbox(typed):
    assert mailbox(normalised(typed)) == mailbox(typed)
