"""Whole waves of simulated companies: false discoveries, power, and changes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from diagnostic.rules import Rules
from diagnostic.simulation.company import (
    Company,
    Department,
    simulate,
    tally,
    true_differences,
)
from diagnostic.simulation.opinion import Opinion
from diagnostic.stats.changes import changes
from diagnostic.stats.family import compare_everybody, compare_teams, standing
from diagnostic.stats.register import gap_changes
from diagnostic.stats.trends import trends
from questionnaires import load

ASKED = load("leadership-alignment")
DIMENSIONS = tuple(dimension.key for dimension in ASKED.dimensions)
TEAMS = (5, 8, 12, 20, 30)
LEVEL = 3.8


@dataclass(frozen=True)
class Wave:
    """Companies to be drawn: five teams of 5 to 30 by four dimensions.

    Args:
        leaders: people in leadership.
        gaps: how many of the 20 comparisons have a gap.
        size: of the gaps, in points, leadership higher.
        spread: of the leaders' views, in latent points; the teams' is 0.6.
        waves: companies to be drawn.
        rules: the thresholds, and how many relabellings.
        seed: of the first company.
    """

    leaders: int
    gaps: int
    size: float
    spread: float
    waves: int
    rules: Rules
    seed: int


@dataclass(frozen=True)
class Discoveries:
    """What was flagged in the companies of a ``Wave``.

    Args:
        wave: the companies.
        false_share: false flags among flags, 0 where nothing is flagged, one a
            company, shape (companies,). A flag is false if there is no difference,
            or one of the other sign.
        any_false: companies with a false flag, share.
        unadjusted: companies with p at most .05 somewhere without a difference.
        power: gaps found, share, by people in the team.
        wrong: comparisons without a difference that are flagged, share.
        totals: companies with a gap of all teams together, and with one that
            stands among the totals of all dimensions, shares.
    """

    wave: Wave
    false_share: tuple[float, ...]
    any_false: float
    unadjusted: float
    power: dict[int, float]
    wrong: float
    totals: tuple[float, float]


def discover(wave: Wave) -> Discoveries:
    """Draw companies and count what is flagged rightly and wrongly."""
    company = _company(wave)
    shares, false, hits, seen = [], [], Counter[int](), Counter[int]()
    unadjusted = claimed = stood = 0
    people = {f"team {n}": n for n in TEAMS}
    true = true_differences(company)
    for number in range(wave.waves):
        counted = tally(company, simulate(company, wave.seed + number)[0])
        flags = wrong = low = 0
        for found in compare_teams(counted, wave.rules, {}):
            team, dimension = found.team or "", found.dimension or ""
            gap = round(true["now", team, dimension], 9)
            flagged = found.verdict in ("gap", "slight")
            right = gap * (found.difference or 0.0) > 0
            flags += flagged
            wrong += flagged and not right
            low += gap == 0 and (found.p_value or 1.0) <= wave.rules.alpha
            if gap:
                seen[people[team]] += 1
                hits[people[team]] += found.verdict == "gap" and right
        shares.append(wrong / flags if flags else 0.0)
        false.append(wrong)
        unadjusted += low > 0
        totals = compare_everybody(counted, wave.rules, {})
        claimed += any(found.verdict == "gap" for found in totals)
        stood += bool(standing(totals, wave.rules))
    nulls = len(TEAMS) * len(DIMENSIONS) - wave.gaps
    return Discoveries(
        wave,
        tuple(shares),
        float(np.mean(np.array(false) > 0)),
        unadjusted / wave.waves,
        {n: hits[n] / seen[n] for n in TEAMS if seen[n]},
        sum(false) / (wave.waves * nulls) if nulls else 0.0,
        (claimed / wave.waves, stood / wave.waves),
    )


@dataclass(frozen=True)
class Quarters:
    """Companies in which nothing changes over four waves.

    Args:
        pairing: correlation of a person's views from wave to wave; 0 is other
            people each time.
        companies: to be drawn.
        rules: the thresholds, and how many relabellings.
        seed: of the first company.
    """

    pairing: float
    companies: int
    rules: Rules
    seed: int


@dataclass(frozen=True)
class Alarms:
    """False alarms over waves, as shares of the tests at .05 without adjustment.

    Args:
        quarters: the companies.
        changes: rates by people in the group.
        gap_changes: rates by people in the team, against 10 leaders.
        trends: directions claimed over four waves, by people in the team.
        tests: number of tests behind each rate of the first two.
    """

    quarters: Quarters
    changes: dict[int, float]
    gap_changes: dict[int, float]
    trends: dict[int, float]
    tests: int


def quiet(quarters: Quarters) -> Alarms:
    """Draw companies without change and count the changes that are claimed."""
    rules, leaders = quarters.rules, 10
    same = {d: (Opinion(LEVEL),) * 4 for d in DIMENSIONS}
    people = {"leadership": leaders, **{f"team {n}": n for n in TEAMS}}
    departments = [Department(k, n, (n,) * 4, same, {}) for k, n in people.items()]
    company = Company(
        ASKED, ("1", "2", "3", "4"), departments, persistence=quarters.pairing
    )
    moved, gaps, lines = Counter[int](), Counter[int](), Counter[int]()
    for number in range(quarters.companies):
        waves = [tally(company, a) for a in simulate(company, quarters.seed + number)]
        for one in changes(waves[0], waves[1], rules):
            moved[people[one.group]] += (one.p_value or 1.0) <= rules.alpha
        for gap in gap_changes(waves[0], waves[1], {}, {}, rules):
            gaps[people[gap.team]] += (gap.p_value or 1.0) <= rules.alpha
        for line in trends(waves, rules):
            lines[people[line.team]] += line.direction is not None
    tests = quarters.companies * len(DIMENSIONS)
    groups, differences, directions = (
        _shares(counter, tests) for counter in (moved, gaps, lines)
    )
    return Alarms(quarters, groups, differences, directions, tests)


def _shares(counter: Counter[int], tests: int) -> dict[int, float]:
    return {n: counter[n] / tests for n in sorted({*TEAMS, *counter})}


def _company(wave: Wave) -> Company:
    """Spread the gaps over teams and dimensions: first one in each team."""
    leaders = Opinion(LEVEL, spread=wave.spread)
    chosen = {
        (k % len(TEAMS), (k + k // len(TEAMS)) % len(DIMENSIONS))
        for k in range(wave.gaps)
    }
    departments = [
        _department("leadership", wave.leaders, dict.fromkeys(DIMENSIONS, leaders))
    ]
    for t, n in enumerate(TEAMS):
        opinions = {
            key: Opinion(LEVEL - wave.size if (t, d) in chosen else LEVEL)
            for d, key in enumerate(DIMENSIONS)
        }
        departments.append(_department(f"team {n}", n, opinions))
    return Company(ASKED, ("now",), departments)


def _department(name: str, n: int, opinions: dict[str, Opinion]) -> Department:
    each: dict[str, Sequence[Opinion]] = {d: (o,) for d, o in opinions.items()}
    return Department(name, n, (n,), each, {})
