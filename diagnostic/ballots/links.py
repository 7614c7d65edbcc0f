"""Tokens of links: derived from the wave's key when needed, stored nowhere."""

import base64
import re

from diagnostic.ballots.keys import WaveKey

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_RFC4648 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_TO_CROCKFORD = str.maketrans(_RFC4648, _CROCKFORD)
# What people read for another letter, as Crockford has it; U is left out of codes.
_MISREAD = str.maketrans("ILO", "110")
_TOKEN_BYTES = 20
"""160 bits, 32 characters."""
_CODE_LENGTH = 12
"""60 bits in base 32."""
_CODE = re.compile(f"[{_CROCKFORD}]{{{_CODE_LENGTH}}}")
_TOKEN = re.compile(r"[a-z2-7]{32}")


def normalised(address: str) -> str:
    """Give the form of an e-mail address that decides whether two are the same.

    Case is ignored in the whole address: no mail service of today tells 'Ana@' from
    'ana@', and a person invited twice could vote twice.
    """
    return address.strip().casefold()


def token(key: WaveKey, address: str) -> str:
    """Derive the token of a personal link: 32 characters, 160 bits."""
    mark = key.derive(b"link", normalised(address).encode())
    return base64.b32encode(mark[:_TOKEN_BYTES]).decode().lower()


def code(key: WaveKey, department: str, number: int) -> str:
    """Derive the one-time code of a department's card: 12 characters, 60 bits.

    Args:
        key: the wave's.
        department: its slug.
        number: of the card in its department, from 0.
    """
    return _code(key.derive(b"code", f"{department}\0{number}".encode()))


def open_code(key: WaveKey, department: str) -> str:
    """Derive the code of a department's open link: 12 characters."""
    return _code(key.derive(b"open", department.encode()))


def canonical(typed: str) -> str | None:
    """Give the token or code that somebody typed or opened; None if it is neither.

    Codes may be typed in small letters, with hyphens or spaces, and with I, L or O
    for 1 and 0.
    """
    if _TOKEN.fullmatch(typed):
        return typed
    if len(typed) > 2 * _CODE_LENGTH:
        return None
    code = re.sub(r"[\s-]", "", typed).upper().translate(_MISREAD)
    return code if _CODE.fullmatch(code) else None


def printed(code: str) -> str:
    """Write a code as a card bears it: 'K7M2-Q9XD-4TNB'."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def spent(key: WaveKey, token: str) -> bytes:
    """Derive the mark of a used token, 32 bytes.

    Keyed: somebody who knows every token, as the mail administrator does, still
    cannot look one up in a copy of the database.
    """
    return key.derive(b"spent", token.encode())


def _code(mark: bytes) -> str:
    letters = base64.b32encode(mark[:10]).decode()[:_CODE_LENGTH]
    return letters.translate(_TO_CROCKFORD)
