"""Rosters: cells that are refused, and not repeated where they hold an address."""

import pytest

from diagnostic.roster import RosterError, read_address
from tests.roster.short import COUNTED, GOOD, refusal

FORMULA = "this would be a formula; no cell may begin with =, +, -, @"
BREAK = "there is a line break or control character in this cell"
SHAPELESS = "there is a character in this cell that has no shape"
NO_ADDRESS = "this is not an e-mail address, as ana@example.org is one"
TOO_LONG = "this address is longer than a mail server takes"
EMAIL = 'row 6, column "email": '
DEPARTMENT = 'row 6, column "department": '


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("", "the address of this person is empty"),
        ("eve", NO_ADDRESS),
        ("eve@", NO_ADDRESS),
        ("eve@example", NO_ADDRESS),
        ("eve@example.", NO_ADDRESS),
        ("eve@.com", NO_ADDRESS),
        ("eve@192.0.2.1", NO_ADDRESS),
        ("eve@[192.0.2.1]", NO_ADDRESS),
        ("eve@exa_mple.com", NO_ADDRESS),
        ("eve@-example.com", NO_ADDRESS),
        ("eve@" + "d" * 64 + ".com", NO_ADDRESS),
        ("eve@" + "ü" * 60 + ".example", NO_ADDRESS),
        ("eve@@example.com", NO_ADDRESS),
        (".eve@example.com", NO_ADDRESS),
        ("eve..b@example.com", NO_ADDRESS),
        ("eve b@example.com", NO_ADDRESS),
        ("eve@exam\u2003ple.com", NO_ADDRESS),
        ("eve☺@example.com", NO_ADDRESS),
        ("eve@example\u3002com", NO_ADDRESS),
        ("eve\uff20example.com", NO_ADDRESS),
        ("Eve <eve@example.com>", NO_ADDRESS),
        ("mailto:eve@example.com", NO_ADDRESS),
        ('"eve@example.com,bob@example.com"', NO_ADDRESS),
        ("eve@example.com;bob@example.com", NO_ADDRESS),
        ("e" * 65 + "@example.com", TOO_LONG),
        ("é" * 33 + "@example.com", TOO_LONG),
        ("eve@" + ("d" * 60 + ".") * 4 + "example", TOO_LONG),
        pytest.param("e" * 100_000, TOO_LONG, id="endless"),
        ('"eve@example.com\r\nBcc: bob@example.com"', BREAK),
        ('"eve@example.com\n"', BREAK),
        ('"\neve@example.com"', BREAK),
        ("eve\x1b@example.com", BREAK),
        ("eve@example.com\u2028", BREAK),
        ("eve\u200b@example.com", SHAPELESS),
        ("=eve@example.com", FORMULA),
        ('="eve@example.com"', FORMULA),
        ("+eve@example.com", FORMULA),
        ("-eve@example.com", FORMULA),
        ("@eve", FORMULA),
    ],
)
def test_bad_address_is_refused_and_not_repeated(cell, message):
    assert refusal(f"{GOOD}{cell},Sales\n") == EMAIL + message


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("", "the department of this row is empty"),
        ('" "', "the department of this row is empty"),
        ("bob@example.com", "this is an address, not a department"),
        ('"Sales\r\nBcc: bob@example.com"', BREAK),
        ('"Sales\n"', BREAK),
        ("Sa\x07les", BREAK),
        ("Sa\u202eles", SHAPELESS),
        ("Sa\ue000les", '"Sa?les" contains a character that has no shape'),
        ("=HYPERLINK(1)", FORMULA),
        ("+351", FORMULA),
        ("-Sales", FORMULA),
        (" @SUM(1)", FORMULA),
        ("\uff1d1", FORMULA),
        ("x" * 81, f'"{"x" * 57}…" is longer than 80 characters'),
        ("sales", '"sales" and "Sales" in row 2 differ only in capital letters'),
        (
            "Leadership",
            '"Leadership" and "leadership" in row 3 differ only in capital letters',
        ),
    ],
)
def test_bad_department_is_refused(cell, message):
    assert refusal(f"{GOOD}eve@example.com,{cell}\n") == DEPARTMENT + message


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("", '"" is not a whole number'),
        ("x", '"x" is not a whole number'),
        ("4.5", '"4.5" is not a whole number'),
        ('"4,0"', '"4,0" is not a whole number'),
        ('"1,000"', '"1,000" is not a whole number'),
        ("1e3", '"1e3" is not a whole number'),
        ("=2+2", '"=2+2" is not a whole number'),
        ("bob@example.com", '"…@…" is not a whole number'),
        ("٣", '"٣" is not a whole number'),
        ("0", '"0" is not from 1 to 100,000'),
        ("-3", '"-3" is not from 1 to 100,000'),
        ("100001", '"100001" is not from 1 to 100,000'),
        pytest.param("9" * 400, f'"{"9" * 57}…" is not a whole number', id="endless"),
    ],
)
def test_bad_number_of_people_is_refused(cell, message):
    found = refusal(f"{COUNTED}Product,{cell}\n", "codes")

    assert found == f'row 5, column "count": {message}'


@pytest.mark.parametrize("typed", ["x", "=a@example.com", "a@example.com\r\nBcc: b"])
def test_address_that_somebody_typed_is_checked_as_in_a_file(typed):
    with pytest.raises(RosterError, match=r"^th[^@]*(@ex[a-z.]*ple.org is one|, @)?$"):
        read_address(typed)
