"""The tally of one wave: people counted per group and answer, no person in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from diagnostic.tally.cells import CompleteSheets, Counts, Histogram, Moments
from questionnaires import Questionnaire


@dataclass(frozen=True, eq=False)
class Tally:
    """Counts of one wave. Means and counts are after reversal: high is good.

    Args:
        questionnaire: what was asked.
        groups: names, leadership first if there is one, then teams by name.
        leadership: the group that is the leadership, or None.
        answered: people of a group with a score in at least one dimension.
        scores: people per dimension score, by (group, dimension); a cell of a
            sealed wave may be kept as moments only, or not at all.
        items: people per point, lowest first, shape (points,), by (group, item).
        choices: people per option, shape (options,), by (group, item).
        predictions: leaders per point that they expect a team's mean to be,
            shape (points,), by (team, dimension).
        complete: what reliability needs, by dimension.
        wave: name of the wave, or None.
        invited: people invited, by group, where known.
        verdicts: verdicts as released, by (team, dimension), of a sealed wave
            whose small cells can no longer be tested; None of a whole tally.
    """

    questionnaire: Questionnaire
    groups: tuple[str, ...]
    leadership: str | None
    answered: Mapping[str, int]
    scores: Mapping[tuple[str, str], Histogram | Moments]
    items: Mapping[tuple[str, str], Counts]
    choices: Mapping[tuple[str, str], Counts] = field(
        default_factory=lambda: MappingProxyType({})
    )
    predictions: Mapping[tuple[str, str], Counts] = field(
        default_factory=lambda: MappingProxyType({})
    )
    complete: Mapping[str, CompleteSheets] = field(
        default_factory=lambda: MappingProxyType({})
    )
    wave: str | None = None
    invited: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    verdicts: Mapping[tuple[str, str], str | None] | None = None

    @property
    def teams(self) -> tuple[str, ...]:
        """Every group but the leadership."""
        return tuple(name for name in self.groups if name != self.leadership)
