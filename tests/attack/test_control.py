"""The positive control: at ordinary survey tools the same attackers succeed."""

import pytest

from tests.attack.control import MUST_LINK, attacked
from tests.attack.verdict import strongest

LINKING = {
    # Which ways each kind of tool leaves open, however it is stored.
    "dated": ("shared values", "orders", "backups"),
    "split": ("backups",),
    "hashed": ("backups",),
}
LINKING_BY_FILE = {
    ("dated", "sqlite"): ("write ahead log",),
    ("split", "sqlite"): ("write ahead log",),
    ("hashed", "sqlite"): ("write ahead log", "orders"),
    ("dated", "postgresql"): ("transactions",),
    ("split", "postgresql"): ("transactions", "orders"),
    ("hashed", "postgresql"): ("transactions", "orders"),
}
FINDING = (
    *("mail administrator", "tables", "lengths", "words while open"),
    *("log and pages", "words after sealing", "old copies", "solver"),
)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(request):
    return request.param


@pytest.fixture(scope="module")
def reached(database, request, tmp_path_factory):
    """What each attacker reached, by the kind of tool."""
    if database == "sqlite":
        return attacked(tmp_path_factory.mktemp("ordinary"))
    server = request.getfixturevalue("postgresql")
    with server.fresh() as url:
        return attacked(tmp_path_factory.mktemp("ordinary"), url, server.folder)


@pytest.mark.parametrize("kind", LINKING)
def test_ordinary_tools_are_linked(reached, database, kind):
    for attacker in (*LINKING[kind], *LINKING_BY_FILE[kind, database]):
        assert reached[kind][attacker].linked >= MUST_LINK, attacker


@pytest.mark.parametrize(
    "attacker", ["departments", "daily counts", "comments in order"]
)
def test_who_is_shown_all_of_it_is_linked(reached, attacker):
    assert strongest(reached.values())[attacker].linked >= MUST_LINK


@pytest.mark.parametrize("attacker", FINDING)
def test_what_is_there_is_found(reached, attacker):
    assert strongest(reached.values())[attacker].found
