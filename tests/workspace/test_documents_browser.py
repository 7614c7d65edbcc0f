"""The pages of files in a real browser: they look again, and disturb nobody."""

import shutil

import pytest
from playwright.sync_api import expect

from diagnostic.pipeline import documents, making
from tests.web.browsing import DESK, PHONE, chromium, served, too_wide, violations
from tests.workspace import offices
from tests.workspace.offices import LATER, WAVE

ANNA = "anna@example.com"
SECONDS = 1000


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def made(prepared_sqlite, tmp_path_factory):
    """An office to be copied, the ids of its waves, and of Anna."""
    folder = tmp_path_factory.mktemp("made")
    shutil.copy(prepared_sqlite, folder / "diagnostic.db")
    office = offices.opened(folder)
    ids = offices.furnished(office)
    anna = office.account(ANNA, "consultant", "acme")
    office.installation.database.close()
    return folder, ids, anna.id


@pytest.fixture
def office(made, tmp_path):
    office = offices.copied(made[0], tmp_path)
    yield office
    office.installation.database.close()


@pytest.fixture
def open_page(office, browser):
    """Opens pages as Anna, with or without scripts."""
    cookie = office.client(ANNA).get_cookie("workspace", path="/app")
    with served(office.app) as base:

        def opened(path, width=DESK, **options):
            size = {"width": width, "height": 900}
            context = browser.new_context(viewport=size, **options)
            place = {"domain": "127.0.0.1", "path": "/app"}
            context.add_cookies([{"name": cookie.key, "value": cookie.value, **place}])
            page = context.new_page()
            page.goto(base + path)
            return page

        yield opened


@pytest.fixture
def files(made):
    return f"/app/waves/{made[1]['acme']}/files"


def test_file_appears_and_an_open_list_stays_as_it_is(office, made, open_page, files):
    documents.ask(office.installation, made[1]["acme"], "json", "en", LATER)
    page = open_page(files)
    expect(page.locator("progress")).to_have_count(1)
    page.select_option("#l-xlsx", "pt")

    making.make_waiting(office.installation)

    link = page.get_by_role("link", name="acme-2026-q3-en.json")
    expect(link).to_be_visible(timeout=20 * SECONDS)
    assert page.input_value("#l-xlsx") == "pt"
    expect(page.locator("progress")).to_have_count(0)


def test_file_appears_without_scripts(office, made, open_page, files):
    documents.ask(office.installation, made[1]["acme"], "json", "en", LATER)
    page = open_page(files, java_script_enabled=False)
    expect(page.locator("progress")).to_have_count(1)

    making.make_waiting(office.installation)

    link = page.get_by_role("link", name="acme-2026-q3-en.json")
    expect(link).to_be_visible(timeout=20 * SECONDS)


def test_pages_are_accessible_and_fit(office, made, open_page, files):
    installation, wave = office.installation, made[1]["acme"]
    documents.ask(installation, wave, "json", "en", LATER)
    making.make_waiting(installation)
    documents.ask(installation, wave, "pdf", "en", LATER)
    documents.ask_for_all(installation, made[2], WAVE, "en", ["acme"], LATER)

    for path in (files, "/app/reports"):
        for width, scheme in ((PHONE, "dark"), (768, "light"), (DESK, "dark")):
            page = open_page(path, width, color_scheme=scheme)
            assert violations(page) == [], (path, width)
            assert too_wide(page) <= 0, (path, width)
            page.context.close()
