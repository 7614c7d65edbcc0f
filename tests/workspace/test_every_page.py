"""Every page of the workspace in a browser: accessible, no wider than its window."""

import pytest

from tests.web.browsing import chromium, faults, served, violations
from tests.workspace.furnished import ROLES, opened
from tests.workspace.matrix import ROWS, values_of

MOST_BYTES = 150_000
"""Of a first visit, as they are sent."""
SIZES = """document.fonts.ready.then(() => ["navigation", "resource"]
    .flatMap(kind => performance.getEntriesByType(kind))
    .map(sent => sent.encodedBodySize))"""
FILES = (
    *("fonts.font", "static", "setup.example", "past.example", "documents.download"),
    *("brands.client_logo", "brands.logo", "waves.cards"),
    *("actions.table", "actions.calendar"),
)
"""What is no page, or not one of this wave."""
PAGES = sorted(
    endpoint
    for endpoint, method in ROWS
    if method == "GET"
    and not endpoint.startswith(("respond.", "provider."))
    and endpoint not in FILES
)
HEAVY = ("companies.index", "results.dimension", "setup.show", "results.method")


@pytest.fixture(scope="module")
def site(made):
    """The office, served, and a browser."""
    folder, ids = made
    office = opened(folder)
    with served(office.app) as base, chromium() as browser:
        yield office, ids, base, browser
    office.installation.database.close()


def visit(site, endpoint, role="administrator"):
    """Open a page in a browser of its own, as somebody who is signed in."""
    office, ids, base, browser = site
    context = browser.new_context()
    if not endpoint.startswith(("signing.", "passwords.")):
        cookie = office.client(ROLES[role]).get_cookie("workspace", path="/app")
        place = {"domain": "127.0.0.1", "path": "/app"}
        context.add_cookies([{"name": cookie.key, "value": cookie.value, **place}])
    with office.app.test_request_context():
        values = values_of(endpoint, office, ids)
        path = office.app.url_for(endpoint, **values, _external=False)
    page = context.new_page()
    answer = page.goto(base + path)
    assert answer.status in (200, 404)
    return page


@pytest.mark.parametrize("endpoint", PAGES)
def test_page_is_accessible_and_fits(site, endpoint):
    page = visit(site, endpoint)

    assert faults(page) == []
    page.context.close()


@pytest.mark.parametrize("endpoint", HEAVY)
def test_first_visit_is_light(site, endpoint):
    page = visit(site, endpoint)

    sizes = page.evaluate(SIZES)
    assert sum(sizes) <= MOST_BYTES
    assert len(sizes) > 1  # the fonts are counted
    page.context.close()


@pytest.mark.parametrize(
    "endpoint", ["companies.index", "results.show", "actions.show"]
)
def test_leaders_page_is_accessible(site, endpoint):
    page = visit(site, endpoint, "leader")

    assert violations(page) == []
    page.context.close()
