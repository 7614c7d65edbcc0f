"""The page of the consultant's words in a browser with scripts."""

import pytest

from tests.web.browsing import chromium, served
from tests.workspace.test_commentary import ANA, Desk


@pytest.fixture
def desk(office):
    return Desk(office)


def test_page_counts_while_somebody_types_and_warns_before_it_is_lost(desk):
    cookie = desk.office.client(ANA).get_cookie("workspace", path="/app")
    place = {"domain": "127.0.0.1", "path": "/app"}
    with served(desk.office.app) as base, chromium() as browser:
        context = browser.new_context()
        context.add_cookies([{"name": cookie.key, "value": cookie.value, **place}])
        page, asked = context.new_page(), []

        def agree(dialog):
            asked.append(dialog.type)
            dialog.accept()

        page.on("dialog", agree)
        page.goto(base + desk.place)
        page.fill("#t-foreword", "a" * 1203)
        page.press("#t-foreword", "b")
        counted = page.inner_text("#h-foreword")
        page.reload()
        page.fill("#t-map", "Look.")
        page.click("button.first")
        page.wait_for_selector(".said")

    assert counted == "1\u202f204 of 2\u202f000 characters"
    assert asked == ["beforeunload"]
    assert desk.words() == {"map": "Look."}
