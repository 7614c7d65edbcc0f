"""What was set, by name, and where: in the environment or in a file."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from diagnostic.config.errors import SettingsError, UnsafeError
from diagnostic.config.files import resolved

PREFIX = "DIAGNOSTIC_"
CONFIG = "DIAGNOSTIC_CONFIG"


@dataclass(frozen=True)
class Given:
    """A value that somebody set.

    Args:
        value: as it was written, of printable characters.
        place: `` in FILE`` for messages, empty if it is the environment.
    """

    value: str
    place: str = ""


def gather(
    environ: Mapping[str, str], folder: Path, known: Iterable[str]
) -> dict[str, Given]:
    """Gather what is set; the environment wins over the file that it names.

    Raises:
        SettingsError: an unknown name, or a file that cannot be read.
    """
    # Whatever its case: a setting that is ignored because of it is found too late.
    ours = {name: environ[name] for name in environ if name.upper().startswith(PREFIX)}
    _refuse_unknown(ours, known, "")
    found = {name: _plain(name, value) for name, value in ours.items()}
    if CONFIG not in found:
        return found
    path = _file(found.pop(CONFIG).value, folder)
    place = f" in {path}"
    content = _content(path)
    _refuse_unknown(content, [name for name in known if name != CONFIG], place)
    return {name: _plain(name, value, place) for name, value in content.items()} | found


def _plain(name: str, value: Any, place: str = "") -> Given:
    text = value
    if isinstance(value, int | float) and not isinstance(value, bool):
        text = str(value)
    if not isinstance(text, str):
        problem = "it should be a text in quotation marks"
    elif not text:
        problem = "it is empty; leave it out to have the default"
    elif not text.isprintable():
        problem = "it has a line break or another character that cannot be printed"
    elif text != text.strip():
        problem = "it begins or ends with a space"
    else:
        return Given(text, place)
    raise SettingsError(f"{name}{place}: {problem}")


def _refuse_unknown(names: Iterable[str], known: Iterable[str], place: str) -> None:
    known = list(known)
    for name in names:
        if name not in known:
            [nearest] = get_close_matches(name.upper(), known, n=1, cutoff=0)
            shown = "".join(sign if sign.isprintable() else "?" for sign in name)
            raise SettingsError(
                f"{shown}{place}: there is no such setting; the nearest is {nearest}"
            )


def _file(value: str, folder: Path) -> Path:
    try:
        return resolved(folder, value, "file")
    except UnsafeError as error:
        raise SettingsError(f"{CONFIG}: {error}") from None


def _content(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SettingsError(f"{CONFIG}: {path}: {reason}") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{CONFIG}: {path} is not UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(f"{CONFIG}: {path} is not TOML: {error}") from None
