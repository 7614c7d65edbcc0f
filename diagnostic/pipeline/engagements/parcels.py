"""Several files in one ZIP: the same files give the same bytes, and back with care."""

import hashlib
import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

from diagnostic.pipeline.refusal import RefusedError

MOST_BYTES = 64 * 1024 * 1024
"""Of everything together, unpacked: a ZIP of a few kilobytes can hold gigabytes."""
MOST_FILES = 600
SUMS = "SHA256SUMS"
"""Digest and name of each other file, as ``sha256sum --check`` reads them."""
_BEGINNING = (1980, 1, 1, 0, 0, 0)  # of time, for ZIP
_OWNER_ONLY = 0o100600
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError),
    *(RuntimeError, ValueError, OverflowError, LookupError),
)


def pack(files: Mapping[str, bytes]) -> bytes:
    """Put files into a ZIP in their order, and the list of their digests."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in {**files, SUMS: _sums(files)}.items():
            entry = zipfile.ZipInfo(name, _BEGINNING)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = _OWNER_ONLY << 16
            archive.writestr(entry, content)
    return packed.getvalue()


def unpack(packed: bytes) -> dict[str, bytes]:
    """Read the files of a ZIP that ``pack`` wrote, in memory only.

    Raises:
        RefusedError: it is none, too large unpacked, or not as it was packed.
    """
    try:
        with zipfile.ZipFile(BytesIO(packed)) as archive:
            files = _read(archive)
    except _BROKEN:
        raise RefusedError("this file is damaged, or no archive of a company") from None
    sums = files.pop(SUMS, None)
    if sums is None:
        raise RefusedError("this file is damaged, or no archive of a company")
    if sums != _sums(files):
        raise RefusedError("this archive is not as it was made: its digests differ")
    return files


def _read(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = archive.infolist()
    size = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_FILES or size > MOST_BYTES:
        raise RefusedError(
            "this archive is larger than {most} MB unpacked", most=MOST_BYTES >> 20
        )
    files = {}
    for entry in entries:
        with archive.open(entry) as content:
            # What it announces is whatever its maker likes.
            files[entry.filename] = content.read(entry.file_size)
            if content.read(1):
                raise zipfile.BadZipFile
    if len(files) != len(entries):
        raise zipfile.BadZipFile
    return files


def _sums(files: Mapping[str, bytes]) -> bytes:
    return b"".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n".encode()
        for name, content in files.items()
    )
