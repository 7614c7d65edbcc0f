"""Small multiples: every team's gap in every dimension, over all waves."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from diagnostic.history.lines import Line, Point
from reports.gallery import Gallery
from reports.narrative import Narrator
from reports.opening import parts
from reports.past.kinds import Kind, agreement, blank, gaps, legend
from reports.past.names import notes
from reports.past.steps import steps
from reports.reading import Reading
from reports.wording import THIN

Page = dict[str, Any]
DRAWN = 20
"""So many waves are drawn, the last ones."""
ABREAST = 8
"""Waves up to which each is named, and has a column of its own in a table."""
WIDTH, HEIGHT, LOW = 92.0, 46.0, 34.0
"""Of a figure, and its height where there are many rows (points)."""
MANY = 10
"""Rows from which on figures are lower."""
HIDDEN = "–"
"""Stands for a first or last value that is not shown."""


def multiples(narrator: Narrator, gallery: Gallery) -> Page | None:
    """Give a figure a team and dimension.

    Returns:
        ``tables`` of teams by dimensions, each with a row of leadership's agreement;
        None of a first wave, or if nothing is shown.
    """
    reading, series = narrator.reading, narrator.reading.series
    if series is None or len(series.quarters) < 2:
        return None
    first = max(len(series.quarters) - DRAWN, 0)
    recent = replace(series, quarters=series.quarters[first:])
    empty = blank(recent, WIDTH, LOW if len(reading.teams) >= MANY else HEIGHT)
    of_teams = gaps(reading, recent, empty)
    if of_teams is None:
        return None
    of_leaders = agreement(reading, recent, empty)
    kinds = [kind.seen() for kind in (of_teams, of_leaders) if kind]
    leaders = of_leaders.groups if of_leaders else ()
    cells = {
        (line.group, line.dimension): _cell(reading, gallery, kind, line)
        for kind in kinds
        for line in kind.lines
    }
    named = [quarter.name or "" for quarter in recent.quarters]
    return {
        "of": of_teams.name,
        "tables": [_table(reading, cells, keys, leaders) for keys in parts(reading)],
        "said": steps(narrator, first, kinds[0].groups),
        "waves": ", ".join(named)
        if len(named) <= ABREAST
        else f"{named[0]} – {named[-1]}",
        "legend": legend(reading, *kinds),
        "notes": notes(reading, series),
    }


def _table(
    reading: Reading,
    cells: Mapping[tuple[str, str], Page],
    keys: Sequence[str],
    leaders: Sequence[str],
) -> Page:
    """Lay figures out, leadership's own last."""
    return {
        "columns": [reading.title(key) for key in keys],
        "rows": [
            {
                "group": group,
                "own": group in leaders,
                "cells": [cells.get((group, key)) for key in keys],
            }
            for group in (*reading.teams, *leaders)
            if any((group, key) in cells for key in keys)
        ],
    }


def _cell(reading: Reading, gallery: Gallery, kind: Kind, line: Line) -> Page:
    figure = gallery.hang(kind.drawn(line), _alt(reading, kind, line))
    ends = [_end(kind, point) for point in (line.points[0], line.points[-1])]
    if len(line.points) == 1:
        # At the right, where its mark is, unless the line has ended.
        ends[0] = "\N{NO-BREAK SPACE}"
        ends = ends if line.points[0].at == kind.frame.quarters - 1 else ends[1:]
    return {"figure": figure, "ends": " ".join(ends)}


def _end(kind: Kind, point: Point) -> str:
    """Write a first or last value; without spaces, at which the two are set apart.

    A narrow space is none of those.
    """
    return HIDDEN if point.hidden else kind.said(point).replace(" ", THIN)


def _alt(reading: Reading, kind: Kind, line: Line) -> str:
    told = []
    for point in line.points:
        said = [f"{point.wave} {kind.said(point)}"]
        if point.value is not None:
            interval = point.ci95 and reading.words.interval(point.ci95)
            verdict = point.verdict and kind.word(point)
            said += [part for part in (interval, verdict) if part]
        told.append(", ".join(said))
    group = reading.words.say("Leadership") if kind.name == "agreement" else line.group
    return f"{reading.title(line.dimension)}, {group}: {'; '.join(told)}."
