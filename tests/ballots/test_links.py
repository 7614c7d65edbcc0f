"""Tokens and codes: derived, long enough, and forgiving to whoever types them."""

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnostic.ballots import keys, links

KEY = keys.WaveKey(bytes(range(32)), bytes(range(1, 33)))
OTHER = keys.WaveKey(bytes(range(1, 33)), bytes(range(32)))
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # crockford.com/base32.html


def bits_of(text, alphabet):
    number = 0
    for sign in text:
        number = number * 32 + alphabet.index(sign)
    return number


def test_token_is_160_bits_of_the_hmac_of_the_address():
    token = links.token(KEY, "ana@example.com")

    mac = hmac.new(KEY.mac, b"link\0ana@example.com", hashlib.sha256).digest()
    assert len(token) == 32
    found = bits_of(token, "abcdefghijklmnopqrstuvwxyz234567")
    assert found == int.from_bytes(mac[:20], "big")


def test_code_is_60_bits_in_the_alphabet_of_crockford():
    code = links.code(KEY, "sales", 3)

    mac = hmac.new(KEY.mac, b"code\0sales\x003", hashlib.sha256).digest()
    assert len(code) == 12
    assert bits_of(code, CROCKFORD) == int.from_bytes(mac, "big") >> (256 - 60)


def test_case_and_spaces_do_not_make_another_person():
    assert links.token(KEY, " Ana@Example.COM ") == links.token(KEY, "ana@example.com")


def test_wave_address_and_purpose_each_make_another_token():
    told = {
        links.token(KEY, "ana@example.com"),
        links.token(OTHER, "ana@example.com"),
        links.token(KEY, "eva@example.com"),
        links.code(KEY, "sales", 0),
        links.code(KEY, "sales", 1),
        links.code(KEY, "product", 0),
        links.open_code(KEY, "sales"),
    }

    assert len(told) == 7


def test_mark_of_a_token_cannot_be_computed_without_the_key():
    token = links.token(KEY, "ana@example.com")

    assert links.spent(KEY, token) != links.spent(OTHER, token)
    assert links.spent(KEY, token) != hashlib.sha256(token.encode()).digest()
    assert len(links.spent(KEY, token)) == 32


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("K7M2-Q9XD-4TNB", "K7M2Q9XD4TNB", id="as printed"),
        pytest.param("k7m2q9xd4tnb", "K7M2Q9XD4TNB", id="small letters"),
        pytest.param(" k7m2 q9xd 4tnb\n", "K7M2Q9XD4TNB", id="spaces"),
        pytest.param("OIL2-Q9XD-4TNB", "0112Q9XD4TNB", id="o, i and l"),
        pytest.param("a" * 32, "a" * 32, id="a token"),
        pytest.param("A" * 32, None, id="a token in capitals"),
        pytest.param("K7M2-Q9XD-4TN", None, id="too short"),
        pytest.param("K7M2-Q9XD-4TNBX", None, id="too long"),
        pytest.param("U7M2-Q9XD-4TNB", None, id="u is no digit of it"),
        pytest.param("", None, id="nothing"),
        pytest.param("x" * 100_000, None, id="far too long"),
        pytest.param("K7M2-Q9XD-4TN\0", None, id="NUL"),
        pytest.param(
            "\N{FULLWIDTH LATIN CAPITAL LETTER K}7M2-Q9XD-4TNB",
            None,
            id="a wide letter",
        ),
    ],
)
def test_what_is_typed_is_understood_or_refused(typed, meant):
    assert links.canonical(typed) == meant


@given(st.integers(0, 10_000), st.text(max_size=20))
def test_printed_code_is_the_code(number, department):
    code = links.code(KEY, department.encode(errors="replace").decode(), number)

    assert links.canonical(links.printed(code)) == code
    assert len(links.printed(code)) == 14
