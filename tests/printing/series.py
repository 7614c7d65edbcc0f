"""Series of waves that are printed: simulated answers through the real steps."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from diagnostic.history import Quarter, Series
from diagnostic.history.actions import Agreed, beside
from diagnostic.release import release
from diagnostic.release.comparing import Side, compare_waves
from diagnostic.stats import diagnose
from diagnostic.tally import keep, revive, tally_sheets
from questionnaires import Questionnaire, load
from tests.printing.companies import RULES, sheets
from tests.printing.shelf import shelved
from tests.stats.companies import questionnaire

PEOPLE = {"leadership": 12, "Finance": 6, "Marketing": 14, "Operations": 4, "Sales": 24}
NAMES = ("2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3")
CLOSED = (date(2025, 11, 28), date(2026, 2, 27), date(2026, 5, 29), date(2026, 8, 28))
# Marketing comes closer wave by wave; Sales parts in the last one.
VIEWS = tuple(
    {
        "leadership": 4.0,
        ("Marketing", "resources"): marketing,
        ("Sales", "expectations"): sales,
    }
    for marketing, sales in ((1.8, 3.9), (2.3, 3.9), (3.1, 3.9), (3.9, 2.8))
)
MAP = (("Finance", "Finance"), ("Marketing", "Growth"), ("Sales", "Field"),
    ("Sales", "Shops"), ("Operations", "Operations"))  # fmt: skip
SPLIT = {"leadership": 12, "Field": 12, "Finance": 6, "Growth": 14, "Lab": 11,
    "Operations": 4, "Shops": 12}  # fmt: skip


def wave(name, people, views, *before, asked=None, closed=None, seed=1, **others):
    """Seal a wave after others: its release, and what is kept of it."""
    asked = asked or load("leadership-alignment")
    counted = tally_sheets(asked, sheets(asked, people, views, seed), wave=name)
    found = diagnose(counted, RULES, previous=[one.tally for one in before])
    written = release(
        found,
        company="Example company",
        closed=closed,
        program="0.1.0",
        previous=[one.release for one in before],
        **others,
    )
    told = {(c["team"], c["dimension"]): c["verdict"] for c in written["comparisons"]}
    return Side(written, asked, revive(keep(counted, RULES, told), asked))


def series(*sides, maps=None, compared=None):
    """Put waves in a row."""
    quarters = tuple(Quarter(one.release, one.questionnaire) for one in sides)
    return Series(quarters, maps or {}, compared or {})


def mapped(earlier, later, pairs):
    """Put two waves in a row under a map of departments."""
    document = compare_waves(earlier, later, pairs, company="Acme", program="0.1.0")
    names = (earlier.release["wave"], later.release["wave"])
    return series(earlier, later, maps={names: pairs}, compared={names: document})


@cache
def sides():
    """Give the waves of the usual company."""
    found: list[Side] = []
    for number, (name, views) in enumerate(zip(NAMES, VIEWS, strict=True)):
        closed = CLOSED[number]
        found.append(wave(name, PEOPLE, views, *found, closed=closed, seed=number))
    return tuple(found)


@cache
def four():
    return series(*sides())


def first():
    return series(sides()[0])


@cache
def split():
    """Rename Marketing, part Sales in two, found the Lab."""
    earlier, views = sides()[0], {"leadership": 4.0, ("Growth", "resources"): 3.6}
    later = wave("2026-Q1", SPLIT, views, earlier, closed=CLOSED[1], seed=5)
    return mapped(earlier, later, MAP)


@cache
def unmapped():
    found = split()
    return Series(found.quarters, {}, {})


@cache
def merged():
    """Merge Finance and Operations, and part people anew between two others."""
    people = {"leadership": 12, "North": 14, "South": 24, "Office": 10}
    pairs = (("Finance", "Office"), ("Operations", "Office"), ("Marketing", "North"),
        ("Marketing", "South"), ("Sales", "South"))  # fmt: skip
    later = wave("2026-Q1", people, {"leadership": 4.0}, sides()[0], seed=6)
    return mapped(sides()[0], later, pairs)


@cache
def leaderless():
    people = {name: number for name, number in PEOPLE.items() if name != "leadership"}
    return series(sides()[0], wave("2026-Q1", people, {}, sides()[0], seed=7))


@cache
def year():
    """Let thirteen months pass after a wave that was imported."""
    earlier = wave("2025-Q4", PEOPLE, VIEWS[0], closed=CLOSED[0], imported=True, seed=0)
    last = date(2026, 12, 28)
    return series(earlier, wave("2026-Q4", PEOPLE, VIEWS[1], earlier, closed=last))


@cache
def reworded():
    """Ask two of three questions anew in one dimension, and all in another."""
    items = {"vision": ["v1", "v2", "v3"], "means": ["m1", "m2"], "speed": ["s1", "s2"]}
    changed = dict.fromkeys(["v2", "v3", "m1", "m2"], "reworded")
    asked = [questionnaire(items), questionnaire(items, version=2, compared=changed)]
    earlier = wave("2026-Q1", PEOPLE, {"leadership": 4.0}, asked=asked[0])
    later = wave("2026-Q2", PEOPLE, {"leadership": 4.0}, earlier, asked=asked[1])
    return series(earlier, later)


@cache
def halved():
    """Ask one question anew, the only one of a dimension too, and one no more."""
    items = {"vision": ["v1", "v2", "v3"], "means": ["m1"], "speed": ["s1", "s2"]}
    fewer = {key: items[key] for key in ("vision", "means")}
    changed = dict.fromkeys(["v2", "m1"], "reworded")
    asked = [questionnaire(items), questionnaire(fewer, version=2, compared=changed)]
    earlier = wave("2026-Q1", PEOPLE, {"leadership": 4.0}, asked=asked[0])
    later = wave("2026-Q2", PEOPLE, {"leadership": 4.0}, earlier, asked=asked[1])
    return series(earlier, later)


@cache
def strangers():
    """Give a wave of which a page imported what is shown, and one sealed after it."""
    earlier = wave("2025-Q4", PEOPLE, VIEWS[0], closed=CLOSED[0], imported=True, seed=0)
    later = wave("2026-Q1", PEOPLE, VIEWS[1], closed=CLOSED[1], seed=1)
    return replace(earlier, tally=None), later


@cache
def silent():
    """Let a wave follow on one that it was never compared with."""
    return series(*strangers())


@cache
def untested():
    """Compare two waves although of one only what is shown is known."""
    found, (earlier, later) = silent(), strangers()
    document = compare_waves(earlier, later, None, company="Acme", program="0.1.0")
    names = earlier.release["wave"], later.release["wave"]
    return replace(found, compared={names: document})


@cache
def initiative():
    """Ask twice whether an initiative is ready."""
    people = {"leadership": 12, "Marketing": 24, "Sales": 30}
    asked: Questionnaire = load("initiative-readiness")
    found: list[Side] = []
    for number, level in enumerate((2.4, 4.6)):
        views = {"leadership": 4.6, "Marketing": level, "Sales": 4.6}
        name = NAMES[number]
        found.append(
            wave(name, people, views, *found, asked=asked, seed=number, subject="App")
        )
    return series(*found)


@shelved
def health():
    """Ask twice twelve teams about ten dimensions."""
    people = {"leadership": 14} | {f"Team {name}": 11 for name in "ABCDEFGHIJKL"}
    asked: Questionnaire = load("execution-health")
    found: list[Side] = []
    for number, level in enumerate((2.2, 3.4)):
        views = {"leadership": 4.2, ("Team H", "ownership"): level}
        found.append(
            wave(NAMES[number], people, views, *found, asked=asked, seed=number)
        )
    return series(*found)


@shelved
def many(number, teams=12):
    """Give so many waves of so many teams, made of one by hand."""
    people = {"leadership": 14} | {f"Team {n:02}": 11 for n in range(teams)}
    views = {"leadership": 4.1, ("Team 03", "resources"): 2.4}
    model = wave("one", people, views, closed=CLOSED[0])
    quarters = []
    for place in range(number):
        copy = deepcopy(model.release)
        year_, quarter = divmod(place, 4)
        copy["wave"] = f"{2006 + year_}-Q{quarter + 1}"
        copy["closed"] = f"{2006 + year_}-{3 * quarter + 2:02}-20"
        copy["sha256"] = f"{place:064}"
        for found in copy["comparisons"]:
            if found["difference"] is not None and place < number - 1:
                found["difference"] = round(found["difference"] - place / 20, 1)
        quarters.append(Quarter(copy, model.questionnaire))
    return Series(tuple(quarters), {}, {})


def edited(found, change):
    """Change the last release of a series by hand."""
    copy = deepcopy(found.quarters[-1].release)
    change(copy)
    last = replace(found.quarters[-1], release=copy)
    return replace(found, quarters=(*found.quarters[:-1], last))


def action(wave_, team="", figure="gap", number=0, **others):
    about = {"what": "Name one owner <each> & all.", **others}
    return Agreed(
        f"{number:016}", wave_, "resources", team, "gap_leadership_higher", figure,
        **about,
    )  # fmt: skip


AGREED = (
    action("2025-Q4", "Marketing", owner="COO", due=date(2026, 3, 31), state="done"),
    action("2026-Q1", "Sales", "team", 1, measure="days to launch", unit="days",
        measured=((date(2026, 1, 1), 14.0), (date(2026, 4, 1), 11.5))),
    action("2026-Q2", "Operations", "gap", 2, state="doing"),
    action("2026-Q3", "Marketing", "gap", 3),
    action("another", "Marketing", "gap", 4),
)  # fmt: skip


def followed(found=None):
    """Set what was agreed on beside the figures of a series."""
    return tuple(beside(AGREED, found or four()))


def arguments(found: Series) -> tuple[Mapping[str, Any], Questionnaire]:
    """Give what a report of the last wave of a series is made of."""
    last = found.quarters[-1]
    return last.release, last.questionnaire
