"""What holds for every test: no network, no deadline, the same examples each time."""

import socket

import pytest
from hypothesis import settings

pytest_plugins = ["tests.applications", "tests.browsers", "tests.databases"]

# A busy machine must not fail a test, and a failure must come back when repeated.
settings.register_profile("project", deadline=None, derandomize=True, database=None)
settings.load_profile("project")

connect = socket.socket.connect


def connect_to_this_machine_only(self, address):
    host = address[0] if isinstance(address, tuple) else "localhost"
    if host not in {"localhost", "127.0.0.1", "::1"}:
        raise OSError(f"tests have no network: {host}")
    return connect(self, address)


@pytest.fixture(autouse=True, scope="session")
def no_network():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_to_this_machine_only)
        yield
