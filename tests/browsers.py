"""One browser for all tests of a process: it takes longer to start than they do."""

import pytest


@pytest.fixture(scope="session")
def browser():
    """Debian's chromium, which only those tests load that open pages in it."""
    from tests.web.browsing import chromium

    with chromium() as running:
        yield running
