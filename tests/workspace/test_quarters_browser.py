"""Quarters in a real browser: a leader compares on a phone, a consultant maps."""

import re

import pytest
from playwright.sync_api import expect

from tests.web.browsing import faults, onto, served, too_wide
from tests.workspace.reorganised import ANA, HOME, LEA

TELEPHONE = {"width": 400, "height": 800}
SMALL = {"width": 320, "height": 640}


@pytest.fixture
def visit(acme, visiting):
    """Opens a page in a browser in which somebody is signed in."""
    with served(acme.app) as base:
        yield lambda who, path, **options: visiting(
            acme.client(who), base, path, **options
        )


def test_leader_compares_two_quarters_on_a_phone(visit):
    page = visit(LEA, "/app/", viewport=TELEPHONE)

    expect(page).to_have_url(re.compile(f"{HOME}$"))
    page.get_by_label("Earlier quarter").select_option(label="2026-Q1")
    page.get_by_label("Later quarter").select_option(label="2026-Q3")
    page.get_by_role("button", name="Compare").click()
    page.get_by_role("button", name="Compare them now").click()

    heading = page.get_by_role("heading", name="2026-Q3 against 2026-Q1")
    expect(heading).to_be_visible()
    expect(page.get_by_text("In 2026-Q1 and no longer there: Sales")).to_be_visible()
    page.get_by_text("Averages", exact=True).click()
    assert too_wide(page) <= 0
    assert faults(page) == []


def test_leader_compares_with_the_keyboard_alone_and_without_scripts(visit, kept):
    first, second, third = kept[1]
    offered = f"{HOME}/compare/{first}/{second}"
    page = visit(LEA, offered, viewport=SMALL, java_script_enabled=False)

    onto(page, "#from")
    page.keyboard.type("2026-Q2")
    onto(page, "#to")
    page.keyboard.type("2026-Q3")
    onto(page, "form.two button")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(f"/compare/{second}/{third}$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("2026-Q3 against 2026-Q2")
    assert too_wide(page) <= 0


def test_quarters_need_no_script(visit):
    page = visit(LEA, HOME, viewport=TELEPHONE, java_script_enabled=False)

    page.get_by_role("link", name="Departments as they were").click()

    expect(page.locator(".multiples .name", has_text="Sales").first).to_be_visible()


def test_consultant_maps_a_split_department(visit):
    page = visit(ANA, HOME, viewport=TELEPHONE, java_script_enabled=False)

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


def test_faulty_map_is_accessible(visit, kept):
    ids = kept[1]
    page = visit(ANA, f"{HOME}/map/{ids[1]}/{ids[2]}")

    page.get_by_role("group", name="Field became").get_by_label("Field").uncheck()
    page.get_by_role("button", name="See what this makes").click()

    expect(page.get_by_role("alert")).to_be_focused()
    assert faults(page) == []
