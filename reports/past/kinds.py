"""What is followed over quarters: figures of one kind, drawn and written alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil

from diagnostic.history import Series, lines
from diagnostic.history.following import leadership
from diagnostic.history.lines import Line, Names, Point
from reports.figures import BLUE, VERMILION
from reports.past.drawing import Frame, Spot, drawn
from reports.reading import Reading
from reports.values import Value, beyond, bound
from reports.vocabulary import VERDICTS


@dataclass(frozen=True)
class Kind:
    """Lines of one kind, and how they are drawn and written.

    Args:
        name: ``gaps``, ``averages`` or ``agreement``.
        lines: in the order of the questionnaire, then of names.
        frame: that every line is drawn in.
        write: writes a value.
        word: gives the verdict of what is shown; '' is none.
    """

    name: str
    lines: Sequence[Line]
    frame: Frame
    write: Callable[[Value], str]
    word: Callable[[Point], str]

    @property
    def groups(self) -> tuple[str, ...]:
        """Name the groups that have a line."""
        return tuple(dict.fromkeys(line.group for line in self.lines))

    def seen(self) -> "Kind":
        """Leave out the groups of which nothing is shown in any dimension."""
        seen = {line.group for line in self.lines if is_seen(line)}
        return replace(self, lines=[line for line in self.lines if line.group in seen])

    def said(self, point: Point) -> str:
        """Write a figure, or its verdict where only that is shown."""
        return self.word(point) if point.worded else self.write(point.value)

    def drawn(self, line: Line) -> str:
        """Draw a line."""
        return drawn(self.frame, [self._spot(point) for point in line.points])

    def _spot(self, point: Point) -> Spot:
        return Spot(
            point.at,
            # Of a verdict alone the height says nothing: at the foot.
            self.frame.low if point.worded else bound(point.value),
            beyond(point.value),
            point.ci95 if point.value is not None else None,
            point.stands_out,
            point.joined,
            point.worded,
        )


def is_seen(line: Line) -> bool:
    """Tell whether anything is shown of a line."""
    return not all(point.hidden for point in line.points)


def blank(series: Series, width: float, height: float) -> Frame:
    """Give an empty frame with a place for every quarter."""
    imported = tuple(at for at, one in enumerate(series.quarters) if one.imported)
    return Frame(0.0, 1.0, len(series.quarters), width, height, 0.0, imported=imported)


def gaps(
    reading: Reading, series: Series, empty: Frame, names: Names = "now"
) -> Kind | None:
    """Give the gaps of teams, or their averages where no gap is shown.

    Args:
        reading: of the last quarter.
        series: that is drawn.
        empty: frame with a place for every quarter.
        names: see ``lines.gaps``.

    Returns:
        None if nothing is shown of any team.
    """
    found = lines.gaps(series, names)
    if any(map(is_seen, found)):
        return Kind(
            "gaps",
            found,
            _reach(reading, found, empty),
            reading.words.difference,
            lambda point: reading.words.marked(VERDICTS[point.verdict or "not_shown"]),
        )
    leading = {leadership(quarter) for quarter in series.quarters}
    means = [one for one in lines.means(series, names) if one.group not in leading]
    if not any(map(is_seen, means)):
        return None
    low, high = 1.0, float(reading.points)
    level = (low + high) / 2
    frame = replace(empty, low=low, high=high, level=level, colour=VERMILION)
    return Kind("averages", means, frame, reading.words.value, lambda _: "")


def _reach(reading: Reading, found: Sequence[Line], empty: Frame) -> Frame:
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
    return replace(empty, low=-low, high=high, margin=reading.rules["margin"] * unit)


def agreement(reading: Reading, series: Series, empty: Frame) -> Kind | None:
    """Give how far leaders are from their own average, and from where on divided.

    Returns:
        None if nothing is shown of it.
    """
    words = reading.words
    found = [line for line in lines.agreement(series) if is_seen(line)]
    if not found:
        return None
    divided = reading.rules["divided"] * reading.unit
    sizes = [bound(point.value) or 0.0 for line in found for point in line.points]
    high = max(*sizes, 1.5 * divided)
    return Kind(
        "agreement",
        found,
        replace(empty, high=high, level=divided, leading=True, colour=BLUE),
        words.value,
        lambda point: (
            words.say("Leaders divided")
            if point.divided
            else words.say("Leaders not divided")
        ),
    )


def legend(reading: Reading, *kinds: Kind) -> list[str]:
    """Explain what is drawn, and only the signs that are there."""
    say = reading.words.say
    points = [point for kind in kinds for line in kind.lines for point in line.points]
    steps = [
        step for kind in kinds for line in kind.lines for step in pairwise(line.points)
    ]
    signs = {
        say("Upright lines: 95 % intervals."): any(one.ci95 for one in points),
        say("Triangles: it lies beyond, where they point; how far is not shown."): any(
            beyond(one.value) for one in points
        ),
        say("At the foot: only the verdict is shown, its height says nothing."): any(
            one.worded for one in points
        ),
        say("Hatched: not shown."): any(one.hidden for one in points),
        say(
            "Dotted: what was asked, or who was asked, has changed; the two sides of it"
            " do not compare."
        ): any(
            before.at == now.at - 1
            and not now.joined
            and None not in (before.value, now.value)
            for before, now in steps
        ),
    }
    meanings = [_meaning(reading, kind) for kind in kinds]
    return [*meanings, *(said for said, is_there in signs.items() if is_there)]


def _meaning(reading: Reading, kind: Kind) -> str:
    words, frame = reading.words, kind.frame
    if kind.name == "gaps":
        return words.say(
            "Leadership minus team, from {low} to {high} points: the line is no"
            " difference, the grey band holds those too small to matter. Filled: a gap"
            " is shown; hollow: none is.",
            low=words.difference(frame.low),
            high=words.difference(frame.high),
        )
    if kind.name == "averages":
        return words.say(
            "Averages, as no gap is shown, from {low} to {high}: the line is the middle"
            " of the scale.",
            low=words.value(frame.low),
            high=words.value(frame.high),
        )
    return words.say(
        "Leadership's own agreement: how far leaders are from their own average; above"
        " the line, at {threshold} points, and filled: divided.",
        threshold=words.number(frame.level),
    )
