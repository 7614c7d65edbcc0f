"""Sealed boxes and locked addresses: equally long, and nothing without the key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.exceptions import CryptoError

from diagnostic.ballots import addresses, keys, sheets

KEY, OTHER = keys.passing(), keys.passing()
SHAPE = sheets.Shape(items=3, predictions=2, comments=2)

comment = st.text(st.characters(exclude_categories=["Cs"]), max_size=500)
answered = st.builds(
    sheets.Sheet,
    department=st.integers(0, 65_535),
    answers=st.binary(min_size=3, max_size=3),
    predictions=st.binary(min_size=2, max_size=2),
    comments=st.tuples(comment, comment),
)


@given(answered)
def test_what_was_sealed_is_what_is_opened(sheet):
    assert sheets.unseal(KEY, SHAPE, sheets.seal(KEY, SHAPE, sheet)) == sheet


@pytest.mark.parametrize(
    "comments",
    [
        pytest.param(("", ""), id="nothing"),
        pytest.param(("x" * 500, "\N{GRINNING FACE}" * 500), id="as much as fits"),
    ],
)
def test_all_boxes_of_a_wave_are_equally_long(comments):
    sheet = sheets.Sheet(0, bytes(3), bytes(2), comments)

    # 2 + 3 + 2 bytes, twice 2 + 500 · 4; a sealed box adds 48 (libsodium).
    assert len(sheets.seal(KEY, SHAPE, sheet)) == 2 + 3 + 2 + 2 * 2002 + 48


def test_same_sheet_twice_gives_two_boxes():
    sheet = sheets.Sheet(0, bytes(3), bytes(2), ("", ""))

    assert sheets.seal(KEY, SHAPE, sheet) != sheets.seal(KEY, SHAPE, sheet)


def test_box_does_not_open_with_another_key():
    box = sheets.seal(KEY, SHAPE, sheets.Sheet(0, bytes(3), bytes(2), ("", "")))

    with pytest.raises(CryptoError):
        sheets.unseal(OTHER, SHAPE, box)


def test_changed_box_does_not_open():
    box = bytearray(
        sheets.seal(KEY, SHAPE, sheets.Sheet(0, bytes(3), bytes(2), ("",) * 2))
    )
    box[60] ^= 1

    with pytest.raises(CryptoError):
        sheets.unseal(KEY, SHAPE, bytes(box))


@pytest.mark.parametrize(
    "sheet",
    [
        pytest.param(sheets.Sheet(0, bytes(2), bytes(2), ("", "")), id="items"),
        pytest.param(sheets.Sheet(0, bytes(3), bytes(3), ("", "")), id="predictions"),
        pytest.param(sheets.Sheet(0, bytes(3), bytes(2), ("",)), id="comments"),
        pytest.param(sheets.Sheet(0, bytes(3), bytes(2), ("x" * 501, "")), id="501"),
    ],
)
def test_sheet_of_another_shape_is_refused(sheet):
    with pytest.raises(ValueError, match=r"shape|characters"):
        sheets.seal(KEY, SHAPE, sheet)


@pytest.mark.parametrize("address", ["a@b", "ana@example.com", "é" * 120 + "@b.pt"])
def test_locked_address_is_read_with_the_key_only(address):
    locked = addresses.lock(KEY, address)

    assert addresses.unlock(KEY, locked) == address
    assert address.encode() not in locked
    with pytest.raises(CryptoError):
        addresses.unlock(OTHER, locked)


def test_locked_addresses_are_equally_long():
    assert len({len(addresses.lock(KEY, "a" * n)) for n in (1, 100, 254)}) == 1


def test_address_that_is_too_long_is_refused():
    with pytest.raises(ValueError, match="254"):
        addresses.lock(KEY, "a" * 255)
