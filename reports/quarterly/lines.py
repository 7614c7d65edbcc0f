"""Small multiples: every gap, or every average, over all quarters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from markupsafe import Markup

from diagnostic.history import Series, lines
from diagnostic.history.lines import Line, Names, Point
from reports.figures import BLUE, INK, VERMILION
from reports.pages import inline
from reports.quarterly.drawing import Frame, Spot, drawn
from reports.quarterly.pairs import title
from reports.reading import Reading
from reports.values import Value, beyond, bound
from reports.vocabulary import VERDICTS

Page = dict[str, Any]


@dataclass(frozen=True)
class _Kind:
    """How a kind of figure is drawn and written.

    Args:
        frame: where it is drawn.
        write: writes its value.
        word: says what stands beside its last value; '' is nothing.
    """

    frame: Frame
    write: Callable[[Value], str]
    word: Callable[[Point], str]


def multiples(series: Series, reading: Reading, names: Names) -> Page:
    """Give the gaps of all teams; their averages where there is no leadership.

    Returns:
        ``of``: ``gaps`` or ``averages``; ``dimensions``, each with its panels and a
        table of the same numbers.
    """
    words, half = reading.words, reading.questionnaire.scale.range / 2
    found, number = lines.gaps(series, names), len(series.quarters)
    if found:
        margin = reading.rules["margin"] * reading.unit
        frame = Frame(-half, half, number, 0.0, margin, INK)
        kind = _Kind(
            frame,
            words.difference,
            lambda point: words.marked(VERDICTS[point.verdict or "not_shown"]),
        )
        return {"of": "gaps", "dimensions": _dimensions(series, reading, kind, found)}
    frame = Frame(1, reading.points, number, colour=VERMILION)
    kind = _Kind(frame, words.value, lambda _: "")
    found = lines.means(series, names)
    return {"of": "averages", "dimensions": _dimensions(series, reading, kind, found)}


def agreement(series: Series, reading: Reading) -> Page | None:
    """Give how far leaders are from their own average; None without leadership."""
    words, scale = reading.words, reading.questionnaire.scale
    divided = reading.rules["divided"] * reading.unit
    frame = Frame(0, scale.range / 2, len(series.quarters), divided, 0.0, BLUE)
    kind = _Kind(frame, words.value, lambda point: _divided(reading, point))
    found = lines.agreement(series)
    if not found:
        return None
    return {
        "threshold": words.number(divided),
        "panels": [
            _panel(series, reading, kind, line, _title(series, reading, line))
            for line in found
        ],
        "table": _table(
            series, kind, found, lambda line: _title(series, reading, line)
        ),
    }


def _divided(reading: Reading, point: Point) -> str:
    if point.divided is None:
        return reading.words.say("Not shown")
    say = reading.words.say
    return say("Divided") if point.divided else say("Not divided")


def _dimensions(
    series: Series, reading: Reading, kind: _Kind, found: Sequence[Line]
) -> list[Page]:
    made = []
    for key, group in groupby(found, key=lambda line: line.dimension):
        of_it = list(group)
        made.append(
            {
                "key": key,
                "title": _title(series, reading, of_it[0]),
                "panels": [
                    _panel(series, reading, kind, line, reading.label(line.group))
                    for line in of_it
                ],
                "table": _table(
                    series, kind, of_it, lambda line: reading.label(line.group)
                ),
            }
        )
    return made


def _title(series: Series, reading: Reading, line: Line) -> str:
    return title(reading, series.quarters[::-1], line.dimension)


def _panel(
    series: Series, reading: Reading, kind: _Kind, line: Line, name: str
) -> Page:
    first, last = line.points[0], line.points[-1]
    ended = last.at < len(series.quarters) - 1
    svg = drawn(kind.frame, [_spot(point) for point in line.points])
    alone = len(line.points) == 1
    hidden = reading.words.say("not shown")
    never = all(point.value is None for point in line.points)
    return {
        "name": name,
        "figure": inline(svg, _alt(reading, kind, line, name)),
        "first": None if alone or never else kind.write(first.value),
        "last": None if never else kind.write(last.value),
        "word": hidden if never else "" if last.value is None else kind.word(last),
        "stands_out": _full(last),
        "until": last.wave if ended else None,
    }


def _spot(point: Point) -> Spot:
    return Spot(
        point.at,
        bound(point.value),
        beyond(point.value),
        point.ci95,
        _full(point),
        point.joined,
    )


def _full(point: Point) -> bool:
    return point.verdict == "gap" or point.divided is True


def _alt(reading: Reading, kind: _Kind, line: Line, name: str) -> str:
    words, (first, last) = reading.words, (line.points[0], line.points[-1])
    if len(line.points) == 1:
        return words.say(
            "{name}: {value} in {wave}.",
            name=name,
            value=kind.write(last.value),
            wave=last.wave,
        )
    return words.say(
        "{name}: {first} in {start}, {last} in {end}.",
        name=name,
        first=kind.write(first.value),
        start=first.wave,
        last=kind.write(last.value),
        end=last.wave,
    )


def _table(
    series: Series, kind: _Kind, found: Sequence[Line], name: Callable[[Line], str]
) -> Page:
    numbers = range(len(series.quarters))
    rows = []
    for line in found:
        by_quarter = {point.at: point for point in line.points}
        cells = [
            _cell(kind, by_quarter[at]) if at in by_quarter else "–" for at in numbers
        ]
        rows.append({"name": name(line), "cells": cells})
    return {"waves": [quarter.name for quarter in series.quarters], "rows": rows}


def _cell(kind: _Kind, point: Point) -> Markup | str:
    written = kind.write(point.value)
    if point.ci95 is None:
        return written
    low, high = (kind.write(end) for end in point.ci95)
    return Markup('{} <span class="muted">[{}; {}]</span>').format(written, low, high)
