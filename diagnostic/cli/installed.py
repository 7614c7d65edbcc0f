"""The installation that a command works on, as the settings name it."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from diagnostic.ballots import keys
from diagnostic.ballots.keys import DamagedKeyError, MissingKeyError
from diagnostic.cli.program import Refusal
from diagnostic.config import Settings, SettingsError, load, prepare
from diagnostic.pipeline.installation import Installation, open_installation
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.store import schema
from diagnostic.store.backups import BackupError
from diagnostic.store.opening import make_ready, outages_told
from diagnostic.store.schema import SchemaError

_SILENCE = logging.NullHandler()


def open_installed() -> tuple[Settings, Installation]:
    """Read the settings, and open what they name.

    What is not there yet is made: folders, the secret, the tables of a database
    that has none.

    Raises:
        Refusal: a setting that cannot be used, or a database of another version or
            that should not be empty.
        OSError: a folder or a database that cannot be reached.
    """
    settings, installation = _connect()
    see_ready(installation)
    return settings, installation


@contextmanager
def installed(*, new: bool = False) -> Iterator[tuple[Settings, Installation]]:
    """Give settings and installation to a command; what is wrong ends it in a sentence.

    Args:
        new: the database may be empty though there are keys of waves.

    Raises:
        Refusal: what a user can mend.
        ClickException: a key that is gone or cannot be used.
        OSError: the machine, the database among it.
    """
    with connected() as (settings, installation):
        see_ready(installation, new=new)
        yield settings, installation


@contextmanager
def connected() -> Iterator[tuple[Settings, Installation]]:
    """Give them whatever version the database is of."""
    # What is logged for a worker's operator would stand beside the one sentence.
    logging.getLogger("diagnostic").addHandler(_SILENCE)
    settings, installation = _connect()
    try:
        with outages_told():
            yield settings, installation
    except (RefusedError, BackupError) as error:
        raise Refusal(str(error)) from None
    except (MissingKeyError, DamagedKeyError) as error:
        raise click.ClickException(str(error)) from None
    finally:
        installation.database.close()


def _connect() -> tuple[Settings, Installation]:
    try:
        settings = prepare(load(os.environ, Path.cwd()))
    except SettingsError as error:
        raise Refusal(str(error)) from None
    return settings, open_installation(settings)


def see_ready(installation: Installation, *, new: bool = False) -> None:
    """Make the tables of a database that has none, and see that they are ours.

    Args:
        installation: where.
        new: the database may be empty though there are keys of waves.

    Raises:
        Refusal: the database is of another version, or should not be empty.
        OSError: it cannot be reached.
    """
    try:
        if not new:
            _refuse_emptied(installation)
        make_ready(installation.database)
    except SchemaError as error:
        raise Refusal(str(error)) from None


def _refuse_emptied(installation: Installation) -> None:
    """Make no database in the place of one whose disk is not mounted.

    Respondents would read that the survey is over.
    """
    with outages_told():
        is_empty = schema.current(installation.database) is None
    if is_empty and keys.any_left(installation.keys):
        raise Refusal(
            "the database is empty, but there are keys of waves in"
            f" {installation.keys}: is its disk mounted? `diagnostic restore` fills a"
            " new one"
        )
