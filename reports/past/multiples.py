"""Small multiples: every team's gap in every dimension, over all waves."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil
from typing import Any

from diagnostic.history import Quarter, lines
from diagnostic.history.lines import Line, Point
from reports.figures import BLUE
from reports.gallery import Gallery
from reports.narrative import Narrator
from reports.opening import parts
from reports.past.drawing import Frame, Spot, drawn
from reports.past.names import notes
from reports.past.steps import steps
from reports.reading import Reading
from reports.values import beyond, bound
from reports.vocabulary import VERDICTS
from reports.wording import THIN

Page = dict[str, Any]
DRAWN = 20
"""So many waves are drawn, the last ones."""
WIDTH, HEIGHT, LOW = 92.0, 46.0, 34.0
"""Of a figure, and its height where there are many rows (points)."""
MANY = 10
"""Rows from which on figures are lower."""
HIDDEN = "–"
"""Stands for a first or last value that is not shown."""


@dataclass(frozen=True)
class _Kind:
    """How a kind of figure is drawn and written."""

    frame: Frame
    value: Callable[[Point], str]
    full: Callable[[Point], bool]


def multiples(narrator: Narrator, gallery: Gallery) -> Page | None:
    """Give a figure a team and dimension; None unless two waves or more have gaps.

    Returns:
        ``tables`` of teams by dimensions, each with a row of leadership's agreement.
    """
    reading, series = narrator.reading, narrator.reading.series
    if series is None or len(series.quarters) < 2:
        return None
    first = max(len(series.quarters) - DRAWN, 0)
    every = _cut(lines.gaps(series), first)
    agreed = [line for line in _cut(lines.agreement(series), first) if _known(line)]
    seen = {line.group for line in every if _known(line)}
    if not seen:
        return None
    gaps = [line for line in every if line.group in seen]
    blank = _blank(series.quarters[first:], len(seen))
    kinds = _gaps(reading, gaps, blank), _agreement(reading, agreed, blank)
    cells = {
        (line.group, line.dimension): _cell(reading, gallery, kind, line)
        for kind, found in zip(kinds, (gaps, agreed), strict=True)
        for line in found
    }
    return {
        "tables": [_table(reading, cells, keys) for keys in parts(reading)],
        "agreed": bool(agreed),
        "said": steps(narrator, first, seen),
        "waves": [quarter.name for quarter in series.quarters[first:]],
        "reach": [
            reading.words.difference(end)
            for end in (kinds[0].frame.low, kinds[0].frame.high)
        ],
        "threshold": reading.words.number(kinds[1].frame.level),
        "signs": _signs(gaps, agreed),
        "notes": notes(reading, series),
    }


def _table(
    reading: Reading, cells: Mapping[tuple[str, str], Page], keys: Sequence[str]
) -> Page:
    """Lay figures out, leadership's own last."""
    leader = reading.leadership
    groups = [*reading.teams, *([leader] if leader else [])]
    return {
        "columns": [reading.title(key) for key in keys],
        "rows": [
            {
                "group": group,
                "own": group == leader,
                "cells": [cells.get((group, key)) for key in keys],
            }
            for group in groups
            if any((group, key) in cells for key in keys)
        ],
    }


def _blank(quarters: Sequence[Quarter], rows: int) -> Frame:
    """Give an empty frame, lower where there are many below each other."""
    imported = tuple(at for at, one in enumerate(quarters) if one.imported)
    height = HEIGHT if rows < MANY else LOW
    return Frame(0.0, 1.0, len(quarters), WIDTH, height, 0.0, imported=imported)


def _known(line: Line) -> bool:
    return any(
        point.value is not None or point.divided is not None for point in line.points
    )


def _cut(found: Iterable[Line], first: int) -> list[Line]:
    """Leave out what came before the first wave that is drawn."""
    return [
        replace(
            line,
            points=tuple(
                replace(point, at=point.at - first)
                for point in line.points
                if point.at >= first
            ),
        )
        for line in found
        if line.points and line.points[-1].at >= first
    ]


