"""Figures: where a value stands on its axis, and what they may not do."""

from xml.etree import ElementTree

import pytest

from reports.document import read
from reports.figures import (
    PAD,
    Axis,
    Mark,
    bands,
    dots,
    dumbbell,
    hatched,
    offset,
    share,
)
from reports.gallery import Gallery
from reports.typesetting import OwnFigures
from tests.printing.companies import printed

AXIS = Axis(1, 5, 1, 112)


@pytest.mark.parametrize(
    ("value", "x"),
    [(1, PAD), (3, 56), (5, 112 - PAD), (0, PAD), (9, 112 - PAD)],
)
def test_whole_scale_is_the_axis(value, x):
    assert AXIS.x(value) == pytest.approx(x)


def test_axis_has_a_tick_for_every_point():
    assert AXIS.ticks() == [1, 2, 3, 4, 5]
    assert len(Axis(1, 11, 1, 100).ticks()) == 11


@pytest.mark.parametrize(
    "svg",
    [
        dumbbell(AXIS, Mark(4.2, 1), Mark(2.0, -1, (1.5, 2.5))),
        dumbbell(AXIS, None, Mark(2.0)),
        dots(AXIS, Mark(3), [Mark(1), Mark(5)]),
        offset(Axis(-2, 2, 1, 90), Mark(1.2, 0, (-3.0, 3.0)), 0.5),
        bands((0.0, 0.1, 0.9), 100),
        share(1.4, 100),
        hatched(80),
    ],
    ids=["clamped", "one side", "dots", "offset", "bands", "share", "hatched"],
)
def test_figures_are_shapes_without_letters(svg):
    root = ElementTree.fromstring(svg)  # noqa: S314

    assert {part.tag.rpartition("}")[2] for part in root.iter()} == {"svg", "path"}
    assert "nan" not in svg


def test_marks_of_both_sides_differ_in_shape_and_colour():
    svg = dumbbell(AXIS, Mark(4), Mark(2))

    assert 'fill="#0b5394"' in svg
    assert 'fill="#c8500a"' in svg
    assert svg.count("a4 4") == 2  # the dot's two halves; the diamond has no arc


def test_equal_figures_are_kept_once():
    gallery = Gallery(read(*printed("usual"), "en"))

    assert gallery.hatched(80) == gallery.hatched(80)
    assert len(gallery.plates) == 1


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "figure:2", "figure:1/../../x", "https://example.org", ""],
)
def test_nothing_but_the_report_s_figures_is_fetched(address):
    with pytest.raises(ValueError, match="not a picture"):
        OwnFigures({"figure:1": "<svg/>"}).fetch(address)
