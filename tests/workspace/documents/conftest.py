"""Offices with sealed waves, a copy for each test."""

import pytest

from tests.workspace import offices


@pytest.fixture
def ids(filed):
    """The ids of the waves of the office."""
    return filed[1]


@pytest.fixture
def office(filed, tmp_path):
    office = offices.copied(filed[0], tmp_path)
    yield office
    office.installation.database.close()
