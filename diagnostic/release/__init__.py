"""The release of a wave: the only thing that pages, reports and exports see."""

import hashlib
import json
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from diagnostic.release.making import release

__all__ = [
    "COMPARISON",
    "FORMAT",
    "as_made",
    "digest",
    "release",
    "to_bytes",
    "verify",
]

FORMAT = "alignment-release/1"
COMPARISON = "alignment-comparison/1"


def __getattr__(name: str) -> Any:
    """Load what makes releases when it is asked for.

    It brings NumPy and SciPy along, half a second that who reads one can spare.
    """
    if name != "release":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module(f"{__name__}.making").release


def digest(document: dict[str, Any]) -> str:
    """Give the SHA-256 of a release, its own key ``sha256`` left out."""
    return hashlib.sha256(_canonical(document)).hexdigest()


def verify(document: dict[str, Any]) -> bool:
    """Tell whether a release is as it was made."""
    return bool(document.get("sha256") == digest(document))


def as_made(written: bytes, sha256: str) -> bool:
    """Tell of the bytes of a release what ``verify`` tells of what they say.

    Nothing is written anew for it: they are canonical but for the hash itself, and
    that is in them once. (Of a hash that stood elsewhere in them, or twice, what is
    left could not have it.)

    Args:
        written: what ``to_bytes`` gave.
        sha256: what the release says under its own key ``sha256``.
    """
    before, _, after = written.partition(f',"sha256":"{sha256}"'.encode())
    return hashlib.sha256(before + after).hexdigest() == sha256


def to_bytes(document: dict[str, Any]) -> bytes:
    """Write a release as canonical JSON: UTF-8, sorted keys, no spaces."""
    return _json(document)


def _canonical(document: dict[str, Any]) -> bytes:
    return _json({key: value for key, value in document.items() if key != "sha256"})


def _json(document: dict[str, Any]) -> bytes:
    return json.dumps(
        document,
        allow_nan=False,
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
    ).encode()
