"""An action from finding to figure in a browser, with nothing but a keyboard."""

from datetime import date

import pytest

from tests.web.browsing import onto, served
from tests.workspace.desk import PLACE
from tests.workspace.furnished import ROLES

PHONE = {"width": 400, "height": 800}


@pytest.fixture
def browsing(desk, visiting):
    """Give a page of somebody who is signed in."""
    with served(desk.office.app) as base:
        yield lambda role, path: visiting(
            desk.office.client(ROLES[role]), base, path, viewport=PHONE
        )


def press(page, selector):
    onto(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_action_is_agreed_on_and_measured_by_keyboard(desk, browsing):
    page = browsing("consultant", f"/app/waves/{desk.ids['sealed']}/results")
    press(page, f'a[href^="{PLACE}/new?"]')
    onto(page, "#owner")
    page.keyboard.type("Head of Marketing")
    onto(page, "#measure")
    page.keyboard.type("Days from decision to launch")
    press(page, "main form button.first")
    assert "Agreed." in page.inner_text(".said")
    onto(page, "#value")
    page.keyboard.type("38,5")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    [new] = [one for one in desk.listed if one.agreed.owner == "Head of Marketing"]
    assert new.agreed.measured == ((date(2026, 10, 1), 38.5),)
    assert page.inner_text(".measured dd") == "38.5"


def test_leader_says_on_a_phone_that_it_is_done(desk, browsing):
    page = browsing("leader", PLACE)
    press(page, f'a[href="{desk.page}"]')
    onto(page, 'input[name="state"]')
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    onto(page, "#note")
    page.keyboard.type("In May.")
    press(page, "main form button.first")

    wanted = desk.action().wanted
    assert (wanted.state, wanted.note) == ("done", "In May.")
    assert page.inner_text(".said") == "Saved."
