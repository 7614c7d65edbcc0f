"""What is kept of a sealed wave for later ones: rule S3, cell by cell."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from diagnostic.rules import Rules
from diagnostic.tally.cells import Counts, Histogram, Moments
from diagnostic.tally.wave import Tally
from questionnaires import Questionnaire

FORMAT = "alignment-kept/1"

Entry = dict[str, Any]
Verdicts = Mapping[tuple[str, str], str | None]


def keep(tally: Tally, rules: Rules, verdicts: Verdicts) -> dict[str, Any]:
    """Keep what the statistics of later waves need, and nothing of a single person.

    Of a cell from ``rules.full_people`` answers on the histogram of its scores, and
    of the items that have as many answers theirs; from ``rules.minimum`` on number,
    sum and sum of squares; of a smaller one, a declared leadership's too, nothing.
    No choice, prediction or cross-product is kept. Numbers of people are known.

    Args:
        tally: the wave's counts.
        rules: the thresholds that it was launched with.
        verdicts: of its comparisons as released, by (team, dimension).

    Returns:
        Lists, texts and whole numbers, to be stored as JSON and given to ``revive``.
    """
    asked = tally.questionnaire
    return {
        "format": FORMAT,
        "questionnaire": {"key": asked.key, "version": asked.version},
        "wave": tally.wave,
        "leadership": tally.leadership,
        "groups": [
            {
                "name": name,
                "answered": tally.answered[name],
                "invited": tally.invited.get(name),
            }
            for name in tally.groups
        ],
        "scores": list(_scores(tally, rules)),
        "items": list(_items(tally, rules)),
        "verdicts": [
            {"team": team, "dimension": d.key, "verdict": verdicts[team, d.key]}
            for team in tally.teams
            for d in asked.dimensions
            if (team, d.key) in verdicts
        ],
    }


def revive(document: Mapping[str, Any], questionnaire: Questionnaire) -> Tally:
    """Make what was kept a tally again: an earlier wave, as ``diagnose`` takes it.

    Args:
        document: what ``keep`` gave.
        questionnaire: what was asked in that wave.

    Raises:
        ValueError: this is something else, or was kept of another questionnaire.
    """
    if document.get("format") != FORMAT:
        raise ValueError(f"what is kept of a wave has the format {FORMAT}")
    known = {"key": questionnaire.key, "version": questionnaire.version}
    if document["questionnaire"] != known:
        raise ValueError(
            "what is kept is of {key} version {version}".format(
                **document["questionnaire"]
            )
            + ", not of {key} version {version}".format(**known)
        )
    groups = document["groups"]
    return Tally(
        questionnaire=questionnaire,
        groups=tuple(group["name"] for group in groups),
        leadership=document["leadership"],
        answered={group["name"]: group["answered"] for group in groups},
        scores={
            (cell["group"], cell["dimension"]): _revived(cell, questionnaire)
            for cell in document["scores"]
        },
        items={
            (cell["group"], cell["item"]): np.array(cell["counts"], np.int64)
            for cell in document["items"]
        },
        wave=document["wave"],
        invited={
            group["name"]: group["invited"]
            for group in groups
            if group["invited"] is not None
        },
        verdicts={
            (found["team"], found["dimension"]): found["verdict"]
            for found in document["verdicts"]
        },
    )


def _scores(tally: Tally, rules: Rules) -> Iterator[Entry]:
    points = tally.questionnaire.scale.points
    for group in tally.groups:
        for dimension in tally.questionnaire.dimensions:
            cell = tally.scores.get((group, dimension.key))
            items = len(tally.questionnaire.items_of(dimension.key))
            if cell is None or not _is_shown(cell.n, points, items, rules):
                continue
            yield {"group": group, "dimension": dimension.key, **_kept(cell, rules)}


def _kept(cell: Histogram | Moments, rules: Rules) -> Entry:
    if isinstance(cell, Histogram) and cell.n >= rules.full_people:
        # Only what somebody has: the other codes are scores of other groups' people.
        used = np.flatnonzero(cell.counts)
        pairs = zip(cell.codes[used].tolist(), cell.counts[used].tolist(), strict=True)
        return {"unit": cell.unit, "people": [list(pair) for pair in pairs]}
    sums = cell.moments
    return {
        "unit": sums.unit,
        "n": sums.n,
        "sum": sums.total,
        "squares": sums.squares,
    }


def _items(tally: Tally, rules: Rules) -> Iterator[Entry]:
    """Keep items where later versions may share only some: in cells kept whole."""
    points = tally.questionnaire.scale.points
    for group in tally.groups:
        for dimension in tally.questionnaire.dimensions:
            cell = tally.scores.get((group, dimension.key))
            if not isinstance(cell, Histogram) or not _is_whole(cell.n, rules):
                continue
            for item in tally.questionnaire.items_of(dimension.key):
                counts = tally.items.get((group, item.id))
                if counts is not None and _item_is_kept(counts, points, rules):
                    yield {"group": group, "item": item.id, "counts": counts.tolist()}


def _item_is_kept(counts: Counts, points: int, rules: Rules) -> bool:
    n = int(counts.sum())
    return _is_whole(n, rules) and _is_shown(n, points, 1, rules)


def _is_whole(n: int, rules: Rules) -> bool:
    return n >= max(rules.full_people, rules.minimum)


def _is_shown(n: int, points: int, items: int, rules: Rules) -> bool:
    """Tell whether a cell is shown to the public, a declared leadership apart."""
    return n >= rules.minimum and rules.fine_enough(n, points, items)


def _revived(cell: Entry, questionnaire: Questionnaire) -> Histogram | Moments:
    unit = cell["unit"]
    if "people" not in cell:
        return Moments(cell["n"], cell["sum"], cell["squares"], unit)
    # Ends of the scale included, as in every histogram of scores.
    ends = {unit: 0, unit * questionnaire.scale.points: 0}
    counted = sorted((ends | dict(cell["people"])).items())
    codes, counts = zip(*counted, strict=True)
    return Histogram(np.array(codes, np.int64), unit, np.array(counts, np.int64))
