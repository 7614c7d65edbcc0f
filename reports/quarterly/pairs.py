"""Two quarters side by side: their groups, and what is written down between them."""

from dataclasses import dataclass

from diagnostic.history import Quarter, Series
from diagnostic.history.following import leadership, teams
from diagnostic.history.lines import comparable
from reports.document import read
from reports.past.titles import titled
from reports.reading import Entry, Reading
from reports.values import Value


@dataclass(frozen=True)
class Block:
    """Groups of two quarters that are taken as the same people.

    Args:
        name: what changes call it.
        earlier: names in the earlier quarter; none if it is new.
        later: names in the later quarter; none if it is gone.
        leadership: whether it is the leadership.
    """

    name: str
    earlier: tuple[str, ...]
    later: tuple[str, ...]
    leadership: bool = False


@dataclass(frozen=True)
class Pair:
    """Two quarters, and the document that has the changes between them.

    Args:
        earlier: the earlier quarter.
        later: the later one, in whose words everything is said.
        reading: of the later one.
        blocks: leadership first where there is one.
        changes: of averages, of groups that are in both.
        gap_changes: of gaps, of teams that are in both; none without leadership.
        mapped: whether departments were mapped.
    """

    earlier: Quarter
    later: Quarter
    reading: Reading
    blocks: tuple[Block, ...]
    changes: tuple[Entry, ...]
    gap_changes: tuple[Entry, ...]
    mapped: bool

    @property
    def unled(self) -> tuple[str | None, ...]:
        """Name the quarters in which no leadership took part."""
        return tuple(
            quarter.name
            for quarter in (self.earlier, self.later)
            if leadership(quarter) is None
        )

    def block(self, name: str) -> Block:
        """Find a block by the name that changes call it."""
        return next(
            (block for block in self.blocks if block.name == name),
            Block(name, (name,), (name,)),
        )

    def label(self, name: str) -> str:
        """Name a block; leadership in the reader's language."""
        if self.block(name).leadership:
            return self.reading.words.say("Leadership")
        return name

    def title(self, dimension: str) -> str:
        """Name a dimension, which the later quarter may no longer ask about."""
        quarters = self.earlier, self.later
        return titled(quarters, dimension, self.reading.words.language)

    def means(self, entry: Entry) -> tuple[Value, Value]:
        """Give a group's averages as both releases display them.

        Of a dimension that does not ask the same in both there are none: beside one
        another they would be taken for a change.
        """
        if not self._asks_the_same(entry["dimension"]):
            return None, None
        block = self.block(entry["group"])
        return (
            _mean(self.earlier, block.earlier, entry["dimension"]),
            _mean(self.later, block.later, entry["dimension"]),
        )

    def gaps(self, entry: Entry) -> tuple[Value, Value]:
        """Give the differences to leadership as both releases display them."""
        if not self._asks_the_same(entry["dimension"]):
            return None, None
        block = self.block(entry["team"])
        return (
            _difference(self.earlier, block.earlier, entry["dimension"]),
            _difference(self.later, block.later, entry["dimension"]),
        )

    def _asks_the_same(self, dimension: str) -> bool:
        asked = self.earlier.questionnaire, self.later.questionnaire
        return comparable(*asked, dimension)


def last_two(series: Series, language: str) -> Pair | None:
    """Give the last quarter against the one before; None of a first quarter."""
    if len(series.quarters) < 2:
        return None
    earlier, later = series.quarters[-2:]
    document = series.compared.get((earlier.name, later.name))
    return paired(earlier, later, document or later.release, language)


def paired(earlier: Quarter, later: Quarter, document: Entry, language: str) -> Pair:
    """Set two quarters side by side.

    Args:
        earlier: the earlier quarter.
        later: the later one.
        document: their comparison, or the release of the later one.
        language: ``en`` or ``pt``.
    """
    blocks = _blocks(earlier, later, document)
    followed = {one.name for one in blocks if one.earlier and one.later}
    led = any(one.leadership and one.name in followed for one in blocks)
    two = (earlier.name, later.name)
    return Pair(
        earlier,
        later,
        read(later.release, later.questionnaire, language),
        blocks,
        tuple(
            one
            for one in document["changes"]
            if (one["from"], one["to"]) == two and one["group"] in followed
        ),
        tuple(
            one
            for one in document["gap_changes"]
            if (one["from"], one["to"]) == two and one["team"] in followed and led
        ),
        bool(document.get("mapped")),
    )


def _blocks(earlier: Quarter, later: Quarter, document: Entry) -> tuple[Block, ...]:
    if document is not later.release:
        return tuple(
            Block(one["name"], tuple(one["from"]), tuple(one["to"]), one["leadership"])
            for one in document["groups"]
        )
    before, now = teams(earlier), teams(later)
    olds, news = (leadership(quarter) for quarter in (earlier, later))
    leading = (
        [Block(news or olds or "", _one(olds), _one(news), leadership=True)]
        if olds or news
        else []
    )
    named = [
        Block(team, (team,) * (team in before), (team,) * (team in now))
        for team in sorted(before | now, key=str.casefold)
    ]
    return (*leading, *named)


def _one(name: str | None) -> tuple[str, ...]:
    return () if name is None else (name,)


def _mean(quarter: Quarter, names: tuple[str, ...], dimension: str) -> Value:
    if len(names) != 1:
        return None
    for cell in quarter.release["cells"]:
        if (cell["group"], cell.get("dimension")) == (names[0], dimension):
            mean: Value = cell["mean"]
            return mean
    return None


def _difference(quarter: Quarter, names: tuple[str, ...], dimension: str) -> Value:
    if len(names) != 1:
        return None
    for found in quarter.release["comparisons"]:
        if (found["team"], found["dimension"]) == (names[0], dimension):
            difference: Value = found["difference"]
            return difference
    return None
