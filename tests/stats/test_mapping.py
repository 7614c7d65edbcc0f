"""Maps of departments: what is joined, what goes on, and what cannot be."""

import pytest

from diagnostic.tally.mapping import Block, blocks, composed, faults

BEFORE, AFTER = ("Ops", "Sales"), ("Field", "Ops", "Shops")
SPLIT = [("Ops", "Ops"), ("Sales", "Field"), ("Sales", "Shops")]


def told(before, after, pairs, gone=(), new=()):
    return [str(fault) for fault in faults(before, after, pairs, gone, new)]


@pytest.mark.parametrize(
    ("before", "after", "pairs", "expected"),
    [
        pytest.param(
            BEFORE,
            AFTER,
            SPLIT,
            [(("Sales",), ("Field", "Shops")), (("Ops",), ("Ops",))],
            id="split",
        ),
        pytest.param(
            AFTER,
            BEFORE,
            [(new, old) for old, new in SPLIT],
            [(("Ops",), ("Ops",)), (("Field", "Shops"), ("Sales",))],
            id="merged",
        ),
        pytest.param(
            BEFORE,
            AFTER,
            [("Ops", "Ops")],
            [
                ((), ("Field",)),
                (("Ops",), ("Ops",)),
                ((), ("Shops",)),
                (("Sales",), ()),
            ],
            id="new and gone",
        ),
        pytest.param(
            ("A", "B", "C"),
            ("X", "Y", "Z"),
            [("A", "X"), ("B", "X"), ("B", "Y"), ("C", "Y")],
            [(("A", "B", "C"), ("X", "Y")), ((), ("Z",))],
            id="a chain is one",
        ),
        pytest.param(("A",), (), [], [(("A",), ())], id="nobody left"),
        pytest.param(
            ("A",),
            ("B",),
            [("Q", "B")],
            [((), ("B",)), (("A",), ())],
            id="a name that is not there",
        ),
    ],
)
def test_blocks_are_what_a_map_joins(before, after, pairs, expected):
    assert blocks(before, after, pairs) == tuple(Block(*pair) for pair in expected)


def test_a_block_is_called_what_it_is_now_or_what_it_was():
    assert Block(("Sales",), ("Field", "Shops")).name == "Field + Shops"
    assert Block(("Sales", "Ops"), ()).name == "Sales + Ops"


# Q1 to Q2: Sales split into Field and Shops. Q2 to Q3: Shops and Ops joined as Stores,
# Field is gone, Web is new. So of Q1, Sales and Ops are in Stores of Q3.
def test_maps_follow_one_another():
    onward = [("Ops", "Stores"), ("Shops", "Stores")]

    assert composed([SPLIT, onward]) == (("Ops", "Stores"), ("Sales", "Stores"))
    assert composed([SPLIT]) == tuple(SPLIT)
    assert composed([SPLIT, [], onward]) == ()


def test_two_ways_to_the_same_team_are_one_pair():
    joined = [("Field", "All"), ("Shops", "All"), ("Ops", "Ops")]

    assert composed([SPLIT, joined]) == (("Ops", "Ops"), ("Sales", "All"))


@pytest.mark.parametrize(
    ("pairs", "gone", "new", "expected"),
    [
        pytest.param(SPLIT, (), (), [], id="whole"),
        pytest.param([("Ops", "Ops")], ("Sales",), ("Field", "Shops"), [], id="anew"),
        pytest.param(
            [("Ops", "Ops")],
            (),
            ("Field", "Shops"),
            ["this leaves people out: what became of Sales, or is it gone?"],
            id="left out",
        ),
        pytest.param(
            SPLIT[:2], (), (), ["Shops came from nowhere: is it new?"], id="nowhere"
        ),
        pytest.param(
            SPLIT,
            ("Sales",),
            ("Field",),
            [
                "Sales cannot be gone and have become a team",
                "Field cannot be new and come from a team",
            ],
            id="both",
        ),
        pytest.param(
            [*SPLIT, SPLIT[0]],
            (),
            (),
            ["that Ops became Ops is said twice"],
            id="twice",
        ),
        pytest.param(
            [*SPLIT, ("Sails", "Web")],
            ("Board",),
            ("Moon",),
            [
                "the earlier wave has no team Sails",
                "the earlier wave has no team Board",
                "the later wave has no team Web",
                "the later wave has no team Moon",
            ],
            id="strangers",
        ),
    ],
)
def test_a_map_that_cannot_be_says_why(pairs, gone, new, expected):
    assert told(BEFORE, AFTER, pairs, gone, new) == expected


@pytest.mark.parametrize(
    ("pairs", "circle"),
    [
        pytest.param("AB BA CC", "A → B → A", id="two"),
        pytest.param("AB BC CA", "A → B → C → A", id="three"),
        pytest.param("AB BA BC CC", "A → B → A", id="one side also feeds another"),
        pytest.param("AA AB BA CC", None, id="one keeps its people"),
        pytest.param("AA BB CC", None, id="nothing moved"),
        pytest.param("AB BC CC", None, id="a chain"),
    ],
)
def test_names_may_not_go_round_in_a_circle(pairs, circle):
    drawn = [(old, new) for old, new in pairs.split()]
    teams = ("A", "B", "C")
    come = {new for _, new in drawn}
    found = told(teams, teams, drawn, (), [team for team in teams if team not in come])

    expected = f"{circle} is a circle: none of them would keep any of its own people"
    assert found == ([expected] if circle else [])
