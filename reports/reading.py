"""A release read with its questionnaire, in one language."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markupsafe import Markup

from diagnostic.history import Series
from diagnostic.history.actions import Followed
from diagnostic.history.trends import trends
from questionnaires import Item, Questionnaire
from reports.figures import Mark
from reports.student import quantile
from reports.values import Value, beyond, bound
from reports.vocabulary import VERDICTS
from reports.wording import Words, small, text_in

Entry = Mapping[str, Any]
NAMED = 4
"""So many teams are named in a sentence; more are counted."""


@dataclass(frozen=True)
class Reading:
    """What a report looks up: entries of the release by what they are about.

    Args:
        release: the release, see docs/release.md.
        questionnaire: what was asked.
        words: the report's language.
        series: the release after those of the quarters before, if they are known.
        followed: actions beside the figures that they are meant to move.
    """

    release: Entry
    questionnaire: Questionnaire
    words: Words
    series: Series | None = None
    followed: tuple[Followed, ...] = ()

    @cached_property
    def rules(self) -> Entry:
        """Thresholds of the diagnosis."""
        rules: Entry = self.release["rules"]
        return rules

    @property
    def collection(self) -> Entry | None:
        """How the answers were collected; None if they came from a file."""
        found: Entry | None = self.release.get("collection")
        return found

    @property
    def imported(self) -> bool:
        """Tell whether the answers were collected elsewhere, and brought as a file."""
        return bool(self.release.get("imported"))

    @property
    def promised(self) -> bool:
        """Tell whether it is known what those who answered were promised."""
        return self.collection is not None

    @property
    def subject(self) -> str | None:
        """The initiative that was asked about, if one was."""
        found: str | None = self.release.get("subject")
        return found

    @property
    def repeatable(self) -> bool:
        """Tell whether the same person may have answered more than once."""
        return self.collection is not None and self.collection["mode"] == "open"

    @cached_property
    def groups(self) -> Mapping[str, Entry]:
        """Groups by name, leadership first."""
        return {group["name"]: group for group in self.release["groups"]}

    @cached_property
    def leadership(self) -> str | None:
        """Name of the group that is the leadership, if there is one."""
        return next((n for n, g in self.groups.items() if g["leadership"]), None)

    @cached_property
    def teams(self) -> tuple[str, ...]:
        """Names of all other groups."""
        return tuple(name for name in self.groups if name != self.leadership)

    @cached_property
    def dimensions(self) -> tuple[str, ...]:
        """Keys of the dimensions that have items to compare."""
        keys = (dimension.key for dimension in self.questionnaire.dimensions)
        return tuple(key for key in keys if self.questionnaire.items_of(key))

    @cached_property
    def cells(self) -> Mapping[tuple[str, str], Entry]:
        """Cells by group and key of the dimension or id of the item."""
        return {
            (cell["group"], cell.get("dimension") or cell["item"]): cell
            for cell in self.release["cells"]
        }

    @cached_property
    def comparisons(self) -> Mapping[tuple[str, str], Entry]:
        """Comparisons by team and dimension."""
        return {(c["team"], c["dimension"]): c for c in self.release["comparisons"]}

    @property
    def compared(self) -> bool:
        """Tell whether anything was compared that may be shown."""
        found = self.release["comparisons"]
        return any(entry["verdict"] != "not_shown" for entry in found)

    @cached_property
    def totals(self) -> Mapping[str, Entry]:
        """Everybody in every team against leadership, by dimension."""
        return {total["dimension"]: total for total in self.release["totals"]}

    def total(self, dimension: str) -> Entry | None:
        """Give the comparison with all teams together: of two or more, if shown."""
        found = self.totals.get(dimension)
        if len(self.teams) < 2 or found is None or found["verdict"] == "not_shown":
            return None
        return found

    @cached_property
    def items(self) -> Mapping[tuple[str, str], Entry]:
        """Items' comparisons by team and item."""
        return {(c["team"], c["item"]): c for c in self.release["items"]}

    @cached_property
    def agreement(self) -> Mapping[tuple[str, str], Entry]:
        """Agreement by group and dimension."""
        return {(a["group"], a["dimension"]): a for a in self.release["agreement"]}

    @cached_property
    def blind_spots(self) -> Mapping[tuple[str, str], Entry]:
        """Predictions of leadership by team and dimension."""
        return {(b["team"], b["dimension"]): b for b in self.release["blind_spots"]}

    @cached_property
    def trends(self) -> tuple[Entry, ...]:
        """Directions of gaps whose team is the same in all of their waves."""
        return trends(self.series) if self.series else tuple(self.release["trends"])

    @property
    def points(self) -> int:
        """Points of the answer scale."""
        return self.questionnaire.scale.points

    @property
    def unit(self) -> float:
        """Points of this scale to a point of a scale from 1 to 5."""
        return self.questionnaire.scale.range / 4

    @property
    def strong(self) -> float:
        """Mean from which a side counts as strong, in points."""
        share: float = self.rules["strong"]
        return 1 + share * self.questionnaire.scale.range

    def mean(self, group: str, key: str) -> Value:
        """Give a group's mean in a dimension or item as released."""
        value: Value = self.cells.get((group, key), {}).get("mean")
        return value

    def low(self, mean: Value) -> bool:
        """Tell whether a mean is known to lie below what is strong."""
        limit = bound(mean)
        return limit is not None and beyond(mean) <= 0 and limit < self.strong

    def both_below(self, comparison: Entry) -> bool:
        """Tell whether both sides are known to lie below what is strong."""
        return self.low(comparison["mean_leadership"]) and self.low(
            comparison["mean_team"]
        )

    def standing(self, group: str, dimension: str) -> Mark | None:
        """Give where a group stands, with the interval of its mean where it may be.

        The interval is that of a mean with the variance regularised as in every
        comparison, from the released mean and standard deviation alone.
        """
        cell = self.cells.get((group, dimension), {})
        at = bound(cell.get("mean"))
        if at is None:
            return None
        spread = bound(cell["sd"])
        if spread is None or beyond(cell["mean"]):
            return Mark(at, beyond(cell["mean"]))
        prior = self.rules["prior_variance"] * self.unit**2
        n = cell["n"]
        error = math.sqrt((n - 1) * spread**2 + prior) / n
        half = quantile(0.975, n - 1) * error
        return Mark(at, 0, (at - half, at + half))

    def divided(self, group: str | None, dimension: str) -> bool:
        """Tell whether a group is divided about a dimension."""
        found = self.agreement.get((group or "", dimension), {})
        return found.get("divided") is True

    def title(self, dimension: str) -> str:
        """Name a dimension in the report's language."""
        titles = self.questionnaire.dimension(dimension).title
        return str(text_in(titles, self.words.language))

    def facet(self, item: Item) -> str:
        """Name within a sentence what an item is about: its facet, or its wording."""
        facets = self.questionnaire.dimension(item.dimension).facets
        titles = {facet.key: facet.title for facet in facets}
        wording = self.text(item).rstrip(".")
        if item.facet in titles:
            wording = small(str(text_in(titles[item.facet], self.words.language)))
        return self.words.say("“{wording}”", wording=wording)

    def text(self, item: Item) -> str:
        """Give an item's wording in the report's language."""
        return str(text_in(item.text, self.words.language))

    def label(self, group: str) -> str:
        """Name a group; leadership in the report's language."""
        if group == self.leadership:
            return self.words.say("Leadership")
        return group

    def within(self, group: str) -> str:
        """Name a group as the subject of a sentence."""
        if group == self.leadership:
            return self.words.say("leadership")
        # Portuguese: 'a equipa …', whatever the gender of its name.
        return self.words.say("{team}", team=group)

    def several(self, teams: Sequence[str]) -> Markup:
        """Name teams within a sentence, or count them where they are many."""
        if len(teams) <= NAMED:
            return self.words.listed(teams)
        if len(teams) == len(self.teams):
            return self.words.html("all teams")
        return self.words.html(
            "{number} of {all} teams",
            number=self.words.spelt(len(teams)),
            all=self.words.spelt(len(self.teams)),
        )

    def seen(self, group: str) -> bool:
        """Tell whether anything of a group may be shown."""
        return any(self.mean(group, key) is not None for key in self.dimensions)

    def shows(self, dimension: str) -> bool:
        """Tell whether anything of a dimension may be shown."""
        return any(self.mean(group, dimension) is not None for group in self.groups)

    def of_invited(self, group: str, people: int) -> str:
        """Write how many answered, of how many where that is known: '12 of 14'."""
        invited = self.groups[group]["invited"]
        # With repeated answers there may be more of them than people.
        if invited is None or people > invited:
            return str(people)
        return self.words.say("{people} of {invited}", people=people, invited=invited)

    def fewest(self, group: str | None) -> int:
        """Give from how many answers on a group is shown."""
        rules = self.rules
        declared = rules["small_leadership"] == "declared"
        leads = group is not None and group == self.leadership
        number: int = rules["declared_minimum" if declared and leads else "minimum"]
        return number

    def few_answered(self, comparison: Entry) -> bool:
        """Tell whether either side is known to have answered by less than half."""
        share, team = self.rules["aligned_participation"], comparison["team"]
        sides = (
            ([self.leadership] if self.leadership else [], comparison["n_leadership"]),
            (self.teams if team is None else [team], comparison["n_team"]),
        )
        return any(n < share * self._invited(names) for names, n in sides)

    def _invited(self, names: Sequence[str]) -> int:
        """Count those invited to groups; 0 if that is unknown of any."""
        known = [self.groups[name]["invited"] for name in names if name in self.groups]
        return 0 if None in known else sum(known)

    def verdict(self, comparison: Entry) -> str:
        """Name a verdict; of a gap, that few answered."""
        if comparison["verdict"] == "gap" and self.few_answered(comparison):
            return self.words.say("Gap among those who answered")
        return self.words.marked(VERDICTS[comparison["verdict"]])

    def with_verdict(self, *verdicts: str) -> Sequence[Entry]:
        """Give the comparisons with one of the verdicts."""
        found = self.release["comparisons"]
        return [entry for entry in found if entry["verdict"] in verdicts]
