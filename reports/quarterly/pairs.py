"""Two quarters side by side: what is displayed in each of a group, then and now."""

from collections.abc import Iterator
from dataclasses import dataclass

from diagnostic.history import Quarter
from diagnostic.history.lines import comparable
from diagnostic.history.since import Since
from reports.past.circumstances import two
from reports.reading import Entry, Reading
from reports.values import Value


@dataclass(frozen=True)
class Pair:
    """Two quarters, and what is written down between them.

    Args:
        found: what moved between the two.
        reading: of the later one, in whose words everything is said.
    """

    found: Since
    reading: Reading

    @property
    def ends(self) -> tuple[Quarter, Quarter]:
        """Give the two, the earlier one first."""
        return two(self.found)

    def asks_the_same(self, dimension: str) -> bool:
        """Tell whether a dimension consists of the same questions in both."""
        before, now = (each.questionnaire for each in self.ends)
        return comparable(before, now, dimension)

    def means(self, entry: Entry) -> tuple[Value, Value]:
        """Give a group's averages as both releases display them.

        Of a dimension that does not ask the same in both there are none: beside one
        another they would be taken for a change.
        """
        then, now = (
            _mean(quarter, name, entry["dimension"])
            for quarter, name in self._names(entry["group"], entry["dimension"])
        )
        return then, now

    def gaps(self, entry: Entry) -> tuple[Value, Value]:
        """Give the differences to leadership as both releases display them."""
        then, now = (
            _difference(quarter, name, entry["dimension"])
            for quarter, name in self._names(entry["team"], entry["dimension"])
        )
        return then, now

    def _names(
        self, group: str, dimension: str
    ) -> Iterator[tuple[Quarter, str | None]]:
        """Name the one group that a block was in each quarter, if it was one."""
        block = next(one for one in self.found.blocks if one.name == group)
        for quarter, names in zip(self.ends, (block.earlier, block.later), strict=True):
            is_one = len(names) == 1 and self.asks_the_same(dimension)
            yield quarter, names[0] if is_one else None


def _mean(quarter: Quarter, group: str | None, dimension: str) -> Value:
    for cell in quarter.release["cells"]:
        if (cell["group"], cell.get("dimension")) == (group, dimension):
            mean: Value = cell["mean"]
            return mean
    return None


def _difference(quarter: Quarter, team: str | None, dimension: str) -> Value:
    for found in quarter.release["comparisons"]:
        if (found["team"], found["dimension"]) == (team, dimension):
            difference: Value = found["difference"]
            return difference
    return None
