"""Since the quarter before: what moved, what did not, what cannot be said."""

from diagnostic.history.since import since
from tests.history.quarters import compared, quarter, series

SALES = ("Sales", "vision")
FIRST = quarter("Q1", {SALES: ("gap", 1.0)})
SECOND = quarter(
    "Q2",
    {SALES: ("gap", 0.5)},
    moved=[("Q1", *SALES, "narrowing"), ("Q1", "Growth", "vision", None)],
    changes=[
        ("Q0", "Sales", "vision", "fell"),
        ("Q1", "Sales", "vision", "rose"),
        ("Q1", "leadership", "vision", "inconclusive"),
        ("Q1", "Growth", "vision", "not_shown"),
        ("Q1", "Growth", "means", "not_comparable"),
    ],
)


def groups(found):
    return [one["group"] for one in found]


def test_first_quarter_has_nothing_before_it():
    assert since(series(FIRST)) is None


def test_changes_are_sorted_by_what_can_be_said_of_them():
    found = since(series(FIRST, SECOND))

    assert (found.before, found.now, found.mapped) == ("Q1", "Q2", False)
    assert groups(found.moved) == ["Sales"]
    assert groups(found.still) == ["leadership"]
    assert groups(found.untold) == ["Growth", "Growth"]
    assert [one["status"] for one in found.gaps] == ["narrowing"]


def test_under_a_confirmed_map_its_comparison_speaks():
    document = compared(
        "Q1",
        "Q2",
        {"Sales": (["Sales", "Shops"], ["Sales"])},
        changes=[(*SALES, "fell")],
    )

    found = since(
        series(
            FIRST,
            SECOND,
            maps={("Q1", "Q2"): (("Sales", "Sales"), ("Shops", "Sales"))},
            compared={("Q1", "Q2"): document},
        )
    )

    assert found.mapped
    assert [one["verdict"] for one in found.moved] == ["fell"]
    assert found.still == found.untold == found.gaps == ()
