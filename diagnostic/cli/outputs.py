"""Writes the files that a command makes: all of them, or none."""

import errno
import os
import secrets
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

from diagnostic.cli.program import Refusal

# What another path or other permissions mend; anything else is the machine's.
_MENDED = {
    errno.EACCES,
    errno.EISDIR,
    errno.ELOOP,
    errno.ENAMETOOLONG,
    errno.ENOENT,
    errno.ENOTDIR,
    errno.EPERM,
    errno.EROFS,
}


def check(targets: Iterable[Path], sources: Iterable[Path] = ()) -> None:
    """Refuse paths that cannot be written, before any work is done.

    Raises:
        Refusal: no such folder, a folder, no permission, the same path twice, or
            a path that the command reads.
    """
    taken = {source.resolve(): f"{source} is read" for source in sources}
    for target in targets:
        try:
            problem = _problem(target)
            place = target.resolve()
        except ValueError:  # a NUL in the path
            raise Refusal(f"{target}: this cannot be the name of a file") from None
        except OSError as error:
            raise _refusal(target, error) from None
        if problem:
            raise Refusal(f"{target}: {problem}")
        if place in taken:
            raise Refusal(f"{target}: {taken[place]} by this command too")
        if not _is_device(target):
            taken[place] = f"{target} is written"


def write(documents: Mapping[Path, bytes], *, private: bool = False) -> None:
    """Write documents so that either all are there, complete, or none is.

    Each is first written beside its place, then moved there; a file that was there
    before comes back if a later one cannot be moved.

    Args:
        documents: content by path.
        private: nobody but the owner may read what is written.

    Raises:
        Refusal: a path that the caller can mend.
        OSError: the machine, such as a full disk.
    """
    staged: dict[Path, Path] = {}
    target = Path()
    try:
        for target, content in documents.items():
            if not _is_device(target):
                staged[target] = _beside(target)
                _create(staged[target], content, 0o600 if private else 0o666)
        for target, content in documents.items():
            if target not in staged:
                target.write_bytes(content)
        _move(staged)
    except OSError as error:
        if error.errno in _MENDED:
            raise _refusal(target, error) from None
        raise
    finally:
        for temporary in staged.values():
            temporary.unlink(missing_ok=True)


def _refusal(target: Path, error: OSError) -> Refusal:
    reason = (error.strerror or str(error)).lower()
    return Refusal(f"{target}: this cannot be written: {reason}")


def _problem(target: Path) -> str:
    if target.is_dir():
        return "this is a folder, not a file"
    if not target.parent.is_dir():
        return f"there is no folder {target.parent}"
    place = target if _is_device(target) else target.resolve()
    if place.exists() and not os.access(place, os.W_OK):
        return "this file is protected from being overwritten"
    if place != target and not place.parent.is_dir():
        return f"this is a link to {place}, and there is no folder {place.parent}"
    if not _is_device(target) and not os.access(place.parent, os.W_OK | os.X_OK):
        return f"nothing can be written in the folder {place.parent}"
    return ""


def _is_device(path: Path) -> bool:
    """Tell whether this is a device or a pipe, which must not be replaced."""
    return path.exists() and not stat.S_ISREG(path.stat().st_mode)


def _beside(target: Path) -> Path:
    # In the folder itself, as only there moving a file is one step.
    return target.resolve().parent / f".diagnostic-{secrets.token_hex(8)}.tmp"


def _create(path: Path, content: bytes, mode: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())  # a full disk shows here, not after moving


def _move(staged: Mapping[Path, Path]) -> None:
    moved: list[tuple[Path, Path | None]] = []
    try:
        for target, temporary in staged.items():
            place = target.resolve()
            before = _beside(place) if place.exists() else None
            if before is not None:
                place.rename(before)
            moved.append((place, before))
            temporary.rename(place)
    except BaseException:
        for place, before in reversed(moved):
            place.unlink(missing_ok=True)
            if before is not None:
                before.rename(place)
        raise
    for _, before in moved:
        if before is not None:
            before.unlink()
