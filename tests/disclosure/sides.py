"""Sealed waves to be compared, of people who are few enough to count by hand."""

import json

from diagnostic.release import release
from diagnostic.release.comparing import Side, compare_waves
from diagnostic.rules import Rules
from diagnostic.stats import diagnose
from diagnostic.tally import keep, revive, tally_sheets
from tests.disclosure.companies import questionnaire

ASKED = questionnaire((5,))
LEADERS = [0, 0, 0, 10, 0]


def tally(name, groups, asked=ASKED, leadership="leadership", lower=()):
    """Count people who gave every item the same point, some items one less."""
    items = [item.id for item in asked.items]
    sheets = [
        (group, {item: max(point - (item in lower), 1) for item in items})
        for group, people in groups.items()
        for point, number in enumerate(people, 1)
        for _ in range(number)
    ]
    silent = {group: 4 for group, people in groups.items() if not sum(people)}
    return tally_sheets(asked, sheets, leadership, wave=name, invited=silent)


def side(
    name, groups, *before, asked=ASKED, leadership="leadership", rules=None, lower=()
):
    """Seal a wave after others: its release, and what is kept of it."""
    rules = rules or Rules(draws=199)
    counted = tally(name, groups, asked, leadership, lower)
    found = diagnose(counted, rules, previous=[wave.tally for wave in before])
    shown = [wave.release for wave in before]
    released = release(found, company="Acme", program="1", previous=shown)
    told = {(c["team"], c["dimension"]): c["verdict"] for c in released["comparisons"]}
    kept = json.loads(json.dumps(keep(counted, rules, told)))
    return Side(released, asked, revive(kept, asked))


def between(earlier, later, pairs):
    return compare_waves(earlier, later, pairs, company="Acme", program="1")


def moved(document, group, dimension="d0"):
    return next(
        one
        for one in document["changes"]
        if (one["group"], one["dimension"]) == (group, dimension)
    )


def gap(document, team, dimension="d0"):
    return next(
        one
        for one in document["gap_changes"]
        if (one["team"], one["dimension"]) == (team, dimension)
    )


# Q1: Sales, 10 at 2 and 10 at 4, mean 60/20 = 3.0. Q2: Field, 2 at 3 and 8 at 4, mean
# 38/10 = 3.8; Shops, 10 at 3 and 10 at 4, mean 70/20 = 3.5. Together 108/30 = 3.6.
SALES = {"leadership": LEADERS, "Sales": [0, 10, 0, 10, 0]}
SPLIT = {
    "leadership": LEADERS,
    "Field": [0, 0, 2, 8, 0],
    "Shops": [0, 0, 10, 10, 0],
}
MAP = [("Sales", "Field"), ("Sales", "Shops")]
