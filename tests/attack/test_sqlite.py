"""The attack that must fail, on SQLite."""

import pytest

from tests.attack.promises import WAVES, Promises
from tests.attack.rehearsal import rehearse
from tests.attack.stage import staged
from tests.attack.verdict import by_attacker


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """What all came to; the first waves went through ``diagnostic serve``."""
    with staged(tmp_path_factory.mktemp("attacked")) as stage:
        return by_attacker(rehearse(stage, WAVES))


class TestSqlite(Promises):
    only = "write ahead log"
