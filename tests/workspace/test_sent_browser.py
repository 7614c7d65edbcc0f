"""Pages that only a form leads to: accessible, and no wider than their window."""

from itertools import cycle

from tests.collection.elsewhere import answers
from tests.web.browsing import LOOKS, faults, served
from tests.workspace.reorganised import ANA, HOME

EARLIER = "/app/companies/acme/earlier"
LONG = "Assistência" * 7
ANSWERED = answers(("2025-Q1",), {"leadership": 5, LONG: 6, "Support": 4})


def earlier_quarters(page):
    page.goto(EARLIER)
    page.click("button.first")
    yield "no file"
    file = {"name": "answers.csv", "mimeType": "text/csv", "buffer": ANSWERED}
    page.set_input_files("#file", file)
    page.click("button.first")
    yield "a file to be confirmed"


def map_of_departments(page, first, second):
    page.goto(f"{HOME}/map/{first}/{second}")
    sales = page.get_by_role("group", name="Sales became")
    sales.get_by_label("Field").check()
    sales.get_by_label("Shops").check()
    page.click("button.first")
    yield "what a map makes"
    page.click("button.first")
    yield "a map that is settled"
    page.goto(HOME)
    yield "gaps, their register and a map"


def comparisons(page, first):
    page.goto(f"{HOME}/compare?from={first}&to={first}")
    yield "the same quarter twice"


def actions(page):
    page.goto("/app/companies/acme/actions/new")
    page.click('a[href*="/actions/new?"] >> nth=0')
    page.fill("#what", "")
    page.click("button.first")
    yield "no action"


def test_pages_are_accessible_and_fit(acme, kept, visiting):
    first, second, _ = kept[1]
    looks = cycle(LOOKS)
    with served(acme.app) as base:
        page = visiting(acme.client(ANA), base, HOME)
        for seen in (
            earlier_quarters(page),
            map_of_departments(page, first, second),
            comparisons(page, first),
            actions(page),
        ):
            for name in seen:
                assert faults(page, [next(looks)]) == [], name
