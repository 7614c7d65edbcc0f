"""The brand on respondents' pages: seen there and nowhere else, and small."""

import base64
import gzip

import pytest

from diagnostic.brand.logos import MOST_KEPT, read_logo
from diagnostic.pipeline import brands
from diagnostic.pipeline.brands import Typed
from tests.brand.pictures import logo, noise, saved
from tests.web.browsing import LOOKS, faults
from tests.web.survey import ALL, FIRST, page, text

MARKUP = "</p><script>alert(1)</script>{{ 7 * 7 }}&amp;"
CLIENT = Typed("", "#14532d", "#0e7490", "Acme HR", f"Acme, Lisboa {MARKUP}")
PNG = saved(logo((320, 96)))
# The largest that is kept: dots without order.
LARGE = saved(noise((560, 192)))
MOST_REQUESTS, MOST_BYTES = 3, 40_000


def source(picture):
    return f"data:image/png;base64,{base64.b64encode(read_logo(picture)).decode()}"


def pages(survey):
    """Every page that asks something of somebody."""
    link = survey.link()
    yield survey.get(link)
    yield survey.get(f"{link}?lang=pt")
    yield survey.post(link, {FIRST: "9"})
    yield survey.post(link, ALL | {"review": "1"})
    yield survey.post(link, ALL | {"review": "change"})


def test_brand_is_on_every_page_that_asks_something(survey):
    brands.save(survey.installation, "acme", CLIENT, logo=PNG)

    for answer in pages(survey):
        found = page(answer)
        [picture] = found.all("img")
        assert picture["src"] == source(PNG)
        assert picture["alt"] == "Acme"
        assert (picture["width"], picture["height"]) == ("160", "48")
        drawn = [rect["fill"] for rect in found.all("rect")]
        assert drawn == ["#14532d", "#0e7490"]
        assert "Acme, Lisboa" in text(answer)


def test_markup_in_the_footer_is_text(survey):
    brands.save(survey.installation, "acme", CLIENT, logo=PNG)

    for answer in pages(survey):
        written = answer.get_data(as_text=True)
        assert "<script>alert" not in written
        assert "&lt;/p&gt;&lt;script&gt;" in written
        assert "{{ 7 * 7 }}&amp;amp;" in written


@pytest.mark.parametrize("name", ['"><script>alert(1)</script>', "' onerror='x"])
def test_markup_in_the_name_of_a_logo_is_text(survey, name):
    brands.save(survey.installation, None, Typed(name), logo=PNG)

    [picture] = page(survey.get(survey.link())).all("img")

    assert picture["alt"] == name
    assert picture.keys() == {"src", "alt", "width", "height"}


def test_policy_needs_no_exception_for_a_brand(survey):
    before = survey.get(survey.link()).headers["Content-Security-Policy"]
    brands.save(survey.installation, "acme", CLIENT, logo=PNG)

    answer = survey.get(survey.link())

    assert answer.headers["Content-Security-Policy"] == before
    for _, attributes in page(answer).tags:
        assert "style" not in attributes
    assert page(answer).all("style") == []


def test_page_without_a_brand_is_bare(survey):
    found = page(survey.get(survey.link()))

    assert found.all("img") == found.all("svg") == found.all("footer") == []


def test_consultancys_brand_stands_in(survey):
    brands.save(survey.installation, None, Typed("House", "#111111"), logo=PNG)

    found = page(survey.get(survey.link()))

    assert found.all("img")[0]["alt"] == "House"
    assert [rect["fill"] for rect in found.all("rect")] == ["#111111"]


def test_page_in_memory_changes_with_the_brand_and_is_the_same_for_all(survey):
    survey.get(survey.link("marketing1"))
    brands.save(survey.installation, "acme", CLIENT, logo=PNG)

    first = survey.get(survey.link("marketing1")).data
    assert b"Acme, Lisboa" in first
    assert survey.get(survey.link("marketing2")).data == first
    packed = survey.get(
        survey.link("marketing1"), headers={"Accept-Encoding": "gzip"}
    ).data
    assert gzip.decompress(packed) == first
    brands.remove_logo(survey.installation, "acme")
    assert page(survey.get(survey.link("marketing1"))).all("img") == []


def test_pages_for_everybody_have_no_brand(survey):
    before = [survey.get(path).data for path in ("/thanks", "/", "/s/unknown")]
    brands.save(survey.installation, "acme", CLIENT, logo=PNG)
    brands.save(survey.installation, None, Typed("House", "#111111"), logo=PNG)

    assert [survey.get(path).data for path in ("/thanks", "/", "/s/unknown")] == before
    survey.post(survey.link(), ALL)
    assert survey.get(survey.link()).data == before[2]


def test_branded_pages_are_accessible_and_fit(opened, lasting):
    brands.save(lasting.installation, "acme", CLIENT, logo=PNG)
    page = opened(lasting.link("sales1"))

    def check(look):
        assert faults(page, [look]) == []
        shown = page.locator(".logo img")
        assert shown.evaluate("it => it.complete && it.naturalWidth") == 320
        assert page.locator(".rule").bounding_box()["height"] == 3

    check(LOOKS[0])
    page.check(f"input[name={FIRST}][value='2']")
    page.click("button.first")
    page.wait_for_selector(".record")
    check(LOOKS[1])


def test_first_visit_with_the_largest_logo_is_small(browser, base, lasting):
    brands.save(lasting.installation, "acme", CLIENT, logo=LARGE)
    assert 0.8 * MOST_KEPT < len(read_logo(LARGE)) <= MOST_KEPT
    context = browser.new_context()
    shown = context.new_page()
    session = context.new_cdp_session(shown)
    session.send("Network.enable")
    requests, loaded = [], []
    session.on("Network.requestWillBeSent", lambda event: requests.append(event))
    session.on("Network.loadingFinished", lambda event: loaded.append(event))

    shown.goto(base + lasting.link("leadership2"), wait_until="networkidle")
    width = shown.evaluate("document.querySelector('.logo img').naturalWidth")
    context.close()

    assert width > 100
    addresses = [event["request"]["url"] for event in requests]
    fetched = [address for address in addresses if not address.startswith("data:")]
    assert len(fetched) <= MOST_REQUESTS
    assert 15_000 < sum(file["encodedDataLength"] for file in loaded) <= MOST_BYTES
