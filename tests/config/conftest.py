"""A working directory for settings."""

import pytest


@pytest.fixture
def folder(tmp_path):
    """The working directory, with nothing in it."""
    found = tmp_path / "work"
    found.mkdir(mode=0o700)
    return found
