"""The release of a wave: the only thing that pages, reports and exports see."""

import hashlib
import json
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from diagnostic.release.making import release

__all__ = ["COMPARISON", "FORMAT", "digest", "release", "to_bytes", "verify"]

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
