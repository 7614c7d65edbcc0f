"""Log, archive and end of an engagement in a real browser."""

import pytest

from diagnostic.pipeline import audit, listing
from tests.collection.company import DAY, NOW, draft, launched
from tests.web.browsing import DESK, LOOKS, chromium, faults, served

ANNA = "anna@consultancy.example"
LONG = "Vendas-e-assistência-técnica-do-Norte-" * 2
PAGES = (
    "/app/companies/acme/log",
    "/app/companies/acme/archive",
    "/app/companies/acme/delete",
    "/app/companies/import",
    "/app/deleted",
)


@pytest.fixture
def open_page(office):
    """Opens pages as a consultant of a company with waves."""
    launched(office.installation)
    draft(office.installation, LONG[:80])
    client = office.signed_in(ANNA, "consultant", "acme")
    cookie = client.get_cookie("workspace", path="/app")
    with served(office.app) as base, chromium() as browser:

        def opened(path, width=DESK, **options):
            size = {"width": width, "height": 900}
            context = browser.new_context(viewport=size, **options)
            place = {"domain": "127.0.0.1", "path": "/app"}
            context.add_cookies([{"name": cookie.key, "value": cookie.value, **place}])
            page = context.new_page()
            page.goto(base + path)
            return page

        yield opened


def test_pages_are_accessible_and_fit(office, open_page):
    for number, name in enumerate((LONG[:80], "2026-Q3")):
        at = NOW + number * DAY
        audit.record(office.installation, ANNA, "acme", "launched", at, wave=name)

    for number, path in enumerate(PAGES):
        page = open_page(path)
        assert faults(page, [LOOKS[number % 2]]) == [], path
        page.context.close()


def test_engagement_is_downloaded_deleted_and_brought_back(office, open_page, tmp_path):
    page = open_page("/app/companies/acme/")
    page.get_by_role("link", name="Archive").click()
    with page.expect_download() as caught:
        page.get_by_role("button", name="Download the archive").click()
    kept = tmp_path / caught.value.suggested_filename
    caught.value.save_as(kept)
    page.goto(page.url.replace("/archive", "/delete"))

    page.get_by_role("button", name="Delete for good").click()
    assert page.get_by_role("alert").inner_text().count("Please fill this in.") == 1
    page.get_by_label("The company’s name").fill("Acme")
    page.get_by_role("button", name="Delete for good").click()
    page.wait_for_url("**/app/deleted")
    assert "Acme is deleted." in page.inner_text("main")
    page.goto(page.url.split("/app/")[0] + "/app/companies/import")
    page.get_by_label("The archive").set_input_files(kept)
    page.get_by_role("button", name="Import").click()
    page.wait_for_url("**/app/companies/acme/")

    assert "The company is imported." in page.inner_text("main")
    assert [c.slug for c in listing.companies(office.installation)] == ["acme"]
