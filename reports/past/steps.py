"""What is said of the steps of small multiples: from wave to wave, however far."""

from collections.abc import Container
from itertools import pairwise

from markupsafe import Markup

from reports.moves import together
from reports.narrative import Fact, Facts, Narrator
from reports.past.between import between, months


def steps(narrator: Narrator, first: int, seen: Container[str]) -> list[Markup]:
    """Say where lines lean, and what their steps are.

    Args:
        narrator: in the section of the small multiples.
        first: index of the first wave that is drawn.
        seen: teams of which anything is.
    """
    reading, series = narrator.reading, narrator.reading.series
    hidden = [team for team in reading.teams if team not in seen]
    quarters = series.quarters if series else ()
    pairs = list(pairwise(quarters))[first:]
    apart = [f"{a.name} – {b.name}" for a, b in pairs if months(a, b) is not None]
    imported = [str(one.name) for one in quarters[first:] if one.imported]
    facts: Facts = {
        "number_apart": Fact(len(apart)),
        "apart": Fact(tuple(apart), reading.words.listed(apart)),
        "number_imported": Fact(len(imported)),
        "imported": Fact(tuple(imported), reading.words.listed(imported)),
        "number_hidden": Fact(len(hidden)),
        "hidden": Fact(tuple(hidden), reading.words.listed(hidden)),
        "left_out": Fact(first, first),
        "drawn": Fact(len(quarters) - first, len(quarters) - first),
    }
    found = between(reading)
    leaning = found and narrator.say("moves.trends", together(reading, found))
    said = narrator.all("quarters.steps", facts)
    return [leaning, *said] if leaning else said
