"""The installation that a command works on, as the settings name it."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from diagnostic.ballots.keys import DamagedKeyError, MissingKeyError
from diagnostic.cli.program import Refusal
from diagnostic.config import Settings, SettingsError, load, prepare
from diagnostic.pipeline.installation import Installation, open_installation
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.store.backups import BackupError
from diagnostic.store.opening import make_ready, outages_told
from diagnostic.store.schema import SchemaError

_SILENCE = logging.NullHandler()


def open_installed() -> tuple[Settings, Installation]:
    """Read the settings, and open what they name.

    What is not there yet is made: folders, the secret, the tables of a database
    that has none.

    Raises:
        Refusal: a setting that cannot be used, or a database of another version.
        OSError: a folder or a database that cannot be reached.
    """
    settings, installation = _connect()
    _make_ready(installation)
    return settings, installation


@contextmanager
def installed() -> Iterator[tuple[Settings, Installation]]:
    """Give settings and installation to a command; what is wrong ends it in a sentence.

    Raises:
        Refusal: what a user can mend.
        ClickException: a key that is gone or cannot be used.
        OSError: the machine, the database among it.
    """
    with connected() as (settings, installation):
        _make_ready(installation)
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


def _make_ready(installation: Installation) -> None:
    try:
        make_ready(installation.database)
    except SchemaError as error:
        raise Refusal(str(error)) from None
