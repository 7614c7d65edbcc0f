"""The page of a brand in a real browser: colours are picked, and everybody reads it."""

import pytest

from diagnostic.pipeline import brands
from diagnostic.pipeline.brands import Typed
from tests.brand.pictures import logo, saved
from tests.web.browsing import LOOKS, faults, served

PLACE = "/app/companies/acme/brand"
PAGES = (PLACE, "/app/brand")
PNG = saved(logo((320, 96)))


@pytest.fixture
def open_page(office, visiting):
    """Opens pages as an administrator, with or without scripts."""
    office.company()
    client = office.signed_in("chief@example.com", "administrator")
    with served(office.app) as base:
        yield lambda path, **options: visiting(client, base, path, **options)


def test_pages_are_accessible_and_fit(office, open_page):
    words = Typed("House", "#14532d", "#0e7490", "House desk", "Porto " * 50)
    for slug in ("acme", None):
        brands.save(office.installation, slug, words, logo=PNG)

    page = open_page(PLACE)
    for path, look in zip(PAGES, LOOKS, strict=True):
        page.goto(path)
        assert faults(page, [look]) == [], path


def test_colour_is_picked_and_typed(office, open_page):
    page = open_page(PLACE)
    picker = page.get_by_label("Pick the first colour")

    picker.fill("#14532d")
    assert page.input_value("#first") == "#14532d"
    page.fill("#first", "#0e7490")
    assert picker.input_value() == "#0e7490"
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Contrast on white: 5.35:1").wait_for()

    assert brands.of_company(office.installation, "acme").first == "#0e7490"


def test_page_works_without_scripts(office, open_page, tmp_path):
    file = tmp_path / "logo.png"
    file.write_bytes(PNG)
    page = open_page(PLACE, java_script_enabled=False)

    assert page.locator("input[type=color]:visible").count() == 0
    page.fill("#first", "#14532d")
    page.set_input_files("#logo", file)
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Pages that are open show it at once").wait_for()
    assert page.locator(".sheet .logo img").count() == 2
    page.get_by_role("button", name="Remove the logo").click()
    page.get_by_text("The logo is removed.").wait_for()

    found = brands.of_company(office.installation, "acme")
    assert (found.first, found.logo) == ("#14532d", None)
