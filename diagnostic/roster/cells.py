"""What a cell of a roster means."""

import re
import unicodedata

from diagnostic.spreadsheet.cells import CellError, tidy
from diagnostic.spreadsheet.errors import shown

LARGEST_COUNT = 100_000
LONGEST_ADDRESS = 254
"""Bytes (RFC 5321, 4.5.3.1.3, less the angle brackets)."""
LONGEST_LOCAL = 64
"""Bytes before the @ (RFC 5321, 4.5.3.1.1)."""
# What programs take for a formula at the start of a cell.
_FORMULA_SIGNS = ("=", "+", "-", "@")
_BREAKS = ("Cc", "Zl", "Zp")
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_LAST = "(?=[A-Za-z0-9-]*[A-Za-z])"  # 192.0.2.1 is no domain
_ADDRESS = re.compile(
    rf"{_ATOM}(?:\.{_ATOM})*@(?:(?:{_LABEL}\.)+{_LAST}{_LABEL}|localhost)",
    re.IGNORECASE,
)
_LIKE_AN_ADDRESS = re.compile(r"\S@\S")
_NUMBER = re.compile(r"(-?[0-9]{1,9})(?:([.,])0{1,9})?")
_LETTERS = ("L", "M", "N")


def address(cell: str) -> str:
    """Read an e-mail address: letters of any language, no name beside it.

    Raises:
        CellError: it is none, or it could be taken for something else.
    """
    text = _harmless(cell)
    if not text:
        raise CellError("the address of this person is empty")
    local, _, domain = text.rpartition("@")
    for part, longest in ((text, LONGEST_ADDRESS), (local, LONGEST_LOCAL)):
        if len(part.encode()) > longest:
            raise CellError("this address is longer than a mail server takes")
    if not _ADDRESS.fullmatch(_in_ascii(text)) or not _is_domain(domain):
        raise CellError("this is not an e-mail address, as ana@example.org is one")
    return text


def mailbox(address: str) -> str:
    """Give what two addresses of one person have in common.

    Case is ignored, so is what stands after a plus sign: a mail service delivers
    ``Ana+work@example.org`` to ``ana@example.org``, who could answer twice.
    """
    local, _, domain = address.casefold().rpartition("@")
    if not domain.isascii():
        domain = domain.encode("idna").decode()
    found = f"{local.partition('+')[0]}@{domain}"
    return address if found == address else found  # one text less of each of them


def holds_address(text: str) -> bool:
    """Tell whether an address, or what looks like one, is somewhere in a text."""
    return _LIKE_AN_ADDRESS.search(text) is not None


def department(cell: str) -> str:
    """Read the name of a department.

    Raises:
        CellError: it is empty, an address, or could be taken for something else.
    """
    text = _harmless(cell)
    if not text:
        raise CellError("the department of this row is empty")
    if holds_address(text):
        raise CellError("this is an address, not a department")
    return text


def count(cell: str, *, decimal_comma: bool) -> int:
    """Read a number of people; ``12.0`` is one too, with semicolons ``12,0``.

    Raises:
        CellError: not a whole number from 1 to 100,000.
    """
    text = tidy(cell)
    number = _NUMBER.fullmatch(text)
    if number is None or (number[2] == "," and not decimal_comma):
        raise CellError("{value} is not a whole number", value=shown(text))
    if not 1 <= int(number[1]) <= LARGEST_COUNT:
        raise CellError(
            "{value} is not from 1 to {largest:,}",
            value=shown(text),
            largest=LARGEST_COUNT,
        )
    return int(number[1])


def _harmless(cell: str) -> str:
    """Refuse what mail programs, spreadsheets or terminals would act upon."""
    # Checked before spaces are tidied: a line break in a cell that becomes part of
    # a mail's header would start a header of its own.
    if not cell.isprintable() and any(
        unicodedata.category(sign) in _BREAKS and sign != "\t" for sign in cell
    ):
        raise CellError("there is a line break or control character in this cell")
    text = cell.strip()
    if unicodedata.normalize("NFKC", text[:1]).startswith(_FORMULA_SIGNS):
        signs = ", ".join(_FORMULA_SIGNS)
        raise CellError(
            "this would be a formula; no cell may begin with {signs}", signs=signs
        )
    text = tidy(text)
    if not text.isascii() and any(unicodedata.category(c) == "Cf" for c in text):
        raise CellError("there is a character in this cell that has no shape")
    return text


def _in_ascii(text: str) -> str:
    """Write every letter, accent and digit of another script as an x."""
    if text.isascii():
        return text
    return "".join(
        "x"
        if not sign.isascii() and unicodedata.category(sign)[0] in _LETTERS
        else sign
        for sign in text
    )


def _is_domain(domain: str) -> bool:
    try:
        domain.encode("idna")
    except UnicodeError:  # a label of more than 63 characters, or of two scripts
        return False
    return True
