"""The pages in a real browser: by keyboard, on a phone, with and without scripts."""

import pytest

from tests.collection.company import ASKED
from tests.web.browsing import LOOKS, PHONE, faults
from tests.web.survey import FIRST, READINESS, STATEMENTS, Survey

MOST_REQUESTS, MOST_BYTES = 3, 40_000


@pytest.fixture(scope="module")
def readiness(lasting):
    """A questionnaire with a choice, about an initiative."""
    return Survey(
        lasting.installation, "Ready", questionnaire=READINESS, subject="Spring"
    )


@pytest.mark.parametrize(
    ("person", "language", "look"),
    [("sales0", "pt", LOOKS[0]), ("sales1", "en", LOOKS[1])],
)
def test_pages_are_accessible_and_fit(
    opened, lasting, readiness, person, language, look
):
    page = opened(f"{lasting.link('leadership1')}?lang={language}")
    visited = []

    def check(name):
        visited.append(name)
        assert faults(page, [look]) == [], name

    check("form")
    page.check(f"input[name={FIRST}][value='2']")
    page.fill("textarea >> nth=0", "x" * 501)
    page.click("button.first")
    check("mistakes")
    page.fill("textarea >> nth=0", "word " * 99)
    page.click("button.first")
    check("review")
    address = page.url.split("/s/")[0]
    page.goto(f"{address}{readiness.link(person)}?lang={language}")
    page.check("input[name=priority_figure][value=churn]")
    page.click("summary")
    check("choice")
    page.click("button.second")
    check("thanks")
    page.goto(f"{address}/s/unknown")
    check("no such link")
    page.goto(f"{address}/?lang={language}")
    check("code")
    page.click("button")
    check("no code")
    assert len(visited) == 8


@pytest.mark.parametrize(
    ("person", "scripts"),
    [
        pytest.param("product1", True, id="scripts"),
        pytest.param("product2", False, id="no scripts"),
    ],
)
def test_keyboard_alone_answers_everything(opened, lasting, person, scripts):
    page = opened(lasting.link(person), PHONE, scripts=scripts)
    before = len(lasting.urn())
    keys = page.keyboard

    stops = []
    for _ in ("language", "details", "first statement"):
        keys.press("Tab")
    for dimension in ASKED.dimensions:
        for item in ASKED.items_of(dimension.key):
            # One stop a scale: the arrows choose, Tab goes on.
            assert page.locator(f"input[name={item.id}]:focus").count() == 1
            stops.append(item.id)
            for _ in range(4):
                keys.press("ArrowRight")
            keys.press("Tab")
        assert page.locator(f"textarea[name=comment-{dimension.key}]:focus").count()
        keys.press("Tab")
    assert page.locator("button.first:focus").count() == 1
    keys.press("Enter")
    page.wait_for_selector("h1:has-text('This will be stored.')")
    keys.press("Tab")
    assert page.locator("button.first:focus").count() == 1
    keys.press("Enter")
    page.wait_for_url("**/thanks")

    assert stops == STATEMENTS
    assert len(lasting.urn()) == before + 1
    assert bytes([4]) * len(STATEMENTS) in [sheet.answers for sheet in lasting.urn()]


def test_enter_in_a_scale_shows_what_will_be_stored_first(opened, lasting):
    page = opened(lasting.link("sales3"))
    page.check(f"input[name={FIRST}][value='3']")

    page.keyboard.press("Enter")

    page.wait_for_selector("h1:has-text('This will be stored.')")


def test_nothing_is_kept_in_the_browser(opened, lasting):
    page = opened(lasting.link("sales4"))
    page.check(f"input[name={FIRST}][value='3']")
    page.click("button.first")
    page.click("button.first")
    page.wait_for_url("**/thanks")

    assert page.context.cookies() == []
    assert page.context.storage_state()["origins"] == []
    kept = page.evaluate(
        "async () => [localStorage.length, sessionStorage.length,"
        " (await indexedDB.databases()).length, (await caches.keys()).length,"
        " (await navigator.serviceWorker.getRegistrations()).length]"
    )
    assert kept == [0, 0, 0, 0, 0]


@pytest.mark.parametrize("person", ["sales5", "leadership2"])
def test_first_visit_is_small(browser, base, lasting, person):
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    requests, loaded = [], []

    def on_request(event):
        requests.append(event)

    def on_loaded(event):
        loaded.append(event)

    session.on("Network.requestWillBeSent", on_request)
    session.on("Network.loadingFinished", on_loaded)

    page.goto(base + lasting.link(person), wait_until="networkidle")
    context.close()

    addresses = [sent["request"]["url"] for sent in requests]
    fetched = [address for address in addresses if not address.startswith("data:")]
    assert len(fetched) <= MOST_REQUESTS
    assert {address.startswith(base) for address in fetched} == {True}
    assert 1_000 < sum(file["encodedDataLength"] for file in loaded) <= MOST_BYTES


def test_focus_can_be_seen(opened, lasting):
    page = opened(lasting.link("sales6"))
    page.focus(f"input[name={FIRST}] >> nth=0")
    page.keyboard.press("ArrowRight")

    outline = page.evaluate(
        "getComputedStyle(document.activeElement.nextElementSibling).outline"
    )

    assert "3px" in outline
    assert "solid" in outline


def test_leaving_with_unsent_answers_is_warned_of(opened, lasting):
    page = opened(lasting.link("sales7"))
    warnings = []

    def accept(dialog):
        warnings.append(dialog.type)
        dialog.accept()

    page.on("dialog", accept)
    page.click("a[lang=pt]")
    page.wait_for_url("**?lang=pt")
    assert warnings == []
    page.check(f"input[name={FIRST}][value='3']")
    page.click("a[lang=en]")
    page.wait_for_url("**?lang=en")
    assert warnings == ["beforeunload"]
    page.check(f"input[name={FIRST}][value='3']")
    page.click("button.second")
    page.wait_for_url("**/thanks")
    page.remove_listener("dialog", accept)
    assert warnings == ["beforeunload"]


def test_progress_is_shown(opened, lasting):
    page = opened(lasting.link("sales8"))
    assert page.inner_text(".total") == "0 of 22 answered"

    page.check(f"input[name={FIRST}][value='3']")

    assert page.inner_text(".total") == "1 of 22 answered"
    assert page.get_by_role("progressbar", name="1 of 22 answered").count() == 1


def test_mistake_is_in_focus_and_leads_to_its_place(opened, lasting):
    page = opened(lasting.link("sales9"), scripts=False)
    page.fill("textarea >> nth=1", "x" * 501)
    page.click("button.second")

    assert page.locator(".mistakes:focus").count() == 1
    page.click(".mistakes a")
    assert page.locator("textarea[aria-invalid]:focus").count() == 1
    assert page.input_value("textarea >> nth=1") == "x" * 501
