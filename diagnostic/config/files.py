"""Files and folders that settings name: what they may be, and making them."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Literal

from diagnostic.config.errors import UnsafeError

OWNER_ONLY = 0o700
SHORTEST_SECRET = 32
_OTHERS = 0o077
_SECRET_BYTES = 48


def resolved(folder: Path, path: str, kind: Literal["file", "folder"]) -> Path:
    """Give a path from the root on; it may exist as what it is to be, or not yet."""
    try:
        found = (folder / path).resolve()
        there = found.exists()
        if there and found.is_dir() != (kind == "folder"):
            other = "file" if kind == "folder" else "folder"
            raise UnsafeError(f"it names a {other}, not a {kind}")
    except (OSError, RuntimeError) as error:  # no access, a circle of links
        reason = getattr(error, "strerror", None) or "its links lead in a circle"
        raise UnsafeError(f"it cannot be reached: {reason.lower()}") from None
    return found


def key_folder(value: str, folder: Path) -> Path:
    """Check the folder of wave keys: nobody but its owner may look into it."""
    found = resolved(folder, value, "folder")
    if found.exists() and found.stat().st_mode & _OTHERS:
        raise UnsafeError(f"others may look into this folder; chmod 700 {found}")
    return found


def secret(path: Path) -> str:
    """Read the installation's secret, or make it if there is none yet.

    Written aside and linked into place: of two programs that start at once both
    read what the first of them wrote, and neither reads half of it.

    Raises:
        UnsafeError: others may read the file, or it is not what was written.
        OSError: the folder cannot be written to.
    """
    if not path.exists():
        make_folder(path.parent)
        aside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(f"{secrets.token_urlsafe(_SECRET_BYTES)}\n")
                file.flush()
                os.fsync(file.fileno())
            with suppress(FileExistsError):
                path.hardlink_to(aside)  # unlike a rename, never replaces
        finally:
            aside.unlink()
    if path.stat().st_mode & _OTHERS:
        raise UnsafeError(f"others may read the secret; chmod 600 {path}")
    found = path.read_text(encoding="ascii", errors="replace").strip()
    if len(found) < SHORTEST_SECRET:
        raise UnsafeError(f"{path} is shorter than {SHORTEST_SECRET} characters")
    return found


def make_folder(path: Path) -> None:
    """Make a folder that nobody but its owner may look into, unless it is there."""
    path.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
