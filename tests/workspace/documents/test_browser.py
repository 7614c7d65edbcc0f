"""The pages of files in a real browser: they look again, and disturb nobody."""

import pytest
from playwright.sync_api import expect

from diagnostic.pipeline import accounts, documents, making
from tests.web.browsing import LOOKS, faults, served
from tests.workspace.filing import ANNA, files
from tests.workspace.offices import LATER, WAVE

SECONDS = 1000


@pytest.fixture
def open_page(office, visiting):
    """Opens pages as Anna, with or without scripts."""
    with served(office.app) as base:
        client = office.client(ANNA)
        yield lambda path, **options: visiting(client, base, path, **options)


def test_file_appears_and_an_open_list_stays_as_it_is(office, ids, open_page):
    documents.ask(office.installation, ids["acme"], "json", "en", LATER)
    page = open_page(files(ids))
    expect(page.locator("progress")).to_have_count(1)
    page.select_option("#l-xlsx", "pt")

    making.make_waiting(office.installation)

    link = page.get_by_role("link", name="acme-2026-q3-en.json")
    expect(link).to_be_visible(timeout=20 * SECONDS)
    assert page.input_value("#l-xlsx") == "pt"
    expect(page.locator("progress")).to_have_count(0)


def test_file_appears_without_scripts(office, ids, open_page):
    documents.ask(office.installation, ids["acme"], "json", "en", LATER)
    page = open_page(files(ids), java_script_enabled=False)
    expect(page.locator("progress")).to_have_count(1)

    making.make_waiting(office.installation)

    link = page.get_by_role("link", name="acme-2026-q3-en.json")
    expect(link).to_be_visible(timeout=20 * SECONDS)


def test_pages_are_accessible_and_fit(office, ids, open_page):
    installation, wave = office.installation, ids["acme"]
    documents.ask(installation, wave, "json", "en", LATER)
    making.make_waiting(installation)
    documents.ask(installation, wave, "pdf", "en", LATER)
    anna = accounts.find(installation, ANNA).visitor.id
    documents.ask_for_all(installation, anna, WAVE, "en", ["acme"], LATER)

    page = open_page(files(ids))
    assert faults(page, [LOOKS[0]]) == []
    page.goto("/app/reports")
    assert faults(page, [LOOKS[1]]) == []
