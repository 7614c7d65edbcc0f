"""What moved between two quarters, what did not, and what cannot be said.

The one place where changes are sorted: reports, pages and the portfolio speak of what
is found here, and say the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from diagnostic.history import Quarter, Series
from diagnostic.history.following import leadership, teams

Found = Mapping[str, Any]
STATUSES = ("new", "widening", "narrowing", "closed", "persisting", "too_few_to_tell")
"""What can become of a gap, the gravest first."""
_LEVEL = 0.05
"""Up to this p the difference of a gap is shown to have changed."""


@dataclass(frozen=True)
class Block:
    """Groups of two quarters that are taken as the same people.

    Args:
        name: what changes call it.
        leadership: whether it is the leadership.
        earlier: names in the earlier quarter; none if it is new.
        later: names in the later quarter; none if it is gone.
    """

    name: str
    leadership: bool
    earlier: tuple[str, ...]
    later: tuple[str, ...]


@dataclass(frozen=True)
class Since:
    """A quarter against an earlier one.

    Only groups that are in both stand in the lists; gaps only if both have a
    leadership.

    Args:
        before: name of the earlier quarter.
        now: name of the later one.
        mapped: whether departments were mapped between the two.
        averages: every change of an average.
        gaps: changes of gaps that have a status, the gravest first.
        quiet: those that have none: no gap was shown in either, or nothing may be.
        silent: the two were never compared: there is no entry on them at all.
        untested: names of those of which only what is shown is known.
        blocks: leadership first where there is one; none by a release alone.
        pair: the two; None by a release alone.
    """

    before: str | None
    now: str | None
    mapped: bool
    averages: tuple[Found, ...]
    gaps: tuple[Found, ...]
    quiet: tuple[Found, ...] = ()
    silent: bool = False
    untested: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    pair: tuple[Quarter, Quarter] | None = None

    @property
    def compared(self) -> bool:
        """Tell whether anything can be said of what moved."""
        told = [one for one in self.gaps if one["status"] != "too_few_to_tell"]
        return bool(self.moved or self.still or (told and not self.untested))

    @property
    def moved(self) -> tuple[Found, ...]:
        """Give averages that are shown to have moved."""
        return self._averages("rose", "fell")

    @property
    def still(self) -> tuple[Found, ...]:
        """Give averages that are too close to call."""
        return self._averages("inconclusive")

    @property
    def hidden(self) -> tuple[Found, ...]:
        """Give averages that one of the two may not show."""
        return self._averages("not_shown")

    @property
    def unlike(self) -> tuple[Found, ...]:
        """Give averages of questions that are not the same."""
        return self._averages("not_comparable")

    @property
    def changed(self) -> tuple[Found, ...]:
        """Give gaps whose difference is shown to have changed."""
        return tuple(one for one in self.gaps if has_changed(one))

    @property
    def turned(self) -> tuple[Found, ...]:
        """Give gaps of which only the verdict is another: new ones and closed ones.

        That the difference itself has changed is not shown.
        """
        return tuple(one for one in self._gaps("new", "closed") if not has_changed(one))

    @property
    def persisting(self) -> tuple[Found, ...]:
        """Give gaps that are still there, with no change shown."""
        return self._gaps("persisting")

    @property
    def few(self) -> tuple[Found, ...]:
        """Give gaps of which too few answered to tell what became of them."""
        return self._gaps("too_few_to_tell")

    @property
    def come(self) -> tuple[str, ...]:
        """Name the teams that are new."""
        return tuple(
            name
            for one in self.blocks
            if not one.leadership and not one.earlier
            for name in one.later
        )

    @property
    def gone(self) -> tuple[str, ...]:
        """Name the teams that are no longer there."""
        return tuple(
            name
            for one in self.blocks
            if not one.leadership and not one.later
            for name in one.earlier
        )

    @property
    def dropped(self) -> tuple[str, ...]:
        """Give keys of dimensions that the later quarter no longer asks about."""
        if self.pair is None:
            return ()
        before, now = (
            [one.key for one in each.questionnaire.dimensions] for each in self.pair
        )
        return tuple(key for key in before if key not in now)

    def _averages(self, *verdicts: str) -> tuple[Found, ...]:
        return tuple(one for one in self.averages if one["verdict"] in verdicts)

    def _gaps(self, *statuses: str) -> tuple[Found, ...]:
        return tuple(one for one in self.gaps if one["status"] in statuses)


def has_changed(gap: Found) -> bool:
    """Tell whether the difference of a gap is shown to have changed.

    ``new`` and ``closed`` say that a verdict is another, which it can be by chance
    alone; so with them it takes a p that is displayed.
    """
    if gap["status"] in ("widening", "narrowing"):
        return True
    reached = (gap.get("p_adjusted") or {}).get("at_most", 1)
    return gap["status"] in ("new", "closed") and reached <= _LEVEL


def since(series: Series) -> Since | None:
    """Sort what the last quarter's changes say; None of a first quarter.

    Args:
        series: oldest first.

    Returns:
        Entries of the comparison under the confirmed map of departments, or else of
        the release of the last quarter.
    """
    if len(series.quarters) < 2:
        return None
    before, last = series.quarters[-2:]
    document = series.compared.get((before.name, last.name))
    return between(before, last, document or last.release)


def of_release(release: Found) -> Since | None:
    """Sort what a release says of the wave before its own; None if it says nothing."""
    now = release["wave"]
    every = [*release["changes"], *release["gap_changes"]]
    last = [one["from"] for one in every if one["to"] == now]
    if not last:
        return None
    averages, gaps = (
        [one for one in release[kind] if (one["from"], one["to"]) == (last[-1], now)]
        for kind in ("changes", "gap_changes")
    )
    return Since(last[-1], now, False, tuple(averages), _with_status(gaps))


def between(earlier: Quarter, later: Quarter, document: Found) -> Since:
    """Sort the changes between two quarters by what may be said of them.

    Args:
        earlier: quarter.
        later: quarter.
        document: their comparison, or the release of the later one.
    """
    pair = (earlier.name, later.name)
    averages, gaps = (
        [one for one in document[kind] if (one["from"], one["to"]) == pair]
        for kind in ("changes", "gap_changes")
    )
    blocks = tuple(_blocks(earlier, later, document))
    both = {one.name for one in blocks if one.earlier and one.later}
    led = any(one.leadership and one.name in both for one in blocks)
    silent = not averages and not gaps
    gaps = [one for one in gaps if led and one["team"] in both]
    return Since(
        before=earlier.name,
        now=later.name,
        mapped=bool(document.get("mapped")),
        averages=tuple(one for one in averages if one["group"] in both),
        gaps=_with_status(gaps),
        quiet=tuple(one for one in gaps if one["status"] is None),
        silent=silent,
        untested=tuple(document.get("untested", ())),
        blocks=blocks,
        pair=(earlier, later),
    )


def _with_status(gaps: list[Found]) -> tuple[Found, ...]:
    told = [one for one in gaps if one["status"] is not None]
    return tuple(sorted(told, key=lambda one: STATUSES.index(one["status"])))


def _blocks(earlier: Quarter, later: Quarter, document: Found) -> Iterator[Block]:
    if "mapped" in document:
        for one in document["groups"]:
            yield Block(
                one["name"], one["leadership"], tuple(one["from"]), tuple(one["to"])
            )
        return
    olds, news = (leadership(each) for each in (earlier, later))
    if olds or news:
        yield Block(news or olds or "", True, _one(olds), _one(news))
    before, now = teams(earlier), teams(later)
    for team in sorted(before | now, key=str.casefold):
        yield Block(team, False, (team,) * (team in before), (team,) * (team in now))


def _one(name: str | None) -> tuple[str, ...]:
    return () if name is None else (name,)
