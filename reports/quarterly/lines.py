"""Small multiples: every gap, or every average, over all quarters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from markupsafe import Markup

from diagnostic.history import Series, lines
from diagnostic.history.following import leadership
from diagnostic.history.lines import Line, Names, Point
from reports.figures import BLUE, INK, VERMILION
from reports.pages import inline
from reports.past.drawing import Frame, Spot, drawn
from reports.past.titles import titled
from reports.reading import Reading
from reports.values import Value, beyond, bound
from reports.vocabulary import VERDICTS

Page = dict[str, Any]
WIDTH, HEIGHT = 132.0, 52.0
"""Of a figure (points)."""


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
    found = lines.gaps(series, names)
    if any(leadership(quarter) for quarter in series.quarters):
        margin = reading.rules["margin"] * reading.unit
        frame = _frame(series, (-half, half), 0.0, margin=margin, colour=INK)
        kind = _Kind(
            frame,
            words.difference,
            lambda point: words.marked(VERDICTS[point.verdict or "not_shown"]),
        )
        return {"of": "gaps", "dimensions": _dimensions(series, reading, kind, found)}
    ends = (1.0, float(reading.points))
    frame = _frame(series, ends, sum(ends) / 2, colour=VERMILION)
    kind = _Kind(frame, words.value, lambda _: "")
    found = lines.means(series, names)
    return {"of": "averages", "dimensions": _dimensions(series, reading, kind, found)}


def agreement(series: Series, reading: Reading) -> Page | None:
    """Give how far leaders are from their own average; None without leadership."""
    words, scale = reading.words, reading.questionnaire.scale
    divided = reading.rules["divided"] * reading.unit
    frame = _frame(series, (0.0, scale.range / 2), divided, leading=True, colour=BLUE)
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


def _frame(
    series: Series, ends: tuple[float, float], level: float, **others: Any
) -> Frame:
    """Give every quarter its place; those from elsewhere are underlined."""
    elsewhere = tuple(at for at, one in enumerate(series.quarters) if one.imported)
    number = len(series.quarters)
    return Frame(
        *ends, number, WIDTH, HEIGHT, level=level, imported=elsewhere, **others
    )


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
    return titled(series.quarters, line.dimension, reading.words.language)


def _panel(
    series: Series, reading: Reading, kind: _Kind, line: Line, name: str
) -> Page:
    first, last = line.points[0], line.points[-1]
    told = any(_told(point) for point in line.points)
    svg = drawn(kind.frame, [_spot(kind, point) for point in line.points])
    several = told and len(line.points) > 1
    return {
        "name": name,
        "figure": inline(svg, _alt(reading, kind, line, name)),
        "first": _written(kind, first) if several else None,
        "last": _written(kind, last) if told and last.value is not None else None,
        "word": kind.word(last) if told else reading.words.say("not shown"),
        "stands_out": _full(last),
        "until": last.wave if last.at < len(series.quarters) - 1 else None,
    }


def _told(point: Point) -> bool:
    return point.value is not None or _worded(point)


def _worded(point: Point) -> bool:
    """Tell whether only the word of a figure is shown, as of a small leadership."""
    word = point.divided is not None or point.verdict not in (None, "not_shown")
    return point.value is None and word


def _written(kind: _Kind, point: Point) -> str:
    return kind.word(point) if _worded(point) else kind.write(point.value)


def _spot(kind: _Kind, point: Point) -> Spot:
    worded = _worded(point)
    return Spot(
        point.at,
        kind.frame.level if worded else bound(point.value),
        beyond(point.value),
        None if worded else point.ci95,
        _full(point),
        point.joined,
        worded,
    )


def _full(point: Point) -> bool:
    return point.verdict == "gap" or point.divided is True


def _alt(reading: Reading, kind: _Kind, line: Line, name: str) -> str:
    words, (first, last) = reading.words, (line.points[0], line.points[-1])
    if len(line.points) == 1:
        return words.say(
            "{name}: {value} in {wave}.",
            name=name,
            value=_written(kind, last),
            wave=last.wave,
        )
    return words.say(
        "{name}: {first} in {start}, {last} in {end}.",
        name=name,
        first=_written(kind, first),
        start=first.wave,
        last=_written(kind, last),
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
    written = _written(kind, point)
    if point.ci95 is None or point.value is None:
        return written
    low, high = (kind.write(end) for end in point.ci95)
    return Markup('{} <span class="muted">[{}; {}]</span>').format(written, low, high)
