"""Small multiples: every gap, or every average, over all quarters."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from markupsafe import Markup

from diagnostic.history import Series
from diagnostic.history.lines import Line, Names, Point
from reports.pages import inline
from reports.past.kinds import Kind, blank, gaps, is_seen, legend
from reports.past.kinds import agreement as distances
from reports.past.register import ABSENT
from reports.past.titles import titled
from reports.reading import Reading

Page = dict[str, Any]
WIDTH, HEIGHT = 132.0, 52.0
"""Of a figure (points)."""


def multiples(series: Series, reading: Reading, names: Names) -> Page:
    """Give the gaps of all teams, or their averages where no gap is shown.

    Returns:
        ``of``: ``gaps`` or ``averages``; ``dimensions``, each with its panels and a
        table of the same numbers, none if nothing is shown; ``legend``.
    """
    kind = gaps(reading, series, blank(series, WIDTH, HEIGHT), names)
    if kind is None:
        return {"of": "gaps", "dimensions": [], "legend": []}
    return {
        "of": kind.name,
        "dimensions": _dimensions(series, reading, kind),
        "legend": _legend(series, reading, kind),
    }


def agreement(series: Series, reading: Reading) -> Page | None:
    """Give how far leaders are from their own average; None if it is never shown."""
    kind = distances(reading, series, blank(series, WIDTH, HEIGHT))
    if kind is None:
        return None
    named = [_title(series, reading, line) for line in kind.lines]
    return {
        "panels": [
            _panel(series, reading, kind, line, name)
            for line, name in zip(kind.lines, named, strict=True)
        ],
        "table": _table(series, reading, kind, kind.lines, named),
        "legend": _legend(series, reading, kind),
    }


def _legend(series: Series, reading: Reading, kind: Kind) -> list[str]:
    """Explain what is drawn, and the dots of its table."""
    dot = reading.words.say("In the numbers, a dot: not there, or not asked.")
    whole = all(len(line.points) == len(series.quarters) for line in kind.lines)
    return [*legend(reading, kind), *([] if whole else [dot])]


def _dimensions(series: Series, reading: Reading, kind: Kind) -> list[Page]:
    made = []
    for key, group in groupby(kind.lines, key=lambda line: line.dimension):
        of_it = list(group)
        named = [line.group for line in of_it]
        made.append(
            {
                "key": key,
                "title": _title(series, reading, of_it[0]),
                "panels": [
                    _panel(series, reading, kind, line, line.group) for line in of_it
                ],
                "table": _table(series, reading, kind, of_it, named),
            }
        )
    return made


def _title(series: Series, reading: Reading, line: Line) -> str:
    return titled(series.quarters, line.dimension, reading.words.language)


def _panel(series: Series, reading: Reading, kind: Kind, line: Line, name: str) -> Page:
    first, last = line.points[0], line.points[-1]
    told = is_seen(line)
    withheld = reading.words.say("not shown")
    return {
        "name": name,
        "figure": inline(kind.drawn(line), _alt(reading, kind, line, name)),
        "first": kind.said(first) if told and len(line.points) > 1 else None,
        "last": kind.write(last.value) if last.value is not None else None,
        "word": withheld if last.hidden else kind.word(last),
        "stands_out": last.stands_out,
        "until": last.wave if last.at < len(series.quarters) - 1 else None,
    }


def _alt(reading: Reading, kind: Kind, line: Line, name: str) -> str:
    words, (first, last) = reading.words, (line.points[0], line.points[-1])
    if len(line.points) == 1:
        return words.say(
            "{name}: {value} in {wave}.",
            name=name,
            value=kind.said(last),
            wave=last.wave,
        )
    return words.say(
        "{name}: {first} in {start}, {last} in {end}.",
        name=name,
        first=kind.said(first),
        start=first.wave,
        last=kind.said(last),
        end=last.wave,
    )


def _table(
    series: Series,
    reading: Reading,
    kind: Kind,
    found: Sequence[Line],
    named: Sequence[str],
) -> Page:
    numbers = range(len(series.quarters))
    rows = []
    for line, name in zip(found, named, strict=True):
        by_quarter = {point.at: point for point in line.points}
        cells = [
            _cell(reading, kind, by_quarter[at]) if at in by_quarter else ABSENT
            for at in numbers
        ]
        rows.append({"name": name, "cells": cells})
    return {"waves": [quarter.name for quarter in series.quarters], "rows": rows}


def _cell(reading: Reading, kind: Kind, point: Point) -> Markup | str:
    said = kind.said(point)
    if point.ci95 is None or point.value is None:
        return said
    interval = reading.words.interval(point.ci95)
    return Markup('{} <span class="muted">{}</span>').format(said, interval)
