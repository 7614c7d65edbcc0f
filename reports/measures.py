"""Execution by its dimensions, with the figures to begin measuring."""

from typing import Any

from questionnaires.advice import Playbook
from reports.gallery import Gallery
from reports.narrative import Fact, Facts, Narrator
from reports.reading import Reading
from reports.values import bound
from reports.wording import small, text_in

Page = dict[str, Any]
SECTION = "measures"
BEGIN = 3
"""Dimensions for which measures are proposed: more would not be kept up."""
WIDTH = 110.0
"""Width of a dimension's figure (points)."""


def measures(narrator: Narrator, gallery: Gallery, playbook: Playbook) -> Page | None:
    """Give every dimension, lowest first, and what to measure of the lowest three.

    Returns:
        None if the playbook of the questionnaire knows no measures.
    """
    reading = narrator.reading
    if not any(playbook.measures(key) for key in reading.dimensions):
        return None
    narrator = narrator.within(SECTION)
    ranked = lowest_first(reading)
    key, group = ranked[0]
    about = {"dimension": key} | ({"group": group} if group else {})
    return {
        "lead": narrator.say("measures", facts(reading, key, group), about),
        "rows": [
            _row(reading, gallery, playbook, key, begin=place < BEGIN)
            for place, (key, _) in enumerate(ranked)
        ],
    }


def lowest_first(reading: Reading) -> list[tuple[str, str | None]]:
    """Order dimensions by the lowest average shown of any group, and name the group.

    Dimensions of which nothing is shown come last, in their own order.
    """
    found = [(key, _lowest(reading, key)) for key in reading.dimensions]
    return sorted(
        found,
        key=lambda pair: (
            pair[1] is None,
            bound(reading.mean(pair[1] or "", pair[0])) or 0.0,
        ),
    )


def facts(reading: Reading, dimension: str, group: str | None) -> Facts:
    """Give the lowest average of a dimension, and whose it is."""
    words, mean = reading.words, reading.mean(group or "", dimension)
    leads = group is not None and group == reading.leadership
    return {
        "dimension": Fact(dimension, small(reading.title(dimension))),
        "group": Fact(group, "" if leads or not group else reading.within(group)),
        "leadership": Fact(leads),
        "mean": Fact(mean, words.value(mean)),
        "points": Fact(reading.points, str(reading.points)),
    }


def _lowest(reading: Reading, dimension: str) -> str | None:
    shown = {
        group: at
        for group in reading.groups
        if (at := bound(reading.mean(group, dimension))) is not None
    }
    return min(shown, key=lambda group: shown[group]) if shown else None


def _row(
    reading: Reading, gallery: Gallery, playbook: Playbook, key: str, *, begin: bool
) -> Page:
    words, language = reading.words, reading.words.language
    leader = reading.leadership or ""
    teams = [t for t in reading.teams if bound(reading.mean(t, key)) is not None]
    return {
        "title": reading.title(key),
        "figure": gallery.item(key, teams, WIDTH),
        "leadership": words.value(reading.mean(leader, key)),
        "teams": span(reading, teams, key),
        "measures": [
            {
                part: text_in(getattr(found, part), language)
                for part in ("name", "how", "unit")
            }
            for found in (playbook.measures(key) if begin else ())
        ],
    }


def span(reading: Reading, teams: list[str], key: str) -> str:
    """Write from where to where the teams' averages lie."""
    means = sorted(
        (reading.mean(team, key) for team in teams), key=lambda mean: bound(mean) or 0.0
    )
    if not means:
        return reading.words.say("not shown")
    low, high = reading.words.value(means[0]), reading.words.value(means[-1])
    if low == high:
        return low
    return reading.words.say("{low} to {high}", low=low, high=high)
