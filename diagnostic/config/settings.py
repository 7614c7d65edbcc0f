"""The settings of an installation, from the environment or a file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from diagnostic.config import files, mail, oidc, urls
from diagnostic.config.errors import SettingsError, UnsafeError
from diagnostic.config.sources import CONFIG, Given, gather

DATABASE_URL = "DIAGNOSTIC_DATABASE_URL"
KEY_DIR = "DIAGNOSTIC_KEY_DIR"
BASE_URL = "DIAGNOSTIC_BASE_URL"
SECRET_KEY = "DIAGNOSTIC_SECRET_KEY"  # noqa: S105  # a name
MAIL_URL = "DIAGNOSTIC_MAIL_URL"
MAIL_FROM = "DIAGNOSTIC_MAIL_FROM"
MAIL_RATE = "DIAGNOSTIC_MAIL_RATE"
QUEUE_URL = "DIAGNOSTIC_QUEUE_URL"
OIDC_ISSUER = "DIAGNOSTIC_OIDC_ISSUER"
OIDC_CLIENT_ID = "DIAGNOSTIC_OIDC_CLIENT_ID"
OIDC_CLIENT_SECRET = "DIAGNOSTIC_OIDC_CLIENT_SECRET"  # noqa: S105  # a name
INSTANCE = "instance"

DEFAULTS = {
    CONFIG: None,
    DATABASE_URL: f"sqlite:///{INSTANCE}/diagnostic.db",
    KEY_DIR: f"{INSTANCE}/keys",
    BASE_URL: "http://127.0.0.1:8000",
    SECRET_KEY: None,  # made, see `prepare`
    MAIL_URL: f"file:{INSTANCE}/mail",
    MAIL_FROM: None,  # follows from the base URL
    MAIL_RATE: "10",
    QUEUE_URL: f"sqlite:///{INSTANCE}/queue.db",
    OIDC_ISSUER: None,
    OIDC_CLIENT_ID: None,
    OIDC_CLIENT_SECRET: None,
}
"""Every setting; relative paths start at the working directory."""

Value = TypeVar("Value")


@dataclass(frozen=True)
class Settings:
    """How an installation is set up; every path is from the root on.

    What may hold a password is not part of ``repr()``.

    Args:
        database_url: ``sqlite:////path`` or ``postgresql://…``.
        key_dir: folder of wave keys, mode 0700; nothing else lies in it.
        base_url: what links begin with, without a slash at the end.
        secret_key: 32 characters or more; empty until ``prepare`` has made one.
        mail_url: ``smtp://…``, ``smtps://…`` or ``file:/folder``.
        queue_url: ``sqlite:////path``, ``redis://…``, ``rediss://…`` or
            ``postgresql://…``.
        mail_from: sender of mails, with or without a name.
        mail_rate: messages a second at most, to a server.
        instance: folder of whatever no setting puts elsewhere.
        provider: where people may sign in too; None if only here.
    """

    database_url: str = field(repr=False)
    key_dir: Path
    base_url: str
    secret_key: str = field(repr=False)
    mail_url: str = field(repr=False)
    queue_url: str = field(repr=False)
    mail_from: str
    mail_rate: float
    instance: Path
    provider: oidc.Provider | None = None

    @property
    def mail(self) -> mail.MailServer | Path:
        """The server that takes mails, or the folder that they are written to."""
        if self.mail_url.startswith(mail.FOLDER):
            return Path(self.mail_url.removeprefix(mail.FOLDER))
        return mail.mail_server(self.mail_url)


def load(environ: Mapping[str, str], folder: Path) -> Settings:
    """Read and check the settings; nothing is created or connected to.

    Args:
        environ: the environment, which wins over the file that it names.
        folder: the working directory, where relative paths start.

    Raises:
        SettingsError: a setting that is unknown or unsafe.
    """
    folder = folder.resolve()
    given = gather(environ, folder, DEFAULTS)

    def checked(name: str, check: Callable[[str], Value]) -> Value:
        meant = given.get(name) or Given(DEFAULTS[name] or "")
        try:
            return check(meant.value)
        except UnsafeError as error:
            raise SettingsError(f"{name}{meant.place}: {error}") from None

    base_url = checked(BASE_URL, urls.base_url)
    settings = Settings(
        database_url=checked(DATABASE_URL, partial(urls.database_url, folder=folder)),
        key_dir=checked(KEY_DIR, partial(files.key_folder, folder=folder)),
        base_url=base_url,
        secret_key=checked(SECRET_KEY, _long_enough) if SECRET_KEY in given else "",
        mail_url=checked(MAIL_URL, partial(mail.mail_url, folder=folder)),
        queue_url=checked(QUEUE_URL, partial(urls.queue_url, folder=folder)),
        mail_from=checked(MAIL_FROM, mail.mail_from)
        if MAIL_FROM in given
        else mail.default_sender(base_url),
        mail_rate=checked(MAIL_RATE, mail.mail_rate),
        instance=folder / INSTANCE,
        provider=_provider(checked) if _asks_for_provider(given) else None,
    )
    _refuse_shared_places(settings)
    return settings


def prepare(settings: Settings) -> Settings:
    """Make what the settings need and is not there yet: folders, and the secret.

    Call it once at the start of a program; others may do so at the same time.

    Raises:
        SettingsError: the secret of an earlier start cannot be used.
        OSError: a folder cannot be made.
    """
    for path in (
        urls.sqlite_file(settings.database_url),
        urls.sqlite_file(settings.queue_url),
    ):
        if path is not None:
            files.make_folder(path.parent)
    files.make_folder(settings.key_dir)
    if isinstance(settings.mail, Path):
        files.make_folder(settings.mail)
    if settings.secret_key:
        return settings
    try:
        secret = files.secret(settings.instance / "secret")
    except UnsafeError as error:
        raise SettingsError(f"{SECRET_KEY}: {error}") from None
    return replace(settings, secret_key=secret)


def _asks_for_provider(given: Mapping[str, Given]) -> bool:
    needed = (OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET)
    missing = [name for name in needed if name not in given]
    if 0 < len(missing) < len(needed):
        raise SettingsError(f"{missing[0]}: it is missing, the others need it")
    return not missing


def _provider(checked: Callable[[str, Callable[[str], str]], str]) -> oidc.Provider:
    return oidc.Provider(
        checked(OIDC_ISSUER, oidc.issuer),
        checked(OIDC_CLIENT_ID, str),
        checked(OIDC_CLIENT_SECRET, str),
    )


def _long_enough(value: str) -> str:
    if len(value) < files.SHORTEST_SECRET:
        raise UnsafeError(f"it is shorter than {files.SHORTEST_SECRET} characters")
    return value


def _refuse_shared_places(settings: Settings) -> None:
    """Keep keys apart: whoever copies anything else must not copy them with it."""
    database = urls.sqlite_file(settings.database_url)
    queue = urls.sqlite_file(settings.queue_url)
    folders = [settings.mail] if isinstance(settings.mail, Path) else []
    if queue is not None and queue == database:
        raise SettingsError(f"{QUEUE_URL}: the queue needs a file of its own")
    for place in (database, queue, *folders, settings.instance):
        if place is not None and place.is_relative_to(settings.key_dir):
            raise SettingsError(
                f"{KEY_DIR}: nothing but keys may lie in this folder, and {place} would"
            )
    for place in folders:
        if settings.key_dir.is_relative_to(place):
            raise SettingsError(f"{KEY_DIR}: keys may not lie where mails are written")
