"""The pages in a real browser: by keyboard, on a phone, with and without scripts."""

import shutil

import pytest

from diagnostic.store.database import connect
from tests.collection.company import ASKED, SOURCE, installed
from tests.web.browsing import chromium, served, too_wide, violations
from tests.web.survey import FIRST, STATEMENTS, Survey
from tests.web.test_answers import READINESS

PHONE, DESK = 320, 1280
MOST_REQUESTS, MOST_BYTES = 3, 40_000
SMALLEST_TARGET = 48
POINTS = "input[type=radio]:not([value=''])"


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def survey(prepared_sqlite, tmp_path_factory):
    folder = tmp_path_factory.mktemp("browser")
    path = shutil.copy(prepared_sqlite, folder / "diagnostic.db")
    database = connect(f"sqlite:///{path}")
    yield Survey(installed(database, folder))
    database.close()


@pytest.fixture(scope="module")
def readiness(survey):
    """A questionnaire with a choice, about an initiative."""
    return Survey(
        survey.installation, "Ready", questionnaire=READINESS, subject="Spring"
    )


@pytest.fixture(scope="module")
def base(survey):
    with served(survey.app) as address:
        yield address


@pytest.fixture
def opened(browser, base):
    """Opens a page in a browser of its own, and hears what the browser complains of."""
    contexts, complaints = [], []

    def open_page(path, width=DESK, **options):
        size = {"width": width, "height": 800}
        contexts.append(browser.new_context(viewport=size, **options))
        page = contexts[-1].new_page()
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(base + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    meant = "the server responded with a status"
    assert [said for said in complaints if meant not in said] == []


@pytest.mark.parametrize(
    ("person", "width", "language", "scheme"),
    [
        ("sales0", PHONE, "en", "light"),
        ("sales1", PHONE, "pt", "dark"),
        ("sales2", DESK, "en", "dark"),
        ("sales3", DESK, "pt", "light"),
    ],
)
def test_pages_are_accessible_and_fit(
    opened, survey, readiness, person, width, language, scheme
):
    page = opened(
        f"{survey.link('leadership1')}?lang={language}", width, color_scheme=scheme
    )
    visited = []

    def check(name):
        visited.append(name)
        assert violations(page) == [], name
        assert too_wide(page) <= 0, name

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
def test_keyboard_alone_answers_everything(opened, survey, person, scripts):
    page = opened(survey.link(person), PHONE, java_script_enabled=scripts)
    before = len(survey.urn())
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
    assert len(survey.urn()) == before + 1
    assert bytes([4]) * len(STATEMENTS) in [sheet.answers for sheet in survey.urn()]


def test_enter_in_a_scale_shows_what_will_be_stored_first(opened, survey):
    page = opened(survey.link("sales3"))
    page.check(f"input[name={FIRST}][value='3']")

    page.keyboard.press("Enter")

    page.wait_for_selector("h1:has-text('This will be stored.')")


def test_nothing_is_kept_in_the_browser(opened, survey):
    page = opened(survey.link("sales4"))
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
def test_first_visit_is_small(browser, base, survey, person):
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

    page.goto(base + survey.link(person), wait_until="networkidle")
    context.close()

    addresses = [sent["request"]["url"] for sent in requests]
    fetched = [address for address in addresses if not address.startswith("data:")]
    assert len(fetched) <= MOST_REQUESTS
    assert {address.startswith(base) for address in fetched} == {True}
    assert 1_000 < sum(file["encodedDataLength"] for file in loaded) <= MOST_BYTES


SCALES = {
    2: ["No", "Yes"],
    5: ["Disagree strongly", "Disagree", "Neither", "Agree", "Agree strongly"],
    7: [f"This describes us to the extent of {n} of 7" for n in range(1, 8)],
    11: [f"{n} of 10" for n in range(11)],
}


@pytest.fixture(scope="module", params=SCALES)
def scale(request, survey):
    """A questionnaire with another scale."""
    start = SOURCE.index(b"[scale]")
    labels = ", ".join(f'"{label}"' for label in SCALES[request.param])
    lines = (
        f"[scale]\npoints = {request.param}\nlabels.en = [{labels}]\n"
        f"labels.pt = [{labels}]\n\n"
    )
    source = SOURCE[:start] + lines.encode() + SOURCE[SOURCE.index(b"[[dim") :]
    name = f"{request.param} points"
    return Survey(survey.installation, name, questionnaire=source, subject=name)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_point_of_every_scale_is_large_enough_for_a_thumb(opened, scale, width):
    page = opened(scale.link("leadership1"), width)

    boxes = [box.bounding_box() for box in page.locator(f"{POINTS}").all()[:11]]
    skips = [skip.bounding_box() for skip in page.locator(".skip").all()[:3]]
    selects = [box.bounding_box() for box in page.locator("select").all()]

    for box in boxes:
        assert box["width"] >= SMALLEST_TARGET
    for box in boxes + skips + selects:
        assert box["height"] >= SMALLEST_TARGET
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    apart = {(round(box["x"]), round(box["y"])) for box in boxes}
    assert len(apart) == len(boxes)
    assert too_wide(page) <= 0


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_words_of_a_point_are_seen_on_focus_and_read_aloud(opened, scale, width):
    page = opened(scale.link("leadership1"), width)
    labels = page.locator(".item >> nth=0").locator(".point")

    for number in range(labels.count()):
        label = labels.nth(number)
        label.locator("input").focus()
        page.keyboard.press("Space")
        assert label.locator(".words").is_visible()
        words = label.locator(".words").bounding_box()
        circle = label.locator(".number").bounding_box()
        assert words["y"] >= circle["y"] + circle["height"]
        assert words["x"] >= 0
        assert words["x"] + words["width"] <= width
        assert label.inner_text().split()[0] == str(number + 1)
        name = page.get_by_role("radio", name=label.inner_text().replace("\n", " "))
        assert name.count() >= 1


def test_focus_can_be_seen(opened, survey):
    page = opened(survey.link("sales6"))
    page.focus(f"input[name={FIRST}] >> nth=0")
    page.keyboard.press("ArrowRight")

    outline = page.evaluate(
        "getComputedStyle(document.activeElement.nextElementSibling).outline"
    )

    assert "3px" in outline
    assert "solid" in outline


def test_leaving_with_unsent_answers_is_warned_of(opened, survey):
    page = opened(survey.link("sales7"))
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
    assert warnings == ["beforeunload"]


def test_progress_is_shown(opened, survey):
    page = opened(survey.link("sales8"))
    assert page.inner_text(".total") == "0 of 22 answered"

    page.check(f"input[name={FIRST}][value='3']")

    assert page.inner_text(".total") == "1 of 22 answered"
    assert page.get_by_role("progressbar", name="1 of 22 answered").count() == 1


def test_mistake_is_in_focus_and_leads_to_its_place(opened, survey):
    page = opened(survey.link("sales9"), java_script_enabled=False)
    page.fill("textarea >> nth=1", "x" * 501)
    page.click("button.second")

    assert page.locator(".mistakes:focus").count() == 1
    page.click(".mistakes a")
    assert page.locator("textarea[aria-invalid]:focus").count() == 1
    assert page.input_value("textarea >> nth=1") == "x" * 501
