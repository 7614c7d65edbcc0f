"""Addresses of a roster as they lie in the database: unreadable without the key."""

from nacl.secret import SecretBox

from diagnostic.ballots.keys import WaveKey

LONGEST = 254
"""Bytes of an e-mail address (RFC 5321, 4.5.3.1.3, less the angle brackets)."""
_BLOCK = 256


def lock(key: WaveKey, address: str) -> bytes:
    """Lock an address; all locked addresses are equally long.

    A copy of the database or of its logs then holds no address, whatever the
    database itself forgets to erase.

    Raises:
        ValueError: longer than 254 bytes.
    """
    plain = address.encode()
    if len(plain) > LONGEST:
        raise ValueError(f"an address has up to {LONGEST} bytes, not {len(plain)}")
    return bytes(_box(key).encrypt(plain.ljust(_BLOCK, b"\0")))


def unlock(key: WaveKey, locked: bytes) -> str:
    """Read a locked address.

    Raises:
        nacl.exceptions.CryptoError: locked with another key, or changed.
    """
    return _box(key).decrypt(locked).rstrip(b"\0").decode()


def _box(key: WaveKey) -> SecretBox:
    return SecretBox(key.derive(b"address"))
