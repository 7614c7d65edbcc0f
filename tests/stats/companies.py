"""Small questionnaires and companies, written as what people answered."""

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from diagnostic.stats import compare
from diagnostic.tally import Tally, tally_sheets
from questionnaires import Questionnaire, parse

Sheet = Mapping[str, int | str | None]
FIVE = [1, 2, 3, 4, 5]
People = Mapping[str, Mapping[str, Sequence[int | None]]]


def questionnaire(
    dimensions: Mapping[str, Sequence[str]],
    points: int = 5,
    *,
    reverse: Iterable[str] = (),
    choices: Mapping[str, tuple[str, Sequence[str]]] | None = None,
    compared: Mapping[str, str] | None = None,
    wording: Mapping[str, str] | None = None,
    version: int = 1,
    key: str = "probe",
) -> Questionnaire:
    """Write a questionnaire: items by dimension, choices by their dimension."""
    text = json.dumps
    lines = [
        f"key = {text(key)}",
        f"version = {version}",
        'languages = ["en"]',
        'title.en = "Probe"',
        "[scale]",
        f"points = {points}",
        f"labels.en = {text([f'Point {n}' for n in range(1, points + 1)])}",
    ]
    for dimension in dimensions:
        lines += ["[[dimensions]]", f"key = {text(dimension)}"]
        lines += [f"title.en = {text(dimension.title())}"]
    for dimension, items in dimensions.items():
        for item in items:
            said = (wording or {}).get(item, f"Statement {item}.")
            lines += [
                "[[items]]",
                f"id = {text(item)}",
                f"dimension = {text(dimension)}",
            ]
            lines += [f"text.en = {text(said)}"]
            lines += [f"reverse = {text(item in set(reverse))}"]
            lines += [f"compared = {text((compared or {}).get(item, 'same'))}"]
    for item, (dimension, options) in (choices or {}).items():
        lines += ["[[items]]", f"id = {text(item)}", f"dimension = {text(dimension)}"]
        lines += [
            f"text.en = {text(f'Choose {item}.')}",
            'kind = "choice"',
            "options = [",
        ]
        lines += [
            f"  {{key = {text(option)}, text = {{en = {text(option.title())}}}}},"
            for option in options
        ]
        lines += ["]"]
    return parse("\n".join(lines).encode())


def item_lines(item: str, dimension: str, said: str) -> list[str]:
    text = json.dumps
    named = [f"id = {text(item)}", f"dimension = {text(dimension)}"]
    return ["[[items]]", *named, f"text.en = {text(said)}"]


def people(counts: Sequence[int], first: int = 1) -> list[int]:
    """Write counts per point out as one answer a person, lowest first."""
    return [first + i for i, n in enumerate(counts) for _ in range(n)]


def one_item_each(
    answers: People,
    points: int = 5,
    *,
    predictions: Mapping[tuple[str, str], Sequence[int]] | None = None,
    leadership: str = "leadership",
    invited: Mapping[str, int] | None = None,
    wave: str | None = None,
    key: str = "probe",
) -> Tally:
    """Tally a company whose dimensions have one item each, of the same name.

    Args:
        answers: answers by group and dimension, one a person.
        points: points of the scale.
        predictions: leaders' predictions, one a leader from the first on.
        leadership: the group that leads.
        invited: people invited per group.
        wave: name of the wave.
        key: key of the questionnaire.
    """
    dimensions = list(dict.fromkeys(d for cells in answers.values() for d in cells))
    asked = questionnaire({d: [d] for d in dimensions}, points, key=key)
    sheets: list[tuple[str, dict[str, int | str | None]]] = []
    for group, cells in answers.items():
        rows = zip_longest(*(cells.get(d, ()) for d in dimensions))
        sheets += [(group, dict(zip(dimensions, row, strict=True))) for row in rows]
    leaders = [sheet for group, sheet in sheets if group == leadership]
    for (team, dimension), points_given in (predictions or {}).items():
        for sheet, point in zip(leaders, points_given, strict=False):
            sheet[f"predict:{team}:{dimension}"] = point
    return tally_sheets(asked, sheets, leadership, invited=invited, wave=wave)


def on_five(leaders: Any, team: Any, **options: Any) -> Any:
    """Compare counts per point of a scale from 1 to 5."""
    return compare(leaders, team, values=FIVE, **options)


def compared(leaders: Any, team: Any, values: Any = None, **options: Any) -> Any:
    """Compare answers, one a person."""
    values = sorted({*leaders, *team}) if values is None else values
    counts = [[list(g).count(v) for v in values] for g in (leaders, team)]
    return compare(*counts, values=values, **options)
