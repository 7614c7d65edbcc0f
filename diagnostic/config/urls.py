"""Addresses of servers, taken apart and checked."""

import ipaddress
import re
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from diagnostic.config.errors import UnsafeError
from diagnostic.config.files import resolved

SQLITE = "sqlite:///"
_LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(\.{_LABEL})*", re.IGNORECASE)
_ESCAPED = (
    "; in a user or password, write @ as %40, / as %2F, # as %23, ? as %3F and"
    " % itself as %25"
)


def base_url(value: str) -> str:
    """Check what links begin with; give it without a slash at the end."""
    parts = split(value, "https://survey.example.org")
    if parts.username is not None or parts.password is not None:
        raise UnsafeError("no user and password, everybody invited would read them")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise UnsafeError("it should read https://survey.example.org")
    if parts.path not in {"", "/"} or "?" in value or "#" in value:
        raise UnsafeError("nothing may follow the host and its port")
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise UnsafeError(
            "it must begin with https://, or whoever is on the way reads links and"
            " answers; http:// is for this machine alone, as 127.0.0.1 or localhost"
        )
    return f"{parts.scheme}://{parts.netloc.lower().rstrip(':')}"


def database_url(value: str, folder: Path) -> str:
    """Check the address of a database; give it with an absolute path."""
    kind = _kind(value)
    if kind == "sqlite":
        return f"{SQLITE}{_sqlite_path(value, folder)}"
    if kind == "postgresql":
        return _postgresql(value)
    raise UnsafeError("it should begin with sqlite:/// or postgresql://")


def queue_url(value: str, folder: Path) -> str:
    """Check the address of a queue; give it with an absolute path."""
    kind = _kind(value)
    if kind in {"sqlite", "postgresql"}:
        return database_url(value, folder)
    if kind not in {"redis", "rediss"}:
        raise UnsafeError(
            "it should begin with sqlite:///, redis://, rediss:// or postgresql://"
        )
    form = f"{kind}://host:6379/0"
    parts = split(value, form)
    if not parts.hostname or not re.fullmatch("/?|/[0-9]{1,5}", parts.path):
        raise UnsafeError(f"it should read {form}{_ESCAPED}")
    return value


def sqlite_file(url: str) -> Path | None:
    """Give the file of a checked address; None if it is not SQLite."""
    return Path(url.removeprefix(SQLITE)) if url.startswith(SQLITE) else None


def server(value: str, form: str) -> SplitResult:
    """Take the address of a server apart that has a host, and nothing behind it."""
    parts = split(value, form)
    if not parts.hostname or parts.path not in {"", "/"} or "?" in value:
        raise UnsafeError(f"it should read {form}{_ESCAPED}")
    return parts


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine, which no network lies before."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    return is_number(host) and ipaddress.ip_address(host).is_loopback


def is_number(host: str) -> bool:
    """Tell whether a host is written as a number, of IPv4 or IPv6."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _kind(value: str) -> str:
    return value.partition("://")[0].lower()


def _postgresql(value: str) -> str:
    form = "postgresql://user:password@host/name"
    parts = split(value, form)
    if not re.fullmatch("/[^/]+", parts.path) or "#" in value:
        raise UnsafeError(f"it should read {form}{_ESCAPED}")
    return value


def _sqlite_path(value: str, folder: Path) -> Path:
    path = value[len(SQLITE) :] if value.lower().startswith(SQLITE) else ""
    if not path or path == ":memory:" or path.startswith("file:"):
        raise UnsafeError(
            "it should name a file, as sqlite:////srv/diagnostic/diagnostic.db does;"
            " a database in memory forgets every answer"
        )
    if "?" in path:
        raise UnsafeError("no options may follow the file, and no ? may be in it")
    found = resolved(folder, path, "file")
    if "?" in str(found):
        raise UnsafeError("no folder above a database may have a ? in its name")
    return found


def split(value: str, form: str) -> SplitResult:
    """Take an address apart; one that two programs could read in two ways is none.

    Raises:
        UnsafeError: it should read like the form.
    """
    try:
        parts = urlsplit(value)
        port = parts.port
        host = parts.hostname or ""
    except ValueError:
        raise UnsafeError(f"it should read {form}{_ESCAPED}") from None
    # Some programs end the password at the first @, others at the last.
    if parts.netloc.count("@") > 1 or port == 0 or "#" in value or " " in value:
        raise UnsafeError(f"it should read {form}{_ESCAPED}")
    if host and not is_number(host) and (not _HOST.fullmatch(host) or len(host) > 253):
        raise UnsafeError(f"its host is not one; it should read {form}{_ESCAPED}")
    return parts
