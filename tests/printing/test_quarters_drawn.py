"""A figure over quarters: what each sign stands for, and how it reaches the PDF."""

import re

import pytest

from diagnostic.history import Quarter
from reports.figures import BLUE, INK
from reports.past.between import months
from reports.past.drawing import Frame, Spot, drawn
from reports.strokes import Strokes
from tests.printing import series as made

FRAME = Frame(-1.0, 2.0, 4, 92.0, 46.0, 0.0, 0.5)
FILLED = re.compile(rf'fill="{INK}" stroke="{INK}"')
HOLLOW = re.compile(rf'fill="#ffffff" stroke="{INK}"')
JOINED = re.compile(r'd="M[\d. ]+L[\d. ]+" fill="none"')
DOTTED = re.compile(r"(v1\.6M){5}|(v1\.6M[\d. ]+){5}")


def drawing(*spots, frame=FRAME):
    svg = drawn(frame, spots)

    # Nothing goes the slow way into the PDF.
    assert Strokes.of(svg) is not None
    return svg


def test_a_gap_is_filled_and_another_verdict_hollow():
    svg = drawing(Spot(0, 0.9, full=True), Spot(1, 0.2), Spot(2, 0.1))

    assert len(FILLED.findall(svg)) == 1
    assert len(HOLLOW.findall(svg)) == 2


def test_a_line_joins_what_compares_and_a_dotted_one_parts_what_does_not():
    joined = drawing(Spot(0, 0.9), Spot(1, 0.2, joined=True))
    parted = drawing(Spot(0, 0.9), Spot(1, 0.2))

    assert len(JOINED.findall(joined)) == 1
    assert not DOTTED.search(joined)
    assert not JOINED.search(parted)
    assert DOTTED.search(parted)


@pytest.mark.parametrize(
    "spots",
    [
        (Spot(0, 0.9), Spot(1, None), Spot(2, 0.4)),
        (Spot(0, 0.9), Spot(2, 0.4)),
        (Spot(0, 0.0, worded=True), Spot(1, 0.0, worded=True)),
    ],
    ids=["not shown", "not there", "only a word"],
)
def test_no_line_leads_over_what_is_not_known(spots):
    svg = drawing(*spots)

    assert not JOINED.search(svg)
    assert not DOTTED.search(svg)


def test_what_is_not_shown_is_hatched_and_has_no_mark():
    svg = drawing(Spot(0, None))

    assert not FILLED.search(svg)
    assert not HOLLOW.search(svg)
    assert len(re.findall(r"l[\d.]+ -[\d.]+", svg)) > 5


def test_a_bound_is_a_triangle_that_points_to_where_the_figure_lies():
    above, below = (drawing(Spot(0, 0.9, beyond)) for beyond in (1, -1))

    assert re.search(r"h5\.6l-2\.8 -4\.4z", above)
    assert re.search(r"h5\.6l-2\.8 4\.4z", below)


def test_an_imported_quarter_has_a_bar_at_the_foot():
    frame = Frame(-1.0, 2.0, 4, 92.0, 46.0, 0.0, imported=(0, 1))
    bars = re.search(r'd="([^"]*)" fill="none" stroke="#5c6573" stroke-width="1.4"',
        drawing(Spot(0, 0.9), frame=frame))  # fmt: skip

    assert bars[1].count("45.3h") == 2
    assert 'stroke-width="1.4"' not in drawing(Spot(0, 0.9))


def test_a_figure_beyond_the_frame_is_put_at_its_edge():
    inside, beyond = (drawing(Spot(0, value)) for value in (2.0, 9.0))

    assert inside == beyond


def test_leadership_has_diamonds():
    frame = Frame(0.0, 1.2, 4, 92.0, 46.0, 0.8, leading=True, colour=BLUE)

    svg = drawing(Spot(0, 0.9, full=True), frame=frame)

    assert re.search(rf'l3 3l-3 3l-3 -3z" fill="{BLUE}" stroke="{BLUE}"', svg)


def test_marks_of_twenty_quarters_do_not_meet():
    frame = Frame(-1.0, 2.0, 20, 92.0, 46.0, 0.0)
    size, edge = frame.mark

    assert 2 * size + edge < frame.step


# Counted by hand.
@pytest.mark.parametrize(
    ("earlier", "later", "number"),
    [
        ("2026-01-31", "2026-06-30", None),
        ("2026-01-30", "2026-06-30", 5),
        ("2025-11-28", "2026-12-28", 13),
        ("2025-12-31", "2026-12-30", 11),
        (None, "2026-12-30", None),
    ],
)
def test_only_five_months_and_more_are_said(earlier, later, number):
    asked = made.arguments(made.first())[1]
    waves = [Quarter({"closed": day}, asked) for day in (earlier, later)]

    assert months(*waves) == number
