"""Colours: what is one, and how well it is seen."""

import pytest

from diagnostic.brand import BrandError
from diagnostic.brand.colours import colour, contrast, first, ratio, second


# White against the greys that accessibility guides name as the last that pass and the
# first that fail (WebAIM, "Contrast and Color Accessibility", and its checker), and
# primary colours as the same checker gives them, which cuts after two digits.
@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param("#000000", "#ffffff", 21, id="black"),
        pytest.param("#ffffff", "#ffffff", 1, id="white"),
        pytest.param("#767676", "#ffffff", 4.54, id="last grey for text"),
        pytest.param("#777777", "#ffffff", 4.47, id="first grey that is too pale"),
        pytest.param("#949494", "#ffffff", 3.03, id="last grey for large text"),
        pytest.param("#959595", "#ffffff", 2.99, id="first that is too pale"),
        pytest.param("#ff0000", "#ffffff", 3.99, id="red"),
        pytest.param("#0000ff", "#ffffff", 8.59, id="blue"),
        pytest.param("#00ff00", "#ffffff", 1.37, id="green"),
        pytest.param("#ffffff", "#0000ff", 8.59, id="the other way round"),
    ],
)
def test_contrast(one, other, expected):
    assert contrast(one, other) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("#0B5394", "#0b5394"),
        ("0b5394", "#0b5394"),
        ("  #abc ", "#aabbcc"),
        ("", None),
        ("   ", None),
    ],
)
def test_colour_is_read(typed, found):
    assert colour(typed) == found


@pytest.mark.parametrize(
    "typed",
    [
        *("red", "#12345", "#1234567", "##123456", "#12345g", "rgb(0,0,0)"),
        *(
            "#000000;}",
            'url("//x")',
            "#0b5394\nx",
            "#" + "\N{ARABIC-INDIC DIGIT ZERO}" * 6,
            "var(--x)",
        ),
    ],
)
def test_what_is_no_colour_is_refused(typed):
    with pytest.raises(BrandError, match="is not a colour"):
        colour(typed)


def test_long_text_is_not_repeated():
    with pytest.raises(BrandError) as refused:
        colour("x" * 500)

    assert len(str(refused.value)) < 80


def test_two_colours_are_read():
    assert first("#767676") == "#767676"
    assert second("949494", "#767676") == "#949494"
    assert first("") is second("", None) is second(" ", "#767676") is None


def test_pale_colours_are_refused_with_their_contrast():
    pale = "#777777 is too pale .* contrast is 4.47:1, and 4.50:1 is needed"
    with pytest.raises(BrandError, match=pale):
        first("#777777")
    with pytest.raises(BrandError, match=r"contrast is 2\.99:1, and 3.00:1 is needed"):
        second("#959595", "#000000")


def test_second_colour_needs_a_first():
    with pytest.raises(BrandError, match="choose both"):
        second("#000000", None)


def test_contrast_is_never_rounded_up():
    assert ratio(contrast("#777777", "#ffffff")) == "4.47:1"
