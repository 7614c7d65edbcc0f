"""Scales of 2 to 11 points: for a thumb, on a narrow phone, read aloud."""

import pytest

from tests.collection.company import SOURCE
from tests.web.browsing import DESK, PHONE, too_wide
from tests.web.survey import Survey

SMALLEST_TARGET = 48
POINTS = "input[type=radio]:not([value=''])"
SCALES = {
    2: ["No", "Yes"],
    5: ["Disagree strongly", "Disagree", "Neither", "Agree", "Agree strongly"],
    7: [f"This describes us to the extent of {n} of 7" for n in range(1, 8)],
    11: [f"{n} of 10" for n in range(11)],
}


@pytest.fixture(scope="module", params=SCALES)
def scale(request, lasting):
    """A questionnaire with another scale."""
    start = SOURCE.index(b"[scale]")
    labels = ", ".join(f'"{label}"' for label in SCALES[request.param])
    lines = (
        f"[scale]\npoints = {request.param}\nlabels.en = [{labels}]\n"
        f"labels.pt = [{labels}]\n\n"
    )
    source = SOURCE[:start] + lines.encode() + SOURCE[SOURCE.index(b"[[dim") :]
    name = f"{request.param} points"
    return Survey(lasting.installation, name, questionnaire=source, subject=name)


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
        name = label.inner_text().replace("\n", " ")
        assert label.get_by_role("radio", name=name).count() == 1
