"""The key file of a wave: outside the database, destroyed when the wave is sealed."""

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from nacl.public import PrivateKey

_BYTES = 32
_OWNER_ONLY = 0o600


class MissingKeyError(Exception):
    """There is no key of this wave: what it locked can never be read again."""


class DamagedKeyError(Exception):
    """The key file of this wave is not whole or readable, or others may read it."""


@dataclass(frozen=True)
class WaveKey:
    """What turns a roster into links, and boxes into answers.

    Never printed, logged or sent: whoever holds it and a copy of the database can
    read every answer of the wave.

    Args:
        mac: key of links and spent marks, 32 bytes.
        secret: opens sealed boxes (X25519), 32 bytes.
    """

    mac: bytes = field(repr=False)
    secret: bytes = field(repr=False)

    @cached_property
    def pair(self) -> PrivateKey:
        """The X25519 key with its public half, which seals."""
        return PrivateKey(self.secret)

    def derive(self, purpose: bytes, text: bytes = b"") -> bytes:
        """Compute HMAC-SHA-256 of a purpose and a text, 32 bytes.

        The purpose is separated by a NUL, which neither an address nor a code
        holds: nobody can pass a text of one purpose for that of another.
        """
        return hmac.digest(self.mac, purpose + b"\0" + text, hashlib.sha256)


def path(folder: Path, wave: str) -> Path:
    """Name the key file of a wave."""
    return folder / f"wave-{wave}.key"


def create(folder: Path, wave: str) -> WaveKey:
    """Make the key of a new wave and see it on the disk.

    Written aside and linked into place, so that a crash leaves a whole key or none.

    Raises:
        FileExistsError: this wave has a key already.
        OSError: the folder cannot be written to.
    """
    key = passing()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = folder / f".{wave}.{secrets.token_hex(8)}"
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(key.mac + key.secret)
            file.flush()
            os.fsync(file.fileno())
        path(folder, wave).hardlink_to(aside)  # unlike a rename, never replaces
    finally:
        aside.unlink()
    _settle(folder)
    return key


def passing() -> WaveKey:
    """Draw a key that no file holds."""
    return WaveKey(secrets.token_bytes(_BYTES), bytes(PrivateKey.generate()))


def load(folder: Path, wave: str) -> WaveKey:
    """Read the key of a wave.

    Raises:
        MissingKeyError: there is none.
        DamagedKeyError: not 64 bytes, not readable, or other accounts of the machine
            may read it.
    """
    place = path(folder, wave)
    try:
        with place.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            content = file.read(2 * _BYTES + 1)
    except FileNotFoundError:
        raise _missing(place) from None
    except OSError as error:
        reason = (error.strerror or "unknown error").lower()
        raise DamagedKeyError(f"{place}: it cannot be read: {reason}") from None
    if mode & 0o077:
        raise DamagedKeyError(f"{place}: others may read this key; chmod 600 it")
    if len(content) != 2 * _BYTES:
        raise DamagedKeyError(f"{place}: the key has {len(content)} bytes, not 64")
    return WaveKey(content[:_BYTES], content[_BYTES:])


def exists(folder: Path, wave: str) -> bool:
    """Tell whether a wave still has its key."""
    return path(folder, wave).exists()


def any_left(folder: Path) -> bool:
    """Tell whether any wave still has its key."""
    return any(folder.glob(path(folder, "*").name))


def require(folder: Path, wave: str) -> None:
    """See that a wave still has its key.

    Raises:
        MissingKeyError: it has none.
    """
    if not exists(folder, wave):
        raise _missing(path(folder, wave))


def destroy(folder: Path, wave: str) -> None:
    """Destroy the key of a wave for good; nothing to do if it is gone already.

    Overwritten before it is removed: on a disk that writes in place nothing is left
    to be undeleted. Every backup and log of the database is unreadable from now on.
    """
    with suppress(FileNotFoundError):
        with path(folder, wave).open("r+b") as file:
            file.write(bytes(2 * _BYTES))
            file.flush()
            os.fsync(file.fileno())
        path(folder, wave).unlink()
    _settle(folder)


def _missing(place: Path) -> MissingKeyError:
    return MissingKeyError(f"{place}: there is no such key")


def _settle(folder: Path) -> None:
    """See the folder's own entries on the disk, or a crash may bring a key back."""
    with suppress(FileNotFoundError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
