"""``diagnostic check``: whether an installation is in order."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import click

from diagnostic.cli.installed import connected, see_ready
from diagnostic.cli.program import Refusal, plain, told_by_the_system
from diagnostic.config import Settings
from diagnostic.config.urls import is_loopback, sqlite_file
from diagnostic.jobs import smtp
from diagnostic.jobs.asking import waiting
from diagnostic.jobs.outcomes import UnreachableError
from diagnostic.pipeline import inspection
from diagnostic.pipeline.installation import Installation
from diagnostic.store import opening, schema

LEAST_FREE = 200  # million bytes
MOST_APART = 30  # seconds between two clocks
PATIENCE = 10  # seconds for a mail server to answer
EXAMPLES = """\b
Example:
    diagnostic check
"""


class _WrongError(Exception):
    """What is not in order, in a sentence."""


Check = tuple[str, Callable[[Settings, Installation], str]]


@click.command(epilog=EXAMPLES)
@click.pass_context
def check(context: click.Context) -> None:
    """Tell whether everything is in order.

    One line each: settings, base URL, database, clocks, keys, sealings, worker, queue,
    mail and disk. No mail is sent. Exit code 1 if something is not in order.
    """
    wrong = False
    with connected() as (settings, installation):
        _line("settings", f"in order; {settings.instance}")
        usable = _told(_DATABASE, settings, installation)
        for one in (*(_OF_THE_DATABASE if usable else ()), *_OTHERS):
            wrong |= not _told(one, settings, installation)
    if wrong or not usable:
        context.exit(1)


def _told(one: Check, settings: Settings, installation: Installation) -> bool:
    subject, examine = one
    try:
        with opening.outages_told():
            sentence = examine(settings, installation)
    except (_WrongError, Refusal, UnreachableError) as error:
        problem = str(error)
    except OSError as error:
        problem = told_by_the_system(error)
    else:
        _line(subject, sentence)
        return True
    _line(subject, problem, wrong=True)
    return False


def _line(subject: str, sentence: str, *, wrong: bool = False) -> None:
    click.echo(plain(f"{'WRONG' if wrong else 'ok':<5}  {subject:<8}  {sentence}"))


def _database(_settings: Settings, installation: Installation) -> str:
    see_ready(installation)
    kind = "SQLite" if installation.database.is_sqlite else "PostgreSQL"
    return f"{kind}, version {schema.current(installation.database)}"


def _base_url(settings: Settings, _installation: Installation) -> str:
    url = settings.base_url
    if not is_loopback(urlsplit(url).hostname or ""):
        return url
    if not isinstance(settings.mail, Path):
        raise _WrongError(f"{url} opens on this machine alone, but mail goes out")
    return f"{url}, for this machine alone"


def _clock(_settings: Settings, installation: Installation) -> str:
    theirs = opening.clock(installation.database)
    if theirs is None:
        return "this machine's"
    apart = abs((datetime.now(UTC) - theirs).total_seconds())
    if apart > MOST_APART:
        raise _WrongError(f"{apart:.0f} seconds from that of the database")
    return "that of the database"


def _keys(_settings: Settings, installation: Installation) -> str:
    _none(inspection.key_folder(installation))
    _none(inspection.wave_keys(installation))
    return f"all in {installation.keys}, for their owner alone"


def _sealings(_settings: Settings, installation: Installation) -> str:
    _none(inspection.sealings(installation))
    _none(inspection.deletions(installation))
    return "none unfinished"


def _worker(_settings: Settings, installation: Installation) -> str:
    late = list(inspection.overdue(installation, datetime.now(UTC)))
    if late:
        raise _WrongError(f"{'; '.join(late)}: does any run?")
    return "nothing is overdue"


def _queue(settings: Settings, _installation: Installation) -> str:
    tasks = waiting(settings.queue_url)
    return "1 task waits" if tasks == 1 else f"{tasks} tasks wait"


def _mail(settings: Settings, _installation: Installation) -> str:
    place = settings.mail
    if isinstance(place, Path):
        if not os.access(place, os.W_OK | os.X_OK):
            raise _WrongError(f"{place} cannot be written to")
        return f"into the folder {place}"
    smtp.reach(place, PATIENCE)
    return f"{place.host}, port {place.port}, takes it"


def _disk(settings: Settings, _installation: Installation) -> str:
    free = min(map(_free, _folders(settings)))
    if free < LEAST_FREE:
        raise _WrongError(f"{free:,} MB free, less than {LEAST_FREE}")
    return f"{free:,} MB free"


def _folders(settings: Settings) -> Iterator[Path]:
    yield settings.key_dir
    for url in (settings.database_url, settings.queue_url):
        if file := sqlite_file(url):
            yield file.parent
    if isinstance(settings.mail, Path):
        yield settings.mail


def _free(folder: Path) -> int:
    return shutil.disk_usage(folder).free // 1_000_000


def _none(problems: Iterable[str]) -> None:
    if found := list(problems):
        raise _WrongError("; ".join(found))


_DATABASE: Check = ("database", _database)
_OF_THE_DATABASE: tuple[Check, ...] = (
    ("clock", _clock),
    ("keys", _keys),
    ("sealing", _sealings),
    ("worker", _worker),
)
_OTHERS: tuple[Check, ...] = (
    ("base URL", _base_url),
    ("queue", _queue),
    ("mail", _mail),
    ("disk", _disk),
)
