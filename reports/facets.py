"""Which facet of a dimension to begin with, from what is shown of its questions."""

from collections.abc import Sequence

from questionnaires.advice import Advice
from reports.reading import Entry, Reading
from reports.values import bound, sized
from reports.wording import text_in


def widest_facet(reading: Reading, dimension: str, gaps: Sequence[Entry]) -> str | None:
    """Give the facet whose question by itself shows the widest gap.

    Args:
        reading: the release in its language.
        dimension: its key.
        gaps: the comparisons of teams that show a gap; one of a question counts where
            its team's goes the same way.

    Returns:
        None where no question shows a gap.
    """
    found = [
        (sized(entry["difference"]) or (0.0, False), item.facet)
        for item in reading.questionnaire.items_of(dimension)
        for shown in gaps
        if (entry := reading.items.get((shown["team"], item.id)))
        and entry["verdict"] == "gap"
        and entry["direction"] == shown["direction"]
    ]
    if not found:
        return None
    return max(found, key=lambda pair: pair[0][0])[1]


def lowest_facet(reading: Reading, dimension: str, groups: Sequence[str]) -> str | None:
    """Give the facet whose question has the lowest best average of some groups.

    Returns:
        None where some group's average is not shown for any question, or all are
        equal.
    """
    if not groups:
        return None
    best = [
        (max(bound(mean) or 0.0 for mean in means), item.facet)
        for item in reading.questionnaire.items_of(dimension)
        if None not in (means := [reading.mean(group, item.id) for group in groups])
    ]
    if len({value for value, _ in best}) < 2:
        return None
    return min(best, key=lambda pair: pair[0])[1]


def facet_title(reading: Reading, advice: Advice) -> str | None:
    """Name the facet that an advice is about; None for the dimension as a whole."""
    facets = reading.questionnaire.dimension(advice.dimension).facets
    found = next((facet for facet in facets if facet.key == advice.facet), None)
    return str(text_in(found.title, reading.words.language)) if found else None
