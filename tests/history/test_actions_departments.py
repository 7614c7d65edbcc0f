"""An action is followed through what became of its department."""

from tests.history.acting import ACTION, FIRST, SALES, SHOPS, moved, second
from tests.history.quarters import compared, quarter


def test_department_that_is_gone_says_so():
    later = quarter("Q2", {SHOPS: ("gap", 0.8)})

    move = moved(ACTION, FIRST, later)

    assert (move.teams, move.found, move.untold) == ((), 1.0, "department_gone")


def renamed(**options):
    later = quarter("Q2", {("Growth", "vision"): ("gap", 0.6)}, **options)
    return FIRST, later


def test_renamed_department_is_followed_under_its_confirmed_map():
    document = compared(
        "Q1",
        "Q2",
        {"Growth": (["Sales"], ["Growth"])},
        moved=[("Growth", "vision", "narrowing")],
    )

    move = moved(
        ACTION,
        *renamed(),
        maps={("Q1", "Q2"): (("Sales", "Growth"),)},
        compared={("Q1", "Q2"): document},
    )

    assert (move.teams, move.found, move.now) == (("Growth",), 1.0, 0.6)
    assert (move.verdict, move.untold) == ("narrowing", None)


def split(**options):
    parts = {("North", "vision"): ("gap", 0.6), ("South", "vision"): ("gap", 0.9)}
    maps = {("Q1", "Q2"): (("Sales", "North"), ("Sales", "South"))}
    return moved(ACTION, FIRST, quarter("Q2", parts), maps=maps, **options)


def test_split_department_has_a_change_of_the_whole_and_no_figure_of_its_own_now():
    document = compared(
        "Q1",
        "Q2",
        {"North + South": (["Sales"], ["North", "South"])},
        moved=[("North + South", "vision", "narrowing")],
    )

    move = split(compared={("Q1", "Q2"): document})

    assert move.teams == ("North", "South")
    assert (move.found, move.now, move.verdict) == (1.0, None, "narrowing")


def test_split_department_that_nobody_compared_says_so():
    assert split().untold == "department_changed"


def test_merged_department_has_no_figure_of_its_own_now():
    later = quarter("Q2", {("Trade", "vision"): ("gap", 0.6)})
    document = compared(
        "Q1",
        "Q2",
        {"Trade": (["Sales", "Shops"], ["Trade"])},
        moved=[("Trade", "vision", "persisting")],
    )

    move = moved(
        ACTION,
        FIRST,
        later,
        maps={("Q1", "Q2"): (("Sales", "Trade"), ("Shops", "Trade"))},
        compared={("Q1", "Q2"): document},
    )

    assert (move.found, move.now, move.verdict) == (1.0, None, "persisting")


THIRD = quarter(
    "Q3", {SALES: ("gap", 0.3), SHOPS: ("gap", 0.8)}, moved=[("Q2", *SALES, "closed")]
)


def test_without_a_comparison_of_both_the_change_is_that_of_the_last_quarter():
    move = moved(ACTION, FIRST, second(), THIRD)

    assert (move.found, move.now) == (1.0, 0.3)
    assert (move.since, move.verdict) == ("Q2", "closed")


def test_comparison_of_both_speaks_where_there_is_one():
    whole = compared(
        "Q1", "Q3", {"Sales": (["Sales"], ["Sales"])}, moved=[(*SALES, "narrowing")]
    )

    move = moved(ACTION, FIRST, second(), THIRD, compared={("Q1", "Q3"): whole})

    assert (move.since, move.verdict) == ("Q1", "narrowing")


def test_department_missing_in_a_quarter_between_and_back_was_not_compared():
    between = quarter("Q2", {SHOPS: ("gap", 0.8)})

    assert moved(ACTION, FIRST, between, THIRD).untold == "not_compared"


def test_department_that_became_part_of_another_has_no_figure_in_any_later_quarter():
    trade = {("Trade", "vision"): ("gap", 0.6)}
    merged = {("Q1", "Q2"): (("Sales", "Trade"), ("Shops", "Trade"))}
    later = quarter("Q3", trade, moved=[("Q2", "Trade", "vision", "persisting")])

    move = moved(ACTION, FIRST, quarter("Q2", trade), later, maps=merged)

    assert (move.found, move.now, move.verdict) == (1.0, None, "persisting")


def test_neighbours_of_which_nothing_is_written_were_not_compared():
    later = quarter("Q2", {SALES: ("gap", 0.5)})

    assert moved(ACTION, FIRST, later).untold == "not_compared"
