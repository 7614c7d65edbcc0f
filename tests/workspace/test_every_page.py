"""Every page of the workspace in a browser: accessible, no wider than its window."""

import pytest

from tests.web.browsing import chromium, served, too_wide, violations
from tests.workspace.furnished import ROLES, opened
from tests.workspace.matrix import ROWS, values_of

WIDTHS = (320, 768, 1280)
SCHEMES = ("light", "dark")
MOST_BYTES = 150_000
"""Of a first visit, as they are sent."""
FILES = (
    *("fonts.font", "static", "setup.example", "documents.download"),
    *("brands.client_logo", "brands.logo", "waves.cards"),
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
    sizes = []
    page.on(
        "requestfinished", lambda sent: sizes.append(sent.sizes()["responseBodySize"])
    )
    answer = page.goto(base + path)
    assert answer.status in (200, 404)
    return page, sizes


@pytest.mark.parametrize("endpoint", PAGES)
def test_page_is_accessible_and_fits(site, endpoint):
    page, _ = visit(site, endpoint)

    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert too_wide(page) <= 0, width
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            assert violations(page) == [], (width, scheme)
    page.context.close()


@pytest.mark.parametrize("endpoint", HEAVY)
def test_first_visit_is_light(site, endpoint):
    page, sizes = visit(site, endpoint)
    page.wait_for_load_state("networkidle")

    assert sum(sizes) <= MOST_BYTES
    assert len(sizes) > 1  # the fonts are counted
    page.context.close()


@pytest.mark.parametrize("endpoint", ["companies.index", "results.show"])
def test_leaders_page_is_accessible(site, endpoint):
    page, _ = visit(site, endpoint, "leader")

    assert violations(page) == []
    page.context.close()
