"""The pages of a draft in a real browser: accessible at every width, in both lights."""

from itertools import cycle

import pytest

from diagnostic.pipeline import drafts
from questionnaires.additions import Addition
from tests.web.browsing import DESK, LOOKS, PHONE, faults, served
from tests.workspace.drafting import RUI, with_roster
from tests.workspace.test_setup_participants import BAD, GOOD

OWN = (
    Addition({"en": "I know whom to ask.", "pt": "Sei a quem perguntar."}),
    Addition(
        {"en": "Which office?", "pt": "Que escritório?"},
        options=({"en": "Lisbon", "pt": "Lisboa"}, {"en": "Porto", "pt": "Porto"}),
    ),
)


@pytest.fixture
def drafting(office):
    drafting = with_roster(office)
    name = drafting.name
    drafts.set_additions(office.installation, "acme", name, OWN, revision=0)
    return drafting


@pytest.fixture
def page(office, drafting, visiting):
    """A page in a browser in which Ana is signed in."""
    with served(office.app) as base:
        page = visiting(drafting.ana, base, drafting.place)
        page.complaints = []
        page.on("console", lambda said: page.complaints.append(said.text))
        yield page


def filled(page, drafting):
    """Open pages that answer to what was typed."""
    place = drafting.place
    page.goto(f"{place}/questions/2")
    yield "a question with options"
    page.goto(f"{place}/questionnaire")
    page.set_input_files(
        "#file", {"name": "own.toml", "mimeType": "", "buffer": b"key = 1\nx = 2"}
    )
    page.click("button.first")
    yield "faults of a questionnaire"
    page.goto(f"{place}/participants")
    page.fill("#rows", BAD)
    page.click("button.first")
    yield "faults of a list"
    page.fill("#rows", GOOD)
    page.click("button.first")
    page.click("summary")
    yield "a list to be confirmed"
    page.goto(f"{place}/period")
    page.fill("#closes", "2020-01-01")
    page.click("button.first")
    yield "a day that is past"
    page.goto(f"{place}/mails/invitation")
    page.fill("#body", "{name}\n{")
    page.click("button.first")
    yield "faults of a text"
    page.goto(f"{place}/groups")
    rui = drafting.office.signed_in(RUI, "consultant", "acme")
    drafting.send("/groups", rui, minimum="6")
    page.click("button.first")
    yield "two consultants"
    page.goto(f"{place}/preview/leadership")
    page.click("button.first")
    yield "a preview that was sent"


def test_pages_are_accessible_and_fit(page, drafting):
    for name, look in zip(filled(page, drafting), cycle(LOOKS), strict=False):
        assert faults(page, [look]) == [], name
    meant = "the server responded with a status"
    assert [said for said in page.complaints if meant not in said] == []


def test_mistake_is_in_focus(page, drafting):
    page.goto(f"{drafting.place}/period")
    page.fill("#closes", "2020-01-01")
    page.click("button.first")

    assert page.locator(".faults:focus").count() == 1
    page.click(".faults a")
    assert page.locator("#closes:focus").count() == 1


def test_preview_is_as_wide_as_a_phone_and_stays_inside_one(page, drafting):
    page.goto(f"{drafting.place}/preview?of=marketing")
    frame = page.frame_locator("iframe.phone")
    frame.get_by_text("You answer as: Marketing").wait_for()

    page.set_viewport_size({"width": DESK, "height": 900})
    assert page.locator("iframe.phone").bounding_box()["width"] == 400
    page.set_viewport_size({"width": PHONE, "height": 900})
    assert page.locator("iframe.phone").bounding_box()["width"] < PHONE
    frame.locator("button.second").click()
    frame.get_by_text("Nothing was sent, and nothing is stored.").wait_for()
