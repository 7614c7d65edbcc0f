"""The figures of one report, each kept once and known by an address of its own."""

from collections.abc import Mapping, Sequence

from reports import figures
from reports.figures import Axis, Mark
from reports.reading import Entry, Reading
from reports.values import Value, beyond, bound, interval

Figure = Mapping[str, str]
"""``src``: its address, ``alt``: what it says to whoever cannot see it."""


class Gallery:
    """Draws figures from a release and keeps their SVG by address."""

    def __init__(self, reading: Reading) -> None:
        """Begin without figures."""
        self.reading = reading
        self._addresses: dict[str, str] = {}

    @property
    def plates(self) -> Mapping[str, str]:
        """SVG by address."""
        return {address: svg for svg, address in self._addresses.items()}

    def hang(self, svg: str, alt: str) -> Figure:
        """Keep a figure; equal ones are kept once."""
        number = len(self._addresses) + 1
        address = self._addresses.setdefault(svg, f"figure:{number}")
        return {"src": address, "alt": alt}

    def scale(self, width: float) -> Axis:
        """Give the whole answer scale as an axis, never cropped."""
        return Axis(1, self.reading.points, 1, width)

    def dumbbell(
        self, dimension: str, team: str, width: float, *, intervals: bool = True
    ) -> Figure:
        """Draw leadership against a team in a dimension."""
        reading, leader = self.reading, self.reading.leadership
        own = reading.standing(leader, dimension) if leader else None
        other = reading.standing(team, dimension)
        if own is None and other is None:
            return self.hatched(width)
        if not intervals:
            own, other = _bare(own), _bare(other)
        alt = self._positions(
            [
                (group, reading.mean(group, dimension))
                for group in (leader, team)
                if group
            ]
        )
        return self.hang(figures.dumbbell(self.scale(width), own, other), alt)

    def alone(self, dimension: str, group: str, width: float) -> Figure:
        """Draw where leadership stands in a dimension."""
        mark = self.reading.standing(group, dimension)
        if mark is None:
            return self.hatched(width)
        alt = self._positions([(group, self.reading.mean(group, dimension))])
        return self.hang(figures.dumbbell(self.scale(width), mark, None), alt)

    def total(self, total: Entry, width: float) -> Figure:
        """Draw leadership against everybody in every team."""
        words = self.reading.words
        own, team = _mark(total["mean_leadership"]), _mark(total["mean_team"])
        alt = words.say(
            "Leadership {leadership}, all teams {team}, on a scale from 1 to {points}.",
            leadership=words.value(total["mean_leadership"]),
            team=words.value(total["mean_team"]),
            points=self.reading.points,
        )
        return self.hang(figures.dumbbell(self.scale(width), own, team), alt)

    def offset(self, found: Entry, width: float) -> Figure:
        """Draw a difference with its interval against zero and the margin."""
        reading, words = self.reading, self.reading.words
        at = bound(found["difference"])
        if at is None:
            return self.hatched(width)
        half = reading.questionnaire.scale.range / 2
        mark = Mark(at, beyond(found["difference"]), interval(found["ci95"]))
        margin = reading.rules["margin"] * reading.unit
        axis = Axis(-half, half, half / 2, width)
        alt = words.say(
            "Difference {difference}, 95 % interval {interval}.",
            difference=words.difference(found["difference"]),
            interval=words.interval(found["ci95"]),
        )
        return self.hang(figures.offset(axis, mark, margin), alt)

    def item(self, item: str, teams: list[str], width: float) -> Figure:
        """Draw where leadership and teams stand on an item."""
        reading, leader = self.reading, self.reading.leadership
        named = [
            (group, reading.mean(group, item)) for group in (leader, *teams) if group
        ]
        marks = {
            group: Mark(limit)
            for group, value in named
            if (limit := bound(value)) is not None
        }
        if not marks:
            return self.hatched(width, 15)
        own = marks.pop(leader, None) if leader else None
        drawn = figures.dots(self.scale(width), own, list(marks.values()))
        return self.hang(drawn, self._positions(named))

    def expectation(self, spot: Entry, width: float) -> Figure:
        """Draw what leadership expected and what a team answered."""
        words = self.reading.words
        expected, actual = _mark(spot["predicted"]), _mark(spot["actual"])
        if expected is None or actual is None:
            return self.hatched(width)
        alt = words.say(
            "Leadership expected {expected}, {team} answered {actual}.",
            expected=words.value(spot["predicted"]),
            team=spot["team"],
            actual=words.value(spot["actual"]),
        )
        drawn = figures.expectation(self.scale(width), expected, actual)
        return self.hang(drawn, alt)

    def bands(self, shares: Sequence[float], width: float, alt: str) -> Figure:
        """Draw the shares of low, middle and high answers."""
        return self.hang(figures.bands(shares, width), alt)

    def share(self, part: float, width: float, alt: str) -> Figure:
        """Draw the share of people who answered."""
        return self.hang(figures.share(part, width), alt)

    def hatched(self, width: float, height: float = 17) -> Figure:
        """Draw the place of something that is not shown."""
        return self.hang(
            figures.hatched(width, height), self.reading.words.say("Not shown")
        )

    def _positions(self, named: Sequence[tuple[str, Value]]) -> str:
        reading, words = self.reading, self.reading.words
        said = ", ".join(
            f"{reading.label(group)} {words.value(value)}" for group, value in named
        )
        return words.say(
            "{groups}, on a scale from 1 to {points}.",
            groups=said,
            points=reading.points,
        )


def _mark(value: Value) -> Mark | None:
    limit = bound(value)
    return None if limit is None else Mark(limit, beyond(value))


def _bare(mark: Mark | None) -> Mark | None:
    return Mark(mark.at, mark.beyond) if mark else None
