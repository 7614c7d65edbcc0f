"""What changes between waves say: weighted sums of means that lie within bounds."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from diagnostic.release.display import ALL, bound, side
from questionnaires import Questionnaire
from tests.disclosure.reading import EPSILON, Member, Reading


@dataclass(frozen=True)
class Link:
    """Cells whose means, weighted and added, lie within bounds.

    Args:
        terms: weight and cell.
        low: bound.
        high: bound.
        apart: their sum is as far from 0 on either side, as that of a gap is.
    """

    terms: list
    low: float = -math.inf
    high: float = math.inf
    apart: float = 0.0


class Linking(Reading):
    """All releases of one company and all comparisons of its waves."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        releases: Sequence[Mapping[str, Any]],
        on: frozenset[str] = ALL,
        member: Member | None = None,
        comparisons: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        super().__init__(questionnaire, releases, on, member)
        self.places = {release["wave"]: i for i, release in enumerate(releases)}
        self.links = [
            link
            for document in (*releases, *comparisons)
            for link in (*self._changes(document), *self._gap_changes(document))
        ]

    def _between(self):
        """Carry means from wave to wave."""
        for link in self.links:
            self._hold(link)

    def _changes(self, document):
        far = float(self.asked.scale.points)
        for found in document["changes"]:
            sides = self._sides(document, found, found["group"])
            if sides is None or found["items"] is not None:
                continue
            yield self._link(found["change"], [(1, sides[1]), (-1, sides[0])])
            way = {"rose": (0.0, far), "fell": (-far, 0.0)}.get(found["verdict"])
            if way is not None:
                terms = _added([(1, sides[1]), (-1, sides[0])])
                yield Link(terms, *way)

    def _gap_changes(self, document):
        least = self.rules.notable * self.scale - EPSILON
        for found in document["gap_changes"]:
            leader = self._leader(self.places[found["to"]])
            lead = self._sides(document, found, leader)
            team = self._sides(document, found, found["team"])
            if lead is None or team is None:
                continue
            before, now = ([(1, lead[end]), (-1, team[end])] for end in (0, 1))
            against = [(-way, cells) for way, cells in before]
            yield self._link(found["change"], [*now, *against])
            if self._had_a_gap(document, found, lead, team):
                yield Link(_added(before), apart=least)
            if found["status"] in ("new", "persisting", "widening", "narrowing"):
                yield Link(_added(now), apart=least)
            if found["status"] == "closed":
                yield Link(_added(now), -least - 2 * EPSILON, least + 2 * EPSILON)

    def _had_a_gap(self, document, found, lead, team):
        """Tell whether a status says that the gap was there in the earlier wave.

        'Too few to tell' may also say that only a part of several teams has one.
        """
        if found["status"] != "too_few_to_tell":
            return found["status"] not in (None, "new")
        return all(
            len(team[place]) == 1
            or self._is_judged([*lead[place], *team[place]])
            or not self._has_a_gap(document, found, end)
            for place, end in enumerate(("from", "to"))
        )

    def _is_judged(self, cells):
        large = self.rules.full_people
        return all(c.n >= large and isinstance(c.mean, float) for c in cells)

    def _has_a_gap(self, document, found, end):
        """Tell whether any part of a team has a released gap in a wave."""
        known = {group["name"]: group for group in document["groups"]}
        parts = known.get(found["team"], {}).get(end, [found["team"]])
        return any(
            one["verdict"] == "gap"
            for one in self.releases[self.places[found[end]]]["comparisons"]
            if one["team"] in parts and one["dimension"] == found["dimension"]
        )

    def _sides(self, document, found, name):
        """Give a group's cells in both waves; None if it was not asked in one."""
        sides = []
        for end in ("from", "to"):
            known = {group["name"]: group for group in document["groups"]}
            one = known.get(name, {})
            cells = [
                self.waves[self.places[found[end]]].get((part, found["dimension"]))
                for part in one.get(end, [name])
            ]
            if not cells or None in cells or not all(cell.n for cell in cells):
                return None
            sides.append(cells)
        return sides

    def _link(self, change, sides):
        """Take what a displayed change leaves for the exact one."""
        terms = _added(sides)
        if change is None:
            return Link(terms)
        room = sum(self._rounding(cells) for _, cells in sides) + EPSILON
        if "P8" not in self.on:
            room = 0.0005 + EPSILON
        number = bound(change)
        return Link(
            terms,
            -math.inf if side(change) < 0 else number - room,
            math.inf if side(change) > 0 else number + room,
        )

    def _rounding(self, cells):
        """Give how far the displayed mean of cells together may be from theirs."""
        items = len(cells[0].items)
        if "L4" not in self.on:
            whole = sum(cell.n for cell in cells)
            return self.display.form(whole, items=items).step / 2
        steps = [self.display.form(cell.n, items=items).step for cell in cells]
        again = self.display.tenth if len(cells) > 1 else 0.0
        return (max(steps) + again) / 2

    def _leader(self, index):
        groups = self.releases[index]["groups"]
        return next((g["name"] for g in groups if g["leadership"]), None)

    def _hold(self, link):
        """Narrow every cell of a sum by what the others leave for it."""
        top = self.asked.scale.points
        ends = [
            sorted((weight * cell.low, weight * min(cell.high, top)))
            for weight, cell in link.terms
        ]
        least, most = (sum(end[place] for end in ends) for place in (0, 1))
        low, high = link.low, link.high
        if link.apart and least > -link.apart:
            low = max(low, link.apart)
        if link.apart and most < link.apart:
            high = min(high, -link.apart)
        for (weight, cell), (first, last) in zip(link.terms, ends, strict=True):
            bounds = (
                (low - (most - last)) / weight,
                (high - (least - first)) / weight,
            )
            cell.low = max(cell.low, min(bounds))
            cell.high = min(cell.high, max(bounds))


def _added(sides):
    """Weigh the cells of each side by their people."""
    return [
        (way * cell.n / sum(one.n for one in cells), cell)
        for way, cells in sides
        for cell in cells
    ]