def _gaps(reading: Reading, found: Sequence[Line], blank: Frame) -> _Kind:
    """Draw differences against zero, all figures from the same low to the same high."""
    unit, half = reading.unit, reading.questionnaire.scale.range / 2
    points = [point for line in found for point in line.points]
    values = [bound(point.value) or 0.0 for point in points]
    # What an interval has beyond half the scale is cut off; a figure never is.
    ends = [min(max(e, -half), half) for point in points for e in point.ci95 or ()]
    low, high = (
        ceil(2 * max(unit / 2, *(sign * end for end in (*values, *ends))) / unit - 1e-9)
        * unit
        / 2
        for sign in (-1, 1)
    )
    margin = reading.rules["margin"] * unit
    frame = replace(blank, low=-low, high=high, margin=margin)
    return _Kind(
        frame,
        lambda point: reading.words.difference(point.value),
        lambda point: point.verdict == "gap",
    )


def _agreement(reading: Reading, found: Sequence[Line], blank: Frame) -> _Kind:
    """Draw distances from the average, with the one from which a group is divided."""
    divided = reading.rules["divided"] * reading.unit
    sizes = [bound(point.value) or 0.0 for line in found for point in line.points]
    high = max(max(sizes, default=0.0), 1.5 * divided)
    return _Kind(
        replace(blank, high=high, level=divided, leading=True, colour=BLUE),
        lambda point: _distance(reading, point),
        lambda point: point.divided is True,
    )


def _distance(reading: Reading, point: Point) -> str:
    words = reading.words
    if point.value is not None or point.divided is None:
        return words.value(point.value)
    return words.say("divided") if point.divided else words.say("not divided")


def _cell(reading: Reading, gallery: Gallery, kind: _Kind, line: Line) -> Page:
    spots = [_spot(kind, point) for point in line.points]
    figure = gallery.hang(drawn(kind.frame, spots), _alt(reading, kind, line))
    ends = [_end(kind, point) for point in (line.points[0], line.points[-1])]
    if len(line.points) == 1:
        # At the right, where its mark is, unless the line has ended.
        ends[0] = "\N{NO-BREAK SPACE}"
        ends = ends if line.points[0].at == kind.frame.quarters - 1 else ends[1:]
    return {"figure": figure, "ends": " ".join(ends)}


def _spot(kind: _Kind, point: Point) -> Spot:
    # Of few leaders only the word is shown: at the foot.
    worded = point.value is None and point.divided is not None
    return Spot(
        point.at,
        kind.frame.low if worded else bound(point.value),
        beyond(point.value),
        point.ci95 if point.value is not None else None,
        kind.full(point),
        point.joined,
        worded,
    )


def _end(kind: _Kind, point: Point) -> str:
    """Write a first or last value; without spaces, at which the two are set apart.

    A narrow space is none of those.
    """
    if point.value is None and point.divided is None:
        return HIDDEN
    return kind.value(point).replace(" ", THIN)


def _alt(reading: Reading, kind: _Kind, line: Line) -> str:
    words = reading.words
    told = []
    for point in line.points:
        parts_ = [f"{point.wave} {kind.value(point)}"]
        if point.ci95 is not None:
            parts_.append(words.interval(point.ci95))
        if point.verdict and point.value is not None:
            parts_.append(words.marked(VERDICTS[point.verdict]))
        told.append(", ".join(parts_))
    named = f"{reading.title(line.dimension)}, {reading.label(line.group)}"
    return f"{named}: {'; '.join(told)}."


def _signs(gaps: Sequence[Line], agreed: Sequence[Line]) -> Page:
    """Tell which signs need an explanation."""
    every = [line.points for line in (*gaps, *agreed)]
    points = [point for found in every for point in found]
    return {
        "intervals": any(point.ci95 for point in points),
        "clamped": any(beyond(point.value) for point in points),
        "hidden": any(
            point.value is None and point.divided is None for point in points
        ),
        "broken": any(
            before.at == point.at - 1
            and not point.joined
            and None not in (before.value, point.value)
            for found in every
            for before, point in pairwise(found)
        ),
        "worded": any(
            point.value is None and point.divided is not None for point in points
        ),
    }
