"""An action of the first of two quarters, and what became of its gap."""

from diagnostic.history.actions import Agreed, beside
from tests.history.quarters import quarter, series
from tests.stats.companies import questionnaire

SALES = ("Sales", "vision")
SHOPS = ("Shops", "vision")
OTHER = questionnaire({"means": ["m1"]}, version=2)
ACTION = Agreed(
    "0" * 16, "Q1", "vision", "Sales", "gap_leadership_higher", "gap", "Meet weekly."
)
FIRST = quarter("Q1", {SALES: ("gap", 1.0), SHOPS: ("gap", 0.8)})


def second(status="narrowing", now=("gap", 0.5), **options):
    moved = [("Q1", *SALES, status), ("Q1", *SHOPS, "persisting")]
    return quarter("Q2", {SALES: now, SHOPS: ("gap", 0.8)}, moved=moved, **options)


def followed(action, *quarters, **options):
    [found] = beside([action], series(*quarters, **options))
    return found


def moved(action, *quarters, **options):
    [move] = followed(action, *quarters, **options).moves
    return move
