"""Every page of the workspace in a browser: accessible, no wider than its window."""

import pytest

from tests.web.browsing import faults, served, signed_in, violations
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


class Site:
    """The office, served, and a page for each who visits it."""

    def __init__(self, office, ids, base, browser):
        self.office, self.ids, self.base, self.browser = office, ids, base, browser
        self.pages = {}

    def newcomer(self, role="administrator"):
        """Give the page of somebody who is signed in and comes for the first time."""
        client = self.office.client(ROLES[role])
        return signed_in(self.browser, client, self.base)

    def visit(self, endpoint, page):
        with self.office.app.test_request_context():
            values = values_of(endpoint, self.office, self.ids)
            path = self.office.app.url_for(endpoint, **values, _external=False)
        answer = page.goto(path)
        assert answer.status in (200, 404)
        return page

    def seen(self, endpoint, role="administrator"):
        """Open a page as somebody, or as nobody where there is to be signed in."""
        if endpoint.startswith(("signing.", "passwords.")):
            role = "nobody"
        if role not in self.pages:
            self.pages[role] = (
                self.browser.new_context(base_url=self.base).new_page()
                if role == "nobody"
                else self.newcomer(role)
            )
        return self.visit(endpoint, self.pages[role])


@pytest.fixture(scope="module")
def site(made, browser):
    folder, ids = made
    office = opened(folder)
    with served(office.app) as base:
        site = Site(office, ids, base, browser)
        yield site
        for page in site.pages.values():
            page.context.close()
    office.installation.database.close()


@pytest.mark.parametrize("endpoint", PAGES)
def test_page_is_accessible_and_fits(site, endpoint):
    assert faults(site.seen(endpoint)) == []


@pytest.mark.parametrize("endpoint", HEAVY)
def test_first_visit_is_light(site, endpoint):
    page = site.visit(endpoint, site.newcomer())

    sizes = page.evaluate(SIZES)
    assert sum(sizes) <= MOST_BYTES
    assert len(sizes) > 1  # the fonts are counted
    page.context.close()


@pytest.mark.parametrize(
    "endpoint", ["companies.index", "results.show", "actions.show"]
)
def test_leaders_page_is_accessible(site, endpoint):
    assert violations(site.seen(endpoint, "leader")) == []
