"""Mail into a folder, one file a message: for trying out, and for other programs."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from diagnostic.jobs.outcomes import Outcome, Send, UnreachableError
from diagnostic.pipeline.envelope import Letter


@contextmanager
def into(folder: Path) -> Iterator[Send]:
    """Give what writes letters into a folder that only its owner may enter."""

    def send(letter: Letter) -> Outcome:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write(folder / f"{letter.name}.eml", letter.content)
        except OSError as error:
            reason = (error.strerror or "unknown error").lower()
            raise UnreachableError(f"{folder} cannot be written to: {reason}") from None
        return Outcome("sent")

    yield send


def _write(place: Path, content: bytes) -> None:
    """Write aside and move into place: nobody reads half a letter.

    A letter that is written again replaces itself.
    """
    aside = place.with_name(f".{secrets.token_hex(8)}")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.replace(b"\r\n", b"\n"))
            file.flush()
            os.fsync(file.fileno())
        aside.rename(place)
    finally:
        aside.unlink(missing_ok=True)
