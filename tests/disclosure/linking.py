"""What changes between waves say: weighted sums of means that lie within bounds."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from diagnostic.release.display import ALL, bound, side
from questionnaires import Questionnaire
from questionnaires.versions import shared_items
from tests.disclosure.links import Either, Link, added, apart, leaning, narrow
from tests.disclosure.reading import EPSILON, Member, Reading


class Linking(Reading):
    """All releases of one company and all comparisons of its waves."""

    def __init__(
        self,
        questionnaire: Questionnaire | Sequence[Questionnaire],
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
            for link in (
                *self._changes(document),
                *self._gap_changes(document),
                *self._trends(document),
            )
        ]

    def _between(self):
        """Carry means from wave to wave."""
        for link in self.links:
            narrow(link, self.asked.scale.points)

    def _changes(self, document):
        far = float(self.asked.scale.points)
        for found in document["changes"]:
            keys = self._shared(found) if found["items"] else (found["dimension"],)
            sides = [self._sides(document, found, found["group"], key) for key in keys]
            if None in sides:
                continue
            pairs = [pair for one in sides for pair in ((1, one[1]), (-1, one[0]))]
            terms = [(weight / len(keys), cell) for weight, cell in added(pairs)]
            if not found["items"] or "P8" not in self.on:
                yield self._link(found["change"], terms, pairs)
            way = {"rose": (0.0, far), "fell": (-far, 0.0)}.get(found["verdict"])
            if way is not None:
                yield Link(terms, *way)

    def _gap_changes(self, document):
        least = self.rules.notable * self.scale - EPSILON
        for found in document["gap_changes"]:
            leader = self._leader(self.places[found["to"]])
            lead, team = (
                self._sides(document, found, group, found["dimension"])
                for group in (leader, found["team"])
            )
            if lead is None or team is None:
                continue
            before, now = ([(1, lead[end]), (-1, team[end])] for end in (0, 1))
            pairs = [*now, *((-way, cells) for way, cells in before)]
            yield self._link(found["change"], added(pairs), pairs)
            status = found["status"]
            if status in ("persisting", "widening", "narrowing"):
                order = {"widening": 1, "narrowing": -1}.get(status)
                yield self._twice(added(before), added(now), added(pairs), order, least)
            elif status == "closed":
                yield apart(added(before), least)
            elif status == "new":
                yield apart(added(now), least)
            if status == "closed":
                yield Link(added(now), -least - 2 * EPSILON, least + 2 * EPSILON)

    def _twice(self, before, now, change, order, least):
        """Two gaps to the same side; if its change is told, one is the larger."""
        options = []
        for way in (1, -1):
            ends = (least, math.inf) if way > 0 else (-math.inf, -least)
            option = [Link(before, *ends), Link(now, *ends)]
            if order is not None:
                grows = (0.0, math.inf) if way * order > 0 else (-math.inf, 0.0)
                option.append(Link(change, *grows))
            options.append(option)
        return Either(options)

    def _trends(self, document):
        for found in document.get("trends", ()):
            leader = self._leader(self.places[document["wave"]])
            places = [self.places[wave] for wave in found["waves"]]
            pairs = [
                [
                    self.waves[place].get((group, found["dimension"]))
                    for group in (leader, found["team"])
                ]
                for place in places
            ]
            if found["direction"] and not any(None in pair for pair in pairs):
                variances = [self._variances(pair) for pair in pairs]
                yield leaning(pairs, places, variances, found["direction"])

    def _variances(self, pair):
        """Give the least and the largest variance of a gap."""
        prior = self.rules.prior_variance * self.scale**2
        widest = (self.asked.scale.range / 2) ** 2
        return [
            sum((squares(cell) + prior) / cell.n**2 for cell in pair)
            for squares in (
                lambda cell: max(cell.squares[0], 0.0),
                lambda cell: min(cell.squares[1], cell.n * widest),
            )
        ]

    def _shared(self, found):
        """List the items that two waves both asked."""
        earlier, later = (
            self.versions[self.places[found[end]]] for end in ("from", "to")
        )
        return shared_items(earlier, later, found["dimension"])

    def _sides(self, document, found, name, key):
        """Give a group's cells in both waves; None if it was not asked in one."""
        sides = []
        known = {group["name"]: group for group in document["groups"]}
        one = known.get(name, {})
        for end in ("from", "to"):
            wave = self.waves[self.places[found[end]]]
            cells = [
                cell if cell is None or key == dimension else cell.items.get(key)
                for part in one.get(end, [name])
                for dimension in (found["dimension"],)
                for cell in (wave.get((part, dimension)),)
            ]
            if not cells or None in cells or not all(cell.n for cell in cells):
                return None
            sides.append(cells)
        return sides

    def _link(self, change, terms, pairs):
        """Take what a displayed change leaves for the exact one."""
        if change is None:
            return Link(terms)
        if "P8" not in self.on:
            room = 0.0005 + EPSILON
        else:
            room = sum(self._rounding(cells) for _, cells in pairs) + EPSILON
        number = bound(change)
        return Link(
            terms,
            -math.inf if side(change) < 0 else number - room,
            math.inf if side(change) > 0 else number + room,
        )

    def _rounding(self, cells):
        """Give how far the displayed mean of cells together may be from theirs."""
        if "L4" not in self.on:
            whole, items = sum(cell.n for cell in cells), len(cells[0].items)
            return self.display.form(whole, items=items).step / 2
        again = self.display.tenth if len(cells) > 1 else 0.0
        return (max(cell.step for cell in cells) + again) / 2

    def _leader(self, index):
        groups = self.releases[index]["groups"]
        return next((g["name"] for g in groups if g["leadership"]), None)
