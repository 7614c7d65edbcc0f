"""Where mail goes: a server, or a folder that somebody looks into."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import SplitResult, unquote, urlsplit

from diagnostic.config.errors import UnsafeError
from diagnostic.config.files import resolved
from diagnostic.config.urls import is_loopback, is_number, server

Security = Literal["none", "starttls", "tls"]
FOLDER = "file:"
FASTEST = 1_000  # messages a second
_SUBMISSION, _IMPLICIT_TLS, _LOCAL = 587, 465, 25
_ADDRESS = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9.-]{1,253}"
_SENDER = re.compile(rf'[^<>@,;:"()\\]+ <{_ADDRESS}>|{_ADDRESS}')


@dataclass(frozen=True)
class MailServer:
    """A server that takes mail.

    Args:
        host: its name or number.
        port: from 1.
        security: ``tls`` from the first byte, ``starttls`` before anything is
            said (a server that does not offer it gets no mail), or ``none``, for
            this machine alone.
        user: None if the server asks for none.
        password: None if the server asks for none.
    """

    host: str
    port: int
    security: Security
    user: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)


def mail_url(value: str, folder: Path) -> str:
    """Check where mail goes; give it with an absolute path."""
    if value.lower().startswith(FOLDER):
        return f"{FOLDER}{_folder(value[len(FOLDER) :], folder)}"
    mail_server(value)
    return value


def mail_server(value: str) -> MailServer:
    """Take the address of a mail server apart."""
    form = "smtp://user:password@host:587"
    kind = value.partition("://")[0].lower()
    if kind not in {"smtp", "smtps"}:
        raise UnsafeError("it should begin with smtp://, smtps:// or file:")
    parts = server(value, form)
    if (parts.username is None) != (parts.password is None):
        raise UnsafeError(f"a user needs a password and the reverse, as in {form}")
    host = parts.hostname or ""
    user, password = _credentials(parts)
    if kind == "smtps":
        return MailServer(host, parts.port or _IMPLICIT_TLS, "tls", user, password)
    if parts.port == _IMPLICIT_TLS:  # both sides would wait for the other to speak
        raise UnsafeError("port 465 speaks TLS at once; write smtps:// for smtp://")
    if is_loopback(host):
        return MailServer(host, parts.port or _LOCAL, "none", user, password)
    return MailServer(host, parts.port or _SUBMISSION, "starttls", user, password)


def mail_from(value: str) -> str:
    """Check the sender of mails: one address, with or without a name."""
    if not _SENDER.fullmatch(value):
        raise UnsafeError("it should read survey@example.org, or Name <survey@…>")
    return value


def default_sender(base_url: str) -> str:
    """Make a sender of the host in links; mail knows no numbers, so localhost."""
    host = urlsplit(base_url).hostname or ""
    return f"Survey <survey@{'localhost' if is_number(host) else host}>"


def mail_rate(value: str) -> float:
    """Check how many messages a second are sent at most."""
    number = re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,3})?", value)
    if number is None or not 0 < float(value) <= FASTEST:
        raise UnsafeError(f"it should be a number above 0, at most {FASTEST:,}")
    return float(value)


def _folder(path: str, folder: Path) -> Path:
    if path.startswith("//"):
        host, _, rest = path[2:].partition("/")
        if host not in {"", "localhost"}:
            raise UnsafeError("a folder is on this machine: file:FOLDER")
        path = f"/{rest}"
    if not path.strip("/"):
        raise UnsafeError("it should name a folder: file:FOLDER")
    return resolved(folder, path, "folder")


def _credentials(parts: SplitResult) -> tuple[str | None, str | None]:
    if parts.username is None or parts.password is None:
        return None, None
    try:
        user = unquote(parts.username, errors="strict")
        password = unquote(parts.password, errors="strict")
    except UnicodeDecodeError:
        raise UnsafeError("user and password must be UTF-8 under their %") from None
    if not (user and password and user.isprintable() and password.isprintable()):
        raise UnsafeError("user and password must not be empty or hold line breaks")
    return user, password
