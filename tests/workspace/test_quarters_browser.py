"""Quarters in a real browser: a leader compares on a phone, a consultant maps."""

import re

import pytest
from playwright.sync_api import expect

from tests.web.browsing import chromium, faults, served, too_wide
from tests.workspace.reorganised import ANA, HOME, LEA, played, reopened

TELEPHONE = {"width": 400, "height": 800}
SMALL = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def site(prepared_sqlite, tmp_path_factory):
    """The company, served, and a browser; what tests do follows on one another."""
    folder = tmp_path_factory.mktemp("browsed")
    (folder / "diagnostic.db").write_bytes(prepared_sqlite.read_bytes())
    office = reopened(folder)
    ids = played(office)
    with served(office.app) as base, chromium() as browser:
        yield office, ids, base, browser
    office.installation.database.close()


def visit(site, who, path, **options):
    """Open a page in a browser in which somebody is signed in."""
    office, _, base, browser = site
    context = browser.new_context(base_url=base, **options)
    cookie = office.client(who).get_cookie("workspace", path="/app")
    place = {"domain": "127.0.0.1", "path": "/app"}
    context.add_cookies([{"name": cookie.key, "value": cookie.value, **place}])
    page = context.new_page()
    page.goto(path)
    return page


def onto(page, wanted):
    """Go on with the Tab key until something has the focus, and it can be seen."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            ring = page.evaluate(
                "getComputedStyle(document.activeElement).outlineStyle"
            )
            assert ring == "solid"
            return
    raise AssertionError(f"the keyboard does not lead to {wanted}")


def test_leader_compares_two_quarters_on_a_phone(site):
    page = visit(site, LEA, "/app/", viewport=TELEPHONE)

    expect(page).to_have_url(re.compile(f"{HOME}$"))
    page.get_by_label("Earlier quarter").select_option(label="2026-Q1")
    page.get_by_label("Later quarter").select_option(label="2026-Q3")
    page.get_by_role("button", name="Compare").click()
    page.get_by_role("button", name="Compare them now").click()

    heading = page.get_by_role("heading", name="2026-Q3 against 2026-Q1")
    expect(heading).to_be_visible()
    expect(page.get_by_text("No longer there: Sales")).to_be_visible()
    page.get_by_text("Averages", exact=True).click()
    assert too_wide(page) <= 0
    assert faults(page) == []
    page.context.close()


def test_leader_compares_with_the_keyboard_alone_and_without_scripts(site):
    page = visit(site, LEA, HOME, viewport=SMALL)

    onto(page, "#from")
    page.keyboard.press("2")  # picks by what it begins with, the newest
    onto(page, "#to")
    onto(page, "form.two button")
    page.keyboard.press("Enter")

    expect(page.locator("h1, .fault").first).to_be_visible()
    assert too_wide(page) <= 0
    page.context.close()


def test_quarters_need_no_script(site):
    page = visit(site, LEA, HOME, viewport=TELEPHONE, java_script_enabled=False)

    page.get_by_role("link", name="Departments as they were").click()

    expect(page.locator(".multiples .name", has_text="Sales").first).to_be_visible()
    page.context.close()


def test_consultant_maps_a_split_department(site):
    page = visit(site, ANA, HOME, viewport=TELEPHONE, java_script_enabled=False)

    page.get_by_role("link", name="Say what became of them").click()
    page.get_by_role("button", name="See what this makes").click()
    expect(page.locator(".faults")).to_contain_text("what became of Sales")
    sales = page.get_by_role("group", name="Sales became")
    sales.get_by_label("Field").check()
    sales.get_by_label("Shops").check()
    page.get_by_role("button", name="See what this makes").click()
    row = page.locator("tr", has_text="Field + Shops")
    expect(row).to_contain_text("Every dimension.")
    page.get_by_role("button", name="Change it").click()
    sales = page.get_by_role("group", name="Sales became")
    expect(sales.get_by_label("Field")).to_be_checked()
    page.get_by_role("button", name="See what this makes").click()
    page.get_by_role("button", name="Confirm for good").click()

    expect(page.locator(".said")).to_have_text("The map is confirmed.")
    page.get_by_role("link", name="2026-Q2 against 2026-Q1").click()
    page.get_by_text("Which departments are taken as the same").click()
    expect(page.get_by_role("cell", name="Field + Shops").first).to_be_visible()
    page.context.close()


def test_faulty_map_is_accessible(site):
    ids = site[1]
    page = visit(site, ANA, f"{HOME}/map/{ids[1]}/{ids[2]}")

    page.get_by_role("group", name="Field became").get_by_label("Field").uncheck()
    page.get_by_role("button", name="See what this makes").click()

    expect(page.get_by_role("alert")).to_be_focused()
    assert faults(page) == []
    page.context.close()
