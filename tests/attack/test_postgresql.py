"""The attack that must fail, on PostgreSQL."""

import pytest

from tests.attack.promises import WAVES, Promises
from tests.attack.rehearsal import rehearse
from tests.attack.stage import staged
from tests.attack.verdict import by_attacker


@pytest.fixture(scope="module")
def outcomes(postgresql, tmp_path_factory):
    """What all came to; the first waves went through ``diagnostic serve``."""
    folder = tmp_path_factory.mktemp("attacked")
    with (
        postgresql.fresh() as url,
        staged(folder, url, postgresql.folder) as stage,
    ):
        return by_attacker(rehearse(stage, WAVES))


class TestPostgresql(Promises):
    only = "transactions"
