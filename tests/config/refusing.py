"""What settings are refused with."""

import pytest

from diagnostic.config import SettingsError, load

SECRET = "q" * 32
MARK = "hunter2"
"""Stands in passwords here: no message and no ``repr`` may hold it."""


def refusal(environ, folder):
    with pytest.raises(SettingsError) as caught:
        load(environ, folder)
    return str(caught.value)
