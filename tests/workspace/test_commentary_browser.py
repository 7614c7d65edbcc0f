"""The page of the consultant's words in a browser with scripts."""

import pytest

from tests.web.browsing import served
from tests.workspace.test_commentary import Desk


@pytest.fixture
def desk(office):
    return Desk(office)


def test_page_counts_while_somebody_types_and_warns_before_it_is_lost(desk, visiting):
    with served(desk.office.app) as base:
        page, asked = visiting(desk.ana, base, desk.place), []

        def agree(dialog):
            asked.append(dialog.type)
            dialog.accept()

        page.on("dialog", agree)
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
