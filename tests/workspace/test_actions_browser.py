"""An action from finding to figure in a browser, with nothing but a keyboard."""

from datetime import date

import pytest

from tests.web.browsing import chromium, served
from tests.workspace.furnished import ROLES
from tests.workspace.test_actions import PLACE, Desk

PHONE = {"width": 400, "height": 800}
MOST = 120
"""Steps of the tabulator to anything on a page."""


@pytest.fixture
def desk(made, tmp_path):
    found = Desk(made, tmp_path)
    yield found
    found.installation.database.close()


@pytest.fixture
def browsing(desk):
    """Give pages of somebody who is signed in."""
    with served(desk.office.app) as base, chromium() as browser:

        def opened(role, path):
            cookie = desk.office.client(ROLES[role]).get_cookie(
                "workspace", path="/app"
            )
            context = browser.new_context(viewport=PHONE, base_url=base)
            place = {"domain": "127.0.0.1", "path": "/app"}
            context.add_cookies([{"name": cookie.key, "value": cookie.value, **place}])
            page = context.new_page()
            page.goto(path)
            return page

        yield opened


def reach(page, selector):
    """Go from field to field until one is reached, and see that it shows so."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            outline = "getComputedStyle(document.activeElement).outlineWidth"
            assert page.evaluate(outline) == "3px"
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def press(page, selector):
    reach(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_action_is_agreed_on_and_measured_by_keyboard(desk, browsing):
    page = browsing("consultant", f"/app/waves/{desk.ids['sealed']}/results")
    press(page, f'a[href^="{PLACE}/new?"]')
    reach(page, "#owner")
    page.keyboard.type("Head of Marketing")
    reach(page, "#measure")
    page.keyboard.type("Days from decision to launch")
    press(page, "main form button.first")
    assert "Agreed." in page.inner_text(".said")
    reach(page, "#value")
    page.keyboard.type("38,5")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    [new] = [one for one in desk.listed if one.agreed.owner == "Head of Marketing"]
    assert new.agreed.measured == ((date(2026, 10, 1), 38.5),)
    assert page.inner_text(".measured dd") == "38.5"


def test_leader_says_on_a_phone_that_it_is_done(desk, browsing):
    page = browsing("leader", PLACE)
    press(page, f'a[href="{desk.page}"]')
    reach(page, 'input[name="state"]')
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    reach(page, "#note")
    page.keyboard.type("In May.")
    press(page, "main form button.first")

    wanted = desk.action().wanted
    assert (wanted.state, wanted.note) == ("done", "In May.")
    assert page.inner_text(".said") == "Saved."
