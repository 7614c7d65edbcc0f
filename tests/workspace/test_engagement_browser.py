"""Log, archive and end of an engagement in a real browser."""

from itertools import cycle

import pytest

from diagnostic.pipeline import audit, listing
from tests.collection.company import DAY, NOW, draft, launched
from tests.web.browsing import LOOKS, faults, served

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
def page(office, visiting):
    """A page in which a consultant of a company with waves is signed in."""
    launched(office.installation)
    draft(office.installation, LONG[:80])
    client = office.signed_in(ANNA, "consultant", "acme")
    with served(office.app) as base:
        yield visiting(client, base, PAGES[0])


def test_pages_are_accessible_and_fit(office, page):
    for number, name in enumerate((LONG[:80], "2026-Q3")):
        at = NOW + number * DAY
        audit.record(office.installation, ANNA, "acme", "launched", at, wave=name)

    for path, look in zip(PAGES, cycle(LOOKS), strict=False):
        page.goto(path)
        assert faults(page, [look]) == [], path


def test_engagement_is_downloaded_deleted_and_brought_back(office, page, tmp_path):
    page.goto("/app/companies/acme/")
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
    page.goto("/app/companies/import")
    page.get_by_label("The archive").set_input_files(kept)
    page.get_by_role("button", name="Import").click()
    page.wait_for_url("**/app/companies/acme/")

    assert "The company is imported." in page.inner_text("main")
    assert [c.slug for c in listing.companies(office.installation)] == ["acme"]
