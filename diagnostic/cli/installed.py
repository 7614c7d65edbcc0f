"""The installation that a command works on, as the settings name it."""

import os
from pathlib import Path

from diagnostic.cli.program import Refusal
from diagnostic.config import Settings, SettingsError, load, prepare
from diagnostic.pipeline.installation import Installation, open_installation
from diagnostic.store.opening import make_ready
from diagnostic.store.schema import SchemaError


def open_installed() -> tuple[Settings, Installation]:
    """Read the settings, and open what they name.

    What is not there yet is made: folders, the secret, the tables of a database
    that has none.

    Raises:
        Refusal: a setting that cannot be used, or a database of another version.
        OSError: a folder or a database that cannot be reached.
    """
    try:
        settings = prepare(load(os.environ, Path.cwd()))
        installation = open_installation(settings)
        make_ready(installation.database)
    except (SettingsError, SchemaError) as error:
        raise Refusal(str(error)) from None
    return settings, installation
